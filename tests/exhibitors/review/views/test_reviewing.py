from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.models import Booking, SpaceRequest
from exhibitors.bookings.operations.decisions import approve_booking, reject_booking, waitlist_booking
from exhibitors.states import BookingState
from pavilions.states import BoothKind, OrganizerRole, Section
from tests.clients import signed_in
from tests.exhibitors.expo import applied, booked
from tests.exhibitors.pricing.cards import Rate, RateKey, set_price
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, SectorFactory, organizer
from tests.html_rules import assert_clean
from tests.page_forms import forms_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def url(booking: Booking, move: str = "") -> str:
    return f"/organizer/bookings/{booking.pk}/{f'{move}/' if move else ''}"


def test_review_shows_the_company_the_space_and_the_plan() -> None:
    booth = BoothFactory()
    booking = booked(booth)
    page = signed_in(organizer()).get(url(booking))
    assert_clean(page)
    assert page.context["review"].claims[0].booth == booth
    assert f'id="booth-{booth.pk}"' in page.text
    assert booking.company.name in page.text


def test_review_shows_what_each_request_costs() -> None:
    """Of a booking on the waiting list, whose space is not claimed."""
    allotment = AllotmentFactory()
    booking = waitlist_booking(applied(allotment, 36).pk, reason="Full", actor=organizer(), at=NOON)
    key = RateKey(Section.BUSINESS, allotment.sector_id, BoothKind.RAW)
    set_price(booking.edition_id, key, Rate(Decimal(1000)), actor=SYSTEM, at=NOON)
    page = signed_in(organizer()).get(url(booking))
    assert_clean(page)
    assert page.text.count("from CNY\N{NO-BREAK SPACE}36,000") == 2  # of its line, and in total
    assert "CNY\N{NO-BREAK SPACE}1,000 per m²" in page.text


def test_approving_books_and_says_so() -> None:
    booking = booked(BoothFactory())
    answer = signed_in(organizer()).post(url(booking, "approve"), {"revision": booking.revision}, follow=True)
    booking.refresh_from_db()
    assert booking.state == BookingState.APPROVED
    assert "has been approved. The confirmation letter will be sent by email." in answer.text


@pytest.mark.parametrize(
    ("move", "state"),
    [("reject", BookingState.REJECTED), ("return", BookingState.DRAFT), ("waitlist", BookingState.WAITLISTED)],
)
def test_reason_goes_with_the_decision(move: str, state: BookingState) -> None:
    booking = booked(BoothFactory())
    typed = {"revision": booking.revision, "reason": "The sector is full."}
    answer = signed_in(organizer()).post(url(booking, move), typed)
    booking.refresh_from_db()
    assert (answer.status_code, booking.state, booking.reason) == (302, state, "The sector is full.")


def test_rejection_without_a_reason_is_refused_beside_the_field() -> None:
    booking = booked(BoothFactory())
    page = signed_in(organizer()).post(url(booking, "reject"), {"revision": booking.revision, "reason": " "})
    booking.refresh_from_db()
    assert (page.status_code, booking.state) == (422, BookingState.SUBMITTED)
    assert list(page.context["refused"].form.errors) == ["reason"]


def test_second_of_two_organizers_is_informed_who_decided_and_keeps_the_reason() -> None:
    booking = booked(BoothFactory())
    first, second = organizer(), organizer()
    seen = booking.revision
    signed_in(first).post(url(booking, "approve"), {"revision": seen})
    page = signed_in(second).post(url(booking, "reject"), {"revision": seen, "reason": "Too late."})
    booking.refresh_from_db()
    assert (page.status_code, booking.state) == (422, BookingState.APPROVED)
    assert f"{first.name} made a decision, and it is now approved." in page.text
    assert "Too late." in page.text


def test_second_of_two_alike_decisions_is_informed_too() -> None:
    booking = booked(BoothFactory())
    first = organizer()
    approve_booking(booking.pk, actor=first, at=NOON)
    page = signed_in(organizer()).post(url(booking, "approve"), {"revision": 0})
    assert page.status_code == 422
    assert f"{first.name} made a decision, and it is now approved." in page.text


