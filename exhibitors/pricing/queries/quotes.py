"""Quotes for space, computed by one function for pages, mails, letters and the API."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciie.kernel.bilingual import shown
from ciie.kernel.wording import list_words, side_by_side
from ciie.web.templatetags.interface import figure, money, sqm
from exhibitors.pricing.queries.cards import published_cards
from exhibitors.pricing.rate_cards import ZERO, Basis, Buyer, Line, PriceCalculator, Rule, RuleKind, Space
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.plans.layout.queries import ListPrices, register_prices
from pavilions.plans.publishing.comparison import ClaimOutcome, ComparedBooth
from pavilions.states import BoothKind, Section

CENT = Decimal("0.01")


def list_price(booth: Booth, prices: PriceCalculator, day: date) -> Decimal | None:
    """Return the booth's price for any buyer, before discounts, charges and taxes. Its allotment must be loaded."""
    return prices.list_price(_space_of(booth), day)


def _space_of(booth: Booth) -> Space:
    allotment = booth.allotment
    return Space(
        Section(allotment.section),
        allotment.sector_id,
        allotment.hall_id,
        BoothKind(booth.kind),
        booth.sides,
        booth.area_sqm,
    )


type Prices = Mapping[int, Decimal]
"""List prices by booth, in the edition's currency; booths without a price are left out."""


def prices_of(edition: Edition, booths: Iterable[ComparedBooth], day: date) -> Prices:
    """Return list prices by the card in force on the day, in two queries."""
    prices = published_cards(edition).on(day)
    allotments = Allotment.objects.filter(edition=edition).values_list("pk", "section", "sector_id", "hall_id")
    places = {pk: (Section(section), sector, hall) for pk, section, sector, hall in allotments}
    priced = (
        (b.id, prices.list_price(Space(*places[b.allotment_id], b.kind, b.open_sides, b.area_sqm), day)) for b in booths
    )
    return {booth: price for booth, price in priced if price is not None}


def sum_of(booths: Iterable[ComparedBooth], prices: Prices) -> Decimal | None:
    """Return the sum of these booths' list prices, or None if one of them has no price."""
    found = [prices.get(booth.id) for booth in booths]
    return None if None in found else sum((price for price in found if price is not None), Decimal(0))


def _layout_prices(edition: Edition, section: Section, sector_id: int | None, hall_id: int | None) -> ListPrices:
    """Return list prices by the card in force on the first day of the edition, in one query."""
    prices, day = published_cards(edition).on(edition.opens_date), edition.opens_date

    @cache
    def price(kind: BoothKind, open_sides: int, area_sqm: Decimal, /) -> Decimal | None:
        return prices.list_price(Space(section, sector_id, hall_id, kind, open_sides, area_sqm), day)

    return price


register_prices(_layout_prices)


def price_difference(
    outcomes: Iterable[ClaimOutcome], booths: Mapping[int, ComparedBooth], prices: Prices
) -> Decimal | None:
    """Return how much more the claims cost after the change, or None if a booth has no price."""
    listed = list(outcomes)
    before = sum_of({booths[f.claim.booth_id].id: booths[f.claim.booth_id] for f in listed}.values(), prices)
    after = sum_of({booth.id: booth for f in listed for booth in f.booths}.values(), prices)
    return None if before is None or after is None else after - before


@dataclass(frozen=True)
class QuotedSpace:
    """Space to be priced: a booth, or m² of a sector without a booth that may get any of `shapes`."""

    section: Section
    sector_id: int | None
    hall_id: int | None
    area_sqm: Decimal
    shapes: Sequence[tuple[BoothKind, int]]
    """The kind and open sides of the booth, or those that may be assigned."""
    label: str = ""
    """Hall and number of the booth; empty without a booth."""
    has_booth: bool = True
    upper_sqm: Decimal = ZERO
    """The m² of the approved upper deck on the booth."""

    @classmethod
    def of(cls, booth: Booth) -> "QuotedSpace":
        """Return a booth as space to be priced. Its allotment, and its plan with the hall, must have been loaded."""
        allotment = booth.allotment
        shapes = ((BoothKind(booth.kind), booth.sides),)
        label = f"{booth.plan.hall.name}/{booth.number}"
        return cls(Section(allotment.section), allotment.sector_id, allotment.hall_id, booth.area_sqm, shapes, label)

    def shaped(self, shape: tuple[BoothKind, int]) -> Space:
        kind, sides = shape
        return Space(self.section, self.sector_id, self.hall_id, kind, sides, self.area_sqm, self.upper_sqm)


