"""A company's past: what it booked, and what lists of exhibitors say of it, edition by edition."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from exhibitors.bookings.models import Booking
from exhibitors.bookings.queries.bookings import with_space
from exhibitors.companies.models import Company, Participation
from exhibitors.published_figures.models import PublishedFigure
from exhibitors.published_figures.queries import figures_of
from exhibitors.published_figures.states import FigureKind
from exhibitors.states import BOOKED_STATES
from pavilions.floor.models.edition import Edition


@dataclass(frozen=True)
class EditionRecord:
    """What a company did in one edition. `whole` is what was published of the business exhibition then."""

    edition: Edition
    bookings: tuple[Booking, ...]
    participation: Participation | None
    whole: PublishedFigure | None

    @property
    def booked_sqm(self) -> Decimal:
        booked = (b.claimed_sqm for b in self.bookings if b.state in BOOKED_STATES)  # type: ignore[attr-defined]
        return sum(booked, Decimal(0))


def record_of(company: Company) -> list[EditionRecord]:
    """Newest edition first; four queries. Bookings come with their `claimed_sqm` and `requested_sqm`."""
    bookings: defaultdict[int, list[Booking]] = defaultdict(list)
    for booking in _bookings_of(company):
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


def _bookings_of(company: Company) -> QuerySet[Booking]:
    return with_space(Booking.objects.filter(company=company)).select_related("edition", "company").order_by("-pk")
