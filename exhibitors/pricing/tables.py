"""Tables and exported rows of rate cards and of their comparison."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import django_tables2 as tables
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ciie.tables.writing import Value
from ciie.web.templatetags.interface import amount, figure
from exhibitors.pricing.models import RateRule
from exhibitors.pricing.queries.comparisons import ComparedPrice

NUMBER = {"th": {"class": "number"}, "td": {"class": "number"}}

RULE_COLUMNS: Sequence[Value] = (
    _("Kind of rule"),
    _("Name in English"),
    _("Name in Chinese"),
    # Translators: By what a price is multiplied: per m², per booth …
    _("Charged"),
    _("Currency"),
    _("Amount or per cent"),
    _("Exhibition"),
    _("Sector"),
    _("Hall"),
    _("Raw or shell"),
    _("Open sides from"),
    _("Open sides to"),
    _("Booths from (m²)"),
    _("Booths below (m²)"),
    _("Bookings from (m²)"),
    _("Submitted from"),
    _("Submitted until"),
)


def rule_rows(rules: Iterable[RateRule]) -> Iterator[Sequence[Value]]:
    for rule in rules:
        yield (
            rule.get_kind_display(),
            rule.name,
            rule.name_zh,
            rule.get_basis_display(),
            rule.card.edition.currency,
            rule.written("amount"),
            rule.get_section_display(),
            str(rule.sector or ""),
            str(rule.hall or ""),
            rule.get_booth_kind_display(),
            rule.sides_from,
            rule.sides_to,
            rule.sqm_from,
            rule.sqm_below,
            rule.booking_sqm_from,
            rule.day_from,
            rule.day_to,
        )


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
