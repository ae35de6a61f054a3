"""The published plan as a file for other programs."""

import csv
import json
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.operations.submission import book_booths
from pavilions.drawings.plan_formats import read_plan
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import BoothKind, Section
from tests.exhibitors.pricing.cards import Rate, RateKey, set_price
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory

pytestmark = pytest.mark.django_db

KINDS = {"dxf": "image/vnd.dxf", "svg": "image/svg+xml", "geojson": "application/geo+json"}


@pytest.fixture
def booths() -> list[Booth]:
    """A01 is a shell, A02 raw space, which has no price."""
    allotment = AllotmentFactory()
    made: list[Booth] = [
        BoothFactory(allotment=allotment, number="A01", kind=BoothKind.SHELL),
        BoothFactory(allotment=allotment, number="A02", kind=BoothKind.RAW),
    ]
    return made


def price(booth: Booth, per_sqm: str) -> None:
    rate = Rate(Decimal(per_sqm), None, (Decimal(0),) * 4)
    key = RateKey(Section.BUSINESS, None, BoothKind.SHELL)
    set_price(booth.plan.edition_id, key, rate, actor=SYSTEM, at=NOON)


def address(booth: Booth, kind: str) -> str:
    return reverse("plan:drawing", args=[booth.plan.hall.name, kind])


@pytest.mark.parametrize("kind", KINDS)
def test_everybody_gets_the_published_plan(client: Client, booths: list[Booth], kind: str) -> None:
    price(booths[0], "100.10")
    answer = client.get(address(booths[0], kind))
    assert (answer.status_code, answer["Content-Type"]) == (200, KINDS[kind])
    assert answer["Content-Disposition"].startswith("attachment")
    drawing = read_plan(answer.content)
    drawn = [(booth.number, booth.ring, booth.kind) for booth in booths]
    assert [(b.number, b.ring_cm, b.kind) for b in drawing.booths] == drawn
    assert drawing.outline == tuple(map(tuple, booths[0].plan.hall.outline))


def test_geojson_says_the_prices_that_the_table_says(client: Client, booths: list[Booth]) -> None:
    price(booths[0], "100.10")
    features = json.loads(client.get(address(booths[0], "geojson")).content)["features"]
    actual = {each["properties"].get("number"): each["properties"] for each in features}
    shown = [(actual[number].get("price"), actual[number].get("currency")) for number in ("A01", "A02")]
    assert shown == [
        ("900.90", "CNY"),
        (None, None),
    ]
    table = client.get(reverse("plan:export", args=[booths[0].plan.hall.name, "csv"]))
    rows = csv.DictReader(table.getvalue().decode("utf-8-sig").splitlines())
    assert [(row["Price"], row["Currency"]) for row in rows] == [("900.90", "CNY"), ("", "")]


def test_file_is_another_with_another_price_and_the_same_after_a_booking(client: Client, booths: list[Booth]) -> None:
    price(booths[0], "100")
    first = client.get(address(booths[0], "geojson"))
    book_booths(CompanyFactory().pk, booths[0].plan.edition_id, [booths[0].pk], actor=SYSTEM, at=NOON)
    assert client.get(address(booths[0], "geojson"))["ETag"] == first["ETag"]
    price(booths[0], "200")
    second = client.get(address(booths[0], "geojson"))
    assert second["ETag"] != first["ETag"]
    assert [b.price for b in read_plan(second.content).booths] == [Decimal(1_800), None]


def test_file_that_is_known_is_not_sent_again(client: Client, booths: list[Booth]) -> None:
    etag = client.get(address(booths[0], "svg"))["ETag"]
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address(booths[0], "svg"), headers={"If-None-Match": etag}).status_code == 304
    assert len(queries) <= 4


def test_title_of_a_picture_is_in_each_readers_language(client: Client, booths: list[Booth]) -> None:
    hall, svg = booths[0].plan.hall.name, address(booths[0], "svg")
    for language, title in (
        ("en", f"Plan of hall {hall}"),
        ("zh-hans", f"{hall} 展馆平面图"),
        ("en", f"Plan of hall {hall}"),
    ):
        answer = client.get(svg, follow=True, headers={"accept-language": language})
        assert f"<title>{title}</title>" in answer.text


def test_what_there_is_not_is_not_found(client: Client, booths: list[Booth]) -> None:
    assert client.get(address(booths[0], "dwg")).status_code == 404
    assert client.get(reverse("plan:drawing", args=["nowhere", "dxf"])).status_code == 404
