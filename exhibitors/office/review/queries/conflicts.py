"""What to know before a booking is decided: who wants the same space, and which companies may be the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from exhibitors.bookings.models import Booking, SpaceRequest
from exhibitors.bookings.queries.bookings import with_space
from exhibitors.companies.models import Company
from exhibitors.companies.names import similarity
from exhibitors.companies.queries import present_companies
from exhibitors.states import BOOKED_STATES, BookingState
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.venue import Sector
from pavilions.states import ClaimState

STANDING = (BookingState.DRAFT, BookingState.SUBMITTED, BookingState.WAITLISTED, *BOOKED_STATES)
MAYBE_THE_SAME = 0.88
COMPARED = 20


@dataclass(frozen=True)
class Demand:
    """The m² that a sector has left in the business exhibition, and those for which its waiting list asks."""

    sector: Sector
    left_sqm: Decimal
    waiting: int
    waiting_sqm: Decimal

    @property
    def exceeds(self) -> bool:
        return self.waiting_sqm > self.left_sqm


@dataclass(frozen=True)
class Namesake:
    """A company of a similar name, with the similarity (0 to 1) and its number of standing bookings in the edition."""

    company: Company
    alike: float
    bookings: int


@dataclass(frozen=True)
class Conflicts:
    """The reasons to check a booking more closely."""

    rivals: tuple[Booking, ...]
    demands: tuple[Demand, ...]
    same_company: tuple[Booking, ...]
    namesakes: tuple[Namesake, ...]

    @property
    def count(self) -> int:
        wanted = [demand for demand in self.demands if demand.waiting]
        return len(self.rivals) + len(wanted) + len(self.same_company) + len(self.namesakes)


def conflicts_of(booking: Booking, sectors: Iterable[Sector], claims: Iterable[SpaceClaim]) -> Conflicts:
    """Return the conflicts of a booking with these claims and sectors, in six queries."""
    others = Booking.objects.filter(edition_id=booking.edition_id, company_id=booking.company_id, state__in=STANDING)
    same_company = with_space(others.exclude(pk=booking.pk))
    return Conflicts(
        rivals=tuple(_rivals(booking, [claim.booth_id for claim in claims if claim.booth_id])),
        demands=tuple(_demands(booking, list(sectors))),
        same_company=tuple(same_company.select_related("company", "edition").order_by("pk")),
        namesakes=tuple(_namesakes(booking)),
    )


def _rivals(booking: Booking, booth_ids: Iterable[int]) -> QuerySet[Booking]:
    """Return wait-listed bookings that had chosen one of the same booths."""
    gave_up = SpaceClaim.objects.filter(holder_id=OuterRef("pk"), booth__in=list(booth_ids), state=ClaimState.RELEASED)
    others = Booking.objects.filter(edition_id=booking.edition_id, state=BookingState.WAITLISTED).exclude(pk=booking.pk)
    return (
        with_space(others.filter(Exists(gave_up))).select_related("company", "edition").order_by("submitted_at", "pk")
    )


def _demands(booking: Booking, sectors: list[Sector]) -> Iterable[Demand]:
    places = Allotment.objects.filter(edition_id=booking.edition_id, sector__in=sectors).order_by()
    left = {
        sector: capacity - claimed
        for sector, capacity, claimed in places.values_list("sector").annotate(
            capacity=Sum("capacity_sqm"), claimed=Sum("claimed_sqm")
        )
    }
    waiting = SpaceRequest.objects.filter(
        sector__in=sectors, booking__edition_id=booking.edition_id, booking__state=BookingState.WAITLISTED
    ).exclude(booking_id=booking.pk)
    asked = {
        sector: (bookings, area)
        for sector, bookings, area in waiting.order_by()
        .values_list("sector")
        .annotate(bookings=Count("booking", distinct=True), area=Sum("area_sqm"))
    }
    for sector in sectors:
        bookings, area = asked.get(sector.pk, (0, Decimal(0)))
        yield Demand(sector, left.get(sector.pk, Decimal(0)), bookings, area)


def _namesakes(booking: Booking) -> list[Namesake]:
    """Return companies whose names PostgreSQL finds similar, as far as our own measure agrees."""
    key = booking.company.normalized_name
    alike = (
        present_companies()
        .filter(normalized_name__trigram_similar=key)
        .exclude(pk=booking.company_id)
        .annotate(trigrams=TrigramSimilarity("normalized_name", key))
        .order_by("-trigrams", "pk")[:COMPARED]
    )
    weighed = [(company, similarity(booking.company.name, company.name)) for company in alike]
    similar = [(company, score) for company, score in weighed if score >= MAYBE_THE_SAME]
    companies = [company for company, _score in similar]
    rows = Booking.objects.filter(edition_id=booking.edition_id, company__in=companies, state__in=STANDING).order_by()
    counts = dict(rows.values_list("company").annotate(bookings=Count("pk")))
    return [Namesake(company, score, counts.get(company.pk, 0)) for company, score in similar]
