"""The venue as a map, and all its booths in one drawing."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pavilions.floor.models.allotment import Allotment
from tests.factories import AllotmentFactory, BoothFactory, EditionFactory
from tests.html_rules import assert_clean

pytestmark = pytest.mark.django_db


@pytest.fixture
def allotments() -> list[Allotment]:
    """Halls 5.1H and 5.2H of building 5, and 6.1H without a plan."""
    edition = EditionFactory(number=7)
    lower, upper, empty = (
        AllotmentFactory(edition=edition, hall__name=name, hall__building=name[0], hall__level=level)
        for name, level in (("5.1H", 1), ("5.2H", 2), ("6.1H", 1))
    )
    BoothFactory(allotment=lower, number="A01")
    BoothFactory(allotment=upper, number="A01", area_sqm=36)
    BoothFactory(allotment=upper, number="A02", blocked_reason="Under repair")
    return [lower, upper, empty]


def test_map_lays_the_levels_of_a_building_over_one_another(client: Client, allotments: list[Allotment]) -> None:
    answer = client.get("/plan/")
    assert_clean(answer)
    assert re.findall(r'class="venue-hall" href="/plan/([^/]+)/"', answer.text) == ["5.2H", "5.1H"]
    assert "Free booths: 1 of 2" in answer.text
    assert answer.text.count('class="plan-light"') == 2
    assert 'aria-label="Building 6"' in answer.text


def test_venue_finds_booths_in_all_halls(client: Client, allotments: list[Allotment]) -> None:
    answer = client.get("/venue/?search=A01")
    assert_clean(answer)
    assert "<strong>2</strong> of 3 booths" in answer.text
    assert 'href="/plan/5.2H/?booth=A01"' in answer.text
    assert "<strong>1</strong> of 3 booths" in client.get("/venue/?hall=5.2H&area_min=30").text


def test_venue_is_a_file_too(client: Client, allotments: list[Allotment]) -> None:
    lines = client.get("/venue/export/csv/?hall=5.2H").getvalue().decode("utf-8-sig").splitlines()
    assert [line.split(",")[:2] for line in lines[1:]] == [["5.2H", "A01"], ["5.2H", "A02"]]


def test_venue_without_plans_leads_nowhere_and_its_map_says_so(client: Client) -> None:
    AllotmentFactory(hall__name="9H")
    assert client.get("/venue/")["Location"] == "/plan/"
    assert "not published yet" in client.get("/plan/").text


def test_venue_asks_as_many_queries_for_three_halls_as_for_two(client: Client, allotments: list[Allotment]) -> None:
    counts = []
    for _more in range(2):
        for address in ("/venue/", "/plan/"):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counts.append(len(queries))
        BoothFactory(allotment=allotments[2])
    assert counts[:2] == counts[2:]
