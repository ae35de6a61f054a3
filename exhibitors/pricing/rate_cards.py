"""Rate cards, and what a booking costs by one: pure arithmetic over plain values.

A rate card is a list of rules in an order. Each booth has the first price of space that fits it, and every surcharge
that fits it on top; discounts come off these, then charges are added for the whole booking, and taxes at the end. Each
is a line of its own, rounded half up to the smallest unit of the currency, so that the lines add up to the total.
Money is `Decimal`, in the currency of the card; areas are m², percentages are per cent.
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
"""The standard booth of the trade: 3 × 3 m. Shows sell shell scheme by the piece in this size."""
HUNDRED = Decimal(100)
ZERO = Decimal(0)


class RuleKind(TextChoices):
    """In the order in which they are applied."""

    SPACE = "space", _("price of space")
    SURCHARGE = "surcharge", _("surcharge")
    DISCOUNT = "discount", _("discount")
    CHARGE = "charge", _("mandatory charge")
    TAX = "tax", pgettext_lazy("rate rule", "tax")


class Basis(TextChoices):
    """What the amount of a rule is multiplied by."""

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
"""Which bases a rule of each kind can have."""
OF_COMPANIES = frozenset({Basis.CO_EXHIBITOR, Basis.REPRESENTED})
"""What is charged for each company on somebody else's stand."""


@dataclass(frozen=True, slots=True)
class Space:
    """A booth as it is priced, or m² without a booth with the shape that is asked for."""

    section: Section
    sector_id: int | None
    hall_id: int | None
    kind: BoothKind
    open_sides: int
    area_sqm: Decimal
    upper_sqm: Decimal = ZERO
    """Of the upper deck; it is not part of `area_sqm`."""


@dataclass(frozen=True, slots=True)
class Tax:
    """A way of being taxed: a rate in per cent, its name, and why there is no tax where there is none."""

    rate: Decimal
    name: str
    name_zh: str
    legend: str = ""
    legend_zh: str = ""


@dataclass(frozen=True, slots=True)
class DueTax:
    """What is taxed in one way, and what that comes to."""

    tax: Tax
    base: Decimal
    amount: Decimal


class Taxation(Protocol):
    """How a buyer is taxed by a tax table. It takes the place of the taxes of the rate card."""

    def due(self, nets: Sequence[Decimal], currency: str, *, is_package: bool) -> Sequence[DueTax] | None:
        """Of lines with these nets; None where nothing decides."""

    def due_of_damages(self, net: Decimal, currency: str) -> Sequence[DueTax] | None:
        """Of a fee for cancelling or paying late; None where nothing decides."""


@dataclass(frozen=True, slots=True)
class Buyer:
    """What prices ask about the company."""

    is_returning: bool = False
    """It had space in the edition before."""
    is_small: bool = False
    """A small or medium-sized enterprise by the organizer's word."""
    co_exhibitors: int = 0
    represented: int = 0
    """Companies of which only goods are shown on the stand."""
    taxation: Taxation | None = None
    """None where the edition has no tax table: then the taxes of the rate card count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """When a rule applies: all that is set has to be true. What concerns one booth is asked of each booth."""

    section: Section | None = None
    sector_ids: frozenset[int] = frozenset()
    hall_ids: frozenset[int] = frozenset()
    kind: BoothKind | None = None
    sides_from: int = 1
    sides_to: int = 4
    sqm_from: Decimal | None = None
    """At least so many m² in the booth."""
    sqm_below: Decimal | None = None
    booking_sqm_from: Decimal | None = None
    """At least so many m² in the booking."""
    day_from: date | None = None
    day_to: date | None = None
    """The last day of an early bird."""
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
    """One rule of a rate card. `amount` is money, or per cent with `PERCENT` and `UPPER_DECK`; never below 0."""

    key: int
    kind: RuleKind
    basis: Basis
    amount: Decimal
    conditions: Conditions = field(default_factory=Conditions)
    min_sqm: Decimal | None = None
    """Smaller booths are charged as so many m²."""
    whole_sqm: bool = False
    """A part of a m² is charged as a whole one."""
    at_most: Decimal | None = None
    """The cap of a charge."""
    only_one_of: str = ""
    """Of the surcharges, or of the discounts, with the same word here only the first that applies counts."""
    of_remainder: bool = False
    """A discount in per cent of what the discounts before it left, not of the full price."""
    makes_package: bool = False
    """Whether the service of a charge makes the space a package, and no longer bare space, for the tax."""
    name: str = ""
    name_zh: str = ""
    legend: str = ""
    legend_zh: str = ""
    """Why a tax comes to nothing."""

    def sqm(self, area_sqm: Decimal) -> Decimal:
        """The m² that are charged."""
        if self.min_sqm is not None:
            area_sqm = max(area_sqm, self.min_sqm)
        return area_sqm.to_integral_value(ROUND_CEILING) if self.whole_sqm else area_sqm


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a quote: `quantity` × the rule's amount, or the rule's per cent of `base`. Discounts are below 0."""

    rule: Rule
    amount: Decimal
    space: int | None = None
    """Which of the spaces it is for, from 0; None for the booking as a whole."""
    quantity: Decimal | None = None
    base: Decimal | None = None
    is_capped: bool = False


@dataclass(frozen=True)
class PricedBooking:
    """What a booking costs, line by line."""

    currency: str
    lines: tuple[Line, ...]
    unpriced: tuple[int, ...] = ()
    """The spaces that no rule has a price for, from 0."""
    is_package: bool = False
    """Whether it is space with services for the tax, and not bare space."""
    tax_is_open: bool = False
    """Whether the tax table does not decide yet, so that `total` is without tax."""

    @cached_property
    def net(self) -> Decimal | None:
        """Without taxes; None where a space has no price."""
        return self._sum(line for line in self.lines if line.rule.kind != RuleKind.TAX)

    @cached_property
    def total(self) -> Decimal | None:
        """With taxes as far as they are decided; None where a space has no price."""
        return self._sum(self.lines)

    def of_space(self, position: int) -> Decimal | None:
        """What one space costs with its surcharges and discounts; None where it has no price."""
        if position in self.unpriced:
            return None
        return sum((line.amount for line in self.lines if line.space == position), ZERO)

    def _sum(self, lines: Iterable[Line]) -> Decimal | None:
        return None if self.unpriced else sum((line.amount for line in lines), ZERO)


@dataclass(frozen=True)
class PriceCalculator:
    """What one rate card says. `currency` is an ISO 4217 code; rules come in their order; without rules nothing has a
    price. `version` is the card's number.
    """

    currency: str
    rules: Sequence[Rule] = ()
    version: int | None = None

    def quote(self, spaces: Sequence[Space], buyer: Buyer, day: date) -> PricedBooking:
        """What these spaces cost this buyer when they are booked on this day."""
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
        """What one space costs on this day with its surcharges; None without a price.

        Discounts, charges and taxes are not in it. This is the price that plans show: it is the same for every buyer.
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
        """What the rule comes to for one space. Divided last, so that no digit is lost before rounding."""
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
    """Whether a stand comes with a space, or a charge is for a service that makes a package by its own rule."""
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
    """A price per standard booth is for whole numbers of them."""
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
