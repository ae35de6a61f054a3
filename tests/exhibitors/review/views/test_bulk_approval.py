from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.states import BookingState
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.expo import applied, booked
from tests.factories import NOON, AllotmentFactory, BoothFactory, organizer
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

URL = "/organizer/bookings/approve/"
RESULT = "/organizer/bookings/approved/"


def test_preview_says_what_would_be_approved_and_what_not() -> None:
    allotment = AllotmentFactory()
    ready, done = (booked(booth) for booth in BoothFactory.create_batch(2, allotment=allotment))
    approve_booking(done.pk, actor=organizer(), at=NOON)
    unplaced = applied(allotment)
    page = signed_in(organizer()).get(f"{URL}?booking={ready.pk}&booking={done.pk}&booking={unplaced.pk}")
    assert_clean(page)
    preview = page.context["preview"]
    assert preview.approvable == [ready]
    assert {each.booking.pk: str(each.obstacle) for each in preview.refused} == {
        done.pk: "It is approved, so it cannot be approved.",
        unplaced.pk: "It has no booth yet. Assign booths first.",
    }


def test_preview_weighs_the_m2_against_the_capacity() -> None:
    allotment = AllotmentFactory(capacity_sqm=Decimal(90))
    first, second = (booked(booth) for booth in BoothFactory.create_batch(2, allotment=allotment))
    approve_booking(first.pk, actor=organizer(), at=NOON)
    (change,) = signed_in(organizer()).get(f"{URL}?booking={second.pk}").context["preview"].changes
    assert (change.use.booked_sqm, change.approved_sqm, change.booked_after_sqm) == (9, 9, 18)


def test_preview_of_a_limited_reviewer_refuses_what_others_decide() -> None:
    booking = booked(BoothFactory())
    elsewhere = AllotmentFactory(edition=booking.edition)
    page = signed_in(organizer(OrganizerRole.REVIEWER, sectors=[elsewhere.sector])).get(f"{URL}?booking={booking.pk}")
    assert [str(each.obstacle) for each in page.context["preview"].refused] == [
        "It is outside the exhibitions and sectors that you decide on."
    ]


def test_confirming_approves_each_on_its_own_and_reports_row_by_row() -> None:
    first, second = (booked(booth) for booth in BoothFactory.create_batch(2, allotment=AllotmentFactory()))
    winner, client = organizer(), signed_in(organizer())
    approve_booking(first.pk, actor=winner, at=NOON)
    page = client.post(URL, {"seen": [f"{first.pk}:0", f"{second.pk}:0"]}, follow=True)
    assert page.redirect_chain == [(f"{RESULT}?edition={first.edition.number}", 302)]
    assert_clean(page)
    second.refresh_from_db()
    assert second.state == BookingState.APPROVED
    refused, approved = page.context["results"]
    assert f"{winner.name} made a decision, and it is now approved." in refused.refusal
    assert approved.refusal == ""
    again = client.get(RESULT)
    assert (again.context["approved"], again.context["refused"]) == (1, 1)


def test_result_is_for_the_one_who_approved() -> None:
    booking = booked(BoothFactory())
    signed_in(organizer()).post(URL, {"seen": [f"{booking.pk}:0"]})
    assert signed_in(organizer()).get(RESULT)["Location"] == "/organizer/queue/"


@pytest.mark.parametrize("seen", [[], ["x"], ["1"], ["1:"], [f"{'9' * 40}:1"], ["1:-1"]])
def test_nonsense_is_refused_in_words(seen: list[str]) -> None:
    booked(BoothFactory())
    page = signed_in(organizer()).post(URL, {"seen": seen})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["seen"]


def test_nothing_chosen_leads_back_to_the_queue() -> None:
    booked(BoothFactory())
    assert "Select bookings in the work queue first." in signed_in(organizer()).get(f"{URL}?booking=x").text


def test_preview_reads_as_often_for_three_as_for_one() -> None:
    bookings = [booked(booth) for booth in BoothFactory.create_batch(3, allotment=AllotmentFactory())]
    client = signed_in(organizer())
    client.get(f"{URL}?booking={bookings[0].pk}")
    counts = []
    for chosen in (bookings[:1], bookings):
        with CaptureQueriesContext(connection) as queries:
            client.get(URL, {"booking": [booking.pk for booking in chosen]})
        counts.append(len(queries))
    assert counts[0] == counts[1]
