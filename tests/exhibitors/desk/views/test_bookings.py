import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from ciie.accounts.models import User
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking, return_booking
from exhibitors.bookings.operations.holds import drop_booth, expire_booking, hold_booths
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.companies.models import Company
from exhibitors.states import BookingState
from pavilions.floor.models.floor_plan import Booth
from tests.exhibitors.area_members.areas import member
from tests.exhibitors.conftest import SignIn, holder_of, lines_of, queries_of_a_page
from tests.factories import NOON, CompanyFactory, organizer, owner_of
from tests.html_rules import assert_clean
from tests.page_forms import forms_of, seen
from tests.pavilions.themed_areas.areas import area_with

NOTHING_TO_PAY = "There is nothing to pay: no fee is due, and nothing has been invoiced."

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def draft(people: dict[str, User], company: Company, row: list[Booth]) -> Booking:
    """Two booths, held until half past twelve."""
    return hold_booths(company.pk, row[0].plan.edition_id, [row[0].pk, row[1].pk], actor=people["owner"], at=NOON)


@pytest.fixture
def approved(people: dict[str, User], company: Company, row: list[Booth]) -> Booking:
    booking = book_booths(company.pk, row[0].plan.edition_id, [row[2].pk], actor=people["owner"], at=NOON)
    return approve_booking(booking.pk, actor=organizer(), at=NOON)


def _state(booking: Booking) -> str:
    booking.refresh_from_db()
    return booking.state


def test_page_shows_space_countdown_and_history(owner: Client, draft: Booking) -> None:
    page = owner.get(f"/desk/bookings/{draft.pk}/")
    assert_clean(page)
    assert 'data-seconds-left="1800"' in page.text
    [event] = page.context["history"]
    assert (str(event.action), len(event.taken)) == ("booths held", 2)


def test_submit_page_leads_back_to_the_booking(owner: Client, draft: Booking) -> None:
    address = f"/desk/bookings/{draft.pk}/"
    page = owner.get(f"{address}submit/")
    back = re.search(r'href="([^"]+)">Back to the booking<', page.text)
    assert back
    assert back[1] == address
    assert draft.reference in owner.get(back[1]).text


def test_page_names_the_areas_that_the_company_belongs_to(owner: Client, approved: Booking, row: list[Booth]) -> None:
    standing, joined = area_with([row[2]], is_public=True), area_with([row[3]], name="Cheese", is_public=True)
    area_with([row[4]], name="Wine", is_public=True)
    member(joined, approved.company)
    page = owner.get(f"/desk/bookings/{approved.pk}/")
    assert_clean(page)
    assert page.context["areas"] == [joined, standing]
    assert f'Part of <a href="/areas/{standing.pk}/">From farm to table</a>' in page.text


def test_submitting_reviews_first_and_then_reserves(owner: Client, draft: Booking) -> None:
    review = owner.get(f"/desk/bookings/{draft.pk}/submit/")
    assert_clean(review)
    assert "18\N{NO-BREAK SPACE}m²" in review.text
    owner.post(f"/desk/bookings/{draft.pk}/submit/", {"revision": draft.revision})
    assert _state(draft) == BookingState.SUBMITTED


def test_editor_reads_who_may_submit_where_approval_binds(
    sign_in: SignIn, people: dict[str, User], company: Company, draft: Booking
) -> None:
    editor, owner = sign_in(people["editor"]), sign_in(people["owner"])
    page = editor.get(f"/desk/bookings/{draft.pk}/submit/")
    assert_clean(page)
    assert "These people can sign and accept for the company" in page.text
    assert "revision" not in page.text
    refused = editor.post(f"/desk/bookings/{draft.pk}/submit/", {"revision": draft.revision})
    assert (refused.status_code, _state(draft)) == (409, BookingState.DRAFT)
    hall = f"/desk/companies/{company.pk}/halls/booths/"
    assert ("Submit now" in editor.get(hall).text, "Submit now" in owner.get(hall).text) == (False, True)


