"""Editions created and changed on the organizer's pages."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from pavilions.floor.editions.forms import OF_ONE_EDITION
from pavilions.floor.editions.operations.editions import EDITION_FIELDS
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.fair import Fair
from pavilions.states import EditionStatus, OrganizerRole
from tests.clients import signed_in
from tests.factories import BoothFactory, EditionFactory, organizer
from tests.html_rules import assert_clean
from tests.page_forms import forms_of
from tests.pavilions.claims import holder_of

pytestmark = pytest.mark.django_db

NEW = "/organizer/editions/new/"
OWN = {
    "name": "8th Expo",
    "opens_date": "2025-11-05",
    "closes_date": "2025-11-10",
    "booking_opens_at": "2024-11-06T09:00",
    "booking_closes_at": "2025-09-01T18:00",
    "cancel_until_date": "2025-08-31",
}


@pytest.fixture
def client() -> Client:
    return signed_in(organizer(OrganizerRole.DIRECTOR))


def filled(client: Client, address: str, **typed: object) -> dict[str, object]:
    """The page's form as a browser sends it, with this typed."""
    page = client.get(address)
    assert_clean(page)
    (form,) = (form for form in forms_of(page.text) if "opens_date" in form.values)
    return form.filled(**typed)


def test_first_edition_is_created_in_planning(client: Client) -> None:
    sent = filled(client, NEW, number="7", currency="CNY", time_zone="Asia/Shanghai", **OWN)
    assert client.post(NEW, sent).status_code == 302
    edition = Edition.objects.get()
    assert (edition.number, edition.status) == (7, EditionStatus.PLANNING)
    assert edition.booking_opens_at == datetime(2024, 11, 6, 1, tzinfo=UTC)


def test_next_edition_starts_with_the_rules_of_the_one_before(client: Client) -> None:
    rules = {"hold_minutes": 55, "lapse_days": None, "held_sqm_limit": 900, "accepts_registration_numbers": True}
    before = EditionFactory(number=7, currency="EUR", fair=Fair.objects.create(name="Expo"), **rules)
    assert client.post(NEW, filled(client, NEW, **OWN)).status_code == 302
    made = Edition.objects.get(number=8)
    taken_over = [name for name in EDITION_FIELDS if name not in OF_ONE_EDITION]
    assert [getattr(made, name) for name in taken_over] == [getattr(before, name) for name in taken_over]


def test_times_are_those_of_the_zone_that_stands_in_the_form(client: Client) -> None:
    edition = EditionFactory(number=8)
    address = "/organizer/editions/8/edit/"
    sent = filled(client, address)
    assert sent["booking_closes_at"] == ["2024-09-01T08:00"]
    assert client.post(address, {**sent, "time_zone": "Europe/Paris"}).status_code == 302
    edition.refresh_from_db()
    assert edition.booking_closes_at == datetime(2024, 9, 1, 6, tzinfo=UTC)


def test_saving_an_untouched_form_changes_nothing(client: Client) -> None:
    edition = EditionFactory(number=8, fair=Fair.objects.create(name="Expo"))
    before = {name: getattr(edition, name) for name in EDITION_FIELDS}
    address = "/organizer/editions/8/edit/"
    assert client.post(address, filled(client, address)).status_code == 302
    edition.refresh_from_db()
    assert {name: getattr(edition, name) for name in EDITION_FIELDS} == before


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("number", "0"),
        ("number", "1000"),
        ("number", "7"),
        ("name", ""),
        ("currency", "XXX"),
        ("time_zone", "Beijing"),
        ("closes_date", "2024-11-04"),
        ("closes_date", "soon"),
        ("booking_closes_at", "2023-11-06T00:00"),
        ("booking_closes_at", "2024-11-11T00:00"),
        ("cancel_until_date", "2024-11-11"),
        ("hold_minutes", "0"),
        ("change_hours", "99999"),
        ("undecided_days", "84"),
        ("lapse_days", "-1"),
        ("larger_percent", "1001"),
        ("held_booths_limit", "0"),
        ("held_sqm_limit", "0.5"),
        ("undecided_sqm_limit", "1e30"),
        ("person_bookings_limit", "0"),
        ("unverified_sqm_limit", "-1"),
    ],
)
def test_refusal_stands_beside_its_field_and_what_was_typed_is_kept(client: Client, field: str, typed: str) -> None:
    EditionFactory(number=7)
    EditionFactory(number=8)
    address = "/organizer/editions/8/edit/"
    page = client.post(address, filled(client, address, **{field: typed}))
    form = page.context["form"]
    refused = "lapse_days" if field == "undecided_days" else field
    assert (page.status_code, list(form.errors), form[field].value()) == (422, [refused], typed)
    assert "Edit Expo 8" in page.text


@pytest.mark.parametrize(("field", "typed"), [("number", "9"), ("time_zone", "Europe/Paris")])
def test_what_records_stand_on_is_refused_beside_its_field(client: Client, field: str, typed: str) -> None:
    holder_of(BoothFactory(allotment__edition=EditionFactory(number=8)))
    address = "/organizer/editions/8/edit/"
    page = client.post(address, filled(client, address, **{field: typed}))
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])


def test_archived_edition_is_not_changed(client: Client) -> None:
    EditionFactory(number=8, status=EditionStatus.ARCHIVED)
    address = "/organizer/editions/8/edit/"
    page = client.post(address, filled(client, address, name="Renamed"))
    assert (page.status_code, Edition.objects.get().name) == (422, "Expo 8")
    assert "An archived edition cannot be changed." in page.text
    assert address not in client.get("/organizer/editions/8/").text


@pytest.mark.parametrize("address", [NEW, "/organizer/editions/8/edit/"])
@pytest.mark.parametrize("role", sorted(set(OrganizerRole) - {OrganizerRole.DIRECTOR}))
def test_only_directors_open_the_forms(role: OrganizerRole, address: str) -> None:
    EditionFactory(number=8)
    client = signed_in(organizer(role))
    assert (client.get(address).status_code, client.post(address).status_code) == (403, 403)
    assert address not in client.get("/organizer/editions/").text + client.get("/organizer/editions/8/").text


def test_edition_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get("/organizer/editions/99999/edit/").status_code == 404
