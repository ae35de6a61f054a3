from datetime import timedelta

import pytest
from post_office.models import STATUS, Email

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.bookings.queries.queue import WaitingWork, hold_ends_soon, waiting_work
from pavilions.floor.models.allotment import Allotment
from pavilions.states import OrganizerRole
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, EditionFactory, organizer

pytestmark = pytest.mark.django_db


@pytest.fixture
def allotment() -> Allotment:
    made: Allotment = AllotmentFactory(edition=EditionFactory(number=7, hold_minutes=60))
    return made


def test_work_counts_what_waits(allotment: Allotment) -> None:
    booths = [BoothFactory(allotment=allotment) for _number in range(3)]
    edition = allotment.edition
    book_booths(CompanyFactory().pk, edition.pk, [booths[0].pk], actor=SYSTEM, at=NOON)
    hold_booths(CompanyFactory().pk, edition.pk, [booths[1].pk, booths[2].pk], actor=SYSTEM, at=NOON)
    Email.objects.create(from_email="expo@example.org", to=["anna@example.org"], status=STATUS.failed)

    assert waiting_work(organizer(), edition, at=NOON).failed_letters == 1
    assert waiting_work(organizer(), edition, at=NOON).ending_holds == 1
    assert waiting_work(organizer(), edition, at=NOON + timedelta(hours=2)).ending_holds == 0
    assert Booking.objects.filter(hold_ends_soon(NOON)).count() == 1


def test_to_decide_is_what_the_viewer_may_decide(allotment: Allotment) -> None:
    booth = BoothFactory(allotment=allotment)
    book_booths(CompanyFactory().pk, allotment.edition_id, [booth.pk], actor=SYSTEM, at=NOON)
    planner = organizer(OrganizerRole.FLOOR_PLANNER)
    nothing = WaitingWork(to_decide=0, waitlisted=0, ending_holds=0, failed_letters=0)
    assert waiting_work(organizer(), allotment.edition, at=NOON).to_decide == 1
    assert waiting_work(planner, allotment.edition, at=NOON) == nothing
