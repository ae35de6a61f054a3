"""Rate cards and the prices of bookings by them: pure arithmetic on plain values.

A rate card is an ordered list of rules. Each booth gets the first price of space that fits it, plus every surcharge
that fits it. Discounts are taken off these, then charges are added for the whole booking, and taxes at the end. Each is
a line of its own, rounded half up to the smallest unit of the currency, so that the lines add up to the total. Money is
`Decimal`, in the currency of the card; areas are m², and percentages are per cent.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Protocol

from babel.numbers import get_currency_precision
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pavilions.states import BoothKind, Section

STANDARD_UNIT_SQM = Decimal(9)
"""The area in m² of the trade's standard booth of 3 × 3 m. Shows sell shell scheme by the piece in this size."""
HUNDRED = Decimal(100)
ZERO = Decimal(0)


class RuleKind(TextChoices):
    """The kinds of rules, in the order in which they are applied."""

    SPACE = "space", _("price of space")
    SURCHARGE = "surcharge", _("surcharge")
    DISCOUNT = "discount", _("discount")
    CHARGE = "charge", _("mandatory charge")
    TAX = "tax", pgettext_lazy("rate rule", "tax")


class Basis(TextChoices):
    """The quantity by which the amount of a rule is multiplied."""

    SQM = "sqm", _("per m²")
    UNIT = "unit", _("per standard booth of 9 m²")
    BOOTH = "booth", _("per booth")
    BOOKING = "booking", _("per booking")
    CO_EXHIBITOR = "co_exhibitor", _("per co-exhibitor")
    REPRESENTED = "represented", _("per represented company")
    PERCENT = "percent", _("per cent")
    UPPER_DECK = "upper_deck", _("per cent of the price per m², for each m² of the upper deck")


BASES: Mapping[RuleKind, tuple[Basis, ...]] = {
    RuleKind.SPACE: (Basis.SQM, Basis.UNIT, Basis.BOOTH),
    RuleKind.SURCHARGE: (Basis.PERCENT, Basis.SQM, Basis.UNIT, Basis.BOOTH, Basis.UPPER_DECK),
    RuleKind.DISCOUNT: (Basis.PERCENT, Basis.SQM, Basis.BOOTH),
    RuleKind.CHARGE: (Basis.SQM, Basis.BOOTH, Basis.BOOKING, Basis.CO_EXHIBITOR, Basis.REPRESENTED),
    RuleKind.TAX: (Basis.PERCENT,),
}
"""The bases that a rule of each kind can have."""
OF_COMPANIES = frozenset({Basis.CO_EXHIBITOR, Basis.REPRESENTED})
"""Bases that charge for each company on another company's stand."""


@dataclass(frozen=True, slots=True)
class Space:
    """A booth to be priced, or m² without a booth in the requested shape."""

    section: Section
    sector_id: int | None
    hall_id: int | None
    kind: BoothKind
    open_sides: int
    area_sqm: Decimal
    upper_sqm: Decimal = ZERO
    """The m² of the upper deck, which are not part of `area_sqm`."""


@dataclass(frozen=True, slots=True)
class Tax:
    """A tax: its rate in per cent, its name, and the reason why none is charged where the rate is 0."""

    rate: Decimal
    name: str
    name_zh: str
    legend: str = ""
    legend_zh: str = ""


@dataclass(frozen=True, slots=True)
class DueTax:
    """The net amount that is taxed in one way, and the tax due on it."""

    tax: Tax
    base: Decimal
    amount: Decimal


class Taxation(Protocol):
    """How a tax table taxes a buyer. It replaces the taxes of the rate card."""

    def due(self, nets: Sequence[Decimal], currency: str, *, is_package: bool) -> Sequence[DueTax] | None:
        """Return the taxes due on lines with these net amounts, or None if the table does not decide."""

    def due_of_damages(self, net: Decimal, currency: str) -> Sequence[DueTax] | None:
        """Return the taxes due on a fee for cancelling or paying late, or None if the table does not decide."""


