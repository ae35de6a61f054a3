"""Texts of a drawing that number nothing are texts on the floor of the hall."""

from typing import Any

from pavilions.drawings.plan_formats import ReadingChoices, read_plan
from pavilions.states import ObstructionKind
from tests.pavilions.plan_formats.dxf_drawings import dxf, row_of_three

HALL = ((-500, -1500), (2000, -1500), (2000, 500), (-500, 500))


def add(space: Any, text: str, place: tuple[float, float], layer: str) -> None:
    space.add_text(text, height=400, dxfattribs={"layer": layer, "insert": place})


def words(draw: Any, **choices: Any) -> list[tuple[str, str]]:
    drawing = read_plan(dxf(draw), ReadingChoices(outline=HALL, **choices))
    assert [booth.number for booth in drawing.booths] == ["A1", "A2", "A3"]
    return [(each.kind, each.name) for each in drawing.obstructions]


def test_layer_of_words_is_texts_on_the_floor_and_of_those_in_booths_none() -> None:
    def draw(space: Any) -> None:
        row_of_three(space)
        add(space, "Main entrance", (9_000, 8_000), "TEXTS")
        add(space, "Acme Ltd", (200, 200), "TEXTS")
        add(space, "Drawn by the CAD office", (90_000, 90_000), "TEXTS")

    assert words(draw) == [(ObstructionKind.TEXT, "Main entrance")]


def test_layer_with_one_number_is_numbers() -> None:
    def draw(space: Any) -> None:
        row_of_three(space)
        add(space, "Main entrance", (9_000, 8_000), "TEXTS")
        add(space, "B77", (9_000, 6_000), "TEXTS")

    assert words(draw) == []
