"""Who may do what through the API, and how others are refused."""

import pytest
from django.test import Client

from ciie.accounts.models import ApiToken, User
from ciie.web import paging
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.bookings.operations.submission import submit_booking
from exhibitors.companies.states import CompanyRole
from exhibitors.states import BookingState
from pavilions.states import OrganizerRole
from tests.api_client import ROOT, Program, body_of
from tests.clients import signed_in
from tests.factories import NOON, BoothFactory, CompanyFactory, MembershipFactory, UserFactory, organizer, owner_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "no_remembered_holders")]

ACTORS = ("owner", "editor", "viewer", "reviewer", "floor_planner", "finance", "director", "admin", "stranger")
TRANSITIONS: dict[str, tuple[BookingState, dict[str, object], set[str]]] = {
    "submit": (BookingState.DRAFT, {}, {"owner", "director", "admin"}),
    "withdraw": (BookingState.SUBMITTED, {}, {"owner", "editor", "director", "admin"}),
    "approve": (BookingState.SUBMITTED, {}, {"reviewer", "director", "admin"}),
    "reject": (BookingState.SUBMITTED, {"reason": "Full"}, {"reviewer", "director", "admin"}),
    "waitlist": (BookingState.SUBMITTED, {}, {"reviewer", "director", "admin"}),
    "return": (BookingState.SUBMITTED, {"reason": "Smaller, please"}, {"reviewer", "director", "admin"}),
}


def person(role: str, booking: Booking) -> User:
    if role == "stranger":
        return owner_of()
    if role == "admin":
        user: User = UserFactory(is_superuser=True)
        return user
    if role in CompanyRole.values:
        member: User = MembershipFactory(company=booking.company, role=role).user
        return member
    return organizer(OrganizerRole(role))


def booking_in(state: BookingState) -> Booking:
    booth, membership = BoothFactory(), MembershipFactory()
    edition, owner = booth.plan.edition_id, membership.user
    booking = hold_booths(membership.company_id, edition, [booth.pk], actor=owner, at=NOON)
    if state == BookingState.SUBMITTED:
        submit_booking(booking.pk, actor=owner, at=NOON)
    return booking


@pytest.mark.parametrize("role", ACTORS)
@pytest.mark.parametrize("transition", TRANSITIONS)
def test_move_is_for_some_forbidden_to_others_and_unknown_to_strangers(role: str, transition: str) -> None:
    state, body, permitted = TRANSITIONS[transition]
    booking = booking_in(state)
    response = Program.of(person(role, booking)).post(f"bookings/{booking.pk}/{transition}", body or None)
    expected = 200 if role in permitted else 404 if role == "stranger" else 403
    assert response.status_code == expected, response.content
    assert Booking.objects.filter(pk=booking.pk, state=state).exists() is (expected != 200)


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer ciie_forged", "Basic eDp5", "Bearer a b", "Token x"]
)
def test_refusal_without_a_good_token_says_how_to_send_one(header: str) -> None:
    response = Client().get(ROOT + "companies", headers={"Authorization": header} if header else {})
    assert (response.status_code, response.json()["code"]) == (401, "not_authenticated")
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert response.headers["Content-Type"] == "application/problem+json"


def test_revoked_token_and_inactive_person_are_refused() -> None:
    owner, gone = owner_of(), UserFactory()
    revoked, inactive = Program.of(owner), Program.of(gone)
    ApiToken.objects.filter(user=owner).update(revoked_at=NOON)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    assert (revoked.get("companies").status_code, inactive.get("companies").status_code) == (401, 401)


def test_session_cookie_is_no_key_to_the_api() -> None:
    client = signed_in(owner_of())
    assert client.get(ROOT + "companies").status_code == 401


def test_companies_are_those_the_caller_may_book_for() -> None:
    owner = owner_of()
    editor = MembershipFactory(user=owner, role=CompanyRole.EDITOR, company__name="Aa")
    MembershipFactory(user=owner, role=CompanyRole.VIEWER)
    MembershipFactory()
    answer = body_of(Program.of(owner).get("companies"))
    assert (answer["count"], [item["role"] for item in answer["items"]]) == (2, ["editor", "owner"])
    assert answer["items"][0]["id"] == editor.company_id
    assert body_of(Program.of(organizer()).get("companies")) == {"items": [], "count": 0, "has_more": False}
    assert body_of(Program.of(UserFactory(is_superuser=True)).get("companies"))["count"] == 4


def test_long_list_is_counted_up_to_a_bound_and_read_beyond_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "MOST_COUNTED", 2)
    companies = CompanyFactory.create_batch(4)
    answer = body_of(Program.of(UserFactory(is_superuser=True)).get("companies?offset=2"))
    assert (len(answer["items"]), answer["count"], answer["has_more"]) == (len(companies) - 2, 2, True)
