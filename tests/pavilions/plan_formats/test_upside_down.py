"""A plan that is upside down is recognised by its texts, by the present plan and by its rows."""

from typing import Any

import pytest

from pavilions.drawings.geometry import Ring
from pavilions.drawings.plan_formats import UPSIDE_DOWN, PlanDrawing, ReadingChoices, draw_plan, read_plan
from pavilions.drawings.vector_files.dxf import read_dxf
from pavilions.drawings.vector_files.svg import read_svg
from tests.pavilions.plan_formats.dxf_drawings import dxf


def table(*, upwards: bool) -> bytes:
    """Three rows of three."""
    lines = ["number,x cm,y cm,width,depth"]
    for down, letter in enumerate("CBA" if upwards else "ABC"):
        lines += [f"{letter}{at},{300 * at},{600 * down},300,300" for at in range(1, 4)]
    return "\n".join(lines).encode()


def hints(drawing: PlanDrawing) -> list[tuple[str, str]]:
    return [(p.level.value, str(p.sentence)) for p in drawing.problems if p.code == UPSIDE_DOWN]


def places(drawing: PlanDrawing) -> dict[str, Ring]:
    return {booth.number: booth.ring_cm for booth in drawing.booths}


def test_order_of_rows_tells() -> None:
    assert hints(read_plan(table(upwards=False))) == []
    assert hints(read_plan(table(upwards=True))) == [
        ("note", "Row A is at the bottom and row C at the top. The plan may be upside down.")
    ]
    turned = read_plan(table(upwards=True), ReadingChoices(y_up=True))
    assert (hints(turned), places(turned).keys()) == ([], places(read_plan(table(upwards=False))).keys())


def test_present_plan_tells() -> None:
    present = places(read_plan(table(upwards=False)))
    choices = ReadingChoices(known_places=present)
    assert hints(read_plan(table(upwards=False), choices)) == []
    assert hints(read_plan(table(upwards=True), choices)) == [
        ("warning", "Compared with the current plan, the booths are upside down.")
    ]


def standing(space: Any, *, on_their_heads: bool) -> None:
    for position in range(5):
        left = 3_000 * position
        corners = [(left, 0), (left + 3_000, 0), (left + 3_000, 3_000), (left, 3_000)]
        space.add_lwpolyline(corners, close=True, dxfattribs={"layer": "STANDS"})
        text = space.add_text(f"A{position}", height=300, dxfattribs={"layer": "STAND-NUMBERS"})
        text.dxf.insert = (left + 1_500, 1_500)
        text.dxf.rotation = 180 if on_their_heads else 0


def test_texts_of_a_dxf_tell() -> None:
    upright = read_dxf(dxf(lambda space: standing(space, on_their_heads=False)))
    turned = read_dxf(dxf(lambda space: standing(space, on_their_heads=True)))
    sentence = ("warning", "Most texts of the drawing are upside down, so the drawing probably is too.")
    over = ReadingChoices(upside_down=True)
    assert [hints(draw_plan(turned)), hints(draw_plan(upright, over))] == [[sentence], [sentence]]
    assert [hints(draw_plan(upright)), hints(draw_plan(turned, over))] == [[], []]


@pytest.mark.parametrize("over", [False, True])
def test_texts_of_an_svg_tell_and_the_drawing_is_turned_over(over: bool) -> None:
    cells = "".join(
        f'<rect x="{at * 3}" y="0" width="3" height="3"/><text x="{at * 3 + 1}" y="2" font-size="1">A{at}</text>'
        for at in range(5)
    )
    content = f'<svg xmlns="http://www.w3.org/2000/svg" data-unit="m"><g id="booths" fill="#eee" stroke="red" transform="scale(1 -1)">{cells}</g></svg>'  # noqa: E501
    drawing = draw_plan(read_svg(content.encode()), ReadingChoices(upside_down=over))
    assert len(hints(drawing)) == (not over)
    top = 0 if over else -300
    assert places(drawing)["A1"] == ((300, top), (600, top), (600, top + 300), (300, top + 300))
