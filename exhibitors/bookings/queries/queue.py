"""Queries for organizers' lists of bookings: what rows show, conditions for filters, and numbers of waiting ones."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import connection
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from ciie.kernel.actors import Visitor
from ciie.kernel.country_names import countries_by_name
from ciie.mail.queue import letters_given_up
from exhibitors.bookings.models import Booking, SpaceRequest, with_upper_sqm
from exhibitors.bookings.queries.bookings import AREA, decidable_by, visible_to, with_space
from exhibitors.companies.queries import EACH_COUNTRY
from exhibitors.states import AWAITING_DECISION, BookingState
from pavilions.floor.ledger.models import SpaceClaim, SpaceClaimQuerySet
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Hall, Sector
from pavilions.floor.queries import natural
from pavilions.states import ClaimState, Section


def listed_bookings(viewer: Visitor, edition: Edition) -> QuerySet[Booking]:
    """Return the viewer's bookings of an edition with all that a row shows, in three queries for any number of rows.

    It adds to `with_space`: `space_sqm` (claimed, else requested, else released last) and `may_decide`.
    `holder.live_claims` come with hall, sector and booth, and `requests` with their sector.
    """
    rows = with_space(visible_to(viewer).filter(edition=edition))
    released = SpaceClaim.objects.filter(released_at__isnull=False).order_by("-released_at")
    last = released.filter(holder_id=OuterRef("holder_id")).values("released_at")[:1]
    given_back = released.filter(holder_id=OuterRef("pk"), released_at=Subquery(last)).order_by().values("holder_id")
    last_sqm = Subquery(given_back.annotate(m=Sum("area_sqm")).values("m"))
    return with_space_named(
        rows.annotate(
            space_sqm=Case(
                When(claimed_sqm__gt=0, then=F("claimed_sqm")),
                When(requested_sqm__gt=0, then=F("requested_sqm")),
                default=Coalesce(last_sqm, Value(Decimal(0)), output_field=AREA),
                output_field=AREA,
            ),
            may_decide=Exists(decidable_by(viewer).filter(pk=OuterRef("pk"))),
        ).select_related("contact")
    )


def with_space_named(rows: QuerySet[Booking]) -> QuerySet[Booking]:
    """Add company and edition, `holder.live_claims` with hall, sector and booth, and `requests` with their sector."""
    live = with_upper_sqm(SpaceClaim.objects.live())
    claims = live.select_related("allotment__hall", "allotment__sector", "booth")
    in_order = claims.order_by("allotment__hall__position", "allotment__hall__name", natural("booth__number"), "pk")
    return rows.select_related("company", "edition", "holder").prefetch_related(
        Prefetch("holder__claims", in_order, to_attr="live_claims"),
        Prefetch("requests", SpaceRequest.objects.select_related("sector").order_by("pk")),
    )


def in_sector(sector: Sector, edition: Edition) -> Q:
    """Return a condition for space in the sector: claimed, or, while nothing is claimed, requested or held before."""
    claims, requests = _claims(edition), _requests(edition)
    before = Q(Exists(claims.filter(allotment__sector=sector))) | Q(Exists(requests.filter(sector=sector)))
    return Q(Exists(claims.live().filter(allotment__sector=sector))) | (_claims_nothing(edition) & before)


def in_hall(hall: Hall, edition: Edition) -> Q:
    """Return a condition for space in the hall: claimed, or, while nothing is claimed, held before."""
    claims = _claims(edition)
    before = Q(Exists(claims.filter(allotment__hall=hall)))
    return Q(Exists(claims.live().filter(allotment__hall=hall))) | (_claims_nothing(edition) & before)


def of_kind(kind: str, edition: Edition) -> Q:
    """Return a condition for booths of this kind, or a request for it."""
    claims, requests = _claims(edition).live(), _requests(edition)
    return Q(Exists(claims.filter(booth__kind=kind))) | Q(Exists(requests.filter(kind=kind)))


def without_booths(edition: Edition) -> Q:
    """Return a condition for bookings without booths, which have only m² or requests."""
    return ~Q(Exists(_claims(edition).live().filter(booth__isnull=False)))


def _claims_nothing(edition: Edition) -> Q:
    return ~Q(Exists(_claims(edition).live()))


def _claims(edition: Edition) -> SpaceClaimQuerySet:
    """Return the claims of the booking in the outer query.

    The edition lets PostgreSQL read all claims of this edition at once and none of others.
    """
    return SpaceClaim.objects.filter(holder_id=OuterRef("pk"), allotment__edition=edition)


def _requests(edition: Edition) -> QuerySet[SpaceRequest]:
    return SpaceRequest.objects.filter(booking_id=OuterRef("pk"), booking__edition=edition)


@dataclass(frozen=True)
class SectorWaiting:
    sector: Sector
    bookings: int


@dataclass(frozen=True)
class QueueCounts:
    """The numbers of an edition's bookings in each state, and of those awaiting a decision in each sector."""

    by_state: dict[str, int]
    by_sector: tuple[SectorWaiting, ...]

    @property
    def awaiting(self) -> int:
        return sum(self.by_state.get(state, 0) for state in AWAITING_DECISION)

    @property
    def submitted(self) -> int:
        return self.by_state.get(BookingState.SUBMITTED, 0)

    @property
    def waitlisted(self) -> int:
        return self.by_state.get(BookingState.WAITLISTED, 0)