def test_submitting_twice_says_nothing_of_the_second_time(owner: Client, draft: Booking) -> None:
    for _press in range(2):
        response = owner.post(f"/desk/bookings/{draft.pk}/submit/", {"revision": draft.revision})
        assert response["Location"] == f"/desk/bookings/{draft.pk}/"
    page = owner.get(f"/desk/bookings/{draft.pk}/")
    assert [message.level_tag for message in page.context["messages"]] == ["success"]


def test_submitting_what_a_colleague_changed_meanwhile_shows_it_first(
    owner: Client, people: dict[str, User], draft: Booking, row: list[Booth]
) -> None:
    drop_booth(draft.pk, row[1].pk, actor=people["editor"], at=NOON)
    response = owner.post(f"/desk/bookings/{draft.pk}/submit/", {"revision": draft.revision})
    assert response.status_code == 409
    assert "was changed while you were viewing it" in response.text
    assert response.context["desk"].claimed_sqm == 9
    assert _state(draft) == BookingState.DRAFT


def test_submitting_after_the_hold_ended_offers_to_hold_again(owner: Client, draft: Booking) -> None:
    with time_machine.travel(NOON + timedelta(minutes=31), tick=False):
        response = owner.post(f"/desk/bookings/{draft.pk}/submit/", {"revision": draft.revision})
    assert response.status_code == 409
    assert "The hold on these booths has expired." in response.text
    assert f'action="/desk/bookings/{draft.pk}/reopen/"' in response.text


def test_giving_a_booth_back_frees_it(owner: Client, draft: Booking, row: list[Booth]) -> None:
    owner.post(f"/desk/bookings/{draft.pk}/booths/{row[1].pk}/drop/")
    assert list(draft.claims.live().values_list("booth_id", flat=True)) == [row[0].pk]


def test_withdrawing_frees_the_space(owner: Client, draft: Booking) -> None:
    owner.post(f"/desk/bookings/{draft.pk}/withdraw/", seen(draft))
    assert (_state(draft), draft.claims.live().count()) == (BookingState.WITHDRAWN, 0)


def test_cancelling_frees_the_space_and_keeps_the_reason(owner: Client, approved: Booking) -> None:
    address = f"/desk/bookings/{approved.pk}/cancel/"
    assert address in owner.get(f"/desk/bookings/{approved.pk}/").text
    page = owner.get(address)
    assert_clean(page)
    assert "You can cancel until 31 August 2024." in page.text
    assert NOTHING_TO_PAY in page.text
    (form,) = (form for form in forms_of(page.text) if "cost" in form.values)
    answer = owner.post(address, form.filled(reason="Our ship is late."), follow=True)
    assert NOTHING_TO_PAY in answer.text
    assert _state(approved) == BookingState.CANCELLED
    assert approved.reason == "Our ship is late."


@pytest.mark.parametrize("cost", ["", "CNY 1 1 1 1 0 taxed"])
def test_cancelling_at_a_cost_that_was_not_shown_is_refused_and_the_reason_is_kept(
    owner: Client, approved: Booking, cost: str
) -> None:
    answer = owner.post(f"/desk/bookings/{approved.pk}/cancel/", seen(approved, reason="Our ship is late.", cost=cost))
    assert answer.status_code == 422
    assert "Our ship is late." in answer.text
    assert _state(approved) == BookingState.APPROVED
    (form,) = (form for form in forms_of(answer.text) if "cost" in form.values)
    assert owner.post(f"/desk/bookings/{approved.pk}/cancel/", form.filled()).status_code == 302
    assert _state(approved) == BookingState.CANCELLED


def test_cancelling_too_late_is_not_offered_and_refused(
    people: dict[str, User], sign_in: SignIn, approved: Booking
) -> None:
    with time_machine.travel(NOON + timedelta(days=120), tick=False):
        owner = sign_in(people["owner"])
        page = owner.get(f"/desk/bookings/{approved.pk}/")
        refused = owner.post(f"/desk/bookings/{approved.pk}/cancel/", seen(approved, cost="CNY 0 0 0 0 0 taxed"))
        assert owner.get(f"/desk/bookings/{approved.pk}/cancel/").status_code == 302
    assert refused.status_code in {403, 422}
    assert "The cancellation deadline was 31 August 2024." in page.text
    assert _state(approved) == BookingState.APPROVED


