from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from pavilions.plans.drawing import BoothMark, DrawnHall, ObstructionMark, draw_hall, draw_hall_on_paper, draw_legend
from pavilions.plans.layout.generator.model_venue import BENCH_HALL, HALLS, VenueHall
from pavilions.states import Availability, ObstructionKind
from tests.pavilions.plans.drawing.marks import BOOTH, OUTLINE, booth, hall_of, marks_of

SVG = "{http://www.w3.org/2000/svg}"


def drawn(hall: DrawnHall) -> Element:
    """The drawing read as XML, which also proves that it is well formed."""
    return fromstring(draw_hall(hall))


def named(root: Element, identity: str) -> Element:
    (found,) = [element for element in root.iter() if element.get("id") == identity]
    return found


def texts(element: Element) -> list[str]:
    return [text for text in element.itertext() if text]


def test_booth_with_an_address_is_a_named_link() -> None:
    link = named(drawn(hall_of(replace(BOOTH, href="/halls/5.1H/A01/?a=1&b=2"))), "booth-7")
    assert link.tag == f"{SVG}a"
    assert link.attrib == {
        "id": "booth-7",
        "class": "booth free",
        "href": "/halls/5.1H/A01/?a=1&b=2",
        "tabindex": "0",
        "aria-label": "Booth 5.1H/A01, 36 m², raw space, 2 open sides, free",
        "data-number": "A01",
        "data-area": "36",
    }
    assert [child.tag for child in link] == [f"{SVG}path", f"{SVG}text"]
    assert texts(link) == ["A01", "36 m²"]


def test_booth_without_an_address_is_a_named_image() -> None:
    shape = named(drawn(hall_of(BOOTH)), "booth-7")
    assert (shape.tag, shape.get("role"), shape.get("href")) == (f"{SVG}g", "img", None)


def test_first_booth_alone_is_in_the_tab_order() -> None:
    root = drawn(hall_of(booth(0), booth(1), booth(2)))
    assert [named(root, f"booth-{number}").get("tabindex") for number in (10, 11, 12)] == ["0", "-1", "-1"]


@pytest.mark.parametrize("availability", list(Availability))
def test_availability_shows_in_class_and_pattern(availability: Availability) -> None:
    shape = named(drawn(hall_of(replace(BOOTH, availability=availability))), "booth-7")
    patterned = availability in {Availability.HELD, Availability.RESERVED, Availability.BLOCKED}
    assert shape.get("class") == f"booth {availability.value}"
    assert shape.get("fill") == (f"url(#plan-{availability.value})" if patterned else None)


@pytest.mark.parametrize(
    ("mark", "classes", "glyph", "current"),
    [
        (replace(BOOTH, mine=True), "booth free mine", "#plan-star", None),
        (replace(BOOTH, selected=True), "booth free selected", "#plan-tick", "true"),
        (replace(BOOTH, mine=True, selected=True), "booth free mine selected", "#plan-tick", "true"),
    ],
)
def test_mine_and_selected_have_glyphs(mark: BoothMark, classes: str, glyph: str, current: str | None) -> None:
    shape = named(drawn(hall_of(mark)), "booth-7")
    (use,) = shape.iter(f"{SVG}use")
    assert (shape.get("class"), use.get("href"), shape.get("aria-current")) == (classes, glyph, current)


def test_every_text_is_escaped() -> None:
    evil = '"><script>alert(1)</script>'
    hall = replace(hall_of(replace(BOOTH, number=evil, label=evil, href=f"/{evil}")), name=evil)
    markup = draw_hall(hall)
    assert "<script" not in markup
    assert "<script" not in draw_hall_on_paper(hall)
    root = fromstring(markup)
    assert named(root, "booth-7").get("data-number") == evil
    assert root.get("aria-label") == f"Plan of hall {evil}"


@pytest.mark.parametrize("hall", [*HALLS, BENCH_HALL], ids=lambda hall: hall.name)
def test_real_halls_keep_the_content_security_policy(hall: VenueHall) -> None:
    layout = hall.lay_out()
    obstructions = tuple(ObstructionMark(each.kind, each.ring) for each in layout.obstructions)
    root = drawn(DrawnHall(hall.name, hall.outline, obstructions, marks_of(layout)))
    elements = list(root.iter())
    assert {element.tag.removeprefix(SVG) for element in elements} & {"style", "script", "image"} == set()
    assert {
        name for element in elements for name in element.attrib if name == "style" or name.startswith("on")
    } == set()
    assert sum(element.get("class", "").startswith("booth ") for element in elements) == len(layout.booths)


def test_obstructions_of_a_kind_are_one_path() -> None:
    columns = tuple(ObstructionMark(ObstructionKind.COLUMN, ring) for ring in (OUTLINE, BOOTH.ring))
    root = drawn(replace(hall_of(), obstructions=columns))
    (path,) = [element for element in root.iter() if element.get("class") == "column"]
    assert path.get("d") == "M0 0h6000v3000h-6000zM300 300h600v600h-600z"


def test_scale_bar_is_about_a_fifth_of_the_hall() -> None:
    (scale,) = [element for element in drawn(hall_of()).iter() if element.get("class") == "scale"]
    assert texts(scale) == ["10 m"]


def test_legend_has_a_swatch_and_a_word_for_each_availability() -> None:
    legend = fromstring(draw_legend(with_mine=True, with_selected=True))
    assert texts(legend) == ["free", "held", "reserved", "booked", "not for sale", "yours", "selected"]
    assert [entry.text for entry in fromstring(draw_legend())] == [None] * 5


def test_drawing_on_paper_brings_its_own_colours() -> None:
    root = fromstring(draw_hall_on_paper(hall_of(BOOTH)))
    (style,) = root.iter(f"{SVG}style")
    assert "var(" not in (style.text or "")
    assert root[0] is style
