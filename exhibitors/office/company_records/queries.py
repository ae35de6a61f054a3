"""Companies as organizers see them: rows of lists, their past and history, and what can be ended of each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import connection
from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from ciie.audit.history import entries_of, events_of, history_of, newest_first
from ciie.kernel.actors import Visitor
from ciie.kernel.country_names import countries_by_name
from exhibitors.bookings.models import Booking
from exhibitors.bookings.queries.bookings import AREA, with_space
from exhibitors.companies.fields import FIELD_NAMES
from exhibitors.companies.models import Company, Membership, Participation
from exhibitors.companies.queries import EACH_COUNTRY, companies_visible_to
from exhibitors.history import Event, event_of, unnamed_to
from exhibitors.promotion.published_figures.models import PublishedFigure
from exhibitors.promotion.published_figures.queries import figures_of
from exhibitors.promotion.published_figures.states import FigureKind
from exhibitors.states import BOOKED_STATES, UNDECIDED
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.edition import Edition
from pavilions.states import ClaimState, EditionStatus


def listed_companies(viewer: Visitor, edition: Edition) -> QuerySet[Company]:
    """Return the viewer's companies with `people_count` and, for this edition, `booking_count` and `booked_sqm`.

    This takes one query.
    """
    people = Membership.objects.filter(company=OuterRef("pk")).order_by().values("company")
    bookings = Booking.objects.filter(company=OuterRef("pk"), edition=edition).order_by().values("company")
    booked = (
        SpaceClaim.objects.live()
        .filter(holder__booking__company=OuterRef("pk"), holder__booking__edition=edition)
        .filter(holder__booking__state__in=BOOKED_STATES)
        .order_by()
        .values("holder__booking__company")
    )
    return (
        companies_visible_to(viewer)
        .filter(merged_into=None)
        .annotate(
            people_count=Coalesce(Subquery(people.annotate(n=Count("pk")).values("n")), Value(0)),
            booking_count=Coalesce(Subquery(bookings.annotate(n=Count("pk")).values("n")), Value(0)),
            booked_sqm=Coalesce(
                Subquery(booked.annotate(m=Sum(F("area_sqm"))).values("m")), Value(0), output_field=AREA
            ),
        )
    )


def countries_of_companies() -> list[tuple[str, str]]:
    """Return the code and name of every country or region that companies come from, by name."""
    with connection.cursor() as cursor:
        cursor.execute(f"{EACH_COUNTRY} SELECT country FROM found WHERE country IS NOT NULL")  # noqa: S608  (ours)
        return countries_by_name(code for (code,) in cursor.fetchall())


@dataclass(frozen=True)
class EditionRecord:
    """What a company did in one edition. `whole` is the published total of the business exhibition of that edition."""

    edition: Edition
    bookings: tuple[Booking, ...]
    participation: Participation | None
    whole: PublishedFigure | None

    @property
    def booked_sqm(self) -> Decimal:
        booked = (b.claimed_sqm for b in self.bookings if b.state in BOOKED_STATES)  # type: ignore[attr-defined]
        return sum(booked, Decimal(0))


def record_of(company: Company) -> list[EditionRecord]:
    """Return what a company did in each edition, newest edition first, in four queries.

    Bookings come with their `claimed_sqm` and `requested_sqm`.
    """
    bookings: defaultdict[int, list[Booking]] = defaultdict(list)
    booked = with_space(Booking.objects.filter(company=company)).select_related("edition", "company")
    for booking in booked.order_by("-pk"):
        bookings[booking.edition_id].append(booking)
    participations = {row.edition_id: row for row in Participation.objects.filter(company=company)}
    keys = bookings.keys() | participations.keys()
    published = figures_of(keys)
    return [
        EditionRecord(
            edition,
            tuple(bookings[edition.pk]),
            participations.get(edition.pk),
            published.get(edition.pk, {}).get(FigureKind.BUSINESS_SQM),
        )
        for edition in Edition.objects.filter(pk__in=keys).order_by("-number")
    ]


HISTORY_FIELDS = (
    *FIELD_NAMES,
    "verification",
    "verified_by",
    "verification_proof",
    "verification_reason",
    "claims_blocked_reason",
)


def company_history(company: Company, *, viewer: Visitor) -> list[Event]:
    """Return the history of a company's record and of its people, newest first, in four queries."""
    unnamed = unnamed_to(viewer, company.pk)
    joinings = events_of(Membership).filter(company=company)
    names = {event.pgh_obj_id: str(event.user) for event in joinings.select_related("user") if event.user}
    record = [event_of(entry, unnamed) for entry in history_of(company, HISTORY_FIELDS)]
    # The person who registers a company is its first owner, which needs no event of its own.
    recorded = {(event.at, str(event.action)) for event in record}
    people = [
        replace(event_of(entry, unnamed), about=names.get(entry.row_id, ""))
        for entry in entries_of(joinings, ("role",))
        if (entry.at, str(entry.action)) not in recorded
    ]
    return newest_first([*record, *people])


def bookings_that_claim(company_id: int) -> QuerySet[Booking]:
    """Return the company's undecided and booked bookings in editions that are not archived."""
    return Booking.objects.filter(company_id=company_id, state__in=[*UNDECIDED, *BOOKED_STATES]).exclude(
        edition__status=EditionStatus.ARCHIVED
    )


def claims_listed(company: Company) -> Sequence[Booking]:
    """Return the bookings of `bookings_that_claim` with edition, m² and number of `booths`, undecided ones first."""
    live = Q(holder__claims__state__in=[ClaimState.HELD, ClaimState.RESERVED, ClaimState.COMMITTED])
    booked_last = Case(When(state__in=BOOKED_STATES, then=Value(1)), default=Value(0), output_field=IntegerField())
    rows = with_space(bookings_that_claim(company.pk)).annotate(booths=Count("holder__claims__booth", live))
    return list(rows.select_related("edition", "company").order_by(booked_last, "pk"))
