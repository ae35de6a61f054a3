"""Everything that a company claims and that an organizer may end in one act."""

from collections.abc import Sequence

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from exhibitors.bookings.models import Booking
from exhibitors.bookings.queries.bookings import with_space
from exhibitors.companies.models import Company
from exhibitors.states import BOOKED_STATES, UNDECIDED
from pavilions.states import ClaimState, EditionStatus


def bookings_that_claim(company_id: int) -> QuerySet[Booking]:
    """The company's undecided and booked bookings in editions that are not archived."""
    return Booking.objects.filter(company_id=company_id, state__in=[*UNDECIDED, *BOOKED_STATES]).exclude(
        edition__status=EditionStatus.ARCHIVED
    )


def claims_listed(company: Company) -> Sequence[Booking]:
    """The same with edition, m² and the number of their `booths`: what is undecided first."""
    live = Q(holder__claims__state__in=[ClaimState.HELD, ClaimState.RESERVED, ClaimState.COMMITTED])
    booked_last = Case(When(state__in=BOOKED_STATES, then=Value(1)), default=Value(0), output_field=IntegerField())
    rows = with_space(bookings_that_claim(company.pk)).annotate(booths=Count("holder__claims__booth", live))
    return list(rows.select_related("edition", "company").order_by(booked_last, "pk"))
