import xml.etree.ElementTree as ET
from typing import Any

from exhibitors.bookings.documents.letter_pdf import draw_near, draw_whole

NAMESPACE = "{http://www.w3.org/2000/svg}"


def frozen(left: int = 1_000, width: int = 300, number: str = "A<1>") -> dict[str, Any]:
    path = f"M{left} 1000h{width}v300h-{width}z"
    room = [left, 1_000, width, 300]
    return {
        "hall": "5.1H",
        "outline": "M0 0h20000v8000h-20000z",
        "plan": path,
        "fixtures": "",
        "box": [0, 0, 20_000, 8_000],
        "around": room,
        "lit": [{"number": number, "path": path, "room": room}],
    }


def texts(svg: str) -> list[str | None]:
    return [text.text for text in ET.fromstring(svg).iter(f"{NAMESPACE}text")]  # noqa: S314  # our own drawing


def test_whole_hall_shows_all_of_it() -> None:
    assert ET.fromstring(draw_whole(frozen())).get("viewBox") == "-200 -200 20400 8400"  # noqa: S314


def test_detail_map_names_the_booth() -> None:
    assert texts(draw_near(frozen())) == ["A<1>"]


def test_number_too_small_to_read_is_left_out() -> None:
    assert texts(draw_whole(frozen(number="A0123456789"))) == []


def test_detail_map_is_omitted_where_the_booths_take_most_of_the_hall() -> None:
    assert draw_near(frozen(width=15_000)) == ""
