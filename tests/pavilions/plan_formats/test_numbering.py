"""Which texts of a drawing number its booths, and what is said of those that do not."""

from decimal import Decimal

import pytest
from ezdxf.layouts.layout import Modelspace

from pavilions.drawings.geometry import area_sqm
from pavilions.drawings.plan_formats import (
    DrawnBooth,
    Figures,
    PlanDrawing,
    ReadingChoices,
    Role,
    draw_plan,
    write_dxf,
    write_svg,
)
from pavilions.drawings.plan_formats.choices import AreaBasis
from pavilions.drawings.vector_files.dxf import read_dxf
from pavilions.drawings.vector_files.svg import read_svg
from tests.pavilions.plan_formats.dxf_drawings import Draw, dxf, number_at, square


def drawn(draw: Draw, choices: ReadingChoices | None = None) -> PlanDrawing:
    return draw_plan(read_dxf(dxf(draw)), choices or ReadingChoices())


def numbers(drawing: PlanDrawing) -> list[str]:
    return sorted(booth.number for booth in drawing.good_booths)


def said(drawing: PlanDrawing, code: str) -> list[str]:
    return [str(problem.sentence) for problem in drawing.problems if problem.code == code]


MIXED = [str(number) for number in range(101, 118)] + [f"K{number:02}" for number in range(1, 7)]


def mixed(space: Modelspace) -> None:
    for position, number in enumerate(MIXED):
        square(space, number, 3_000 * position, 0)


def sized(space: Modelspace) -> None:
    """Numbers with letters, each above a figure for its area; one booth has the figure alone."""
    for position, number in enumerate(["A1", "A2", "A3"]):
        square(space, number, 3_000 * position, 0)
        number_at(space, "9", 3_000 * position + 1_500, 700)
    square(space, "77", 12_000, 0)


@pytest.mark.parametrize("layers", [{}, {"layer:STAND-NUMBERS": Role.NUMBER.value}])
def test_plain_numbers_come_in_beside_lettered_ones(layers: dict[str, str]) -> None:
    drawing = drawn(mixed, ReadingChoices(layers=layers))
    assert (numbers(drawing), drawing.problems) == (sorted(MIXED), ())


def test_figures_beside_a_number_are_sizes_and_are_shown() -> None:
    drawing = drawn(sized)
    assert numbers(drawing) == ["77", "A1", "A2", "A3"]
    (sentence,) = said(drawing, "figures_left_out")
    assert sentence.startswith("3 texts made of digits only were not read as booth numbers: 9.")


def test_planner_says_what_figures_are() -> None:
    assert numbers(drawn(sized, ReadingChoices(figures=Figures.SIZES))) == ["A1", "A2", "A3"]
    assert numbers(drawn(mixed, ReadingChoices(figures=Figures.SIZES))) == [n for n in MIXED if n.startswith("K")]
    always = drawn(sized, ReadingChoices(figures=Figures.NUMBERS))
    together = [p.numbers for p in always.problems if p.code == "booths_not_separated"]
    assert together == [("9", "A1"), ("9", "A2"), ("9", "A3")]


def test_texts_of_shapes_that_are_left_out_are_reported() -> None:
    def draw(space: Modelspace) -> None:
        mixed(space)
        square(space, "Café", 0, 9_000)

    (sentence,) = said(drawn(draw), "shapes_without_number")
    assert sentence == "1 closed shape on the booth layers contains no number and was left out. Texts inside: Café."


@pytest.mark.parametrize(
    ("texts", "number", "area"),
    [
        (["6M05"], "6M05", None),
        (["6M"], "6M", None),
        (["6M05", "36 m²"], "6M05", Decimal("36.00")),
        (["6M05", "9 m"], "6M05", Decimal("9.00")),
        (["A1", "9m"], "A1", Decimal("9.00")),
        (["A1", "9M2"], "A1", Decimal("9.00")),
    ],
)
def test_number_is_no_area_unless_a_unit_stands_apart(texts: list[str], number: str, area: Decimal | None) -> None:
    def draw(space: Modelspace) -> None:
        square(space, texts[0], 0, 0)
        for below, text in enumerate(texts[1:], start=1):
            number_at(space, text, 1_500, 1_500 - 500 * below)

    (booth,) = drawn(draw).booths
    assert (booth.number, booth.stated_area_sqm) == (number, area)


def row(*numbers: str) -> PlanDrawing:
    booths = []
    for position, number in enumerate(numbers):
        left = 300 * position
        ring = ((left, 0), (left + 300, 0), (left + 300, 300), (left, 300))
        booths.append(
            DrawnBooth(number=number, ring_cm=ring, area_sqm=area_sqm(ring), source_row=1, area_basis=AreaBasis.DRAWN)
        )
    return PlanDrawing(booths=tuple(booths))


