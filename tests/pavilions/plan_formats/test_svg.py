"""Booths out of SVG: transforms, groups, colours, and numbers wherever a program keeps them."""

from decimal import Decimal

import pytest

from pavilions.drawings.geometry import Ring, Unit
from pavilions.drawings.plan_formats import PlanDrawing, ReadingChoices, read_plan

METRES = ReadingChoices(unit=Unit.METRE)
LAYER = 'inkscape:groupmode="layer" inkscape:label="%s"'


def svg(body: str, style: str = "", root: str = "") -> bytes:
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    inkscape = 'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
    return f"<svg {spaces} {inkscape} {root}><style>{style}</style>{body}</svg>".encode()


def read(body: str, choices: ReadingChoices = METRES, **more: str) -> PlanDrawing:
    return read_plan(svg(body, **more), choices)


def rings(drawing: PlanDrawing) -> dict[str, Ring]:
    return {booth.number: booth.ring_cm for booth in drawing.booths}


def box(left: int, top: int, right: int, bottom: int) -> Ring:
    return ((left, top), (right, top), (right, bottom), (left, bottom))


TEXT = '<text x="1.5" y="1.5" font-size="0.5" text-anchor="middle">%s</text>'


@pytest.mark.parametrize(
    "shape",
    [
        '<rect width="3" height="3"/>',
        '<polygon points="0,0 3,0 3,3 0,3"/>',
        '<path d="M0 0h3v3H0z"/>',
        '<path d="m0,0 3,0 0,3-3,0"/>',
        '<polyline points="0 0 3 0 3 3 0 3 0 0" fill="none" stroke="red"/>',
        '<g transform="translate(3 3) rotate(180)"><rect width="3" height="3"/></g>',
        '<g transform="scale(.5)"><g transform="matrix(2 0 0 2 0 0)"><rect width="3" height="3"/></g></g>',
        '<rect width="3" height="3" transform="rotate(90, 1.5, 1.5)"/>',
        '<defs><rect id="r" width="3" height="3"/></defs><use xlink:href="#r" x="0" y="0"/>',
    ],
)
def test_every_way_to_draw_a_square_is_one(shape: str) -> None:
    assert rings(read(f'<g id="booths">{shape}</g><g id="numbers">{TEXT % "A1"}</g>')) == {"A1": box(0, 0, 300, 300)}


@pytest.mark.parametrize("transform", ["matrix(1 2)", "scale(wide)", "rotate()", "turn(90)", "translate(50%"])
def test_malformed_transform_counts_as_none(transform: str) -> None:
    shape = f'<rect width="3" height="3" transform="{transform}"/>'
    assert rings(read(f'<g id="booths">{shape}</g>{TEXT % "A1"}')) == {"A1": box(0, 0, 300, 300)}


def test_skewed_booth_has_its_area() -> None:
    drawing = read(f'<g id="booths"><rect width="3" height="3" transform="skewX(20)"/></g>{TEXT % "A1"}')
    assert drawing.booths[0].area_sqm == Decimal("9.00")


def test_layers_of_inkscape_are_called_by_their_labels() -> None:
    drawing = read(
        f'<g id="layer1" {LAYER % "Стенды"}><rect width="3" height="3"/></g>'
        f'<g id="layer2" {LAYER % "номера"}>{TEXT % "A1"}</g>'
        f'<g id="layer3" {LAYER % "колонны"}><rect x="5" width=".4" height=".4"/></g>'
    )
    assert drawing.picture is not None
    assert [(layer.name, str(layer.role)) for layer in drawing.picture.layers] == [
        ("колонны · fill #000000", "column"),
        ("номера · text #000000", "number"),
        ("Стенды · fill #000000", "booth"),
    ]
    assert (len(drawing.booths), len(drawing.obstructions)) == (1, 1)


@pytest.mark.parametrize(
    "shape",
    [
        '<rect id="A1" width="3" height="3"/>',
        '<rect id="B_x002D_1" width="3" height="3"/>',
        '<rect width="3" height="3"><title>C12</title></rect>',
        '<rect width="3" height="3" inkscape:label="7"/>',
    ],
)
def test_ids_titles_and_labels_are_numbers_where_no_text_is(shape: str) -> None:
    drawing = read(f'<g id="stands">{shape}</g>')
    assert [booth.number for booth in drawing.booths] in (["A1"], ["B-1"], ["C12"], ["7"])


def test_classes_of_a_sheet_count_as_colours() -> None:
    style = "/* x */ .b, rect.c {fill:#eee} .n{display:none} text{font-size:.5px}"
    drawing = read(
        '<rect class="b" width="3" height="3"/><rect class="c" x="3" width="3" height="3"/>'
        '<rect class="n" x="6" width="3" height="3"/>'
        '<text x="1" y="1.5">A1</text><text x="4" y="1.5">A2</text><text x="7" y="1.5">A3</text>',
        style=style,
    )
    assert rings(drawing).keys() == {"A1", "A2"}


def test_at_rules_and_malformed_rules_of_a_sheet_are_skipped() -> None:
    style = "@import url(x.css); @media print {.a{display:none}} .b{fill} .a > .b{display:none} .c{x:';'; display:none}"
    drawing = read(
        '<rect class="a" width="3" height="3"/><rect class="b" x="3" width="3" height="3"/>'
        '<rect class="c" x="6" width="3" height="3"/>'
        '<g font-size=".5"><text x="1" y="1.5">A1</text><text x="4" y="1.5">A2</text><text x="7" y="1.5">A3</text></g>',
        style=style,
    )
    assert rings(drawing).keys() == {"A1", "A2"}


def test_several_lines_of_a_text_are_several() -> None:
    lines = '<tspan x="1.5" dy="0">A1</tspan><tspan x="1.5" dy="1em">3x3</tspan><tspan x="1.5" dy="1em">9 m²</tspan>'
    text = f'<text x="1.5" y="1" font-size=".4" text-anchor="middle">{lines}</text>'
    booth = read(f'<g id="booths"><rect width="3" height="3"/></g>{text}').booths[0]
    assert (booth.number, booth.stated_area_sqm) == ("A1", Decimal("9.00"))
    assert booth.stated_dimensions == (Decimal(3), Decimal(3))


def test_strip_in_one_colour_is_cut_by_its_lines() -> None:
    texts = "".join(f'<text x="{3 * at + 1}" y="1.5" font-size=".5">A{at}</text>' for at in range(4))
    lines = "".join(f'<path d="M{x} 0.02V3" fill="none" stroke="blue"/>' for x in (3, 6, 9))
    drawing = read(
        f'<rect width="6" height="3" fill="#ff0"/><rect x="6" width="6" height="3" fill="#ff0"/>{lines}{texts}'
    )
    assert rings(drawing) == {f"A{at}": box(300 * at, 0, 300 * at + 300, 300) for at in range(4)}


def test_sizes_that_are_written_give_the_scale() -> None:
    cells = "".join(
        f'<rect x="{60 * at}" width="60" height="60"/><text x="{60 * at + 9}" y="20" font-size="9">B{at}</text>'
        f'<text x="{60 * at + 9}" y="40" font-size="9">3 x 3</text>'
        for at in range(4)
    )
    drawing = read(f'<g id="booths" fill="#eee" stroke="red">{cells}</g>', ReadingChoices())
    assert drawing.picture is not None
    assert (drawing.picture.cm_per_unit, rings(drawing)["B0"]) == (Decimal(5), box(0, 0, 300, 300))
