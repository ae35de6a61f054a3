"""What is claimed for a company while it is merged goes over with the rest, or is refused; nothing stays behind."""

import pytest

from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.company_merges.operations import merge_companies
from exhibitors.reconciliation.queries import differences
from tests.concurrency.rivals import DONE, race
from tests.exhibitors.expo import booked
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, organizer, owner_of

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


class Scene:
    def __init__(self) -> None:
        allotment = AllotmentFactory()
        self.free, booth = BoothFactory.create_batch(2, allotment=allotment)
        self.edition = allotment.edition_id
        self.kept, self.other = CompanyFactory(country="FR"), CompanyFactory(country="DE")
        self.owner, self.director = owner_of(self.other), organizer()
        self.booking = booked(booth, company=self.other)

    def merge(self) -> None:
        merge_companies(self.kept.pk, self.other.pk, seen=None, actor=self.director, at=NOON)

    def hold(self) -> None:
        hold_booths(self.other.pk, self.edition, [self.free.pk], actor=self.owner, at=NOON)

    def approve(self) -> None:
        approve_booking(self.booking.pk, actor=self.director, at=NOON)

    def left_behind(self) -> int:
        return Booking.objects.filter(company=self.other).count()


@pytest.mark.parametrize("_round", range(4))
def test_booking_made_meanwhile_goes_over_or_is_refused(_round: int) -> None:
    scene = Scene()
    merged, held = race(scene.merge, scene.hold)
    assert (merged, held in {DONE, "company_not_merged", "not_allowed"}) == (DONE, True)
    assert (scene.left_behind(), differences()) == (0, [])
    assert Booking.objects.count() == (2 if held == DONE else 1)


@pytest.mark.parametrize("_round", range(4))
def test_decision_made_meanwhile_counts_for_the_company_that_is_kept(_round: int) -> None:
    scene = Scene()
    assert race(scene.merge, scene.approve) == [DONE, DONE]
    assert (scene.left_behind(), differences()) == (0, [])
