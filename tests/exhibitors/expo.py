"""A small expo for the pages of organizers: people in every role, and bookings made by operations."""

from decimal import Decimal

from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.submission import Wanted, apply_for_space, book_booths
from exhibitors.companies.models import Company
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth
from tests.factories import NOON, CompanyFactory, owner_of

BACKEND = "django.contrib.auth.backends.ModelBackend"


def booked(*booths: Booth, company: Company | None = None) -> Booking:
    """A submitted booking of these booths."""
    company = company or CompanyFactory()
    edition_id = booths[0].allotment.edition_id
    return book_booths(company.pk, edition_id, [b.pk for b in booths], actor=owner_of(company), at=NOON)


def applied(allotment: Allotment, area_sqm: int = 9, company: Company | None = None) -> Booking:
    """A submitted application for m² of the allotment's sector."""
    company = company or CompanyFactory()
    assert allotment.sector_id is not None
    wanted = [Wanted(allotment.sector_id, Decimal(area_sqm))]
    return apply_for_space(company.pk, allotment.edition_id, wanted, actor=owner_of(company), at=NOON)