@dataclass(frozen=True, slots=True)
class Buyer:
    """What prices depend on about the company."""

    is_returning: bool = False
    """Whether the company had space in the edition before."""
    is_small: bool = False
    """Whether the organizer has marked the company as a small or medium-sized enterprise."""
    co_exhibitors: int = 0
    represented: int = 0
    """Companies on the stand with only their goods."""
    taxation: Taxation | None = None
    """None where the edition has no tax table. Then the taxes of the rate card apply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """The conditions of a rule, all of which must hold. Conditions on one booth are tested for each booth."""

    section: Section | None = None
    sector_ids: frozenset[int] = frozenset()
    hall_ids: frozenset[int] = frozenset()
    kind: BoothKind | None = None
    sides_from: int = 1
    sides_to: int = 4
    sqm_from: Decimal | None = None
    """The smallest area of a booth, in m², to which the rule applies."""
    sqm_below: Decimal | None = None
    booking_sqm_from: Decimal | None = None
    """The smallest area of a booking, in m², to which the rule applies."""
    day_from: date | None = None
    day_to: date | None = None
    """The last day on which the rule applies, such as that of an early bird discount."""
    is_returning: bool | None = None
    is_small: bool | None = None

    def fit_space(self, space: Space) -> bool:
        return (
            (self.section is None or self.section == space.section)
            and (not self.sector_ids or space.sector_id in self.sector_ids)
            and (not self.hall_ids or space.hall_id in self.hall_ids)
            and (self.kind is None or self.kind == space.kind)
            and self.sides_from <= space.open_sides <= self.sides_to
            and (self.sqm_from is None or space.area_sqm >= self.sqm_from)
            and (self.sqm_below is None or space.area_sqm < self.sqm_below)
        )

    def fit_booking(self, area_sqm: Decimal, buyer: Buyer, day: date) -> bool:
        return (
            (self.booking_sqm_from is None or area_sqm >= self.booking_sqm_from)
            and (self.day_from is None or day >= self.day_from)
            and (self.day_to is None or day <= self.day_to)
            and (self.is_returning is None or self.is_returning == buyer.is_returning)
            and (self.is_small is None or self.is_small == buyer.is_small)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of a rate card. `amount` is money, or a percentage with `PERCENT` and `UPPER_DECK`.

    The amount is never negative.
    """

    key: int
    kind: RuleKind
    basis: Basis
    amount: Decimal
    conditions: Conditions = field(default_factory=Conditions)
    min_sqm: Decimal | None = None
    """Smaller booths are charged as this many m²."""
    whole_sqm: bool = False
    """Whether a part of a m² is charged as a whole one."""
    at_most: Decimal | None = None
    """The cap of a charge."""
    only_one_of: str = ""
    """A group of surcharges or of discounts. Only the first that applies counts."""
    of_remainder: bool = False
    """Whether a discount is a percentage of what earlier discounts left, rather than of the full price."""
    makes_package: bool = False
    """Whether the service of a charge makes the space a package, rather than bare space, for the tax."""
    name: str = ""
    name_zh: str = ""
    legend: str = ""
    legend_zh: str = ""
    """The reason why a tax is 0."""

    def sqm(self, area_sqm: Decimal) -> Decimal:
        """Return the m² that are charged for this area."""
        if self.min_sqm is not None:
            area_sqm = max(area_sqm, self.min_sqm)
        return area_sqm.to_integral_value(ROUND_CEILING) if self.whole_sqm else area_sqm


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a quote: `quantity` × the rule's amount, or its percentage of `base`. Discounts are negative."""

    rule: Rule
    amount: Decimal
    space: int | None = None
    """The index of the space that the line is for, from 0; None for the booking as a whole."""
    quantity: Decimal | None = None
    base: Decimal | None = None
    is_capped: bool = False


