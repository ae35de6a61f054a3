"""Tables and exported rows of companies on other exhibitors' stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ciie.tables.writing import Value
from ciie.web.lists import named
from ciie.web.templatetags.interface import money
from exhibitors.bookings.co_exhibitors.models import CoExhibitor
from exhibitors.bookings.co_exhibitors.queries import StandCharges
from exhibitors.bookings.tables import NUMBER


class StandTable(tables.Table):
    """A table of the companies on one stand for its exhibitor."""

    name = tables.Column(_("Company"))
    kind = tables.Column(_("Kind"))
    products = tables.Column(_("Products"))
    # Translators: What a co-exhibitor costs: a noun.
    charge = tables.Column(_("Charge"), empty_values=(), orderable=False, attrs=NUMBER)

    class Meta:
        order_by_field = "sort"

    def __init__(self, *args: Any, charges: Mapping[int, StandCharges], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.charges = charges

    def render_name(self, record: CoExhibitor) -> SafeString:
        address = reverse("desk:co_exhibitor", args=[record.booking_id, record.pk])
        return named(address, record.name, str(record.country.name))

    def render_charge(self, record: CoExhibitor) -> str:
        amount, currency = _charge(record, self.charges)
        return money(amount, currency)


class CoExhibitorTable(StandTable):
    """A table of the companies of `co_exhibitors_in` for organizers."""

    exhibitor = tables.Column(_("Main exhibitor"), order_by="exhibitor__name")

    class Meta(StandTable.Meta):
        sequence = ("name", "kind", "exhibitor", "products", "charge")

    def render_name(self, record: CoExhibitor) -> SafeString:
        return format_html(
            '<span class="row-name"><span>{}</span><span class="text-soft">{}</span></span>',
            record.name,
            record.country.name,
        )

    def render_exhibitor(self, record: CoExhibitor) -> SafeString:
        return format_html(
            '<a href="{}">{}</a>', reverse("organizer:review", args=[record.booking_id]), record.exhibitor.name
        )


CO_EXHIBITOR_COLUMNS: Sequence[Value] = (
    _("Company"),
    _("Country or region"),
    _("Kind"),
    _("Main exhibitor"),
    _("Booking"),
    _("Website"),
    _("Products"),
    _("Catalogue entry, English"),
    _("Catalogue entry, Chinese"),
    _("Charge"),
    _("Currency"),
)


def co_exhibitor_rows(rows: Iterable[CoExhibitor], charges: Mapping[int, StandCharges]) -> Iterator[Sequence[Value]]:
    for row in rows:
        amount, currency = _charge(row, charges)
        yield (
            row.name,
            row.country.name,
            row.get_kind_display(),
            row.exhibitor.name,
            row.booking.reference,
            row.website,
            row.products,
            row.text_en,
            row.text_zh,
            amount,
            currency,
        )


def _charge(row: CoExhibitor, charges: Mapping[int, StandCharges]) -> tuple[Decimal | None, str]:
    """Return the charge to the holder of the stand or of its block for the company, and the currency."""
    found = charges.get(row.booking.block_id or row.booking_id)
    return (found.each.get(row.kind), found.currency) if found else (None, "")