def test_decision_on_a_stale_revision_can_be_made_again_after_viewing() -> None:
    booking = booked(BoothFactory())
    waitlist_booking(booking.pk, actor=organizer(), at=NOON)
    client = signed_in(organizer())
    page = client.post(url(booking, "reject"), {"revision": 0, "reason": "No room."})
    assert page.status_code == 422
    assert 'name="revision" value="1"' in page.text
    assert "No room." in page.text
    assert client.post(url(booking, "reject"), {"revision": 1, "reason": "No room."}).status_code == 302


def test_limited_reviewer_reads_what_others_decide() -> None:
    booking = booked(BoothFactory())
    client = signed_in(organizer(OrganizerRole.REVIEWER, sectors=[SectorFactory()]))
    page = client.get(url(booking))
    assert [offered.transition.name for offered in page.context["transitions"]] == []
    assert "decided by the reviewers of its sectors" in page.text
    refused = client.post(url(booking, "approve"), {"revision": booking.revision})
    booking.refresh_from_db()
    assert (refused.status_code, booking.state) == (422, BookingState.SUBMITTED)


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (OrganizerRole.DIRECTOR, ["confirm", "cancel"]),
        (OrganizerRole.FINANCE, ["confirm"]),
        (OrganizerRole.REVIEWER, []),
        (OrganizerRole.FLOOR_PLANNER, []),
    ],
)
def test_roles_are_offered_what_they_may_do_with_an_approved_booking(role: OrganizerRole, offered: list[str]) -> None:
    booking = booked(BoothFactory())
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    page = signed_in(organizer(role)).get(url(booking))
    assert [each.transition.name for each in page.context["transitions"]] == offered


def test_finance_confirms_and_director_cancels() -> None:
    booking = booked(BoothFactory())
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    signed_in(organizer(OrganizerRole.FINANCE)).post(url(booking, "confirm"), {"revision": 1})
    director, typed = signed_in(organizer()), {"revision": 2, "reason": "Company merged."}
    shown = director.get(url(booking))
    assert "There is nothing to pay: no fee is due, and nothing has been invoiced." in shown.text
    refused = director.post(url(booking, "cancel"), {**typed, "cost": "CNY 1 1 0 0 0 taxed"})
    assert (refused.status_code, "Company merged." in refused.text) == (422, True)
    director.post(url(booking, "cancel"), {**typed, "cost": shown.context["cost_of_cancelling"].cost})
    booking.refresh_from_db()
    assert booking.state == BookingState.CANCELLED


def test_application_is_given_a_suggested_booth() -> None:
    allotment = AllotmentFactory()
    booth = BoothFactory(allotment=allotment, kind="raw")
    BoothFactory(allotment=allotment, kind="shell")
    booking = applied(allotment)
    client = signed_in(organizer())
    page = client.get(url(booking))
    (fit,) = page.context["review"].fits
    assert [suggestion.booth.pk for suggestion in fit.suggestions] == [booth.pk]
    answer = client.post(url(booking, "assign"), {"revision": booking.revision, "booths": [booth.pk]})
    assert answer.status_code == 302
    assert [claim.booth_id for claim in booking.claims.live()] == [booth.pk]


def test_assigning_a_taken_booth_names_it_and_keeps_the_choice() -> None:
    allotment = AllotmentFactory()
    taken, free = BoothFactory.create_batch(2, allotment=allotment, kind="raw")
    booked(taken)
    booking = applied(allotment)
    page = signed_in(organizer()).post(
        url(booking, "assign"), {"revision": booking.revision, "booths": [taken.pk, free.pk]}
    )
    assert page.status_code == 422
    assert f"Just taken by someone else: {allotment.hall.name}/{taken.number}" in page.text
    assert page.context["chosen"] == {taken.pk, free.pk}


def test_ticks_of_one_hall_are_kept_in_the_next() -> None:
    here = AllotmentFactory()
    there = AllotmentFactory(edition=here.edition, sector=here.sector)
    ticked, other = BoothFactory(allotment=here, kind="raw"), BoothFactory(allotment=there, kind="raw")
    booking = applied(here, area_sqm=18)
    client = signed_in(organizer())
    chosen = {"chosen": "1", "booths": ticked.pk}
    page = client.get(url(booking, "assign"), {"hall": there.hall.name, **chosen})
    form = next(form for form in forms_of(page.text) if "chosen" in form.values)
    assert form.values["booths"] == [str(ticked.pk)]
    client.post(url(booking, "assign"), form.filled(booths=[*form.values["booths"], other.pk]))
    assert set(booking.claims.filter(booth__isnull=False).values_list("booth", flat=True)) == {ticked.pk, other.pk}


