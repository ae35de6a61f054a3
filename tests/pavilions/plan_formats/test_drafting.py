"""Tables to drawings: units, axes, columns, and what is refused of a row."""

import io
import json
from collections.abc import Sequence
from decimal import Decimal

import openpyxl
import pytest

from pavilions.drawings.geometry import Unit
from pavilions.drawings.plan_formats import (
    AreaBasis,
    DrawnBooth,
    Level,
    PlanDrawing,
    PlanFileError,
    ReadingChoices,
    read_plan,
)
from pavilions.states import BoothKind, ObstructionKind

SQUARE = ((0, 0), (300, 0), (300, 300), (0, 300))


def read(text: str, choices: ReadingChoices | None = None) -> PlanDrawing:
    return read_plan(text.encode(), choices or ReadingChoices())


def codes(drawing: PlanDrawing) -> list[str]:
    return [problem.code for problem in drawing.problems]


def rings(drawing: PlanDrawing) -> list[object]:
    return [booth.ring_cm for booth in drawing.booths]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Booth,X (m),Y,Width,Depth", "A1,0,0,3,3"),
        ("Booth,X (cm),Y,Width,Depth", "A1,0,0,300,300"),
        ("Booth,X (mm),Y (mm),Width (m),Depth (cm)", "A1,0,0,3,300"),
        ("Booth,X (m),Y,x2,y2", "A1,0,0,3,3"),
        ("Booth;X (m);Y;Width;Depth", "A1;0;0;3,00;3,00"),
        ("Stand,left m,top m,w m,h m", "A1,0,0,3 m,300 cm"),
    ],
)
def test_rectangles_are_read_in_the_units_of_their_headers(header: str, row: str) -> None:
    drawing = read(f"{header}\n{row}\n")

    assert drawing.booths == (DrawnBooth(number="A1", ring_cm=SQUARE, area_sqm=Decimal("9.00"), source_row=2),)
    assert drawing.problems == ()


def test_a_chosen_scale_beats_headers_and_a_chosen_unit() -> None:
    table = "Booth,X (ft),Y (ft),Width,Depth\nA1,0,0,30,30\n"

    assert rings(read(table, ReadingChoices(cm_per_unit=Decimal(10)))) == [SQUARE]
    assert rings(read(table, ReadingChoices(cm_per_unit=Decimal(10), unit=Unit.MILLIMETRE))) == [SQUARE]


def test_a_missing_unit_is_read_as_metres_and_said() -> None:
    drawing = read("Booth,X,Y,Width,Depth\nA1,0,0,3,3\n")

    assert rings(drawing) == [SQUARE]
    assert [str(problem.sentence) for problem in drawing.problems] == [
        "The file does not state its unit and was read in metres. If that is wrong, choose the unit or a scale."
    ]


def test_a_chosen_unit_is_no_assumption() -> None:
    drawing = read("Booth,X,Y,Width,Depth\nA1,0,0,10,10\n", ReadingChoices(unit=Unit.FOOT))

    assert rings(drawing) == [((0, 0), (305, 0), (305, 305), (0, 305))]
    assert drawing.problems == ()


def test_json_may_name_its_unit_once() -> None:
    document = {"meta": {"unit": "feet"}, "booths": [{"stand": "A1", "x": 0, "y": 0, "w": 10, "h": 10}]}

    drawing = read(json.dumps(document))

    assert (rings(drawing), codes(drawing)) == ([((0, 0), (305, 0), (305, 305), (0, 305))], [])


def test_json_may_name_booths_by_their_keys() -> None:
    layout = {number: {"x": x, "y": 0, "w": 30, "h": 30} for number, x in (("A1", 0), ("A2", 30))}

    drawing = read(json.dumps({"layout": layout}), ReadingChoices(cm_per_unit=Decimal(10)))

    assert [(booth.number, booth.area_sqm) for booth in drawing.booths] == [("A1", Decimal(9)), ("A2", Decimal(9))]


def test_a_table_in_degrees_is_refused() -> None:
    with pytest.raises(PlanFileError, match="The coordinates look like degrees"):
        read("Booth,X,Y,Width,Depth\nA1,121.30,31.19,0.00003,0.00003\nA2,121.31,31.19,0.00003,0.00003\n")


def test_workbooks_are_read_like_any_table() -> None:
    workbook = openpyxl.Workbook()
    assert workbook.active is not None
    for row in (["Booth", "X (m)", "Y (m)", "Width", "Depth"], ["A1", 0, 0, 3.0, 3], ["A2", 3, 0, 3, 3]):
        workbook.active.append(row)
    file = io.BytesIO()
    workbook.save(file)

    drawing = read_plan(file.getvalue())

    assert [(booth.number, booth.source_row) for booth in drawing.booths] == [("A1", 2), ("A2", 3)]


