"""The table of themed areas, and its rows for export."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ciie.kernel.bilingual import shown
from ciie.tables.writing import Value
from ciie.web.templatetags.interface import figure
from pavilions.plans.themed_areas.models import ThemedArea

NUMBER = {"th": {"class": "number"}, "td": {"class": "number"}}


class AreaTable(tables.Table):
    """A table of `areas_of`."""

    name = tables.Column(_("Area"))
    host_name = tables.Column(_("Host"))
    section = tables.Column(_("Exhibition"))
    booth_count = tables.Column(_("Booths"), attrs=NUMBER)
    area_sqm = tables.Column(_("m²"), attrs=NUMBER)
    booked_sqm = tables.Column(_("Booked (m²)"), attrs=NUMBER)
    is_public = tables.BooleanColumn(verbose_name=_("Public"), yesno=(_("yes"), _("no")))

    class Meta:
        order_by_field = "sort"

    def render_name(self, record: ThemedArea) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("themed_areas:area", args=[record.pk]), record)

    def render_area_sqm(self, record: Any) -> str:
        return figure(record.area_sqm)

    def render_booked_sqm(self, record: Any) -> str:
        return figure(record.booked_sqm)

    def render_is_public(self, value: bool) -> str:  # called by the table
        return str(_("yes") if value else _("no"))


AREA_COLUMNS: Sequence[Value] = (
    _("Area"),
    _("Name in Chinese"),
    _("Exhibition"),
    _("Host"),
    _("Country or region of the host"),
    _("Booths"),
    _("m²"),
    _("Booked (m²)"),
    _("Public"),
)


def area_rows(areas: Iterable[Any]) -> Iterator[Sequence[Value]]:
    """Yield one row per area of `areas_of`."""
    for area in areas:
        yield (
            area.name,
            area.name_zh,
            area.get_section_display(),
            shown(area, "host_name"),
            area.host_country.code,
            area.booth_count,
            area.area_sqm,
            area.booked_sqm,
            str(_("yes") if area.is_public else _("no")),
        )
