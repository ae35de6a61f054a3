from collections.abc import Iterator
from io import BytesIO

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from PIL import Image

from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import FloorPlan, Obstruction, PlanBackground
from tests.factories import NOON, AllotmentFactory, BoothFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    cache.clear()
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def allotment() -> Allotment:
    made: Allotment = AllotmentFactory(hall__name="5.1H")
    BoothFactory(allotment=made, number="A01")
    return made


@pytest.mark.parametrize("paper", ["a4", "a0"])
def test_plan_is_a_pdf_on_each_paper(client: Client, allotment: Allotment, paper: str) -> None:
    answer = client.get(f"/plan/sheets/pdf/?halls=5.1H&paper={paper}")
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert client.get(answer.request["PATH_INFO"], {"halls": "5.1H", "paper": paper}).content == answer.content


def test_several_halls_are_several_sheets(client: Client, allotment: Allotment) -> None:
    other = AllotmentFactory(edition=allotment.edition, hall__name="3H")
    BoothFactory(allotment=other)
    answer = client.get("/plan/sheets/pdf/?halls=5.1H&halls=3H")

    assert b"/Count 2" in answer.content


def test_picture_is_of_one_hall(client: Client, allotment: Allotment) -> None:
    answer = client.get("/plan/sheets/png/?halls=5.1H&paper=a4")
    with Image.open(BytesIO(answer.content)) as picture:
        assert (picture.format, max(picture.size) <= 4_000) == ("PNG", True)


def test_sheet_is_drawn_again_when_the_plan_changes(client: Client, allotment: Allotment) -> None:
    seen = client.get("/plan/sheets/pdf/?halls=5.1H")["ETag"]
    address = "/plan/sheets/pdf/?halls=5.1H"
    assert client.get(address, headers={"If-None-Match": seen}).status_code == 304
    Allotment.objects.update(revision=7)
    assert client.get(address, headers={"If-None-Match": seen}).status_code == 200


MANY = "&".join(f"halls={number}" for number in range(40))


@pytest.mark.parametrize(
    "query", ["", "halls=9.9H", "halls=5.1H&paper=a9", "halls=5.1H&halls=9.9H", "halls=%00", f"halls=5.1H&{MANY}"]
)
def test_what_there_is_not_is_not_found(client: Client, allotment: Allotment, query: str) -> None:
    assert client.get(f"/plan/sheets/pdf/?{query}").status_code == 404


def test_sheet_shows_background_and_fittings_and_is_an_svg_too(client: Client, allotment: Allotment) -> None:
    plain = client.get("/plan/sheets/svg/?halls=5.1H&paper=a4")
    assert (plain["Content-Type"], plain.content[:4]) == ("image/svg+xml", b"<svg")
    plan = FloorPlan.objects.get(hall__name="5.1H")
    Obstruction.objects.create(plan=plan, kind="exit", footprint=[[0, 0], [300, 0], [300, 100], [0, 100]])
    plan.background = PlanBackground.objects.create(
        drawing='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#123456" d="M0 0h9v9z"/></svg>',
        content_hash="a" * 64,
        extent=[0, 0, 900, 900],
    )
    plan.save()
    cache.clear()
    assert b"#123456" not in client.get("/plan/sheets/svg/?halls=5.1H&paper=a4").content
    plan.is_background_public = True
    plan.save()
    cache.clear()
    drawn = client.get("/plan/sheets/svg/?halls=5.1H&paper=a4").content
    assert len(drawn) > len(plain.content)
    assert b"#123456" in drawn or b"data:image" in drawn
