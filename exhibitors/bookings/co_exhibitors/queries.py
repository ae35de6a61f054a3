"""Queries for companies on other exhibitors' stands, and for the number of companies on show at an edition."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import ROUND_CEILING, Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from exhibitors.bookings.co_exhibitors.models import CoExhibitor
from exhibitors.bookings.co_exhibitors.states import CoExhibitorKind
from exhibitors.bookings.models import Booking
from exhibitors.bookings.queries.booking_prices import Priceable, priceable
from exhibitors.bookings.queries.price_changes import PriceChange, price_change
from exhibitors.companies.models import Company, Participation
from exhibitors.pricing.queries.buyers import Fact, tell_fact
from exhibitors.pricing.queries.cards import calculator_on
from exhibitors.pricing.queries.quotes import Quote
from exhibitors.pricing.rate_cards import OF_COMPANIES, STANDARD_UNIT_SQM, Rule
from exhibitors.states import BOOKED_STATES
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.edition import Edition

HOLDER = "holder"
STATES = ", ".join(f"'{state}'" for state in BOOKED_STATES)

for fact, kind in ((Fact.CO_EXHIBITORS, CoExhibitorKind.CO_EXHIBITOR), (Fact.REPRESENTED, CoExhibitorKind.REPRESENTED)):
    tell_fact(
        fact,
        f"""
            SELECT count(*) FROM exhibitors_coexhibitor AS shown
            WHERE shown.kind = '{kind}' AND shown.booking_id IN (
                SELECT asked.booking UNION ALL
                SELECT share.holder_id FROM exhibitors_booking AS share
                WHERE share.block_id = asked.booking AND share.state IN ({STATES})
            )
        """,  # noqa: S608  # kinds and states of ours
    )


def most_of_a_kind(area_sqm: Decimal) -> int:
    """Return how many co-exhibitors, and how many represented companies, a stand may have: one per started 9 m²."""
    return int((area_sqm / STANDARD_UNIT_SQM).to_integral_value(ROUND_CEILING))


def co_exhibitors_of(booking: Booking) -> QuerySet[CoExhibitor]:
    rows = booking.co_exhibitors.select_related("company", "exhibitor", "booking__edition")
    return rows.order_by("kind", "name")


type FindOffered = Callable[[Sequence[int]], Mapping[int, Sequence[Charge]]]


@dataclass(frozen=True)
class Charge:
    """A line of a quote, an offer or an extra invoice for companies of one kind, in the reader's language."""

    kind: str
    name: str
    words: str
    quantity: int
    amount: Decimal


@dataclass(frozen=True)
class StandCharges:
    """The charges to the holder of a booking for the companies on its stand, in the currency of the edition.

    The holder of a block is also charged for those on the shares of members.
    """

    currency: str
    each: Mapping[str, Decimal]
    """The cost of one company by the booking's rate card, by kind; kinds that cost nothing are left out."""
    charges: Sequence[Charge]
    """The charges of the standing offer with what is invoiced in addition; without an offer, those of the rate card."""
    is_offered: bool = False
    is_complete: bool = True
    """Whether these are the charges for the companies that are on the stand now."""

    @property
    def total(self) -> Decimal:
        return sum((charge.amount for charge in self.charges), Decimal(0))


_find_offered: list[FindOffered] = []


def tell_offered(find: FindOffered) -> None:
    """Register the function that finds what standing offers charge for companies, by booking.

    It includes what is invoiced in addition. The package that makes offers calls this once.
    """
    _find_offered.append(find)


def charges_of(bookings: Sequence[Booking], *, at: datetime) -> dict[int, StandCharges]:
    """Return charges by booking, in a constant number of queries.

    Bookings without a price of their own, such as shares of a block, are left out.
    """
    offered = {key: found for find in _find_offered for key, found in find([each.pk for each in bookings]).items()}
    return {each.booking.pk: _charges(each, offered.get(each.booking.pk), at) for each in priceable(bookings, at=at)}


def _charges(priced: Priceable, offered: Sequence[Charge] | None, at: datetime) -> StandCharges:
    each: defaultdict[str, Decimal] = defaultdict(Decimal)
    for one in _for_companies(priced.quote(buyer=replace(priced.buyer, co_exhibitors=1, represented=1), at=at)):
        each[one.kind] += one.amount
    due = _for_companies(priced.quote(at=at))
    currency = priced.cards.currency
    if offered is None:
        return StandCharges(currency, each, due)
    is_complete = _by_kind(offered) == _by_kind(due)
    return StandCharges(currency, each, offered, is_offered=True, is_complete=is_complete)