@pytest.mark.parametrize("attached", ["K01", "K02", "Lounge"])
def test_number_that_is_shown_beats_the_one_attached(attached: str) -> None:
    """K01 was renamed by hand, as one does; K02 was copied from it, data and all."""
    as_dxf = write_dxf(row(attached, "K07")).replace(f"\n  1\n{attached}\n".encode(), b"\n  1\nK01X\n")
    as_svg = write_svg(row(attached, "K07"), "Hall").replace(f">{attached}<", ">K01X<")
    for picture in (read_dxf(as_dxf), read_svg(as_svg.encode())):
        drawing = draw_plan(picture)
        assert (numbers(drawing), drawing.errors) == (["K01X", "K07"], ())
        (sentence,) = said(drawing, "number_differs")
        assert f"K01X (hidden: {attached})" in sentence


def test_copied_booth_with_a_new_text_is_a_booth_of_its_own() -> None:
    content = write_svg(row("K01", "K02"), "Hall").replace('data-number="K02"', 'data-number="K01"')
    drawing = draw_plan(read_svg(content.encode()))
    assert (numbers(drawing), drawing.errors) == (["K01", "K02"], ())


def test_area_that_is_changed_on_the_drawing_is_a_stated_area() -> None:
    content = write_svg(row("K01", "K02"), "Hall")
    assert [b.stated_area_sqm for b in draw_plan(read_svg(content.encode())).booths] == [None, None]
    changed = content.replace("9.00 m²", "12 m²", 1)
    assert [b.stated_area_sqm for b in draw_plan(read_svg(changed.encode())).booths] == [Decimal("12.00"), None]


ODD = [
    ("展台12", "12"),
    ("展位号：7", "7"),
    ("Ａ０１", "A01"),
    ("5.1 A2 - 01", "5.1 A2 - 01"),
    ("B 12 / B 14", "B 12 / B 14"),
    ("N° 44", "44"),
    ("№45", "45"),
    ("Nr. 46", "46"),
    ("Stand C-7", "C-7"),
    ("7.1H-B03", "7.1H-B03"),
    ("Ｎｏ．４７", "47"),
    ("Booth No. 48", "48"),
    ("D5 Nordic Ltd 9 m²", "D5"),
]


def test_odd_numbers_are_read() -> None:
    def draw(space: Modelspace) -> None:
        for position, (text, _number) in enumerate(ODD):
            square(space, text, 3_000 * position, 0)

    drawing = drawn(draw)
    assert (numbers(drawing), drawing.problems) == (sorted(number for _text, number in ODD), ())


@pytest.mark.parametrize(
    "text", ["12 m² / 15 m²", "3 x 6 / 18 m²", "Lounge 2", "Nordic 12 Ltd", "Standard 1", "Stands 4", "#", "展台"]
)
def test_what_is_no_number_is_not_read_as_one(text: str) -> None:
    def draw(space: Modelspace) -> None:
        square(space, "A1", 0, 0)
        square(space, text, 6_000, 0)

    assert numbers(drawn(draw)) == ["A1"]


def test_number_that_is_shown_with_a_word_before_it_is_the_one_attached() -> None:
    content = write_svg(row("展台12", "K02"), "Hall")
    drawing = draw_plan(read_svg(content.encode()))
    assert (numbers(drawing), said(drawing, "number_differs")) == (["K02", "展台12"], [])


ROWS = [f"{letter}{number:02}" for letter in "EF" for number in range(1, 15)]


def with_firms(space: Modelspace, layer: str = "STAND-NUMBERS", *, more: int = 0) -> None:
    """Two rows; three booths have a firm whose name looks like a number, and `more` others have another name."""
    for position, number in enumerate(ROWS):
        square(space, number, 3_000 * position, 0)
    firms = {3: "O2", 12: "H2O", 20: "F5"} | dict.fromkeys(range(13, 13 + more), "Acme Ltd")
    for position, firm in firms.items():
        place = (3_000 * position + 1_200, 600)
        space.add_text(firm, height=300, dxfattribs={"layer": layer, "insert": place})


def test_a_firm_in_a_booth_is_distinguished_from_its_number() -> None:
    drawing = drawn(with_firms)
    assert (numbers(drawing), drawing.errors) == (ROWS, ())
    assert said(drawing, "texts_beside_numbers") == [
        (
            "3 booths contain other texts that look like booth numbers, unlike those of other booths. They were not "
            "read as such: E04 (O2), E13 (H2O), F07 (F5)."
        )
    ]


def test_two_booths_without_a_line_between_them_stay_two() -> None:
    def draw(space: Modelspace) -> None:
        for position, number in enumerate(ROWS):
            square(space, number, 3_000 * position, 0)
        number_at(space, "F20", 3_000 * 12 + 1_500, 700)

    drawing = drawn(draw)
    assert numbers(drawing) == [number for number in ROWS if number != "E13"]
    assert [p.numbers for p in drawing.problems if p.code == "booths_not_separated"] == [("E13", "F20")]


@pytest.mark.parametrize("layer", ["FIRMEN", "TEXTE"])
def test_a_layer_of_firms_is_distinguished_from_a_layer_of_numbers(layer: str) -> None:
    drawing = drawn(lambda space: with_firms(space, layer, more=12))
    assert (numbers(drawing), drawing.problems) == (ROWS, ())
