"""GeoJSON FeatureCollections (RFC 7946) as plan sources: one row per feature, properties as columns.

A plan's coordinates are metres in the hall's axes, not the degrees that the RFC asks for, unless someone says else.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeGuard

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciie.kernel.wording import figure_words
from ciie.tables.cleaning import clean_cell
from ciie.tables.table import Row, Table
from pavilions.geometry import Unit
from pavilions.plan_formats.drawing import Level, PlanProblem
from pavilions.plan_formats.figures import LARGEST_EXPONENT
from pavilions.plan_formats.source import (
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
    """The sentence waits for the `row`."""

    def __init__(self, sentence: str, code: str) -> None:
        super().__init__(sentence, code)
        self.sentence, self.code = sentence, code


def is_feature_collection(document: Json) -> TypeGuard[Mapping[str, Json]]:
    return isinstance(document, Mapping) and document.get("type") == "FeatureCollection"


def read_feature_collection(document: Mapping[str, Json]) -> PlanSource:
    """Polygons become rows; lines and points are counted in a note; a shape that cannot be one booth is an error."""
    features = document.get("features")
    if not isinstance(features, list) or not features:
        raise refused(_("The GeoJSON holds no features."), "no_features")
    if len(features) > MOST_ROWS:
        message = _("The file has more than %(limit)s features, too many for one hall's plan.")
        raise refused(message % {"limit": MOST_ROWS}, "too_many_rows")
    found = _sorted_out(features)
    refuse_too_many_corners(found.corners.values())
    problems = (*found.problems, *_note_on_flat(found.flat))
    return PlanSource(_table(found.records), found.corners, stated_unit(document) or Unit.METRE, problems)


@dataclass(slots=True)
class _Findings:
    """By position of the feature, counted from 1."""

    records: dict[int, dict[str, str]] = field(default_factory=dict)
    corners: dict[int, Corners] = field(default_factory=dict)
    flat: list[int] = field(default_factory=list)
    problems: list[PlanProblem] = field(default_factory=list)


def _sorted_out(features: Sequence[Json]) -> _Findings:
    found = _Findings()
    for row, feature in enumerate(features, start=1):
        try:
            geometry = _geometry(feature)
            if geometry.get("type") in FLAT_GEOMETRIES:
                found.flat.append(row)
            else:
                found.corners[row] = _corners(geometry)
                found.records[row] = _properties(feature)
        except _UnusableShapeError as shape:
            sentence = shape.sentence % {"row": row}
            found.problems.append(PlanProblem(Level.ERROR, shape.code, sentence, rows=(row,)))
    return found


def _table(records: Mapping[int, Mapping[str, str]]) -> Table:
    columns = tuple(dict.fromkeys(name for record in records.values() for name in record))
    if len(columns) > LIMITS.columns:
        message = _("The features have more than %(limit)s properties.")
        raise refused(message % {"limit": LIMITS.columns}, "too_many_columns")
    rows = (Row(row, tuple(record.get(name, "") for name in columns)) for row, record in records.items())
    return Table(columns, tuple(rows))


def _geometry(feature: Json) -> Mapping[str, Json]:
    geometry = feature.get("geometry") if isinstance(feature, Mapping) else None
    return geometry if isinstance(geometry, Mapping) else {}


def _corners(geometry: Mapping[str, Json]) -> Corners:
    rings = geometry.get("coordinates")
    if geometry.get("type") == "MultiPolygon" and isinstance(rings, list):
        if len(rings) > 1:
            raise _UnusableShapeError(
                _("Feature %(row)s is in several parts; draw each as a booth of its own."), "several_parts"
            )
        rings = rings[0] if rings else None
    elif geometry.get("type") != "Polygon":
        raise _UnusableShapeError(_("Feature %(row)s has no polygon."), "no_polygon")
    if not isinstance(rings, list) or not rings or not isinstance(rings[0], list):
        raise _UnusableShapeError(_("Feature %(row)s has an empty polygon."), "empty_polygon")
    if len(rings) > 1:
        raise _UnusableShapeError(_("Feature %(row)s has a hole; a booth is one closed shape."), "has_hole")
    return tuple(_point(position) for position in rings[0])


def _point(position: Json) -> tuple[Decimal, Decimal]:
    match position:
        case [int() | Decimal() as x, int() | Decimal() as y, *_rest] if _is_bounded(x) and _is_bounded(y):
            return Decimal(x), Decimal(y)
        case _:
            raise _UnusableShapeError(
                _("Feature %(row)s has a corner that is no pair of usable numbers."), "not_a_number"
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


def _note_on_flat(rows: Sequence[int]) -> Iterator[PlanProblem]:
    if rows:
        message = ngettext(
            "%(count)s feature is a point or a line and was passed over.",
            "%(count)s features are points or lines and were passed over.",
            len(rows),
        )
        yield PlanProblem(Level.NOTE, "flat_features", message % {"count": figure_words(len(rows))}, rows=tuple(rows))
