import json
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pavilions.drawings.geometry import Ring
from pavilions.drawings.plan_formats import DrawnBooth, DrawnObstruction, PlanDrawing, read_plan, write_geojson
from pavilions.states import BoothKind, ObstructionKind


def rectangle(left: int, top: int, width: int, depth: int) -> Ring:
    return ((left, top), (left + width, top), (left + width, top + depth), (left, top + depth))


words = st.text("abcÄßЖ展 &<'", max_size=12).map(lambda text: " ".join(text.split()).lstrip("' "))
amounts = st.none() | st.decimals(0, 99_999, places=2)


@st.composite
def drawings(draw: st.DrawFn) -> PlanDrawing:
    """Booths on a grid, so that no two overlap."""
    booths = []
    for position in range(draw(st.integers(1, 6))):
        width, depth = draw(st.integers(100, 900)), draw(st.integers(100, 900))
        ring = rectangle(position * 1_000, draw(st.integers(0, 500)), width, depth)
        booths.append(
            DrawnBooth(
                number=f"A{position}",
                ring_cm=ring,
                area_sqm=Decimal(width * depth) / 10_000,
                source_row=position + 1,
                stated_area_sqm=draw(amounts),
                stated_dimensions=draw(st.none() | st.just((Decimal("7.5"), Decimal(3)))),
                kind=draw(st.none() | st.sampled_from(BoothKind)),
                sector=draw(words),
                price=draw(amounts),
                price_per_sqm=draw(amounts),
                company=draw(words),
                properties=draw(st.dictionaries(st.sampled_from(["Contact", "Remarks"]), words.filter(bool))),
            )
        )
    column = DrawnObstruction(
        kind=draw(st.sampled_from(ObstructionKind)),
        ring_cm=rectangle(0, 5_000, draw(st.integers(20, 90)), 60),
        source_row=len(booths) + 1,
        clearance_cm=draw(st.integers(0, 300)),
    )
    outline = draw(st.none() | st.just(rectangle(-10, -10, 9_000, 9_000)))
    return PlanDrawing(booths=tuple(booths), obstructions=(column,), outline=outline)


@given(drawings())
def test_write_geojson_reads_back_as_the_same_drawing(drawing: PlanDrawing) -> None:
    again = read_plan(write_geojson(drawing).encode())

    rounded = tuple(
        replace(booth, area_sqm=booth.area_sqm.quantize(Decimal("0.01"), "ROUND_HALF_UP")) for booth in drawing.booths
    )
    assert again.booths == rounded
    assert (again.obstructions, again.outline) == (drawing.obstructions, drawing.outline)


def test_write_geojson_is_a_feature_collection_in_metres() -> None:
    booth = DrawnBooth(number="A1", ring_cm=rectangle(0, 0, 305, 305), area_sqm=Decimal("9.30"), source_row=1)

    assert json.loads(write_geojson(PlanDrawing(booths=(booth,)))) == {
        "type": "FeatureCollection",
        "unit": "m",
        "features": [
            {
                "type": "Feature",
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [[[0, 0], [3.05, 0], [3.05, 3.05], [0, 3.05], [0, 0]]],
                },
                "properties": {"number": "A1"},
            }
        ],
    }
