"""Tables of deals and exchange rates, and the rows of a file."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ciie.kernel.wording import side_by_side
from ciie.tables.writing import Value
from ciie.web.badges import badge
from ciie.web.lists import named
from ciie.web.templatetags.interface import figure
from exhibitors.bookings.tables import NUMBER, ONE_LINE
from exhibitors.promotion.deals.models import Deal, ExchangeRate

AMOUNTS = ("amount", "amount_usd")
"""The columns for readers who may see amounts."""


class CompanyDealTable(tables.Table):
    """A company's deals for its own people."""

    buyer = tables.Column(_("Buyer"))
    category = tables.Column(_("Goods or services purchased"))
    signed_date = tables.DateColumn(verbose_name=_("Signed"), attrs=ONE_LINE)
    amount = tables.Column(_("Amount"), attrs=NUMBER, order_by=("currency", "amount"))
    state = tables.Column(_("State"))

    class Meta:
        order_by_field = "sort"

    def render_buyer(self, record: Deal) -> SafeString:
        link = named(self.address(record), record.buyer, record.delegation)
        if not getattr(record, "duplicate_of", None):
            return link
        return format_html('{} <strong class="possible-duplicate">{}</strong>', link, _("possible duplicate"))

    def address(self, record: Deal) -> str:
        return reverse("desk:deal", args=[record.company_id, record.pk])

    def render_category(self, record: Deal) -> SafeString:
        return format_html(
            '<span class="row-name"><span>{}</span><span class="text-soft">{}</span></span>',
            record.category,
            side_by_side(record.sector, record.get_kind_display()),
        )

    def render_amount(self, record: Deal) -> str:
        return f"{figure(record.amount)} {record.currency}"

    def render_state(self, value: object, record: Deal) -> SafeString:
        return badge("deal_state", record.state)


class DealTable(CompanyDealTable):
    """Deals for organizers. The view leaves out amounts for readers who may not see them."""

    company = tables.Column(_("Exhibitor"), order_by="company__name")
    amount_usd = tables.Column(_("Counted (US$)"), attrs=NUMBER, default="–")

    class Meta(CompanyDealTable.Meta):
        sequence = ("company", "buyer", "category", "signed_date", "amount", "amount_usd", "state")

    def address(self, record: Deal) -> str:
        return reverse("organizer:deal", args=[record.pk])

    def render_amount_usd(self, value: Decimal) -> str:
        return figure(value)

    def order_amount_usd(self, rows: QuerySet[Deal], is_descending: bool) -> tuple[QuerySet[Deal], bool]:
        """Order by value, with deals that do not count last in both directions."""
        worth = F("amount_usd")
        order = worth.desc(nulls_last=True) if is_descending else worth.asc(nulls_last=True)
        return rows.order_by(order, "pk"), True

    def render_company(self, record: Deal) -> SafeString:
        return named(
            reverse("organizer:company", args=[record.company_id]),
            record.company.name,
            str(record.company.country.name or _("country not stated")),
        )


class ExchangeRateTable(tables.Table):
    """Every exchange rate, including corrected ones. `with_links` is for readers who may open a rate."""

    currency = tables.Column(_("Currency"))
    on_date = tables.DateColumn(verbose_name=_("Day"), attrs=ONE_LINE)
    usd_per_unit = tables.Column(_("US$ per unit"), attrs=NUMBER)
    source = tables.Column(_("Source"))
    state = tables.Column(_("State"), empty_values=(), orderable=False)
    counted = tables.Column(_("Deals counted"), attrs=NUMBER)

    class Meta:
        order_by_field = "sort"

    def __init__(self, *args: Any, with_links: bool, **kwargs: Any) -> None:
        self.with_links = with_links
        super().__init__(*args, **kwargs)

    def render_usd_per_unit(self, value: Decimal, record: ExchangeRate) -> SafeString | str:
        shown = f"{value.normalize():f}"
        if not self.with_links:
            return shown
        return format_html('<a href="{}">{}</a>', reverse("organizer:rate", args=[record.pk]), shown)

    def render_state(self, record: ExchangeRate) -> str:
        if hasattr(record, "correction"):
            return str(_("corrected"))
        return str(_("correction: %(reason)s") % {"reason": record.reason}) if record.corrects_id else str(_("valid"))


DEAL_COLUMNS: Sequence[Value] = (
    _("Exhibitor"),
    _("Country or region"),
    _("Buyer"),
    _("Trading delegation"),
    _("Sector"),
    _("Goods or services"),
    _("Goods or services purchased"),
    _("Signed"),
    _("State"),
)
AMOUNT_COLUMNS: Sequence[Value] = (
    _("Amount"),
    _("Currency"),
    _("US$ per unit"),
    _("Day of the rate"),
    _("Source of the rate"),
    _("Amount (US$)"),
)


def deal_rows(deals: Iterable[Deal], *, with_amounts: bool) -> Iterator[Sequence[Value]]:
    """Yield one row per deal, in the order of `DEAL_COLUMNS`, then of `AMOUNT_COLUMNS`."""
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
        if with_amounts:
            rate = (deal.rate.usd_per_unit, deal.rate.on_date, deal.rate.source) if deal.rate else (None, None, None)
            row += (deal.amount, deal.currency, *rate, deal.amount_usd)
        yield row
