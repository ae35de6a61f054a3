"""Bodies that are no objects, at every address that takes one; and requests without end."""

import json
from typing import cast

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from ciie.settings import base
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.bookings.operations.submission import submit_booking
from exhibitors.states import BookingState
from tests.api_client import ROOT, Program, body_of
from tests.factories import NOON, BoothFactory, MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_cache", "noon")]

TRANSITIONS = (
    "submit withdraw cancel approve reject waitlist return confirm assign accept decline sign reduce"
    " code quote-reduction request-reduction withdraw-reduction accept-reduction refuse-reduction"
)
WRONG: dict[str, tuple[bytes, str, int, str]] = {
    "a list": (b"[1, 2]", "application/json", 422, "invalid"),
    "an empty list": (b"[]", "application/json", 422, "invalid"),
    "a text": (b'"x"', "application/json", 422, "invalid"),
    "a number": (b"5", "application/json", 422, "invalid"),
    "null": (b"null", "application/json", 422, "invalid"),
    "true": (b"true", "application/json", 422, "invalid"),
    "a key twice": (b'{"revision": 1, "revision": 2}', "application/json", 422, "duplicate_key"),
    "a key twice within": (b'{"x": [{"a": 1, "a": 1}]}', "application/json", 422, "duplicate_key"),
    "not a number": (b'{"revision": NaN}', "application/json", 400, "malformed"),
    "half an object": (b'{"revision": ', "application/json", 400, "malformed"),
    "bytes": (b"\xff\xfe", "application/json", 400, "malformed"),
    "lists in lists": (b"[" * 100_000, "application/json", 400, "malformed"),
    "a form": (b"revision=1", "application/x-www-form-urlencoded", 415, "unsupported_media_type"),
    "a form with files": (b"--b\r\n\r\n--b--", "multipart/form-data; boundary=b", 415, "unsupported_media_type"),
    "plain text": (b"{}", "text/plain", 415, "unsupported_media_type"),
    "XML": (b"<revision/>", "application/xml", 415, "unsupported_media_type"),
}


@pytest.fixture
def admin() -> Program:
    return Program.of(UserFactory(is_superuser=True))


@pytest.fixture
def submitted() -> Booking:
    booth, membership = BoothFactory(), MembershipFactory()
    edition, owner = booth.plan.edition_id, membership.user
    booking = hold_booths(membership.company_id, edition, [booth.pk], actor=owner, at=NOON)
    return submit_booking(booking.pk, actor=owner, at=NOON)


def sent(program: Program, path: str, content: bytes, content_type: str) -> HttpResponse:
    headers = {"Authorization": f"Bearer {program.token}"}
    return cast("HttpResponse", Client().post(path, content, content_type=content_type, headers=headers))


def addresses(booking: Booking) -> list[str]:
    """Of everything that takes a POST, as the API describes itself."""
    described = json.loads(Client().get(ROOT + "openapi.json").content)["paths"]
    values = {"edition": str(booking.edition.number), "booking_id": str(booking.pk), "invoice": "1"}
    return [path.format(**values) for path, methods in described.items() if "post" in methods]


def test_every_move_and_the_new_booking_are_among_the_addresses(submitted: Booking) -> None:
    last_words = {address.rsplit("/", 1)[-1] for address in addresses(submitted)}
    assert last_words == {"bookings", "payments", "issue", "credit", *TRANSITIONS.split()}


@pytest.mark.parametrize("name", WRONG)
def test_a_body_that_is_no_object_changes_nothing_anywhere(name: str, admin: Program, submitted: Booking) -> None:
    content, content_type, status, code = WRONG[name]
    for address in addresses(submitted):
        answer = sent(admin, address, content, content_type)
        assert (address, answer.status_code, body_of(answer)["code"]) == (address, status, code)
        assert answer.headers["Content-Type"] == "application/problem+json"
    submitted.refresh_from_db()
    assert submitted.state == BookingState.SUBMITTED


@pytest.mark.parametrize("content", [b"", b"{}"])
def test_a_move_needs_no_body(content: bytes, admin: Program, submitted: Booking) -> None:
    answer = sent(admin, f"{ROOT}bookings/{submitted.pk}/approve", content, "application/json; charset=utf-8")
    assert (answer.status_code, body_of(answer)["state"]) == (200, "approved")


@pytest.mark.parametrize("text", ["\ud800", "a\x00b"])
def test_half_a_character_is_refused_beside_its_field(text: str, admin: Program, submitted: Booking) -> None:
    path, content = f"{ROOT}bookings/{submitted.pk}/reject", json.dumps({"reason": text}).encode()
    answer = sent(admin, path, content, "application/json")
    assert (answer.status_code, body_of(answer)["field"]) == (422, "reason")


@pytest.mark.parametrize("header", [None, "Bearer ciie_guessed", "Basic eDp5"])
def test_strangers_are_limited_by_their_address(header: str | None, settings: Settings) -> None:
    settings.API_REQUESTS_PER_MINUTE_WITHOUT_TOKEN = 3
    headers = {"Authorization": header} if header else {}
    answers = [Client().get(ROOT + "companies", headers=headers) for _try in range(5)]
    expected = [401, 401, 401, 429, 429] if header != "Basic eDp5" else [401] * 5
    assert [answer.status_code for answer in answers] == expected
    if 429 in expected:
        assert (answers[-1]["Retry-After"], answers[-1]["Content-Type"]) == ("60", "application/problem+json")


def test_the_description_is_limited_as_well(settings: Settings) -> None:
    settings.API_REQUESTS_PER_MINUTE_WITHOUT_TOKEN = 2
    answers = [Client().get(ROOT + "openapi.json").status_code for _try in range(4)]
    assert answers == [200, 200, 429, 429]


def test_a_forged_address_does_not_help_strangers(settings: Settings) -> None:
    settings.API_REQUESTS_PER_MINUTE_WITHOUT_TOKEN, settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2, 1
    forged = [{"X-Forwarded-For": f"198.51.100.{number}, 203.0.113.9"} for number in range(4)]
    answers = [Client().get(ROOT + "companies", headers=headers).status_code for headers in forged]
    assert answers == [401, 401, 429, 429]


def test_who_has_a_token_is_not_kept_out_by_a_stranger_at_the_same_address(admin: Program, settings: Settings) -> None:
    settings.API_REQUESTS_PER_MINUTE_WITHOUT_TOKEN = settings.API_REQUESTS_PER_MINUTE = 2
    for _try in range(5):
        Client().get(ROOT + "companies")
    assert [admin.get("companies").status_code for _try in range(4)] == [200, 200, 429, 429]


def test_limits_are_on_unless_switched_off() -> None:
    assert (base.API_REQUESTS_PER_MINUTE, base.API_REQUESTS_PER_MINUTE_WITHOUT_TOKEN) == (600, 120)
