"""The columns of plan files: which field each one is, and the unit in its header."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Sentence
from ciie.tables.mapping import ColumnMapping, Field, heading_key, propose_mapping
from pavilions.drawings.geometry import Unit, unit_named

LENGTH_UNITS: Final = ("m", "cm", "mm", "ft", "in", "metres", "meters", "feet", "inches", "米")
AREA_UNITS: Final = {
    Unit.METRE: ("m2", "sqm", "sq m", "square metres", "square meters", "平方米", "м2", "кв м"),
    Unit.FOOT: ("sq ft", "sqft", "ft2", "sf", "square feet", "sq feet", "平方英尺"),
}


def _length(name: str, label: Sentence, *synonyms: str) -> Field:
    with_units = [f"{synonym} {unit}" for synonym in synonyms for unit in LENGTH_UNITS]
    return Field(name, label, (*synonyms, *with_units))


def _area(name: str, label: Sentence, *synonyms: str) -> Field:
    units = [unit for names in AREA_UNITS.values() for unit in names]
    return Field(name, label, (*synonyms, *(f"{synonym} {unit}" for synonym in synonyms for unit in units), *units))


PLAN_FIELDS: Final = (
    Field(
        "number",
        _("booth number"),
        ("booth number", "booth no", "booth", "stand number", "stand no", "stand", "number", "no", "nr", "booth id",
         "展位号", "展位", "номер стенда", "стенд", "номер", "num", "label text", "id", "key"),
    ),
    _length("x", _("x"), "x", "left", "x1", "pos x", "x min", "position x"),
    _length("y", _("y"), "y", "top", "y1", "pos y", "y min", "position y"),
    _length("width", _("width"), "width", "w", "frontage", "宽", "ширина"),
    _length("depth", _("depth"), "depth", "height", "length", "d", "h", "深", "глубина"),
    _length("right", _("x of the second corner"), "x2", "right", "x max"),
    _length("bottom", _("y of the second corner"), "y2", "bottom", "y max"),
    Field("rotation", _("rotation in degrees"), ("rotation", "angle", "rotate", "turned", "deg")),
    Field("ring", _("corners"), ("ring", "polygon", "points", "footprint", "corners", "coordinates", "wkt")),
    _area("area", _("stated area"), "stated area", "area", "booth area", "net area", "面积", "площадь"),
    Field("dimensions", _("stated dimensions"), ("dimensions", "dimension", "booth size", "size", "尺寸", "размер")),
    Field(
        "kind",
        _("kind"),
        ("kind", "booth kind", "booth type", "stand type", "type", "role", "layer", "typ", "standtyp", "standart",
         "type de stand", "展位类型", "类型", "тип"),
    ),
    Field("sector", _("sector"), ("sector", "section", "zone", "exhibition area", "area name", "展区", "сектор")),
    Field("section", _("national or business exhibition"), ("national or business",)),
    Field("sale", _("for sale or withheld"), ("sale or withheld",)),
    Field("withheld", _("withheld because"), ("withheld because",)),
    Field("sides", _("open sides set by hand"), ("open sides set by hand",)),
    Field("area_basis", _("area that counts"), ("area that counts",)),
    _area("price_per_sqm", _("price per m²"), "price per", "rate per"),
    Field("price", _("price"), ("price", "booth price", "total price", "fee", "价格", "цена")),
    Field(
        "company",
        _("company"),
        ("company name", "company", "exhibitor name", "exhibitor", "occupant", "name", "展商", "компания"),
    ),
    _length("clearance", _("clearance"), "clearance"),
    Field("fitting", _("name of a fitting or text"), ("name of fitting",)),
)  # fmt: skip
PRICE_PER_SQM: Final = "price_per_sqm"


def propose_plan_columns(columns: Sequence[str]) -> ColumnMapping:
    return propose_mapping(columns, PLAN_FIELDS)


def length_unit(column: str) -> Unit | None:
    """Return the unit that a header ends with: feet in "X (ft)"."""
    words = heading_key(column).split()
    return unit_named(words[-1]) if len(words) > 1 else None


def area_unit(column: str) -> Unit | None:
    """Return the unit whose square a header ends with: feet in "Area sq ft"."""
    key = f" {heading_key(column)}"
    endings = ((unit, f" {name}") for unit, names in AREA_UNITS.items() for name in names)
    return next((unit for unit, ending in endings if key.endswith(ending)), None)


def first_length_unit(columns: Iterable[str | None]) -> Unit | None:
    return next((unit for column in columns if column and (unit := length_unit(column))), None)


def cm_per_unit(column: str, otherwise: Decimal) -> Decimal:
    unit = length_unit(column)
    return unit.cm if unit else otherwise
