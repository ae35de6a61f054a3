"""What the space of an edition comes to: at list price, offered, accepted, invoiced and paid."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import F, FilteredRelation, Q

from ciie.kernel.country_names import countries_by_name
from ciie.kernel.days import day_of
from exhibitors.bookings.queries.queue import halls_of, sectors_of
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.invoices.queries.balances import with_balance
from exhibitors.money.invoices.states import CHARGING, InvoiceKind, InvoiceState
from exhibitors.money.payments.queries.payments import with_fees
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.states import STANDING, OfferState
from exhibitors.office.revenue.figures import ZERO, Figures, split_amounts
from exhibitors.pricing.queries.cards import PublishedCards, published_cards_of
from exhibitors.pricing.rate_cards import PriceCalculator, Space
from exhibitors.states import BOOKED_STATES, BookingState, DeckState
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.edition import Edition
from pavilions.states import BoothKind, Section

EARLIER = 2
"""The number of earlier editions that are compared."""
LIVE = (BookingState.DRAFT, BookingState.SUBMITTED, BookingState.WAITLISTED, *BOOKED_STATES)


class Part(NamedTuple):
    """A booking's space in one hall and sector, or the booking itself if it has none."""

    edition_id: int
    booking_id: int
    state: str
    country: str
    sector: str
    """The code of the sector, or empty without space."""
    hall: str
    """The name of the hall, or empty without space."""
    figures: Figures


@dataclass(frozen=True)
class Line:
    """A state, sector, hall, country or edition, with what its space comes to."""

    key: str
    label: str
    figures: Figures


@dataclass(frozen=True)
class Revenue:
    edition: Edition
    whole: Figures
    by_state: tuple[Line, ...]
    by_sector: tuple[Line, ...]
    by_hall: tuple[Line, ...]
    by_country: tuple[Line, ...]
    by_edition: tuple[tuple[Edition, Line], ...]
    """This edition and those before it, newest first, each in its own currency."""

    @property
    def has_any(self) -> bool:
        return any(line.figures.is_any for _edition, line in self.by_edition)


class Claimed(NamedTuple):
    """A row of the query in `_claims`."""

    booking_id: int
    edition_id: int
    state: str
    block_id: int | None
    submitted_at: datetime | None
    country: str
    section: str
    sector_id: int | None
    sector: str | None
    hall_id: int
    hall: str
    kind: str | None
    derived_sides: int | None
    set_sides: int | None
    area_sqm: Decimal
    upper_sqm: Decimal | None
    """The m² of the approved upper deck on the booth."""


def _claims(editions: Sequence[Edition], bookings: Collection[int] | None) -> list[Claimed]:
    """Return the live claims of bookings in these editions.

    Holders are filtered by edition too, because PostgreSQL would otherwise go through those of all editions in order.
    """
    rows = SpaceClaim.objects.live().filter(holder__edition__in=editions, holder__booking__edition__in=editions)
    if bookings is not None:
        rows = rows.filter(holder__booking__in=bookings)
    rows = rows.annotate(deck=FilteredRelation("decks", condition=Q(decks__state=DeckState.APPROVED)))
    of_booking, of_booth = "holder__booking", "booth"
    columns = (
        *(f"{of_booking}__pk", f"{of_booking}__edition_id", f"{of_booking}__state", f"{of_booking}__block_id"),
        *(f"{of_booking}__submitted_at", f"{of_booking}__company__country"),
        *("allotment__section", "allotment__sector_id", "allotment__sector__code"),
        *("allotment__hall_id", "allotment__hall__name"),
        *(f"{of_booth}__kind", f"{of_booth}__open_sides", f"{of_booth}__open_sides_override", "area_sqm"),
        "deck__area_sqm",
    )
    return [Claimed(*row) for row in rows.order_by("holder_id", "pk").values_list(*columns)]


