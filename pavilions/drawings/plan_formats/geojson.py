"""Read and write GeoJSON FeatureCollections (RFC 7946): one row per feature, properties as columns.

Coordinates are metres in the hall's axes with y pointing down, not degrees as in the RFC, unless the user chooses
otherwise.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import TypeGuard

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciie.kernel.wording import figure_words
from ciie.tables.cleaning import clean_cell
from ciie.tables.table import Row, Table
from pavilions.drawings.geometry import Ring, Unit
from pavilions.drawings.plan_formats.drawing import (
    FACT_COLUMNS,
    DrawnBooth,
    Level,
    PlanDrawing,
    PlanProblem,
    facts_of,
)
from pavilions.drawings.plan_formats.figures import LARGEST_EXPONENT
from pavilions.drawings.plan_formats.source import (
    LIMITS,
    MOST_ROWS,
    Corners,
    Json,
    PlanSource,
    refuse_too_many_corners,
    refused,
    stated_unit,
)

FLAT_GEOMETRIES = frozenset({"Point", "MultiPoint", "LineString", "MultiLineString", "GeometryCollection"})


class _UnusableShapeError(Exception):
    """A shape that cannot be a booth; the sentence has a placeholder for the `row`."""

    def __init__(self, sentence: str, code: str) -> None:
        super().__init__(sentence, code)
        self.sentence, self.code = sentence, code


def is_feature_collection(document: Json) -> TypeGuard[Mapping[str, Json]]:
    return isinstance(document, Mapping) and document.get("type") == "FeatureCollection"


def read_feature_collection(document: Mapping[str, Json]) -> PlanSource:
    """Read polygons as rows. Lines and points are counted in a note; a shape that cannot be a booth is an error."""
    features = document.get("features")
    if not isinstance(features, list) or not features:
        raise refused(_("The GeoJSON contains no features."), "no_features")
    if len(features) > MOST_ROWS:
        message = _("The file has more than %(limit)s features, too many for one hall's plan.")
        raise refused(message % {"limit": MOST_ROWS}, "too_many_rows")
    records: dict[int, dict[str, str]] = {}
    corners: dict[int, Corners] = {}
    flat: list[int] = []
    problems: list[PlanProblem] = []
    for row, feature in enumerate(features, start=1):
        found = feature.get("geometry") if isinstance(feature, Mapping) else None
        geometry = found if isinstance(found, Mapping) else {}
        try:
            if geometry.get("type") in FLAT_GEOMETRIES:
                flat.append(row)
            else:
                corners[row] = _corners(geometry)
                records[row] = _properties(feature)
        except _UnusableShapeError as shape:
            problems.append(PlanProblem(Level.ERROR, shape.code, shape.sentence % {"row": row}, rows=(row,)))
    refuse_too_many_corners(corners.values())
    if flat:
        message = ngettext(
            "%(count)s feature is a point or a line and was skipped.",
            "%(count)s features are points or lines and were skipped.",
            len(flat),
        )
        sentence = message % {"count": figure_words(len(flat))}
        problems.append(PlanProblem(Level.NOTE, "flat_features", sentence, rows=tuple(flat)))
    return PlanSource(_table(records), corners, stated_unit(document) or Unit.METRE, tuple(problems))


def _table(records: Mapping[int, Mapping[str, str]]) -> Table:
    columns = tuple(dict.fromkeys(name for record in records.values() for name in record))
    if len(columns) > LIMITS.columns:
        message = _("The features have more than %(limit)s properties.")
        raise refused(message % {"limit": LIMITS.columns}, "too_many_columns")
    rows = (Row(row, tuple(record.get(name, "") for name in columns)) for row, record in records.items())
    return Table(columns, tuple(rows))


def _corners(geometry: Mapping[str, Json]) -> Corners:
    rings = geometry.get("coordinates")
    if geometry.get("type") == "MultiPolygon" and isinstance(rings, list):
        if len(rings) > 1:
            raise _UnusableShapeError(
                _("Feature %(row)s consists of several parts. Draw each part as a booth of its own."), "several_parts"
            )
        rings = rings[0] if rings else None
    elif geometry.get("type") != "Polygon":
        raise _UnusableShapeError(_("Feature %(row)s has no polygon."), "no_polygon")
    if not isinstance(rings, list) or not rings or not isinstance(rings[0], list):
        raise _UnusableShapeError(_("Feature %(row)s has an empty polygon."), "empty_polygon")
    if len(rings) > 1:
        raise _UnusableShapeError(_("Feature %(row)s has a hole. A booth must be one closed shape."), "has_hole")
    return tuple(_point(position) for position in rings[0])


def _point(position: Json) -> tuple[Decimal, Decimal]:
    match position:
        case [int() | Decimal() as x, int() | Decimal() as y, *_rest] if _is_bounded(x) and _is_bounded(y):
            return Decimal(x), Decimal(y)
        case _:
            raise _UnusableShapeError(
                _("Feature %(row)s has a corner that is not a pair of usable numbers."), "not_a_number"
            )


def _is_bounded(number: int | Decimal) -> bool:
    if isinstance(number, Decimal):
        return number.is_finite() and number.adjusted() < LARGEST_EXPONENT
    return not isinstance(number, bool) and abs(number) < 10**LARGEST_EXPONENT


def _properties(feature: Json) -> dict[str, str]:
    if not isinstance(feature, Mapping):
        return {}
    properties = feature.get("properties")
    record = properties if isinstance(properties, Mapping) else {}
    named = {name: cell for key, value in record.items() if (name := clean_cell(key)) and (cell := _cell(value))}
    if "number" not in record and isinstance(identity := feature.get("id"), str | int):
        named.setdefault("id", clean_cell(str(identity)))
    return named


def _cell(value: Json) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list() if not any(isinstance(item, list | Mapping) for item in value):
            return clean_cell("; ".join(filter(None, map(_cell, value))))[: LIMITS.cell]
        case list() | Mapping():
            return clean_cell(json.dumps(value, ensure_ascii=False, default=str))[: LIMITS.cell]
        case _:
            return clean_cell(str(value))[: LIMITS.cell]


def write_geojson(drawing: PlanDrawing) -> str:
    """Return booths in their order, then obstructions and the hall's outline, without derived figures.

    The result reads back as the same drawing.
    """
    features = [_feature(booth.ring_cm, _booth_properties(booth)) for booth in drawing.booths]
    for obstruction in drawing.obstructions:
        properties = {
            "kind": obstruction.kind.value,
            "clearance m": obstruction.clearance_cm / 100,
            "name of fitting": obstruction.name,
        }
        features.append(_feature(obstruction.ring_cm, properties))
    if drawing.outline:
        features.append(_feature(drawing.outline, {"kind": "outline"}))
    return json.dumps({"type": "FeatureCollection", "unit": "m", "features": features}, ensure_ascii=False)


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


def _figure(number: Decimal | None) -> str:
    """Return the number as text, since JSON numbers would lose the last digits."""
    return "" if number is None else f"{number:f}"
