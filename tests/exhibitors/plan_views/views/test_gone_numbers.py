"""A search for a number that the plan no longer has says so, and where it leads as far as that is public."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import cancel_booking
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.plans.publishing.comparison import ClaimChoice
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan, restore_floor_plan
from pavilions.states import PlanState
from tests.exhibitors.plan_changes import BookedHall
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory
from tests.html_rules import assert_clean
from tests.pavilions.plan_changes import square

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> BookedHall:
    return BookedHall()


def publish(plan: FloorPlan, hours: int = 3) -> FloorPlan:
    return publish_floor_plan(plan.pk, actor=SYSTEM, at=NOON + timedelta(hours=hours))


def approved(hall: BookedHall, number: str, *, is_named: bool = True) -> Booking:
    booking = hall.booked(number, company=CompanyFactory(is_on_public_plans=is_named))
    return approve_booking(booking.pk, actor=SYSTEM, at=NOON)


def moved(hall: BookedHall, booking: Booking, number: str, *, base: FloorPlan | None = None) -> FloorPlan:
    """A version without the booths that the booking had, in which it has another."""
    gone = list(booking.claims.live().values_list("booth__number", flat=True))
    draft = hall.draft(base, without=gone)
    hall.decide(draft, booking, ClaimChoice.MOVE, hall.booth(number, draft))
    return publish(draft)


def actual(client: Client, hall: BookedHall, number: str) -> tuple[bool, dict[str, list[str]]]:
    """Whether an earlier version had the number, and the booths that are named for it."""
    answer = client.get(f"/plan/{hall.plan.hall.name}/", {"booth": number})
    assert_clean(answer)
    card = answer.text.partition('id="booth-card"')[2].partition("</section>")[0]
    assert (f"Booth {number} was on an earlier version of this plan and is no longer on it." in card) != (
        "or ever had, the number" in card
    )
    parts = re.findall(r"<dt>([^<]+)</dt><dd>(.*?)</dd>", card, re.DOTALL)
    linked = {
        label: re.findall(r'<a href="\?booth=\w+" data-plan-booth="\d+">(\w+)</a>', links) for label, links in parts
    }
    return "earlier version" in card, linked


def test_number_that_is_gone_is_said_to_be_gone(client: Client, hall: BookedHall) -> None:
    publish(hall.draft(without=["A4"]))
    assert actual(client, hall, "A4") == (True, {})
    assert actual(client, hall, "a4") == (True, {})
    assert actual(client, hall, "Z9") == (False, {})


def test_number_of_another_hall_or_of_a_draft_was_never_here(client: Client, hall: BookedHall) -> None:
    elsewhere = AllotmentFactory(edition=hall.plan.edition)
    before = BoothFactory(allotment=elsewhere, number="B1").plan
    FloorPlan.objects.filter(pk=before.pk).update(state=PlanState.SUPERSEDED)
    publish(hall.draft())
    hall.add(hall.draft(), "N1", square(0, 1000))
    assert actual(client, hall, "B1") == (False, {})
    assert actual(client, hall, "N1") == (False, {})


def test_named_holder_is_followed_over_several_versions(client: Client, hall: BookedHall) -> None:
    booking = approved(hall, "A1")
    second = moved(hall, booking, "A2")
    assert actual(client, hall, "A1") == (True, {"Current booth of its holder": ["A2"]})
    moved(hall, booking, "A4", base=second)
    assert actual(client, hall, "A1") == (True, {"Current booth of its holder": ["A4"]})
    assert actual(client, hall, "A2") == (True, {"Current booth of its holder": ["A4"]})


def test_holder_that_was_given_another_area_is_followed_too(client: Client, hall: BookedHall) -> None:
    booking = approved(hall, "A1")
    draft = hall.draft(without=["A1"])
    hall.decide(draft, booking, ClaimChoice.MOVE, hall.add(draft, "N1", square(0, 1000, 600)))
    publish(draft)
    assert actual(client, hall, "A1") == (True, {"Current booth of its holder": ["N1"]})


def test_holder_that_is_not_named_is_not_followed(client: Client, hall: BookedHall) -> None:
    moved(hall, approved(hall, "A1", is_named=False), "A2")
    assert actual(client, hall, "A1") == (True, {})


def test_who_has_the_booth_after_that_holder_is_not_followed(client: Client, hall: BookedHall) -> None:
    first = approved(hall, "A1")
    second = moved(hall, first, "A2")
    cancel_booking(first.pk, actor=SYSTEM, at=NOON)
    later = hall.booked("A2", plan=second, company=CompanyFactory(is_on_public_plans=True))
    approve_booking(later.pk, actor=SYSTEM, at=NOON)
    assert actual(client, hall, "A1") == (True, {})
    moved(hall, later, "A4", base=second)
    assert actual(client, hall, "A1") == (True, {})
    assert actual(client, hall, "A2") == (True, {"Current booth of its holder": ["A4"]})


def test_number_of_a_version_taken_back_leads_to_what_is_there_instead(client: Client, hall: BookedHall) -> None:
    split = hall.draft(without=["A1"])
    for n in (1, 2):
        hall.add(split, f"C{n}", square(150 * (n - 1), 0, 150), hall.booth("A1"))
    publish(split)
    restore_floor_plan(hall.plan.pk, actor=SYSTEM, at=NOON + timedelta(hours=4))
    publish(hall.draft(), 5)
    assert actual(client, hall, "C2") == (True, {"Resulting booths": ["A1"]})


def test_queries_are_as_many_for_many_holders_as_for_one(client: Client) -> None:
    counts = []
    for booths in (1, 3):
        hall = BookedHall(2 * booths)
        draft = hall.draft(without=[f"A{n + 1}" for n in range(booths)])
        for n in range(booths):
            booking = approved(hall, f"A{n + 1}")
            hall.decide(draft, booking, ClaimChoice.MOVE, hall.booth(f"A{booths + n + 1}", draft))
        publish(draft)
        assert actual(client, hall, "A1")[0]
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/plan/{hall.plan.hall.name}/", {"booth": "A1"})
        counts.append(len(queries))
    assert counts[0] == counts[1]
