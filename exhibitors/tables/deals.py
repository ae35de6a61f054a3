"""Deals and exchange rates in rows, and as a file."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ciie.tables.writing import Value
from ciie.web.templatetags.interface import deal_state, figure
from exhibitors.models import Deal, ExchangeRate
from exhibitors.tables.bookings import NUMBER


class CompanyDealTable(tables.Table):
    """A company's deals, as its own people see them."""

    buyer = tables.Column(_("Buyer"))
    category = tables.Column(_("What is bought"))
    signed_date = tables.DateColumn(verbose_name=_("Signed"))
    amount = tables.Column(_("Amount"), attrs=NUMBER)
    state = tables.Column(_("State"))

    class Meta:
        order_by_field = "sort"

    def render_buyer(self, record: Deal) -> SafeString:
        return named(self.address(record), record.buyer, record.delegation)

    def address(self, record: Deal) -> str:
        return reverse("desk:deal", args=[record.company_id, record.pk])

    def render_category(self, record: Deal) -> SafeString:
        return format_html(
            '<span class="row-name"><span>{}</span><span class="text-soft">{}, {}</span></span>',
            record.category,
            record.sector,
            record.get_kind_display(),
        )

    def render_amount(self, record: Deal) -> str:
        return f"{figure(record.amount)} {record.currency}"

    def render_state(self, value: object, record: Deal) -> SafeString:
        return deal_state(record.state)


class DealTable(CompanyDealTable):
    """Deals as organizers see them; amounts only for whom the view lets have them."""

    company = tables.Column(_("Exhibitor"), order_by="company__name")

    class Meta(CompanyDealTable.Meta):
        sequence = ("company", "buyer", "category", "signed_date", "amount", "state")

    def address(self, record: Deal) -> str:
        return reverse("organizer:deal", args=[record.pk])

    def render_company(self, record: Deal) -> SafeString:
        return named(
            reverse("organizer:company", args=[record.company_id]),
            record.company.name,
            str(record.company.country.name or _("country not stated")),
        )


class ExchangeRateTable(tables.Table):
    currency = tables.Column(_("Currency"))
    on_date = tables.DateColumn(verbose_name=_("Day"))
    usd_per_unit = tables.Column(_("US$ for one unit"), attrs=NUMBER)
    source = tables.Column(_("Source"))

    class Meta:
        model = ExchangeRate
        fields = ("currency", "on_date", "usd_per_unit", "source")
        order_by_field = "sort"

    def render_usd_per_unit(self, value: Decimal) -> str:
        return f"{value.normalize():f}"


def named(address: str, name: str, note: str) -> SafeString:
    return format_html(
        '<span class="row-name"><a href="{}">{}</a><span class="text-soft">{}</span></span>', address, name, note
    )


DEAL_COLUMNS: Sequence[Value] = (
    _("Exhibitor"),
    _("Country or region"),
    _("Buyer"),
    _("Trading delegation"),
    _("Sector"),
    _("Goods or services"),
    _("What is bought"),
    _("Signed"),
    _("State"),
)
AMOUNT_COLUMNS: Sequence[Value] = (_("Amount"), _("Currency"), _("US$ for one unit"), _("Amount (US$)"))


def deal_rows(deals: Iterable[Deal], *, with_amounts: bool) -> Iterator[Sequence[Value]]:
    """One row per deal, in the order of `DEAL_COLUMNS`, then of `AMOUNT_COLUMNS`."""
    for deal in deals:
        row: tuple[Value, ...] = (
            deal.company.name,
            deal.company.country.name,
            deal.buyer,
            deal.delegation,
            str(deal.sector),
            deal.get_kind_display(),
            deal.category,
            deal.signed_date,
            deal.get_state_display(),
        )
        yield (*row, *_amounts(deal)) if with_amounts else row


def _amounts(deal: Deal) -> tuple[Value, ...]:
    return deal.amount, deal.currency, deal.rate.usd_per_unit if deal.rate else None, deal.amount_usd
