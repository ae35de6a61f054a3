"""Themed areas with companies, for tests."""

from exhibitors.models import Booking, Company, ThemedAreaMember
from exhibitors.operations.area_members import add_area_member
from exhibitors.operations.deciding import approve_booking
from exhibitors.operations.submitting import book_booths
from pavilions.models import Booth, ThemedArea
from tests.factories import NOON, organizer, owner_of


def stand_at(company: Company, *booths: Booth) -> Booking:
    """A booking of these booths that is approved."""
    keys = [booth.pk for booth in booths]
    asked = book_booths(company.pk, booths[0].plan.edition_id, keys, actor=owner_of(company), at=NOON)
    return approve_booking(asked.pk, actor=organizer(), at=NOON)


def member(area: ThemedArea, company: Company) -> ThemedAreaMember:
    return add_area_member(area.pk, company.pk, actor=organizer(), at=NOON)
