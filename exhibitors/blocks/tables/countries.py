"""What each country or region has at an edition, in rows and as a file."""

from collections.abc import Iterable, Iterator, Sequence

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ciie.tables.writing import Value
from ciie.web.templatetags.interface import figure
from exhibitors.blocks.queries.block_figures import CountryLine
from exhibitors.bookings.tables import NUMBER


class CountryTable(tables.Table):
    """Rows of `country_lines`."""

    name = tables.Column(_("Country or region"))
    pavilion_sqm = tables.Column(_("National pavilion (m²)"), attrs=NUMBER)
    blocks_sqm = tables.Column(_("In blocks (m²)"), attrs=NUMBER)
    own_sqm = tables.Column(_("On their own (m²)"), attrs=NUMBER)
    area_sqm = tables.Column(_("Together (m²)"), attrs=NUMBER)
    companies = tables.Column(_("Companies"), attrs=NUMBER)
    blocks = tables.Column(_("Blocks"), attrs=NUMBER)

    class Meta:
        order_by_field = "sort"

    def render_name(self, record: CountryLine) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("organizer:nation", args=[record.code]), record.name)

    def render_pavilion_sqm(self, record: CountryLine) -> str:
        return figure(record.pavilion_sqm)

    def render_blocks_sqm(self, record: CountryLine) -> str:
        return figure(record.blocks_sqm)

    def render_own_sqm(self, record: CountryLine) -> str:
        return figure(record.own_sqm)

    def render_area_sqm(self, record: CountryLine) -> str:
        return figure(record.area_sqm)


COUNTRY_COLUMNS: Sequence[Value] = (
    _("Country or region"),
    _("National pavilion (m²)"),
    _("In blocks (m²)"),
    _("On their own (m²)"),
    _("Together (m²)"),
    _("Companies"),
    _("Blocks"),
)


def country_rows(lines: Iterable[CountryLine]) -> Iterator[Sequence[Value]]:
    for line in lines:
        yield (
            line.name,
            line.pavilion_sqm,
            line.blocks_sqm,
            line.own_sqm,
            line.area_sqm,
            line.companies,
            line.blocks,
        )
