"""The columns of exhibitor lists that are read, and the headings that they have at the fairs they come from."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

from ciie.tables.mapping import ColumnMapping, Field, propose_mapping
from exhibitors.companies.fields import COMPANY_FIELDS

# Names ending in _t, _l and _la, here and in the fields of a company, are Map Your Show's search fields.
LIST_COLUMNS: Final = (
    *(
        Field(field.column or field.name, field.label, field.headings)
        if field.name != "name"
        else Field("name", _("company name"), field.headings, required=True)
        for field in COMPANY_FIELDS
        if field.headings
    ),
    Field(
        "booths",
        _("booths"),
        (
            "booths", "booth number", "booth numbers", "booth no", "booth", "stand number", "stand no", "stand",
            "stands", "booth s", "booths la", "boothsdisplay la", "stand nr", "standnummer", "numéro de stand",
            "stoisko", "nr stoiska", "estand", "padiglione stand", "стенд", "номер стенда", "展位", "展位号", "展台",
            "小間番号", "부스", "부스번호",
        ),
    ),
    Field(
        "halls",
        _("hall"),
        ("hall", "halls", "hall number", "hallid la", "pavilion", "halle", "pabellón", "padiglione", "hala", "зал",
         "павильон", "展馆", "馆号", "홀"),
    ),
    Field(
        "sector",
        _("sector"),
        ("sector", "category", "categories", "exhibition area", "zone", "industry", "branche", "secteur", "categoría",
         "settore", "отрасль", "раздел", "展区", "行业", "类别"),
    ),
    Field(
        "area_sqm",
        _("area in m²"),
        ("area sqm", "area m2", "area", "sqm", "m2", "square metres", "square meters", "stand size", "booth size",
         "surface", "fläche", "superficie", "powierzchnia", "площадь", "面积", "展位面积"),
    ),
    Field(
        "external_id",
        _("number in the list"),
        ("exhibitor id", "external id", "exhid l", "exhibitor number", "company id", "record id", "id", "slug", "code",
         "编号", "序号"),
    ),
)  # fmt: skip


def propose_company_mapping(columns: Sequence[str]) -> ColumnMapping:
    return propose_mapping(columns, LIST_COLUMNS)