def test_reopening_holds_the_same_booths(owner: Client, draft: Booking) -> None:
    later = NOON + timedelta(minutes=31)
    expire_booking(draft.pk, actor=organizer(), at=later)
    with time_machine.travel(later, tick=False):
        owner.post(f"/desk/bookings/{draft.pk}/reopen/")
    assert (_state(draft), draft.claims.live().count()) == (BookingState.DRAFT, 2)


def test_reopening_when_a_booth_is_gone_goes_on_choosing_with_the_rest(
    owner: Client, draft: Booking, row: list[Booth]
) -> None:
    later, rival = NOON + timedelta(minutes=31), CompanyFactory()
    expire_booking(draft.pk, actor=organizer(), at=later)
    hold_booths(rival.pk, draft.edition_id, [row[0].pk], actor=owner_of(rival), at=later)
    with time_machine.travel(later, tick=False):
        page = owner.post(f"/desk/bookings/{draft.pk}/reopen/", follow=True)
    assert [booth.pk for booth in page.context["choice"].booths] == [row[1].pk]
    assert [gone.wanted_id for gone in page.context["choice"].gone] == [row[0].pk]


def test_page_of_a_returned_booking_says_why(
    owner: Client, people: dict[str, User], company: Company, row: list[Booth]
) -> None:
    booking = book_booths(company.pk, row[0].plan.edition_id, [row[3].pk], actor=people["owner"], at=NOON)
    return_booking(booking.pk, reason="Take a corner, please.", actor=organizer(), at=NOON)
    page = owner.get(f"/desk/bookings/{booking.pk}/")
    assert "The organizer asks you to change this booking" in page.text
    assert "Take a corner, please." in page.text


def test_history_does_not_tell_exhibitors_who_decided(owner: Client, approved: Booking) -> None:
    page = owner.get(f"/desk/bookings/{approved.pk}/")
    assert [str(event.who) for event in page.context["history"]] == ["the organizer", str(approved.contact)]


def test_wishes_are_noted(owner: Client, draft: Booking) -> None:
    form = {"wishes": "By the door", "neighbours_to_avoid": "Rival", "revision": draft.revision}
    owner.post(f"/desk/bookings/{draft.pk}/wishes/", form)
    draft.refresh_from_db()
    assert (draft.wishes, draft.neighbours_to_avoid) == ("By the door", "Rival")


def test_wishes_typed_on_an_older_revision_are_kept_on_the_page(
    owner: Client, draft: Booking, row: list[Booth]
) -> None:
    owner.post(f"/desk/bookings/{draft.pk}/booths/{row[1].pk}/drop/")
    response = owner.post(f"/desk/bookings/{draft.pk}/wishes/", {"wishes": "By the door", "revision": draft.revision})
    assert response.status_code == 422
    assert "By the door</textarea>" in response.text
    assert "was changed while you were viewing it" in response.text


@pytest.mark.parametrize(
    ("role", "answers"),
    [("owner", (200, 200)), ("editor", (200, 200)), ("viewer", (200, 403)), ("stranger", (404, 404))],
)
def test_booking_is_for_members_and_submitted_by_owners_and_editors(
    people: dict[str, User], sign_in: SignIn, draft: Booking, role: str, answers: tuple[int, int]
) -> None:
    client = sign_in(people[role])
    seen = client.get(f"/desk/bookings/{draft.pk}/").status_code
    assert (seen, client.get(f"/desk/bookings/{draft.pk}/submit/").status_code) == answers


@pytest.mark.parametrize("move", ["withdraw", "cancel", "reopen", "submit"])
@pytest.mark.parametrize("role", ["viewer", "stranger", "nobody"])
def test_moves_of_those_who_may_not_change_nothing(
    people: dict[str, User], sign_in: SignIn, draft: Booking, role: str, move: str
) -> None:
    sign_in(people[role]).post(f"/desk/bookings/{draft.pk}/{move}/", seen(draft))
    assert (_state(draft), draft.claims.live().count()) == (BookingState.DRAFT, 2)


