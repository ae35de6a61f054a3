"""Whatever the bytes: a drawing or a PlanFileError. `make bench-reading` measures how long large files take."""

import json
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pavilions.drawings.plan_formats import PlanFileError, read_plan
from tests.large_files import (
    booths_in_one_place,
    booths_table,
    obstructed_booths,
    shape_of_corners,
)

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
documents = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
)
positions = st.lists(st.integers(-500, 500) | st.floats() | scalars, max_size=4)
geometries = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["Polygon", "MultiPolygon", "Point", "Circle"]) | scalars,
        "coordinates": st.lists(st.lists(positions, max_size=6) | documents, max_size=3) | documents,
    }
)
features = st.fixed_dictionaries(
    {"type": st.just("Feature"), "geometry": geometries | documents, "properties": documents},
    optional={"id": documents},
)
collections = st.fixed_dictionaries(
    {"type": st.just("FeatureCollection"), "features": st.lists(features | documents, max_size=5) | documents}
)
columns = st.sampled_from(
    ["number", "x", "y", "width", "depth", "x2", "y2", "ring", "rotation", "kind", "area", "size"]
)
tables = st.lists(st.dictionaries(columns, documents | st.integers(-900, 900), min_size=1), min_size=1, max_size=5)


def outcome(content: bytes) -> str:
    try:
        return type(read_plan(content)).__name__
    except PlanFileError as refusal:
        return refusal.code if str(refusal) else ""


def collection(*features: Mapping[str, object]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


@given(documents | collections | tables)
def test_any_json_gives_a_drawing_or_a_refusal(document: object) -> None:
    assert outcome(json.dumps(document).encode())


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_drawing_or_a_refusal(content: bytes) -> None:
    assert outcome(content)


@given(st.lists(st.lists(st.text(max_size=8), min_size=5, max_size=5), max_size=5))
def test_any_cells_give_a_drawing_or_a_refusal(rows: list[list[str]]) -> None:
    body = "\n".join("\t".join(cell.replace("\t", "").replace("\n", "") for cell in row) for row in rows)

    assert outcome(f"number\tx\ty\twidth\tdepth\n{body}\n".encode())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "wrong_kind"),
        (b"<html></html>", "wrong_kind"),
        (b"<svg></svg>", "drawing_draws_nothing"),
        (b"[" * 1_000_000, "broken_json"),
        (b'{"a":' * 1_000_000, "broken_json"),
        (b'[{"x": ' + b"9" * 100_000 + b"}]", "broken_json"),
        (b'{"type": "FeatureCollection", "features": [', "broken_json"),
        (b" " * (21 * 1024 * 1024), "file_too_large"),
    ],
    ids=[
        "empty",
        "picture",
        "markup",
        "empty drawing",
        "deep lists",
        "deep objects",
        "long number",
        "cut off",
        "large",
    ],
)
def test_files_of_the_wrong_kind_are_refused_with_a_sentence(content: bytes, code: str) -> None:
    assert outcome(content) == code


def test_a_hundred_thousand_booths_are_refused() -> None:
    assert outcome(booths_table(100_000)) == "too_many_rows"
    assert outcome(collection(*[{"type": "Feature"}] * 100_000)) == "too_many_rows"


def test_a_shape_of_a_million_corners_is_refused() -> None:
    assert outcome(shape_of_corners(1_000_000)) == "too_many_corners"


def test_ten_thousand_booths_in_one_place_are_one_problem() -> None:
    drawing = read_plan(booths_in_one_place(10_000))

    assert (drawing.good_booths, [error.code for error in drawing.errors]) == ((), ["overlaps_everywhere"])


def test_obstructions_over_everything_are_one_problem() -> None:
    drawing = read_plan(obstructed_booths(5_000, 4_000))

    assert [problem.code for problem in drawing.problems] == ["obstructions_everywhere"]


def test_five_thousand_booths_are_read() -> None:
    drawing = read_plan(booths_table(5_000))

    assert (len(drawing.booths), drawing.problems) == (5_000, ())