@pytest.mark.parametrize("cell", ["0 0, 3 0, 3 3, 0 3", "[[0, 0], [3, 0], [3, 3], [0, 3], [0, 0]]"])
def test_corners_in_a_cell_are_a_shape(cell: str) -> None:
    assert rings(read(f'number,polygon (m)\nA1,"{cell}"\n')) == [SQUARE]


def test_a_rectangle_turned_by_a_quarter_stays_on_its_middle() -> None:
    drawing = read("Booth,X (m),Y (m),Width,Depth,Rotation\nA1,0,0,4,2,90\n")

    assert rings(drawing) == [((100, -100), (300, -100), (300, 300), (100, 300))]


def test_a_drawing_with_y_upwards_is_turned_over() -> None:
    table = "Booth,X (m),Y (m),Width,Depth\nA1,0,0,3,3\nA2,0,3,3,6\n"

    assert rings(read(table, ReadingChoices(y_up=True))) == [
        ((0, 600), (300, 600), (300, 900), (0, 900)),
        ((0, 0), (300, 0), (300, 600), (0, 600)),
    ]


def test_width_and_height_are_a_second_corner_only_when_chosen() -> None:
    table = "Booth,X (m),Y (m),Width,Height\nA1,3,3,6,6\nA2,6,3,9,6\nA3,9,3,12,6\n"

    as_sizes, as_corners = read(table), read(table, ReadingChoices(second_corner=True))

    assert [booth.area_sqm for booth in as_sizes.booths] == [36, 54, 72]
    assert [booth.area_sqm for booth in as_corners.booths] == [9, 9, 9]
    assert codes(as_corners) == []
    suspicion = (
        "“Width” and “Height” look like the x and y of the second corner: read as sizes, 2 pairs of booths overlap; "
        "read as corners, 0 do. If they are corners, choose that option."
    )
    assert [str(problem.sentence) for problem in as_sizes.problems if problem.level == Level.WARNING] == [suspicion]


def test_columns_are_overridden_by_choice() -> None:
    table = "Code,Booth,X (m),Y (m),Width,Depth\nA1,old 7,0,0,3,3\n"

    drawing = read(table, ReadingChoices(columns={"number": "Code"}))

    assert [(booth.number, booth.properties) for booth in drawing.booths] == [("A1", {"Booth": "old 7"})]


def test_a_choice_of_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(PlanFileError, match="The file has no column “Nummer”"):
        read("Booth,X (m),Y (m),Width,Depth\nA1,0,0,3,3\n", ReadingChoices(columns={"number": "Nummer"}))


def test_a_table_without_places_is_refused_with_its_columns() -> None:
    with pytest.raises(PlanFileError) as refused:
        read("Booth,Company\nA1,Renault\n")

    assert (refused.value.code, refused.value.details) == ("columns_not_found", {"columns": ["Booth", "Company"]})


@pytest.mark.parametrize(
    ("row", "code", "sentence"),
    [
        ("A1,,0,3,3", "not_drawn", "Row 2 (A1): X (m) is empty"),
        ("A1,0,0,0,3", "size_not_positive", "Row 2 (A1): the size is 0.00 × 3.00 m; both must be above 0"),
        ("A1,0,0,-3,3", "size_not_positive", "Row 2 (A1): the size is -3.00 × 3.00 m; both must be above 0"),
        ("A1,0,0,nan,3", "not_a_number", "Row 2 (A1): Width is “nan”, which is not a usable number"),
        ("A1,0,0,1e300,3", "not_a_number", "Row 2 (A1): Width is “1e300”, which is not a usable number"),
        ("A1,0,0,0.3,0.3", "ring_too_small", "Row 2 (A1): The shape has only 0.09 m²; at least 0.25 m² are required."),
        ("A1,0,0,900,900", "ring_too_large", "Row 2 (A1): The shape has 810,000 m²; at most 30,000 m² are allowed."),
        ("A1,0,0,90,0.04", "ring_too_thin", "Row 2 (A1): The shape is narrower than 4 cm in places."),
        ("A1,99999999,0,3,3", "ring_out_of_reach",
         "Row 2 (A1): The shape extends more than 1000 m from the hall's origin."),
        (",wrong,0,3,3", "not_a_number", "Row 2: X (m) is “wrong”, which is not a usable number"),
    ],
)  # fmt: skip
def test_a_row_without_a_sound_shape_is_an_error_that_names_it(row: str, code: str, sentence: str) -> None:
    drawing = read(f"Booth,X (m),Y (m),Width,Depth\n{row}\nA2,50,50,3,3\n")
    (error,) = drawing.errors

    assert (error.code, str(error.sentence), error.rows) == (code, sentence, (2,))
    assert [booth.number for booth in drawing.good_booths] == ["A2"]