class ListPrices:
    """The list prices of claims by the rate card that applies to their booking. Each shape is priced once."""

    def __init__(self, editions: Sequence[Edition], *, at: datetime) -> None:
        self.zones = {edition.pk: edition.zone for edition in editions}
        self.cards: dict[int, PublishedCards] = published_cards_of(editions)
        self.at = at
        self._calculators: dict[tuple[int, date, datetime], PriceCalculator] = {}
        self._known: dict[tuple[int, int, date, Space], Decimal | None] = {}

    def of(self, claim: Claimed) -> Decimal | None:
        """Return the list price of a claim, or None if the card has no price for it.

        For m² without a booth, it is the lowest price of all shapes.
        """
        moment = claim.submitted_at or self.at
        day = day_of(moment, self.zones[claim.edition_id])
        prices = self._calculator(claim.edition_id, day, moment)
        place = Section(claim.section), claim.sector_id, claim.hall_id
        if claim.kind is not None:
            sides = (claim.derived_sides or 0) if claim.set_sides is None else claim.set_sides
            space = Space(*place, BoothKind(claim.kind), sides, claim.area_sqm, claim.upper_sqm or ZERO)
            return self._price(prices, claim.edition_id, day, space)
        shapes = [Space(*place, kind, 1, claim.area_sqm) for kind in BoothKind]
        found = [self._price(prices, claim.edition_id, day, shape) for shape in shapes]
        return min((price for price in found if price is not None), default=None)

    def _calculator(self, edition_id: int, day: date, moment: datetime) -> PriceCalculator:
        key = (edition_id, day, moment)
        if key not in self._calculators:
            self._calculators[key] = self.cards[edition_id].on(day, known_at=moment)
        return self._calculators[key]

    def _price(self, prices: PriceCalculator, edition_id: int, day: date, space: Space) -> Decimal | None:
        key = (edition_id, prices.version or 0, day, space)
        if key not in self._known:
            self._known[key] = prices.list_price(space, day)
        return self._known[key]


@dataclass
class _Booking:
    edition_id: int
    state: str
    country: str
    amounts: dict[str, Decimal]
    places: dict[tuple[str, str], Figures]


def parts_of(editions: Sequence[Edition], *, bookings: Collection[int] | None = None, at: datetime) -> list[Part]:
    """Return what each booking's space comes to, for all bookings of these editions or for some, in four queries.

    A share of a block is paid for to the block's holder, and has no list price.
    """
    prices, found = ListPrices(editions, at=at), dict[int, _Booking]()
    for claim in _claims(editions, bookings):
        booking = found.setdefault(
            claim.booking_id, _Booking(claim.edition_id, claim.state, claim.country, defaultdict(Decimal), {})
        )
        where = (claim.sector or "", claim.hall)
        booking.places[where] = booking.places.get(where, Figures()) + _of_claim(claim, prices)
    _add_offers(found, editions, bookings)
    _add_invoices(found, editions, bookings, at=at)
    currencies = {edition.pk: edition.currency for edition in editions}
    return [part for pk, booking in found.items() for part in _split(pk, booking, currencies[booking.edition_id])]


def _of_claim(claim: Claimed, prices: ListPrices) -> Figures:
    price = prices.of(claim) if claim.block_id is None and claim.state in LIVE else ZERO
    if price is None:
        return Figures(area_sqm=claim.area_sqm, unpriced_sqm=claim.area_sqm)
    undecided = price if claim.state == BookingState.SUBMITTED else ZERO
    return Figures(area_sqm=claim.area_sqm, listed=price, undecided=undecided)


def _add_offers(found: dict[int, _Booking], editions: Sequence[Edition], bookings: Collection[int] | None) -> None:
    """Add offers that await an answer or have been accepted, of bookings that are still booked."""
    rows = Offer.objects.filter(booking__edition__in=editions, booking__state__in=BOOKED_STATES, state__in=STANDING)
    if bookings is not None:
        rows = rows.filter(booking__in=bookings)
    for pk, state, net in rows.values_list("booking_id", "state", "net"):
        if pk in found:
            found[pk].amounts["accepted" if state == OfferState.ACCEPTED else "offered"] += net


