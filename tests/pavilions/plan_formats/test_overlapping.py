"""Small overlaps of traced booths, shared between neighbours and listed."""

from decimal import Decimal

import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pavilions.drawings.geometry import overlaps, polygon
from pavilions.drawings.plan_formats import PlanDrawing, ReadingChoices, read_plan

ROW = "Booth,X (cm),Y (cm),Width,Depth,Rotation\nA1,0,0,307,300,0\nA2,300,0,300,300,0\nA3,560,0,300,300,0\n"


def read(text: str, share_cm: int = 0) -> PlanDrawing:
    return read_plan(text.encode(), ReadingChoices(share_cm=Decimal(share_cm)))


def said(drawing: PlanDrawing) -> list[str]:
    return [str(problem.sentence) for problem in drawing.problems]


def test_overlaps_within_the_tolerance_are_shared_and_listed() -> None:
    drawing = read(ROW, 10)
    assert said(drawing) == [
        "Booths A2 and A3 overlap by 1.2 m².",
        "1 overlap of up to 10 cm was shared between neighbours: A1 / A2 (7 cm).",
    ]
    rings = {booth.number: booth.ring_cm for booth in drawing.booths}
    assert rings["A1"] == ((0, 0), (304, 0), (304, 300), (0, 300))
    assert rings["A2"][0] == (304, 0)
    assert [(booth.number, booth.area_sqm) for booth in drawing.good_booths] == [("A1", Decimal("9.12"))]


def test_nothing_is_shared_unasked_but_is_said_to_be_possible() -> None:
    assert said(read(ROW)) == [
        "Booths A1 and A2 overlap by 0.21 m².",
        "Booths A2 and A3 overlap by 1.2 m².",
        (
            "1 pair of booths overlaps by at most 15 cm. If that is an inaccuracy of the drawing, enter up to which "
            "width overlaps are shared between neighbours."
        ),
    ]


@pytest.mark.parametrize("share_cm", [0, 10, 50])
def test_booths_side_by_side_stay_as_they_are(share_cm: int) -> None:
    drawing = read("Booth,X (cm),Y (cm),Width,Depth\nA1,0,0,300,300\nA2,300,0,300,300\n", share_cm)
    assert [booth.ring_cm[0] for booth in drawing.booths] == [(0, 0), (300, 0)]
    assert drawing.problems == ()


@pytest.mark.parametrize(
    "rows",
    [
        "A1,0,0,300,300,0\nA2,0,100,300,40,0",  # one lies in the other
        "A1,0,0,30,300,0\nA2,0,0,30,300,0\nA3,0,290,600,30,0",
        "A1,0,0,600,300,0\nA2,300,0,30,300,45\nA3,295,0,310,305,0",
    ],
)
def test_overlaps_that_leave_no_sound_shape_stay_errors(rows: str) -> None:
    drawing = read(f"Booth,X (cm),Y (cm),Width,Depth,Rotation\n{rows}\n", 50)
    assert {booth.number for booth in drawing.booths} == {row.split(",")[0] for row in rows.split("\n")}
    assert "booths_overlap" in {problem.code for problem in drawing.errors}


@example(8, 0, 9, -5)
@settings(max_examples=60, deadline=None)
@given(st.integers(1, 12), st.integers(-6, 6), st.integers(0, 89), st.integers(-20, 20))
def test_neighbours_of_any_direction_no_longer_overlap_and_keep_their_floor(
    overlap: int, slip: int, degrees: int, along: int
) -> None:
    """Two squares of 3 m, turned together, the second pushed into the first; no floor is lost."""
    first = shapely.box(1_000, 1_000, 1_300, 1_300)
    second = shapely.box(1_300 - overlap, 1_000 + along, 1_600 - overlap, 1_300 + along + slip)
    turned = [shapely.affinity.rotate(shape, degrees, origin=(1_300, 1_150)) for shape in (first, second)]
    lines = ["Booth,Corners"]
    for number, shape in zip(("A1", "A2"), turned, strict=True):
        corners = " ".join(f"{x:.3f},{y:.3f}" for x, y in list(shape.exterior.coords)[:-1])
        lines.append(f'{number},"{corners}"')
    content = ("\n".join(lines) + "\n").encode()
    before = read_plan(content, ReadingChoices(cm_per_unit=Decimal(1)))
    after = read_plan(content, ReadingChoices(cm_per_unit=Decimal(1), share_cm=Decimal(15)))
    assert overlaps([booth.ring_cm for booth in after.booths]) == []
    assert after.errors == ()
    floor = [shapely.union_all([polygon(booth.ring_cm) for booth in drawing.booths]) for drawing in (before, after)]
    walls = sum(polygon(booth.ring_cm).length for booth in before.booths)
    assert floor[0].symmetric_difference(floor[1]).area <= walls  # whole centimetres: none is off by more than 1 cm