@dataclass(frozen=True)
class PricedBooking:
    """The price of a booking, line by line."""

    currency: str
    lines: tuple[Line, ...]
    unpriced: tuple[int, ...] = ()
    """The indexes, from 0, of the spaces for which no rule has a price."""
    is_package: bool = False
    """Whether the space is taxed as a package with services rather than as bare space."""
    tax_is_open: bool = False
    """Whether the tax table leaves the tax undecided, so that `total` is without tax."""

    @cached_property
    def net(self) -> Decimal | None:
        """The sum without taxes; None where a space has no price."""
        return self._sum(line for line in self.lines if line.rule.kind != RuleKind.TAX)

    @cached_property
    def total(self) -> Decimal | None:
        """The sum with the taxes that are decided; None where a space has no price."""
        return self._sum(self.lines)

    def of_space(self, position: int) -> Decimal | None:
        """Return the price of one space with its surcharges and discounts, or None if it has no price."""
        if position in self.unpriced:
            return None
        return sum((line.amount for line in self.lines if line.space == position), ZERO)

    def _sum(self, lines: Iterable[Line]) -> Decimal | None:
        return None if self.unpriced else sum((line.amount for line in lines), ZERO)


@dataclass(frozen=True)
class PriceCalculator:
    """The calculator of prices by one rate card.

    `currency` is an ISO 4217 code, and `version` is the card's number. The rules are in order; without rules nothing
    has a price.
    """

    currency: str
    rules: Sequence[Rule] = ()
    version: int | None = None

    def quote(self, spaces: Sequence[Space], buyer: Buyer, day: date) -> PricedBooking:
        """Return what these spaces cost this buyer if they are booked on this day."""
        area_sqm = sum((space.area_sqm for space in spaces), ZERO)
        due = {
            kind: [r for r in rules if r.conditions.fit_booking(area_sqm, buyer, day)]
            for kind, rules in self._by_kind.items()
        }
        lines: list[Line] = []
        unpriced: list[int] = []
        for position, space in enumerate(spaces):
            found = list(self._of_space(space, position, due))
            if found:
                lines += found
            else:
                unpriced.append(position)
        lines += self._charges(spaces, buyer, due[RuleKind.CHARGE])
        package = _is_package(spaces, lines)
        table = buyer.taxation
        taxes = self._by_table(lines, table, package) if table else self._taxes(lines, due[RuleKind.TAX])
        return PricedBooking(self.currency, (*lines, *(taxes or ())), tuple(unpriced), package, taxes is None)

    def list_price(self, space: Space, day: date) -> Decimal | None:
        """Return the price of one space on this day with its surcharges, or None without a price.

        It excludes discounts, charges and taxes. Plans show this price, which is the same for every buyer.
        """
        return self._listed.quote([space], Buyer(), day).of_space(0)

    @cached_property
    def _listed(self) -> "PriceCalculator":
        return PriceCalculator(self.currency, [*self._by_kind[RuleKind.SPACE], *self._by_kind[RuleKind.SURCHARGE]])

    @cached_property
    def _by_kind(self) -> Mapping[RuleKind, list[Rule]]:
        return {kind: [rule for rule in self.rules if rule.kind == kind] for kind in RuleKind}

    @cached_property
    def _cent(self) -> Decimal:
        return Decimal(1).scaleb(-get_currency_precision(self.currency))

    def _rounded(self, amount: Decimal) -> Decimal:
        return amount.quantize(self._cent, ROUND_HALF_UP)

    def _of_space(self, space: Space, position: int, due: Mapping[RuleKind, Sequence[Rule]]) -> Iterator[Line]:
        priced = next((rule for rule in due[RuleKind.SPACE] if _prices(rule, space)), None)
        if priced is None:
            return
        base = self._line(priced, space, position)
        charged_sqm = priced.sqm(space.area_sqm)
        yield base
        full, used = base.amount, set[str]()
        for rule in due[RuleKind.SURCHARGE]:
            if not rule.conditions.fit_space(space) or rule.only_one_of in used:
                continue
            if rule.only_one_of:
                used.add(rule.only_one_of)
            line = self._line(rule, space, position, base.amount, charged_sqm)
            if line.amount:
                full += line.amount
                yield line
        yield from self._discounts(space, position, full, due[RuleKind.DISCOUNT])

    def _discounts(self, space: Space, position: int, full: Decimal, rules: Sequence[Rule]) -> Iterator[Line]:
        left, used = full, set[str]()
        for rule in rules:
            if not rule.conditions.fit_space(space) or rule.only_one_of in used:
                continue
            if rule.only_one_of:
                used.add(rule.only_one_of)
            line = self._line(rule, space, position, left if rule.of_remainder else full)
            off = min(line.amount, left)
            left -= off
            yield Line(rule, -off, position, line.quantity, line.base, is_capped=off < line.amount)

    def _line(
        self, rule: Rule, space: Space, position: int, base: Decimal = ZERO, charged_sqm: Decimal = STANDARD_UNIT_SQM
    ) -> Line:
        """Return the rule's line for one space. The division comes last, so that no digit is lost before rounding."""
        match rule.basis:
            case Basis.PERCENT:
                return Line(rule, self._rounded(base * rule.amount / HUNDRED), position, base=base)
            case Basis.UPPER_DECK:
                on = self._rounded(base * space.upper_sqm / charged_sqm)
                return Line(rule, self._rounded(on * rule.amount / HUNDRED), position, space.upper_sqm, on)
            case Basis.SQM:
                quantity = rule.sqm(space.area_sqm)
            case Basis.UNIT:
                charged = rule.sqm(space.area_sqm)
                amount = self._rounded(charged * rule.amount / STANDARD_UNIT_SQM)
                return Line(rule, amount, position, charged / STANDARD_UNIT_SQM)
            case _:
                quantity = Decimal(1)
        return Line(rule, self._rounded(quantity * rule.amount), position, quantity)

    def _charges(self, spaces: Sequence[Space], buyer: Buyer, rules: Sequence[Rule]) -> Iterator[Line]:
        for rule in rules:
            of = [space for space in spaces if rule.conditions.fit_space(space)]
            quantity = _quantity(rule, of, buyer)
            if quantity == ZERO:
                continue
            amount = self._rounded(quantity * rule.amount)
            due = amount if rule.at_most is None else min(amount, self._rounded(rule.at_most))
            yield Line(rule, due, None, quantity, is_capped=due < amount)

    def _taxes(self, lines: Sequence[Line], rules: Sequence[Rule]) -> list[Line]:
        base = sum((line.amount for line in lines), ZERO)
        return [Line(rule, self._rounded(base * rule.amount / HUNDRED), None, base=base) for rule in rules]

    def _by_table(self, lines: Sequence[Line], taxation: Taxation, package: bool) -> list[Line] | None:
        found = taxation.due([line.amount for line in lines], self.currency, is_package=package)
        return None if found is None else [_tax_line(each) for each in found]