@pytest.mark.parametrize("move", ["withdraw", "reopen", "booths/1/drop"])
def test_moves_need_a_post(owner: Client, draft: Booking, move: str) -> None:
    assert owner.get(f"/desk/bookings/{draft.pk}/{move}/").status_code == 405


def test_who_comes_back_to_where_choosing_was_refused_gets_the_list(owner: Client, draft: Booking) -> None:
    desk, booking = f"/desk/companies/{draft.company_id}/halls/booths/", f"/desk/bookings/{draft.pk}/booths/"
    moves = {f"{desk}hold/": desk, f"{desk}book/": desk, f"{booking}add/": booking}
    assert {move: owner.get(move).headers["Location"] for move in moves} == moves


def test_list_shows_only_bookings_of_ones_own_companies(owner: Client, draft: Booking, row: list[Booth]) -> None:
    rival = CompanyFactory()
    hold_booths(rival.pk, draft.edition_id, [row[5].pk], actor=owner_of(rival), at=NOON)
    page = owner.get("/desk/bookings/")
    assert_clean(page)
    assert [row.record.pk for row in page.context["table"].rows] == [draft.pk]


@pytest.mark.parametrize(("words", "found"), [("Nordmeer", 1), ("{pk:06d}", 1), ("elsewhere", 0), ("9" * 30, 0)])
def test_list_finds_by_number_and_company(owner: Client, draft: Booking, words: str, found: int) -> None:
    page = owner.get("/desk/bookings/", {"search": words.format(pk=draft.pk)})
    assert len(page.context["table"].rows) == found


def test_list_takes_the_same_queries_for_one_as_for_three(people: dict[str, User], row: list[Booth]) -> None:
    one = queries_of_a_page("/desk/bookings/", holder_of(row[:1]))
    assert queries_of_a_page("/desk/bookings/", holder_of(row[1:4])) == one


def test_list_as_a_file_says_what_was_filtered(owner: Client, draft: Booking, row: list[Booth]) -> None:
    assert [str(label) for label, _url in owner.get("/desk/bookings/").context["exports"]] == ["CSV", "Excel"]
    [url, _xlsx] = [url for _label, url in owner.get("/desk/bookings/?state=draft&page=1").context["exports"]]
    assert url == "/desk/bookings/export/csv/?state=draft"
    hall = row[0].plan.hall.name
    assert lines_of(owner.get(url))[1] == [
        draft.reference,
        draft.edition.name,
        "draft",
        "Nordmeer GmbH",
        str(row[0].allotment.sector),
        hall,
        f"{hall}/R0; {hall}/R1",
        "18.00",
        "0",
        "0",
        "shell scheme",
        "",
        "",
        "",
    ]
    assert len(lines_of(owner.get("/desk/bookings/export/csv/?state=approved"))) == 1


def test_list_as_a_file_holds_ones_own_companies_only(people: dict[str, User], sign_in: SignIn, draft: Booking) -> None:
    assert len(lines_of(sign_in(people["stranger"]).get("/desk/bookings/export/csv/"))) == 1


@pytest.mark.parametrize("ended", [False, True])
def test_edition_that_takes_no_bookings_offers_no_move_that_would_be_refused(
    owner: Client, draft: Booking, ended: bool
) -> None:
    edition = draft.edition
    edition.booking_closes_at = NOON - timedelta(minutes=1)
    edition.save()
    if ended:
        expire_booking(draft.pk, actor=organizer(), at=NOON + timedelta(minutes=31))
    page, overview = owner.get(f"/desk/bookings/{draft.pk}/"), owner.get("/desk/")
    for shown in (page.text, overview.text):
        assert f"{edition.name} is not open for booking at present" in shown
        assert f"/desk/bookings/{draft.pk}/reopen/" not in shown
        assert f"/desk/bookings/{draft.pk}/submit/" not in shown
