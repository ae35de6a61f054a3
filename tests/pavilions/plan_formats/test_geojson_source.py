import json

import pytest

from pavilions.drawings.geometry import Unit
from pavilions.drawings.plan_formats import PlanDrawing, PlanFileError, ReadingChoices, read_plan

SQUARE = [[[0, 0], [3, 0], [3, 3], [0, 3], [0, 0]]]


def feature(geometry: object, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def polygon(rings: object) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": rings}


def read(*features: object, choices: ReadingChoices | None = None, **members: object) -> PlanDrawing:
    document = {"type": "FeatureCollection", "features": features, **members}
    return read_plan(json.dumps(document).encode(), choices or ReadingChoices())


def moved(metres: float) -> list[list[list[float]]]:
    return [[[x + metres, y] for x, y in SQUARE[0]]]


def test_polygons_are_booths_in_metres() -> None:
    drawing = read(feature(polygon(SQUARE), number=" A14", company="Renault", hall=5.1, tags=["x"], none=None))
    (booth,) = drawing.booths

    assert (booth.number, booth.company, booth.source_row) == ("A14", "Renault", 1)
    assert booth.ring_cm == ((0, 0), (300, 0), (300, 300), (0, 300))
    assert booth.properties == {"hall": "5.1", "tags": "x"}
    assert drawing.problems == ()


def test_multipolygons_of_one_part_and_third_dimensions_are_read() -> None:
    deep = [[[x, y, 0] for x, y in SQUARE[0]]]

    assert len(read(feature({"type": "MultiPolygon", "coordinates": [deep]}, number="A1")).booths) == 1


def test_the_id_of_a_feature_stands_in_for_a_number() -> None:
    assert [booth.number for booth in read({**feature(polygon(SQUARE)), "id": 17}).booths] == ["17"]


def test_a_file_may_name_another_unit() -> None:
    assert read(feature(polygon([[[0, 0], [10, 0], [10, 10], [0, 10]]]), number="A1"), unit="ft").booths[0].ring_cm == (
        (0, 0),
        (305, 0),
        (305, 305),
        (0, 305),
    )


NO_AREA = "Row 1 (A1): The shape encloses no area: it needs at least three corners."
CROSSED = "Row 1 (A1): The outline of the shape crosses or touches itself."
PARTS = "Feature 1 consists of several parts. Draw each part as a booth of its own."
NO_PAIR = "Feature 1 has a corner that is not a pair of usable numbers."


@pytest.mark.parametrize(
    ("geometry", "code", "sentence"),
    [
        (None, "no_polygon", "Feature 1 has no polygon."),
        (polygon([]), "empty_polygon", "Feature 1 has an empty polygon."),
        (polygon([[]]), "ring_empty", NO_AREA),
        (polygon([[[0, 0], [3, 3]]]), "ring_empty", NO_AREA),
        (polygon([[[0, 0], [3, 3], [3, 0], [0, 4]]]), "ring_crossed", CROSSED),
        (polygon(SQUARE * 2), "has_hole", "Feature 1 has a hole. A booth must be one closed shape."),
        (polygon([[[0, 0], ["x", 0], [3, 3]]]), "not_a_number", NO_PAIR),
        (polygon([[[0, 0], [True, 0], [3, 3]]]), "not_a_number", NO_PAIR),
        (polygon([[[0, 0], [1e300, 0], [3, 3]]]), "not_a_number", NO_PAIR),
        (polygon([[[0, 0], [float("nan"), 0], [3, 3]]]), "not_a_number", NO_PAIR),
        ({"type": "MultiPolygon", "coordinates": [SQUARE, SQUARE]}, "several_parts", PARTS),
    ],
)
def test_a_feature_that_cannot_be_a_booth_is_an_error(geometry: object, code: str, sentence: str) -> None:
    drawing = read(feature(geometry, number="A1"), feature(polygon(moved(50)), number="A2"))
    (error,) = drawing.errors

    assert (error.code, str(error.sentence), error.rows) == (code, sentence, (1,))
    assert [booth.number for booth in drawing.good_booths] == ["A2"]


def test_points_and_lines_are_counted_in_a_note() -> None:
    drawing = read(
        feature({"type": "Point", "coordinates": [1, 2]}),
        feature({"type": "LineString", "coordinates": [[1, 2], [3, 4]]}),
        feature(polygon(SQUARE), number="A1"),
    )

    assert [(problem.code, str(problem.sentence)) for problem in drawing.problems] == [
        ("flat_features", "2 features are points or lines and were skipped.")
    ]


def test_degrees_are_refused_unless_a_person_says_what_they_are() -> None:
    shanghai = polygon([[[121.30, 31.19], [121.30003, 31.19], [121.30003, 31.19003], [121.30, 31.19003]]])

    with pytest.raises(PlanFileError) as refused:
        read(feature(shanghai, number="A1"))

    assert refused.value.code == "looks_like_degrees"
    assert read(feature(shanghai, number="A1"), choices=ReadingChoices(unit=Unit.METRE)).booths == ()


@pytest.mark.parametrize("features", [[], None, {}, "x"])
def test_a_collection_without_features_is_refused(features: object) -> None:
    with pytest.raises(PlanFileError) as refused:
        read_plan(json.dumps({"type": "FeatureCollection", "features": features}).encode())

    assert refused.value.code == "no_features"