def _by_kind(charges: Iterable[Charge]) -> Mapping[str, Decimal]:
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for one in charges:
        sums[one.kind] += one.amount
    return sums


def _for_companies(quote: Quote) -> list[Charge]:
    lines = [line for line in quote.details if line.rule.basis in OF_COMPANIES]
    return [Charge(line.rule.basis, line.name, line.words, int(line.quantity or 0), line.amount) for line in lines]


def company_cost(payer: Booking, *, entering: str = "", leaving: str = "", at: datetime) -> PriceChange | None:
    """Return how a stand's price changes with a company of the kind `entering`, without one of `leaving`, or both."""
    own, goods = CoExhibitorKind.CO_EXHIBITOR, CoExhibitorKind.REPRESENTED
    return price_change(
        payer,
        co_exhibitors=(entering == own) - (leaving == own),
        represented=(entering == goods) - (leaving == goods),
        at=at,
    )


def co_exhibitors_in(edition: Edition) -> QuerySet[CoExhibitor]:
    """Return the companies on booked stands. On others it is not certain that they will be there."""
    rows = CoExhibitor.objects.filter(booking__edition=edition, booking__state__in=BOOKED_STATES)
    return rows.select_related("company", "exhibitor", "booking__edition")


def bookings_charged(edition: Edition) -> QuerySet[Booking]:
    """Return the booked bookings with companies on their stands or on the shares of their members."""
    rows = CoExhibitor.objects.filter(booking__edition=edition, booking__state__in=BOOKED_STATES)
    shared = rows.filter(booking__block__isnull=False).values("booking__block")
    charged = Q(pk__in=rows.values("booking")) | Q(pk__in=shared)  # an OR between the keys would compare all with all
    return Booking.objects.booked().filter(charged, edition=edition).select_related("edition")


def payer_of(booking: Booking) -> Booking:
    """Return the booking that is charged for the companies on its stand.

    For a share this is its block's booking, read in one query; otherwise it is the booking itself, without a query.
    """
    return booking if booking.block_id is None else Booking.objects.select_related("edition").get(pk=booking.block_id)


def rules_for_companies(edition: Edition, *, at: datetime) -> list[Rule]:
    """Return the rules of the rate card in force that charge for each company on a stand, in one query."""
    return [rule for rule in calculator_on(edition, at).rules if rule.basis in OF_COMPANIES]


@dataclass(frozen=True)
class CompaniesOnShow:
    """Numbers of companies. `on_show` counts holders and co-exhibitors, each once however many stands it is on.

    Represented companies are counted separately and never added, as FKM and UFI count: goods alone make no exhibitor.
    """

    holders: int
    co_exhibitors: int
    on_show: int
    represented: int


def companies_on_show(edition_id: int) -> CompaniesOnShow:
    """Return the numbers of companies in one statement. Companies with the same name and country count as one.

    It does not matter whether they are registered.
    """
    claims = SpaceClaim.objects.live().filter(holder=OuterRef("pk"))
    stands = Booking.objects.booked().filter(Exists(claims), edition=edition_id)
    others = CoExhibitor.objects.filter(booking__edition=edition_id, booking__state__in=BOOKED_STATES)
    rows = stands.values_list(Value(HOLDER), "company__normalized_name", "company__country").union(
        others.values_list(
            "kind",
            Coalesce("company__normalized_name", "normalized_name"),
            Coalesce("company__country", "country"),
        )
    )
    companies: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for kind, name, country in rows:
        companies[kind].add((name, country))
    holders, sharers = companies[HOLDER], companies[CoExhibitorKind.CO_EXHIBITOR]
    represented = companies[CoExhibitorKind.REPRESENTED]
    on_show = holders | sharers
    return CompaniesOnShow(len(holders), len(sharers), len(on_show), len(represented - on_show))


def takes_part(company_id: int, edition_id: int) -> bool:
    """Return whether the company takes part in the edition.

    It does with space of its own, with staff on another's stand, or by the list of exhibitors of an earlier edition.
    """
    booked = Booking.objects.booked().filter(edition=edition_id)
    guest = CoExhibitor.objects.filter(company=OuterRef("pk"), kind=CoExhibitorKind.CO_EXHIBITOR, booking__in=booked)
    listed = Participation.objects.filter(company=OuterRef("pk"), edition=edition_id)
    taking_part = Exists(booked.filter(company=OuterRef("pk"))) | Exists(guest) | Exists(listed)
    return Company.objects.filter(taking_part, pk=company_id).exists()