def _add_invoices(
    found: dict[int, _Booking], editions: Sequence[Edition], bookings: Collection[int] | None, *, at: datetime
) -> None:
    """Add issued invoices and credit notes in the edition's currency, including those of bookings without space."""
    today = {edition.pk: day_of(at, edition.zone) for edition in editions}
    rows = Invoice.objects.filter(edition__in=editions, state=InvoiceState.ISSUED, currency=F("edition__currency"))
    if bookings is not None:
        rows = rows.filter(booking__in=bookings)
    columns = ("booking__pk", "edition_id", "booking__state", "booking__company__country")
    values = with_fees(with_balance(rows)).values_list(*columns, "kind", "net", "total", "pay_by", "balance", "fees")
    for pk, edition_id, state, country, kind, net, total, pay_by, balance, fees in values:
        booking = found.setdefault(pk, _Booking(edition_id, state, country, defaultdict(Decimal), {}))
        if kind == InvoiceKind.CREDIT_NOTE:
            booking.amounts["invoiced"] -= net
            booking.amounts["paid"] -= total  # the credit has lowered the balance of the invoice that it credits
        elif kind in CHARGING:
            booking.amounts["invoiced"] += net
            booking.amounts["paid"] += total - balance - fees  # fees that banks deducted did not come in
            if pay_by is not None and pay_by < today[edition_id] and balance > 0:
                booking.amounts["overdue"] += balance


def _split(pk: int, booking: _Booking, currency: str) -> Iterable[Part]:
    places = booking.places or {("", ""): Figures()}
    weights = [figures.listed for figures in places.values()]
    areas = [figures.area_sqm for figures in places.values()]
    shares = split_amounts(dict(booking.amounts), weights, areas, currency)
    for ((sector, hall), figures), amounts in zip(places.items(), shares, strict=True):
        filled = replace(figures, **amounts)
        yield Part(booking.edition_id, pk, booking.state, booking.country, sector, hall, filled)


def whole_of(edition: Edition, *, at: datetime) -> Figures:
    """Return what an edition comes to as a whole, in four queries."""
    return sum((part.figures for part in parts_of([edition], at=at)), Figures())


def revenue_of(edition: Edition, *, at: datetime) -> Revenue:
    """Return the revenue of an edition in seven queries: editions, the four of `parts_of`, halls and sectors."""
    before = Edition.objects.filter(number__lt=edition.number).order_by("-number")[:EARLIER]
    editions = [edition, *before]
    parts = parts_of(editions, at=at)
    own = [part for part in parts if part.edition_id == edition.pk]
    of_editions = _summed(parts, lambda part: part.edition_id)
    countries = _summed(own, lambda part: part.country)
    return Revenue(
        edition=edition,
        whole=of_editions.get(edition.pk, Figures()),
        by_state=_lines(_summed(own, lambda part: part.state), [(str(s), str(s.label)) for s in BookingState]),
        by_sector=_lines(
            _summed(own, lambda part: part.sector), [(sector.code, str(sector)) for sector in sectors_of(edition)]
        ),
        by_hall=_lines(_summed(own, lambda part: part.hall), [(hall.name, hall.name) for hall in halls_of(edition)]),
        by_country=_lines(countries, countries_by_name(code for code in countries if code)),
        by_edition=tuple(
            (each, Line(str(each.number), str(each), of_editions.get(each.pk, Figures()))) for each in editions
        ),
    )


def _summed[Key: Hashable](parts: Iterable[Part], key: Callable[[Part], Key]) -> dict[Key, Figures]:
    sums: dict[Key, Figures] = {}
    for part in parts:
        sums[key(part)] = sums.get(key(part), Figures()) + part.figures
    return sums


def _lines(sums: dict[str, Figures], names: Iterable[tuple[str, str]]) -> tuple[Line, ...]:
    """Return a line for each name whose sum is not empty, in this order, followed by sums without a name."""
    named = dict(names)
    known = [Line(key, label, sums[key]) for key, label in named.items() if key in sums]
    others = [Line(key, "", figures) for key, figures in sums.items() if key not in named]
    return tuple(line for line in [*known, *others] if line.figures.is_any)