@dataclass(frozen=True)
class PriceLine:
    """The price of one space with its surcharges and discounts; None where the rate card has no price for it.

    Space without a booth has the lowest price of its possible shapes.
    """

    space: QuotedSpace
    price: Decimal | None

    @property
    def is_estimate(self) -> bool:
        return not self.space.has_booth

    @property
    def per_sqm(self) -> Decimal | None:
        if self.price is None:
            return None
        return (self.price / self.space.area_sqm).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class QuoteLine:
    """One line named after its rule: `quantity` × the rule's amount, or the rule's percentage of `base`."""

    rule: Rule
    amount: Decimal
    label: str
    """The booth that the line is for; empty for the booking as a whole and without a booth."""
    quantity: Decimal | None
    base: Decimal | None
    is_capped: bool
    currency: str

    @property
    def name(self) -> str:
        """The name of the rule in the reader's language."""
        return shown(self.rule, "name")

    @property
    def words(self) -> str:
        """The calculation in the reader's language, such as `36 m² × CNY 2,160` or `10% of CNY 77,760`.

        If no tax is charged, it is the reason.
        """
        if self.rule.legend or self.rule.legend_zh:
            return shown(self.rule, "legend")
        if self.rule.basis in {Basis.PERCENT, Basis.UPPER_DECK}:
            words = _("%(percent)s%% of %(base)s") % {
                "percent": figure(self.rule.amount),
                "base": money(self.base, self.currency),
            }
            if self.rule.basis == Basis.UPPER_DECK:
                words = side_by_side(sqm(self.quantity), words)
        elif self.rule.basis == Basis.BOOKING:
            words = ""
        else:
            words = f"{self._quantity_in_words} × {money(self.rule.amount, self.currency)}"
        if not self.is_capped or self.rule.kind != RuleKind.CHARGE:
            return words
        most = _("at most %(amount)s") % {"amount": money(self.rule.at_most, self.currency)}
        return side_by_side(words, most) if words else most

    @property
    def _quantity_in_words(self) -> str:
        quantity = self.quantity or Decimal(0)
        if self.rule.basis == Basis.SQM:
            return sqm(quantity)
        whole, number = int(quantity), {"number": figure(quantity)}
        if self.rule.basis == Basis.UNIT:
            return ngettext("%(number)s standard booth", "%(number)s standard booths", whole) % number
        if self.rule.basis == Basis.CO_EXHIBITOR:
            return ngettext("%(number)s co-exhibitor", "%(number)s co-exhibitors", whole) % number
        if self.rule.basis == Basis.REPRESENTED:
            return ngettext("%(number)s represented company", "%(number)s represented companies", whole) % number
        return ngettext("%(number)s booth", "%(number)s booths", whole) % number


@dataclass(frozen=True)
class Quote:
    """The price of spaces for a company by one rate card.

    `lines` has a line for each space, in order; `details` itemizes the total.
    """

    currency: str
    version: int | None
    """The version of the rate card; None where the edition has none."""
    lines: tuple[PriceLine, ...]
    details: tuple[QuoteLine, ...]
    net: Decimal | None
    total: Decimal | None
    """None where a space has no price; this also applies to `net`."""
    is_package: bool = False
    """Whether the space is taxed as a package with services rather than as bare space."""
    is_taxed_by_table: bool = False
    tax_is_open: bool = False
    """Whether the tax table leaves the tax undecided. `tax_note` then says that tax may be added to `total`."""

    @property
    def tax_note(self) -> str:
        """What the total includes by the taxes decided, in the reader's language; empty if there are none."""
        if self.tax_is_open:
            return _("Plus tax where due.")
        rules = [line.rule for line in self.details if line.rule.kind == RuleKind.TAX]
        if rates := sorted({rule.amount for rule in rules if rule.amount}):
            words = list_words([f"{figure(rate)}%" for rate in rates])
            return _("The total includes tax at %(rates)s.") % {"rates": words}
        return _("No tax is charged.") if rules else ""

    @property
    def has_prices(self) -> bool:
        return any(line.price is not None for line in self.lines)

    @property
    def has_taxes(self) -> bool:
        return any(line.rule.kind == RuleKind.TAX for line in self.details)

    @property
    def is_estimate(self) -> bool:
        return any(line.is_estimate for line in self.lines)


def quote(prices: PriceCalculator, spaces: Iterable[QuotedSpace], buyer: Buyer, day: date) -> Quote:
    """Return the quote for these spaces without a query."""
    listed = list(spaces)
    shaped = [_cheapest(each, prices, buyer, day) for each in listed]
    found = prices.quote(shaped, buyer, day)
    return Quote(
        currency=prices.currency,
        version=prices.version,
        lines=tuple(PriceLine(each, found.of_space(place)) for place, each in enumerate(listed)),
        details=tuple(_detail(line, listed, prices.currency) for line in found.lines)
        if found.total is not None
        else (),
        net=found.net,
        total=found.total,
        is_package=found.is_package,
        is_taxed_by_table=buyer.taxation is not None,
        tax_is_open=found.tax_is_open,
    )


def _detail(line: Line, spaces: Sequence[QuotedSpace], currency: str) -> QuoteLine:
    label = "" if line.space is None else spaces[line.space].label
    return QuoteLine(line.rule, line.amount, label, line.quantity, line.base, line.is_capped, currency)


def _cheapest(space: QuotedSpace, prices: PriceCalculator, buyer: Buyer, day: date) -> Space:
    shaped = [space.shaped(shape) for shape in space.shapes]
    if len(shaped) == 1:
        return shaped[0]
    costs = [(prices.quote([each], buyer, day).of_space(0), each) for each in shaped]
    priced = [(price, each) for price, each in costs if price is not None]
    return min(priced, key=lambda pair: pair[0])[1] if priced else shaped[0]