def test_everything_a_row_says_is_kept() -> None:
    table = (
        "Booth,X (m),Y (m),Width,Depth,Area (m²),Size,Type,Zone,Price,Price per m²,Exhibitor,Contact\n"
        'A1,0,0,3,3,9,3 x 3,Shell Scheme,Food,"1,800","200 EUR",Юнайтед,Ann\n'
    )

    assert read(table).booths == (
        DrawnBooth(
            number="A1",
            ring_cm=SQUARE,
            area_sqm=Decimal("9.00"),
            source_row=2,
            stated_area_sqm=Decimal("9.00"),
            stated_dimensions=(Decimal(3), Decimal(3)),
            kind=BoothKind.SHELL,
            sector="Food",
            price=Decimal(1800),
            price_per_sqm=Decimal(200),
            company="Юнайтед",
            properties={"Contact": "Ann"},
        ),
    )


@pytest.mark.parametrize(
    ("header", "cell", "stated"),
    [
        ("Area", "9", "9.00"),
        ("Area (m2)", "9.005", "9.00"),
        ("Area sq ft", "100", "9.29"),
        ("Area", "100 sq ft", "9.29"),
        ("Area sq ft", "9 m²", "9.00"),
        ("Area", "TBA", None),
        ("Area", "nan", None),
        ("Area", "9999999999", None),
        ("Area", "", None),
    ],
)
def test_stated_areas_are_read_in_their_own_unit(header: str, cell: str, stated: str | None) -> None:
    (booth,) = read(f"Booth,X (m),Y (m),Width,Depth,{header},Note\nA1,0,0,3,3,{cell},-\n").booths

    assert booth.stated_area_sqm == (stated and Decimal(stated))


@pytest.mark.parametrize(
    ("basis", "areas"), [(AreaBasis.DRAWN, ["9.00", "9.00", "9.00"]), (AreaBasis.STATED, ["12.00", "9.00", "9.00"])]
)
def test_stated_areas_count_when_chosen_and_stated(basis: AreaBasis, areas: Sequence[str]) -> None:
    table = "Booth,X (m),Y (m),Width,Depth,Area\nA1,0,0,3,3,12\nA2,3,0,3,3,0\nA3,6,0,3,3,\n"

    assert [booth.area_sqm for booth in read(table, ReadingChoices(area=basis)).booths] == list(map(Decimal, areas))


def test_rows_may_draw_obstructions_and_the_hall() -> None:
    table = (
        "Number,Kind,X (m),Y (m),Width,Depth,Clearance (m)\n"
        ",outline,0,0,50,30,\n"
        ",pillar,10,10,0.5,0.5,\n"
        ",Hydrant,20,0,0.4,0.3,1.4\n"
        "A1,raw,1,1,3,3,\n"
        ",hall,0,0,60,40,\n"
    )

    drawing = read(table)

    assert drawing.outline == ((0, 0), (5_000, 0), (5_000, 3_000), (0, 3_000))
    assert [(obstruction.kind, obstruction.clearance_cm) for obstruction in drawing.obstructions] == [
        (ObstructionKind.COLUMN, 0),
        (ObstructionKind.HYDRANT, 140),
    ]
    assert [(booth.number, booth.kind) for booth in drawing.booths] == [("A1", BoothKind.RAW)]
    assert codes(drawing) == ["second_outline"]


KINDS = (
    "Booth,X (m),Y,Width,Depth,Typ\n"
    "A1,0,0,3,3,Systemstand\nA2,3,0,3,3,SYSTEMSTAND\nA3,6,0,3,3,Lounge\nA4,9,0,3,3,Stand\n"
)


def test_an_unknown_kind_is_asked_about_and_never_read_as_raw_space() -> None:
    drawing = read(KINDS)

    assert [(asked.key, asked.text, asked.rows) for asked in drawing.asked_kinds] == [
        ("systemstand", "Systemstand", (2, 3)),
        ("lounge", "Lounge", (4,)),
    ]
    assert [str(error.sentence) for error in drawing.errors] == [
        "“Systemstand” is not a known kind of booth (2 rows). Choose what it means.",
        "“Lounge” is not a known kind of booth (1 row). Choose what it means.",
    ]
    assert [(booth.number, booth.kind) for booth in drawing.good_booths] == [("A4", None)]


def test_an_unknown_kind_is_read_as_was_answered() -> None:
    drawing = read(KINDS, ReadingChoices(kinds={"systemstand": "shell", "lounge": "skip"}))

    assert [(booth.number, booth.kind) for booth in drawing.good_booths] == [
        ("A1", BoothKind.SHELL),
        ("A2", BoothKind.SHELL),
        ("A4", None),
    ]
    assert [(problem.level, str(problem.sentence)) for problem in drawing.problems] == [
        (Level.NOTE, "1 row of the kind “Lounge” was left out as you chose.")
    ]
    assert [asked.key for asked in drawing.asked_kinds] == ["systemstand", "lounge"]


def test_an_answer_that_is_none_leaves_the_kind_unknown() -> None:
    drawing = read(KINDS, ReadingChoices(kinds={"systemstand": "", "lounge": "roof"}))

    assert [error.code for error in drawing.errors] == ["kind_unknown", "kind_unknown"]
