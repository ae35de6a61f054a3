from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ciie.accounts.models import User
from ciie.kernel.errors import DomainError, NotAllowed
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import withdraw_booking
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.operations.offers import withdraw_offer
from exhibitors.money.sales.states import OfferState
from exhibitors.office.bulk_decisions.models import BulkDecision
from exhibitors.office.bulk_decisions.operations import decide_next, start_bulk_decision
from exhibitors.office.bulk_decisions.queries.progress import left_over, progress_of
from exhibitors.office.bulk_decisions.states import BulkKind
from exhibitors.office.bulk_decisions.tasks import carry_out_bulk_decision, resume_bulk_decisions
from exhibitors.states import BookingState
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.expo import applied, booked
from tests.exhibitors.sales.offers import offered
from tests.factories import NOON, AllotmentFactory, BoothFactory, organizer
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

URL = "/organizer/bookings/approve/"


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
    answer = client.post(URL, {"seen": [f"{first.pk}:0", f"{second.pk}:0"]})
    begun = BulkDecision.objects.get()
    assert answer["Location"] == reverse("organizer:bulk_decision", args=[begun.pk])
    waiting = client.get(answer["Location"])
    assert_clean(waiting)
    assert "0 of 2" in waiting.text
    assert "HX-Refresh" not in client.get(answer["Location"], headers={"HX-Request": "true"})
    carry_out_bulk_decision(begun.pk)
    page = client.get(answer["Location"])
    assert_clean(page)
    second.refresh_from_db()
    assert second.state == BookingState.APPROVED
    refused, approved = page.context["page"]
    assert f"{winner.name} made a decision, and it is now approved." in refused.refusal
    assert (approved.refusal, approved.state) == ("", "done")
    assert client.get(answer["Location"], headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_all_that_a_list_finds_is_previewed() -> None:
    allotment = AllotmentFactory()
    bookings = [booked(booth) for booth in BoothFactory.create_batch(3, allotment=allotment)]
    withdraw_booking(bookings[0].pk, actor=organizer(), at=NOON)
    page = signed_in(organizer()).get(f"{URL}?all=on&state=submitted")
    assert page.context["preview"].approvable == bookings[1:]


def test_what_is_settled_is_not_decided_again() -> None:
    booking, actor = booked(BoothFactory()), organizer()
    begun = start_bulk_decision(
        booking.edition_id, BulkKind.APPROVE, [(booking.pk, booking.revision)], actor=actor, at=NOON
    )
    (item,) = begun.items.all()
    assert [decide_next(item.pk, actor=actor, at=NOON) for _turn in range(2)] == [True, False]
    carry_out_bulk_decision(begun.pk)
    assert booking.letters.count() == 1


def test_a_stopped_decision_goes_on_with_what_is_left() -> None:
    bookings = [booked(booth) for booth in BoothFactory.create_batch(2, allotment=AllotmentFactory())]
    actor = organizer()
    seen = [(each.pk, each.revision) for each in bookings]
    begun = start_bulk_decision(bookings[0].edition_id, BulkKind.APPROVE, seen, actor=actor, at=NOON)
    decide_next(begun.items.order_by("pk")[0].pk, actor=actor, at=NOON)
    assert progress_of(begun).settled == 1
    signed_in(actor).post(reverse("organizer:bulk_decision_resume", args=[begun.pk]))
    carry_out_bulk_decision(begun.pk)
    assert (progress_of(begun).done, progress_of(begun).is_over) == (2, True)


def test_what_no_task_carries_out_is_taken_up_after_a_while() -> None:
    booking, actor = booked(BoothFactory()), organizer()
    seen = [(booking.pk, booking.revision)]
    lost = start_bulk_decision(booking.edition_id, BulkKind.APPROVE, seen, actor=actor, at=NOON - timedelta(minutes=3))
    begun = start_bulk_decision(booking.edition_id, BulkKind.APPROVE, seen, actor=actor, at=NOON)
    resume_bulk_decisions()
    assert (progress_of(lost).done, progress_of(begun).settled) == (1, 0)
    assert left_over(before=NOON) == []


def test_reviewers_decide_what_is_theirs() -> None:
    booking = booked(BoothFactory())
    elsewhere = AllotmentFactory(edition=booking.edition)
    reviewer = organizer(OrganizerRole.REVIEWER, sectors=[elsewhere.sector])
    begun = start_bulk_decision(booking.edition_id, BulkKind.APPROVE, [(booking.pk, 0)], actor=reviewer, at=NOON)
    carry_out_bulk_decision(begun.pk)
    booking.refresh_from_db()
    assert (booking.state, progress_of(begun).refused) == (BookingState.SUBMITTED, 1)
    with pytest.raises(NotAllowed):
        start_bulk_decision(booking.edition_id, BulkKind.OFFER, [], actor=reviewer, at=NOON)


def test_more_than_can_be_decided_at_once_are_refused() -> None:
    booking = booked(BoothFactory())
    with pytest.raises(DomainError, match="At most 800"):
        start_bulk_decision(
            booking.edition_id, BulkKind.APPROVE, [(each, 0) for each in range(801)], actor=organizer(), at=NOON
        )


def test_a_refusal_is_kept_in_the_language_of_who_began() -> None:
    booking, actor = booked(BoothFactory()), organizer()
    User.objects.filter(pk=actor.pk).update(language="zh-hans")
    withdraw_booking(booking.pk, actor=organizer(), at=NOON)
    begun = start_bulk_decision(booking.edition_id, BulkKind.APPROVE, [(booking.pk, 1)], actor=actor, at=NOON)
    carry_out_bulk_decision(begun.pk)
    assert "预订" in begun.items.get().refusal or "状态" in begun.items.get().refusal


def test_offers_are_made_for_all_that_have_none() -> None:
    booth = BoothFactory()
    first, second = offered(booth), offered(BoothFactory(allotment=booth.allotment))
    withdraw_offer(first.pk, reason="Too low", actor=organizer(), at=NOON)
    client, address = signed_in(organizer()), reverse("organizer:offers_make")
    page = client.get(address)
    assert_clean(page)
    assert list(page.context["bookings"]) == [first.booking]
    seen = [f"{first.booking_id}:{Booking.objects.get(pk=first.booking_id).revision}"]
    assert client.post(address, {"seen": seen, "last_day": "x"}).status_code == 422
    client.post(address, {"seen": seen, "last_day": "2024-06-20"})
    begun = BulkDecision.objects.get()
    carry_out_bulk_decision(begun.pk)
    made = Offer.objects.filter(booking=first.booking).latest("version")
    assert (made.version, made.state, str(made.last_day)) == (2, OfferState.SENT, "2024-06-20")
    assert_clean(client.get(reverse("organizer:bulk_decision", args=[begun.pk])))
    assert_clean(client.get(address))
    assert Offer.objects.filter(booking=second.booking).count() == 1


@pytest.mark.parametrize("seen", [[], ["x"], ["1"], ["1:"], [f"{'9' * 40}:1"], ["1:-1"], [f"1:{2**31}"]])
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
