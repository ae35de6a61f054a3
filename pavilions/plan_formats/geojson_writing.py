"""A drawing as GeoJSON in metres of the hall's axes, y pointing down, which reads back as the same drawing."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal

from pavilions.geometry import Ring
from pavilions.plan_formats.drawing import DrawnBooth, DrawnObstruction, PlanDrawing
from pavilions.plan_formats.facts import FACT_COLUMNS, facts_of


def write_geojson(drawing: PlanDrawing) -> str:
    """Booths in their order, then obstructions and the hall's outline; derived figures are left out."""
    return json.dumps(
        {"type": "FeatureCollection", "unit": "m", "features": list(_features(drawing))}, ensure_ascii=False
    )


def _features(drawing: PlanDrawing) -> Iterator[Mapping[str, object]]:
    for booth in drawing.booths:
        yield _feature(booth.ring_cm, _booth_properties(booth))
    for obstruction in drawing.obstructions:
        yield _feature(obstruction.ring_cm, _obstruction_properties(obstruction))
    if drawing.outline:
        yield _feature(drawing.outline, {"kind": "outline"})


def _feature(ring: Ring, properties: Mapping[str, object]) -> Mapping[str, object]:
    corners = [[x / 100, y / 100] for x, y in (*ring, ring[0])]
    return {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [corners]},
        "properties": {name: value for name, value in properties.items() if value not in {None, ""}},
    }


def _booth_properties(booth: DrawnBooth) -> Mapping[str, object]:
    return {
        **booth.properties,
        "number": booth.number,
        "kind": booth.kind and booth.kind.value,
        "stated area m2": _figure(booth.stated_area_sqm),
        "dimensions": booth.stated_dimensions and " x ".join(f"{length:f}" for length in booth.stated_dimensions),
        "sector": booth.sector,
        **facts_of(booth, FACT_COLUMNS),
        "price": _figure(booth.price),
        "price per m2": _figure(booth.price_per_sqm),
        "company": booth.company,
    }


def _obstruction_properties(obstruction: DrawnObstruction) -> Mapping[str, object]:
    return {"kind": obstruction.kind.value, "clearance m": obstruction.clearance_cm / 100}


def _figure(number: Decimal | None) -> str:
    """As text, since JSON's numbers would lose the last places."""
    return "" if number is None else f"{number:f}"