def _is_package(spaces: Sequence[Space], lines: Sequence[Line]) -> bool:
    """Return whether a space is shell scheme, or a charge is for a service that makes a package by its own rule."""
    return any(space.kind == BoothKind.SHELL for space in spaces) or any(line.rule.makes_package for line in lines)


def _tax_line(due: DueTax) -> Line:
    tax = due.tax
    rule = Rule(
        key=0,
        kind=RuleKind.TAX,
        basis=Basis.PERCENT,
        amount=tax.rate,
        name=tax.name,
        name_zh=tax.name_zh,
        legend=tax.legend,
        legend_zh=tax.legend_zh,
    )
    return Line(rule, due.amount, None, base=due.base)


def _prices(rule: Rule, space: Space) -> bool:
    """Return whether the rule prices this space. A price per standard booth applies only to whole multiples of one."""
    whole = rule.basis != Basis.UNIT or space.area_sqm % STANDARD_UNIT_SQM == 0
    return whole and rule.conditions.fit_space(space)


def _quantity(rule: Rule, spaces: Sequence[Space], buyer: Buyer) -> Decimal:
    match rule.basis:
        case Basis.SQM:
            return sum((rule.sqm(space.area_sqm) for space in spaces), ZERO)
        case Basis.BOOTH:
            return Decimal(len(spaces))
        case Basis.CO_EXHIBITOR:
            return Decimal(buyer.co_exhibitors) if spaces else ZERO
        case Basis.REPRESENTED:
            return Decimal(buyer.represented) if spaces else ZERO
        case _:
            return Decimal(1) if spaces else ZERO
