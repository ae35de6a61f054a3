"""Companies on others' stands in the public directory."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from exhibitors.bookings.co_exhibitors.operations import StandEntry, change_co_exhibitor, remove_co_exhibitor
from exhibitors.bookings.co_exhibitors.states import CoExhibitorKind
from exhibitors.bookings.operations.company_changes import set_publicity
from exhibitors.bookings.operations.submission import cancel_booking
from pavilions.floor.models.floor_plan import Booth
from tests.exhibitors.co_exhibitors.stands import Stand
from tests.factories import NOON, CompanyFactory
from tests.html_rules import assert_clean

pytestmark = pytest.mark.django_db


@pytest.fixture
def stand() -> Stand:
    return Stand(name="Fromagerie du Haut", is_on_public_plans=True)


def listed(client: Client, query: str = "") -> list[str]:
    answer = client.get(f"/directory/exhibitors/{query}")
    assert_clean(answer)
    return [each.name for each, _places, _areas in answer.context["rows"]]


def heading(client: Client) -> str:
    text = client.get("/directory/exhibitors/").text
    return text.partition('id="found">')[2].partition("<")[0]


def test_companies_on_a_stand_have_their_entry_and_say_whose_stand_it_is(client: Client, stand: Stand) -> None:
    guest = stand.enter("Caseificio", text_en="<b>Pecorino</b>", text_zh="羊奶酪", website="https://example.org/")
    stand.enter("Vins", kind=CoExhibitorKind.REPRESENTED)
    assert listed(client) == ["Caseificio", "Fromagerie du Haut", "Vins"]
    assert heading(client) == "1 exhibitor and 2 companies on their stands"
    text = client.get("/directory/exhibitors/").text
    host = f"/directory/companies/{stand.company.pk}/"
    assert f'href="{host}#guest-{guest.pk}"' in text
    booths = Booth.objects.filter(claims__holder=stand.booking.pk).order_by("number")
    hall, numbers = booths[0].plan.hall.name, [booth.number for booth in booths]
    references = ", ".join(f"{hall}/{number}" for number in numbers)
    words = " ".join(strip_tags(text).split())
    for kind in ("Co-exhibitor", "Represented company"):
        assert f"{kind} with Fromagerie du Haut at booths {references}" in words
    link = f'<a class="figure" href="/plan/{hall}/?booth='
    assert f'with <a href="{host}">Fromagerie du Haut</a> at booths {link}' in text
    page = client.get(host)
    assert_clean(page)
    assert f'id="guest-{guest.pk}"' in page.text
    assert ("&lt;b&gt;Pecorino" in page.text, "羊奶酪" in page.text, "https://example.org/" in page.text) == (True,) * 3


def test_names_stand_in_one_order_without_regard_to_accents_and_capitals(client: Client) -> None:
    stand = Stand(booths=3, name="Fromagerie du Haut", is_on_public_plans=True)
    for name in ("Zavod", "Épicerie", "apiary"):
        stand.enter(name)
    assert listed(client) == ["apiary", "Épicerie", "Fromagerie du Haut", "Zavod"]


def test_names_of_hosts_are_text_and_several_booths_are_all_named(client: Client) -> None:
    stand = Stand(booths=8, name="<i>Host</i>", is_on_public_plans=True)
    stand.enter("Guest")
    page = client.get("/directory/exhibitors/?search=guest").text
    assert ("&lt;i&gt;Host" in page, "<i>Host" in page) == (True, False)
    sentence = page.partition("at booths ")[2].partition("</p>")[0]
    assert (sentence.count("<a "), sentence.endswith(" …")) == (6, True)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?search=pecor", ["Caseificio"]),
        ("?search=羊奶酪", ["Caseificio"]),
        ("?search=Italy", ["Caseificio"]),
        ("?search=fromagerie", ["Caseificio", "Fromagerie du Haut"]),
        ("?country=IT", ["Caseificio"]),
        ("?country=DE", []),
        ("?hall=0H", []),
        ("?search=nothing", []),
    ],
)
def test_they_are_found_by_the_same_search(client: Client, stand: Stand, query: str, names: list[str]) -> None:
    stand.enter("Caseificio", text_en="Pecorino", text_zh="羊奶酪")
    assert listed(client, query) == names


def test_host_that_is_not_named_or_not_booked_hides_them(client: Client, stand: Stand) -> None:
    stand.enter("Caseificio")
    set_publicity(stand.company.pk, is_named=False, actor=stand.owner, at=NOON)
    assert listed(client) == []
    set_publicity(stand.company.pk, is_named=True, actor=stand.owner, at=NOON)
    assert listed(client) == ["Caseificio", "Fromagerie du Haut"]
    cancel_booking(stand.booking.pk, reason="Left", actor=stand.owner, at=NOON)
    assert listed(client) == []


def test_company_of_the_register_is_named_only_if_it_agreed(client: Client, stand: Stand) -> None:
    shy = CompanyFactory(name="Shy", is_on_public_plans=False)
    stand.enter(company_id=shy.pk)
    stand.enter(company_id=CompanyFactory(name="Open", is_on_public_plans=True).pk)
    assert listed(client) == ["Fromagerie du Haut", "Open"]


def test_changes_and_removal_show_at_once(client: Client, stand: Stand) -> None:
    guest = stand.enter("Caseificio")
    assert listed(client) == ["Caseificio", "Fromagerie du Haut"]
    changed: Any = StandEntry(CoExhibitorKind.CO_EXHIBITOR, name="Caseificio Nuovo", country="IT")
    change_co_exhibitor(guest.pk, changed, actor=stand.owner, at=NOON)
    assert listed(client) == ["Caseificio Nuovo", "Fromagerie du Haut"]
    remove_co_exhibitor(guest.pk, actor=stand.owner, at=NOON)
    assert (listed(client), heading(client)) == (["Fromagerie du Haut"], "1 exhibitor")


def test_list_takes_the_same_statements_for_one_and_for_three(client: Client) -> None:
    stand = Stand(booths=3, name="Fromagerie du Haut", is_on_public_plans=True)

    def statements() -> int:
        client.get("/directory/exhibitors/")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get("/directory/exhibitors/").status_code == 200
        return len(captured)

    stand.enter("One")
    one = statements()
    stand.enter("Two")
    stand.enter("Three")
    assert statements() == one