@pytest.mark.parametrize("sent", [{}, {"booths": ["x"]}, {"booths": ["9" * 30]}, {"booths": ["0"]}])
def test_nonsense_as_booths_is_refused_in_words(sent: dict[str, list[str]]) -> None:
    booking = applied(BoothFactory().allotment)
    page = signed_in(organizer()).post(url(booking, "assign"), {"revision": booking.revision} | sent)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["booths"]


def test_assign_page_is_clean_and_lists_free_booths() -> None:
    booth = BoothFactory(kind="raw")
    page = signed_in(organizer()).get(url(applied(booth.allotment), "assign"))
    assert_clean(page)
    assert [row.booth.id for row in page.context["rows"]] == [booth.pk]


def test_transition_page_is_404_for_unknown_bookings_and_transitions() -> None:
    client, booking = signed_in(organizer()), booked(BoothFactory())
    assert client.get("/organizer/bookings/999999/").status_code == 404
    assert client.post(url(booking, "applaud"), {"revision": 0}).status_code == 404
    assert client.get(url(booking, "approve")).status_code == 405


def test_review_warns_of_a_neighbour_to_avoid_in_the_hall() -> None:
    allotment = AllotmentFactory()
    ours, theirs = BoothFactory.create_batch(2, allotment=allotment)
    booked(theirs, company=CompanyFactory(name="Rival Foods GmbH", normalized_name="rival foods"))
    booking = booked(ours)
    Booking.objects.filter(pk=booking.pk).update(neighbours_to_avoid="Rival Foods; Acme")
    page = signed_in(organizer()).get(url(booking))
    (close,) = page.context["review"].avoided
    assert (close.neighbour.company, close.metres, close.is_near) == ("Rival Foods GmbH", 1, True)


def test_review_tells_of_rivals_other_bookings_and_namesakes() -> None:
    allotment = AllotmentFactory()
    wanted, other = BoothFactory.create_batch(2, allotment=allotment)
    rival = booked(wanted)
    waitlist_booking(rival.pk, actor=organizer(), at=NOON)
    booking = booked(wanted, company=CompanyFactory(name="Baltic Timber", normalized_name="baltic timber"))
    second = booked(other, company=booking.company)
    duplicate = CompanyFactory(name="Baltic Timbers", normalized_name="baltic timbers", country="LV")
    conflicts = signed_in(organizer()).get(url(booking)).context["review"].conflicts
    assert list(conflicts.rivals) == [rival]
    assert list(conflicts.same_company) == [second]
    assert [namesake.company for namesake in conflicts.namesakes] == [duplicate]


def test_review_shows_earlier_editions() -> None:
    company = CompanyFactory()
    earlier = booked(BoothFactory(), company=company)
    reject_booking(earlier.pk, reason="Late.", actor=organizer(), at=NOON)
    booking = booked(BoothFactory(), company=company)
    record = signed_in(organizer()).get(url(booking)).context["review"].record
    assert [entry.bookings[0].pk for entry in record] == [booking.pk, earlier.pk]


def test_time_is_shown_in_the_zone_of_the_edition() -> None:
    page = signed_in(organizer()).get(url(booked(BoothFactory())))
    assert datetime(2024, 5, 17, 4, 0, tzinfo=UTC) == NOON
    assert "submitted 17 May 2024, 12:00" in page.text


def test_review_reads_as_often_for_three_rows_as_for_one() -> None:
    allotment = AllotmentFactory()
    booths = BoothFactory.create_batch(4, allotment=allotment)
    small, large = booked(booths[0]), booked(*booths[1:])
    client = signed_in(organizer())
    client.get(url(small))
    assert queries_of(client, url(small)) == queries_of(client, url(large))


def test_review_of_an_application_reads_as_often_for_three_requests_as_for_one() -> None:
    allotment = AllotmentFactory()
    BoothFactory.create_batch(4, allotment=allotment, kind="raw")
    one, three = applied(allotment), applied(allotment)
    for _more in range(2):
        SpaceRequest.objects.create(booking=three, sector=allotment.sector, area_sqm=9)
    client = signed_in(organizer())
    client.get(url(one))
    assert queries_of(client, url(one)) == queries_of(client, url(three))
    assert queries_of(client, url(one, "assign")) == queries_of(client, url(three, "assign"))


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
