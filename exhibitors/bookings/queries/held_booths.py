"""Booths with whoever holds them, for the organizer's eyes."""

from django.db.models import OuterRef, QuerySet, Subquery

from exhibitors.bookings.models.booking import Booking
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.plans.queries.booths import published_booths


def booths_with_companies(edition: Edition) -> QuerySet[Booth]:
    """The booths of `published_booths` with `company_name`, null where no company holds the booth."""
    company = Booking.objects.filter(pk=OuterRef("claim__holder_id")).values("company__name")[:1]
    return published_booths(edition.pk).annotate(company_name=Subquery(company))


def holder_of(booth: Booth) -> Booking | None:
    """The booking that has a live claim to the booth, with company and edition."""
    claims = booth.claims.live().values("holder_id")
    return Booking.objects.filter(pk__in=claims).select_related("company", "edition").first()
