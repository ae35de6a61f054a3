import re
from base64 import b64decode
from collections.abc import Iterator
from io import BytesIO

import numpy as np
import pypdfium2
import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from PIL import Image

from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import FloorPlan, Obstruction, PlanBackground
from pavilions.floor.models.venue import Hall
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


def longest_wall_mm(picture: bytes, ppi: float) -> float:
    """The longest dark line across a sheet, above the title block: the upper wall of its hall."""
    with Image.open(BytesIO(picture)) as image:
        dark = np.asarray(image.convert("L")) < 90
    longest = 0
    for row in dark[: len(dark) * 3 // 4]:
        edges = np.flatnonzero(np.diff(np.concatenate(([0], row.astype(int), [0]))))
        longest = max(longest, *(edges[1::2] - edges[::2]), 0)
    return longest * 25.4 / ppi


@pytest.mark.parametrize(("paper", "ppi", "ratio", "millimetres"), [("a3", 200, 500, 200), ("a2", 150, 250, 400)])
def test_a_hall_is_as_large_on_paper_as_its_ratio_says(
    client: Client, allotment: Allotment, paper: str, ppi: int, ratio: int, millimetres: int
) -> None:
    Hall.objects.filter(name="5.1H").update(outline=[[0, 0], [10_000, 0], [10_000, 5_000], [0, 5_000]])
    answer = client.get(f"/plan/sheets/png/?halls=5.1H&paper={paper}&ratio={ratio}")
    width_of_line = 300 / ratio  # 30 cm of the hall
    assert longest_wall_mm(answer.content, ppi) == pytest.approx(millimetres + width_of_line, abs=0.4)


@pytest.mark.parametrize(("paper", "ratio"), [("a1", 100), ("a2", 200), ("a2", 250), ("a3", 500), ("a4", 1000)])
def test_lengths_in_an_svg_are_those_of_the_hall_by_the_ratio(
    client: Client, allotment: Allotment, paper: str, ratio: int
) -> None:
    Hall.objects.filter(name="5.1H").update(outline=[[0, 0], [6_000, 0], [6_000, 4_000], [0, 4_000]])
    sheet = client.get(f"/plan/sheets/svg/?halls=5.1H&paper={paper}&ratio={ratio}").content.decode()
    ((drawn, width, height),) = re.findall(r'base64,([^"]+)" width="([\d.]+)" height="([\d.]+)"', sheet)
    inner = b64decode(drawn).decode()
    across, down = re.findall(r'viewBox="-?[\d.]+ -?[\d.]+ ([\d.]+) ([\d.]+)"', inner)[0]
    assert 'class="hall" d="M0 0h6000v4000h-6000z"' in inner
    mm_per_cm = [float(points) / 72 * 25.4 / float(cm) for points, cm in ((width, across), (height, down))]
    assert [6_000 * mm_per_cm[0], 4_000 * mm_per_cm[1]] == pytest.approx([60_000 / ratio, 40_000 / ratio], abs=0.01)


@pytest.mark.parametrize(("paper", "ratio"), [("a1", 100), ("a2", 200), ("a3", 500), ("a4", 1000)])
def test_lengths_in_a_pdf_are_those_of_the_hall_by_the_ratio(
    client: Client, allotment: Allotment, paper: str, ratio: int
) -> None:
    Hall.objects.filter(name="5.1H").update(outline=[[0, 0], [6_000, 0], [6_000, 4_000], [0, 4_000]])
    content = client.get(f"/plan/sheets/pdf/?halls=5.1H&paper={paper}&ratio={ratio}").content
    dots_per_mm = 8
    with pypdfium2.PdfDocument(content) as document:
        picture = BytesIO()
        document[0].render(scale=dots_per_mm * 25.4 / 72).to_pil().save(picture, "png")
    width_of_line = 300 / ratio  # 30 cm of the hall
    wall = longest_wall_mm(picture.getvalue(), dots_per_mm * 25.4)
    assert wall == pytest.approx(60_000 / ratio + width_of_line, abs=0.3)


def test_hostile_and_endless_names_are_letters_in_the_title_block(client: Client, allotment: Allotment) -> None:
    Hall.objects.filter(name="5.1H").update(outline=[[0, 0], [3_000, 0], [3_000, 2_000], [0, 2_000]])
    Obstruction.objects.create(
        plan=FloorPlan.objects.get(), kind="exit", footprint=[[0, 0], [300, 0], [300, 20], [0, 20]], name="</text>&<x"
    )
    hostile = '#panic("x") $a$ \\b *c* <d> "e"'
    Edition.objects.update(name=hostile)
    text = text_of(client.get("/plan/sheets/pdf/?halls=5.1H&ratio=200").content)
    assert [words for words in (hostile, "</text>&<x") if words not in text.replace("\r\n", " ")] == []
    Edition.objects.update(name="展" * 120)
    cache.clear()
    text = text_of(client.get("/plan/sheets/pdf/?halls=5.1H&ratio=200").content)
    assert ("展" * 40 in text, "展" * 50 in text) == (True, False)


def text_of(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return str(document[0].get_textpage().get_text_bounded())


def test_title_block_says_what_the_sheet_is(client: Client, allotment: Allotment) -> None:
    Hall.objects.filter(name="5.1H").update(outline=[[0, 0], [3_000, 0], [3_000, 2_000], [0, 2_000]])
    answer = client.get("/plan/sheets/pdf/?halls=5.1H&paper=a3&ratio=500")
    text = text_of(answer.content)
    said = [
        "Venue",
        "Convention Center",
        "Edition",
        "Hall",
        "5.1H",
        "Version",
        "1 · published",
        "Scale",
        "1:500",
        "Paper",
    ]
    said += ["A3", "Date", "17 May 2024", "Sheet", "1 / 1", "Drawn", "Checked", "Approved", "30.00 m", "A01", "20 m"]
    assert [words for words in said if words not in text] == []
    assert "DRAFT" not in text
    assert "North" not in text
    Hall.objects.filter(name="5.1H").update(north_turn=90)
    again = client.get("/plan/sheets/pdf/?halls=5.1H&paper=a3&ratio=500", headers={"If-None-Match": answer["ETag"]})
    assert "North" in text_of(again.content)


def test_ratio_without_room_is_refused_in_words(client: Client, allotment: Allotment) -> None:
    Hall.objects.filter(name="5.1H").update(outline=[[0, 0], [10_000, 0], [10_000, 5_000], [0, 5_000]])
    answer = client.get("/plan/sheets/pdf/?halls=5.1H&paper=a4&ratio=100")
    assert answer.status_code == 422
    assert "Hall 5.1H (100 × 50 m) does not fit on A4 at 1:100. It fits at 1:500" in answer.content.decode()
    assert client.get("/plan/sheets/pdf/?halls=5.1H&ratio=7").status_code == 404
