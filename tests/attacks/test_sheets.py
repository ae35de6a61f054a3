"""Addresses without end whose answers would all be kept: sheets of plans, words, letters, files."""

from itertools import permutations

import pytest
from django.core.cache import cache, caches
from django.test import Client
from pytest_django import Settings

from ciie.kernel.caches import SlotCache
from exhibitors.companies.country_names import recognise_country
from exhibitors.companies.country_names.spelling import names_by_length
from exhibitors.office.imports.queries import readings
from exhibitors.office.imports.views import floor_plans
from pavilions.plans.views import plan_files, plan_sheets
from tests.factories import AllotmentFactory, BoothFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_cache", "noon")]
CACHES = (
    plan_sheets.KEPT,
    plan_files.KEPT,
    floor_plans.BACKGROUNDS,
    readings._KEPT,
)


@pytest.fixture
def halls() -> list[str]:
    first = AllotmentFactory(hall__name="1H", hall__position=3)
    others = [AllotmentFactory(edition=first.edition, hall__name=name) for name in ("2H", "3H")]
    for allotment in (first, *others):
        BoothFactory(allotment=allotment)
    return ["2H", "3H", "1H"]


def keys_of(name: str) -> set[str]:
    kept: list[str] = list(caches["default"]._cache)  # type: ignore[attr-defined]  # of the cache in memory
    return {key for key in kept if key.split(":")[2] == name}


def test_all_orders_of_halls_are_one_sheet(client: Client, halls: list[str]) -> None:
    drawn = set()
    for order in permutations([*halls, halls[0]]):
        query = "&".join(f"halls={name}" for name in order)
        answer = client.get(f"/plan/sheets/pdf/?{query}&junk={order}")
        assert answer.status_code == 200
        drawn.add((answer["ETag"], answer.content))
    assert (len(drawn), len(keys_of("plan-sheets"))) == (1, 1)


def test_sheets_of_one_address_are_drawn_so_often_and_not_more(
    client: Client, halls: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_sheets, "DRAWN_AN_HOUR", 2)
    answers = [client.get(f"/plan/sheets/pdf/?halls=1H&paper={paper}") for paper in ("a0", "a1", "a2", "a3")]
    assert [answer.status_code for answer in answers] == [200, 200, 429, 429]
    assert "Try again in an hour" in answers[-1].content.decode()
    last_drawn = client.get("/plan/sheets/pdf/?halls=1H&paper=a1")  # a0 may have lost its slot of the cache to it
    assert last_drawn.status_code == 200


@pytest.mark.parametrize("kept", CACHES, ids=lambda kept: kept.name)
def test_ten_thousand_questions_take_no_more_places_than_there_are(kept: SlotCache[object]) -> None:
    places = {kept._place(f"{number}")[0] for number in range(10_000)}
    assert len(places) == kept.slots <= 200


def test_an_answer_is_that_of_its_question_though_another_has_its_place() -> None:
    small = SlotCache[bytes]("small", slots=1, seconds=60, largest=3)
    small.set("one", b"1")
    assert (small.get("one"), small.get("two")) == (b"1", None)
    assert small.get_or_make("two", lambda: b"2") == b"2"
    assert (small.get("one"), small.get("two")) == (None, b"2")
    small.set("two", b"too long")
    assert small.get("two") == b"2"


def test_limits_count_an_ipv6_network_once(client: Client, halls: list[str], settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(1, 6):
        cache.delete_many([key.partition(":1:")[2] for key in keys_of("plan-sheets")])
        client.get("/plan/sheets/pdf/?halls=1H", headers={"X-Forwarded-For": f"2001:db8::{number}"})
    assert keys_of("limit") == {":1:limit:plan-sheets:2001:db8::/64"}


def test_long_words_leave_nothing_behind() -> None:
    known = set(names_by_length())
    for length in range(200, 400):
        recognise_country("x" * length)
    assert set(names_by_length()) == known
