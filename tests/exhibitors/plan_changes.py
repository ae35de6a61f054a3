"""Bookings on a hall whose plan changes."""

from decimal import Decimal

from post_office.models import Email

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.companies.models import Company
from exhibitors.office.reconciliation.queries import differences
from pavilions.floor.models.floor_plan import FloorPlan
from tests.factories import NOON, CompanyFactory, MembershipFactory, UserFactory
from tests.pavilions.plan_changes import HallScene


class BookedHall(HallScene):
    """The hall with bookings on it."""

    def booked(self, *numbers: str, company: Company | None = None, plan: FloorPlan | None = None) -> Booking:
        """A submitted booking of these booths by a company that somebody owns."""
        company = company or CompanyFactory()
        owner = UserFactory()
        MembershipFactory(company=company, user=owner)
        booths = [self.booth(number, plan).pk for number in numbers]
        return book_booths(company.pk, self.plan.edition_id, booths, actor=owner, at=NOON)

    def approved(self, *numbers: str, plan: FloorPlan | None = None) -> Booking:
        return approve_booking(self.booked(*numbers, plan=plan).pk, actor=SYSTEM, at=NOON)


def books_are_right() -> bool:
    """Whether allotments, totals and live claims say the same."""
    return differences() == []


def space_of(booking: Booking) -> list[tuple[str, Decimal, str]]:
    """Number, m² and state of each live claim."""
    claims = booking.claims.live().order_by("booth__number")
    return list(claims.values_list("booth__number", "area_sqm", "state"))


def mails(kind: str = "plan_changed") -> list[Email]:
    return [mail for mail in Email.objects.order_by("pk") if mail.context["kind"] == kind]
