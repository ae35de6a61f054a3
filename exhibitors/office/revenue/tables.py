"""Tables of revenue: bookings with what each comes to, and files."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.tables.writing import Value
from ciie.web.badges import badge
from ciie.web.lists import named
from ciie.web.templatetags.interface import money, sqm
from exhibitors.bookings.models import Booking
from exhibitors.bookings.tables import NUMBER
from exhibitors.money.invoices.amounts import rounded
from exhibitors.office.revenue.figures import COLUMNS, Figures
from exhibitors.office.revenue.queries import Line
from pavilions.floor.models.edition import Edition


@dataclass(frozen=True)
class BookingRow:
    """A booking with what it comes to, or what its space in the filtered hall or sector comes to."""

    booking: Booking
    figures: Figures

    @property
    def name(self) -> str:
        return self.booking.company.name


class _AmountColumn(tables.Column):
    """An amount in the currency of the table."""

    def render(self, value: Decimal, table: "RevenueTable") -> str:
        return money(value, table.currency) if value else "–"


def _amount(column: str) -> tables.Column:
    return _AmountColumn(COLUMNS[column], accessor=f"figures__{column}", attrs=NUMBER)


class RevenueTable(tables.Table):
    """Rows of `BookingRow`."""

    company = tables.Column(_("Booking"), accessor="name")
    state = tables.Column(_("State"), accessor="booking__state")
    area = tables.Column(_("m²"), accessor="figures__area_sqm", attrs=NUMBER)
    listed = _amount("listed")
    undecided = _amount("undecided")
    offered = _amount("offered")
    accepted = _amount("accepted")
    invoiced = _amount("invoiced")
    paid = _amount("paid")
    overdue = _amount("overdue")

    class Meta:
        order_by_field = "sort"

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency

    def render_company(self, record: BookingRow) -> SafeString:
        booking = record.booking
        return named(reverse("organizer:review", args=[booking.pk]), booking.company.name, booking.reference)

    def render_state(self, value: str) -> SafeString:
        return badge("booking_state", value)

    def render_area(self, value: Decimal) -> str:
        return sqm(value)


MONEY_COLUMNS: Sequence[Value] = (
    _("m²"),
    _("List value, net"),
    _("Undecided, list value, net"),
    _("Offered, net"),
    _("Accepted, net"),
    _("Invoiced, net"),
    _("Paid, with taxes"),
    _("Overdue, with taxes"),
    _("m² without a price"),
    _("Currency"),
)
LINE_COLUMNS: Sequence[Value] = (pgettext_lazy("revenue", "By"), _("Key"), _("Name"), *MONEY_COLUMNS)
BOOKING_COLUMNS: Sequence[Value] = (_("Booking"), _("Company"), _("Country or region"), _("State"), *MONEY_COLUMNS)


def line_rows(words: str, lines: Iterable[tuple[Edition, Line]]) -> Iterator[Sequence[Value]]:
    for edition, line in lines:
        yield (words, line.key, line.label, *_values(line.figures, edition.currency))


def booking_rows(rows: Iterable[BookingRow], currency: str) -> Iterator[Sequence[Value]]:
    for row in rows:
        booking = row.booking
        yield (
            booking.reference,
            booking.company.name,
            booking.company.country.name,
            booking.get_state_display(),
            *_values(row.figures, currency),
        )


def _values(figures: Figures, currency: str) -> tuple[Value, ...]:
    amounts = (rounded(getattr(figures, name), currency) for name in COLUMNS)
    return (figures.area_sqm, *amounts, figures.unpriced_sqm, currency)
