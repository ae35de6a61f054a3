"""The table of countries and regions, and the rows of a file."""

from collections.abc import Iterable, Iterator, Sequence

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ciie.tables.writing import Value
from pavilions.texts.countries.queries import CountryLine


class CountryNameTable(tables.Table):
    """Rows of `country_lines`."""

    code = tables.Column(_("Code"))
    english = tables.Column(_("English name"))
    chinese = tables.Column(_("Chinese name"), order_by="pinyin", attrs={"td": {"lang": "zh-hans"}})
    pinyin = tables.Column(_("Pinyin"))
    is_set = tables.Column(_("Names"))

    class Meta:
        order_by_field = "sort"

    def render_english(self, record: CountryLine) -> SafeString:
        address = reverse("country_names:edit", args=[record.code])
        return format_html('<a href="{}" lang="en">{}</a>', address, record.english)

    def render_is_set(self, record: CountryLine) -> str:
        return gettext("changed") if record.is_set else gettext("default")


COUNTRY_NAME_COLUMNS: Sequence[Value] = (_("Code"), _("English name"), _("Chinese name"), _("Pinyin"), _("Names"))


def country_name_rows(lines: Iterable[CountryLine]) -> Iterator[Sequence[Value]]:
    """Yield one row per line, in the order of `COUNTRY_NAME_COLUMNS`."""
    for line in lines:
        names = gettext("changed") if line.is_set else gettext("default")
        yield line.code, line.english, line.chinese, line.pinyin, names
