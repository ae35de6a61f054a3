"""Tables and exported rows of rate cards and of their comparison."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import django_tables2 as tables
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ciie.tables.writing import Value
from ciie.web.templatetags.interface import amount, figure
from exhibitors.pricing.models import RateRule
from exhibitors.pricing.queries.card_files import COLUMNS, cells_of
from exhibitors.pricing.queries.comparisons import ComparedPrice

NUMBER = {"th": {"class": "number"}, "td": {"class": "number"}}

RULE_COLUMNS: Sequence[Value] = tuple(COLUMNS.values())


def rule_rows(rules: Iterable[RateRule]) -> Iterator[Sequence[Value]]:
    yield from map(cells_of, rules)


class ComparisonTable(tables.Table):
    """A table of the rows of `compare`, in one currency."""

    def __init__(self, *args: Any, currency: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.currency = currency

    reference = tables.Column(_("Booth"), orderable=False)
    area = tables.Column(_("Area"), accessor="booth__area_sqm", attrs=NUMBER)
    before = tables.Column(_("Before"), attrs=NUMBER)
    after = tables.Column(_("After"), attrs=NUMBER)
    difference = tables.Column(_("Difference"), attrs=NUMBER)

    class Meta:
        order_by_field = "sort"
        orderable = False

    def render_area(self, record: ComparedPrice) -> str:
        return figure(record.booth.area_sqm)

    def render_before(self, record: ComparedPrice) -> SafeString | str:
        return amount(record.before, self.currency)

    def render_after(self, record: ComparedPrice) -> SafeString | str:
        return amount(record.after, self.currency)

    def render_difference(self, record: ComparedPrice) -> SafeString | str:
        return amount(record.difference, self.currency)


COMPARISON_COLUMNS: Sequence[Value] = (
    _("Booth"),
    _("Area (m²)"),
    _("Currency"),
    _("Before"),
    _("After"),
    _("Difference"),
)


def comparison_rows(rows: Iterable[ComparedPrice], currency: str) -> Iterator[Sequence[Value]]:
    for row in rows:
        yield (row.reference, row.booth.area_sqm, currency, row.before, row.after, row.difference)