def queue_counts(viewer: Visitor, edition: Edition) -> QueueCounts:
    """Return what waits in an edition and is visible to the viewer, in three queries and one for the sectors."""
    seen = visible_to(viewer).filter(edition=edition)
    states = dict(seen.order_by().values_list("state").annotate(bookings=Count("pk")))
    bookings_of = defaultdict(set)
    for booking_id, sector_id in _sectors_awaiting(seen.filter(state__in=AWAITING_DECISION)):
        bookings_of[sector_id].add(booking_id)
    return QueueCounts(
        by_state=states,
        by_sector=tuple(SectorWaiting(sector, len(bookings_of[sector.pk])) for sector in sectors_of(edition)),
    )


def _sectors_awaiting(awaiting: QuerySet[Booking]) -> set[tuple[int, int]]:
    """Return pairs of booking and sector by the same rule as `in_sector`."""
    claims = SpaceClaim.objects.filter(holder__booking__in=awaiting, allotment__sector__isnull=False)
    live = set(claims.live().values_list("holder_id", "allotment__sector_id"))
    past = set(claims.values_list("holder_id", "allotment__sector_id"))
    asked = set(SpaceRequest.objects.filter(booking__in=awaiting).values_list("booking_id", "sector_id"))
    claiming = {booking_id for booking_id, _sector in live}
    return live | {pair for pair in past | asked if pair[0] not in claiming}


def sectors_of(edition: Edition) -> QuerySet[Sector]:
    """Return the sectors that have space in the edition's business exhibition, in their order."""
    business = Allotment.objects.filter(edition=edition, section=Section.BUSINESS)
    return Sector.objects.filter(pk__in=business.values("sector")).order_by("position", "name")


def halls_of(edition: Edition) -> QuerySet[Hall]:
    """Return the halls of the edition, in their order."""
    return Hall.objects.filter(allotments__edition=edition).distinct().order_by("position", "name")


# With `OFFSET 0` the booking is looked up for each country until one is found. A join would read every company.
COUNTRIES = f"""
{EACH_COUNTRY}
SELECT country FROM found WHERE country IS NOT NULL AND EXISTS (
    SELECT FROM exhibitors_booking AS booking JOIN exhibitors_company AS company ON company.id = booking.company_id
    WHERE booking.edition_id = %s AND company.country = found.country OFFSET 0
)
"""  # noqa: S608  (ours)


def countries_of(edition: Edition) -> list[tuple[str, str]]:
    """Return code and name of the countries or regions whose companies have bookings in the edition, by name."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTRIES, [edition.pk])
        return countries_by_name(code for (code,) in cursor.fetchall())


def sums_of(rows: QuerySet[Booking]) -> dict[str, Decimal | int]:
    """Return `bookings`, `companies`, `countries` and claimed `total_sqm` of these `listed_bookings`, in one query."""
    sums: dict[str, Decimal | int] = rows.order_by().aggregate(
        bookings=Count("pk"),
        companies=Count("company", distinct=True),
        countries=Count("company__country", distinct=True, filter=~Q(company__country="")),
        total_sqm=Coalesce(Sum("claimed_sqm"), Value(Decimal(0)), output_field=AREA),
    )
    return sums


SOON = timedelta(days=1)


@dataclass(frozen=True)
class WaitingWork:
    """Work that waits. `to_decide` and `waitlisted` await the viewer's decision; `ending_holds` end within a day."""

    to_decide: int
    waitlisted: int
    ending_holds: int
    failed_letters: int


def waiting_work(viewer: Visitor, edition: Edition, *, at: datetime) -> WaitingWork:
    """Return what waits for the viewer, in three queries.

    Letters count as failed when they were given up after every retry.
    """
    decidable = decidable_by(viewer).filter(edition=edition).order_by()
    states = dict(decidable.values_list("state").annotate(bookings=Count("pk", distinct=True)))
    drafts = visible_to(viewer).filter(hold_ends_soon(at), edition=edition)
    return WaitingWork(
        to_decide=states.get(BookingState.SUBMITTED, 0),
        waitlisted=states.get(BookingState.WAITLISTED, 0),
        ending_holds=drafts.count(),
        failed_letters=letters_given_up(),
    )


def hold_ends_soon(at: datetime) -> Q:
    """Return a condition for drafts with a hold that ends within a day of this moment."""
    held = SpaceClaim.objects.filter(holder_id=OuterRef("pk"), state=ClaimState.HELD)
    return Q(Exists(held.filter(expires_at__range=(at, at + SOON))), state=BookingState.DRAFT)
