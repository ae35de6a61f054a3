"""Offers, contracts, requests for less space, late invoices and cancellations as tables and as rows of files."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.tables.writing import Value
from ciie.web.badges import badge
from ciie.web.lists import named
from ciie.web.paging import sorted_alone
from ciie.web.templatetags.interface import money, sqm
from exhibitors.bookings.tables import NUMBER, ONE_LINE
from exhibitors.money.invoices.amounts import rounded
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.models.money import Cancellation
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.models.reductions import ReductionRequest
from exhibitors.money.sales.terms_of_sale.words import percent_words


class CompanyColumn(tables.Column):
    """A column sorted without the index on names, because that would read the companies of all editions."""

    def order(self, rows: QuerySet[Any], is_descending: bool) -> tuple[QuerySet[Any], bool]:
        name = sorted_alone(str(self.accessor))
        return rows.order_by(name.desc() if is_descending else name), True


class OfferTable(tables.Table):
    """A table of `listed_offers`."""

    company = CompanyColumn(_("Booking"), accessor="booking__company__name")
    version = tables.Column(_("Version"), attrs=NUMBER)
    state = tables.Column(_("State"))
    last_day = tables.DateColumn(verbose_name=_("Last day"), attrs=ONE_LINE)
    area = tables.Column(_("Area"), accessor="area_sqm", attrs=NUMBER)
    total = tables.Column(_("Total"), attrs=NUMBER)

    class Meta:
        order_by_field = "sort"

    def render_company(self, record: Offer) -> SafeString:
        booking = record.booking
        return named(reverse("organizer:offer", args=[record.pk]), booking.company.name, booking.reference)

    def render_state(self, record: Offer) -> SafeString:
        return badge("offer_state", record.state)

    def render_area(self, record: Offer) -> str:
        return sqm(record.area_sqm)

    def render_total(self, record: Offer) -> str:
        return money(record.total, record.currency)


OFFER_COLUMNS: Sequence[Value] = (
    _("Booking"),
    _("Company"),
    _("Country or region"),
    _("Version"),
    _("State"),
    # Translators: The day of an offer or contract.
    _("Made"),
    _("Last day"),
    pgettext_lazy("offer", "Answered"),
    _("Reason"),
    _("Area (m²)"),
    _("Currency"),
    _("Net"),
    _("Total"),
)


def offer_rows(offers: Iterable[Offer]) -> Iterator[Sequence[Value]]:
    """Yield one row for each offer of `listed_offers`."""
    for offer in offers:
        booking = offer.booking
        yield (
            booking.reference,
            booking.company.name,
            booking.company.country.name,
            offer.version,
            offer.get_state_display(),
            offer.made_at,
            offer.last_day,
            offer.answered_at,
            offer.reason,
            offer.area_sqm,
            offer.currency,
            rounded(offer.net, offer.currency),
            rounded(offer.total, offer.currency),
        )


class ContractTable(tables.Table):
    """A table of `listed_contracts`."""

    company = CompanyColumn(_("Booking"), accessor="booking__company__name")
    version = tables.Column(_("Version"), attrs=NUMBER)
    state = tables.Column(_("State"))
    sign_by = tables.DateColumn(verbose_name=_("Last day"), attrs=ONE_LINE)
    signed_at = tables.DateTimeColumn(verbose_name=pgettext_lazy("contract", "Signed"), attrs=ONE_LINE)
    total = tables.Column(_("Total"), accessor="offer__total", attrs=NUMBER)

    class Meta:
        order_by_field = "sort"

    def render_company(self, record: Contract) -> SafeString:
        booking = record.booking
        return named(reverse("organizer:contract", args=[record.pk]), booking.company.name, record.number)

    def render_state(self, record: Contract) -> SafeString:
        return badge("contract_state", record.state)

    def render_total(self, record: Contract) -> str:
        return money(record.offer.total, record.offer.currency)


CONTRACT_COLUMNS: Sequence[Value] = (
    _("Contract"),
    _("Booking"),
    _("Company"),
    _("Country or region"),
    _("State"),
    _("Made"),
    _("Last day"),
    pgettext_lazy("contract", "Signed"),
    _("Signed by"),
    _("Reason"),
    _("Currency"),
    _("Net"),
    _("Total"),
    _("SHA-256 of the PDF"),
)


def contract_rows(contracts: Iterable[Contract]) -> Iterator[Sequence[Value]]:
    """Yield one row for each contract of `listed_contracts`."""
    for contract in contracts:
        booking, offer = contract.booking, contract.offer
        yield (
            contract.number,
            booking.reference,
            booking.company.name,
            booking.company.country.name,
            contract.get_state_display(),
            contract.made_at,
            contract.sign_by,
            contract.signed_at,
            contract.signed_by,
            contract.reason,
            offer.currency,
            rounded(offer.net, offer.currency),
            rounded(offer.total, offer.currency),
            contract.digest,
        )


class LateTable(tables.Table):
    """A table of `listed_late`."""

    company = CompanyColumn(_("Booking"), accessor="booking__company__name")
    number = tables.Column(_("Invoice"), accessor="number_text")
    due = tables.DateColumn(verbose_name=_("Due"), accessor="pay_by", attrs=ONE_LINE)
    level = tables.Column(_("Reminders sent"), attrs=NUMBER)
    balance = tables.Column(_("Open"), attrs=NUMBER)

    class Meta:
        order_by_field = "sort"

    def render_company(self, record: Any) -> SafeString:
        booking = record.booking
        return named(reverse("organizer:review", args=[booking.pk]), booking.company.name, booking.reference)

    def render_number(self, record: Any) -> SafeString:
        return named(reverse("organizer:invoice_extend", args=[record.pk]), record.number_text, str(_("Extend")))

    def render_balance(self, record: Any) -> str:
        return money(record.balance, record.currency)


LATE_COLUMNS: Sequence[Value] = (
    *(_("Invoice"), _("Booking"), _("Company"), _("Country or region"), _("Due"), _("Reminders sent"), _("Currency")),
    _("Open"),
)


def late_rows(invoices: Iterable[Any]) -> Iterator[Sequence[Value]]:
    """Yield one row for each invoice of `listed_late`."""
    for invoice in invoices:
        booking = invoice.booking
        yield (
            *(invoice.number_text, booking.reference, booking.company.name, booking.company.country.name),
            *(invoice.pay_by, invoice.level, invoice.currency, rounded(invoice.balance, invoice.currency)),
        )


class CancellationTable(tables.Table):
    """A table of `listed_cancellations`."""

    company = CompanyColumn(_("Booking"), accessor="booking__company__name")
    state = tables.Column(_("State"))
    cancelled_at = tables.DateTimeColumn(verbose_name=pgettext_lazy("when", "Cancelled"), attrs=ONE_LINE)
    percent = tables.Column(_("Per cent"), attrs=NUMBER)
    fee = tables.Column(_("Fee (net)"), attrs=NUMBER)

    class Meta:
        order_by_field = "sort"

    def render_company(self, record: Cancellation) -> SafeString:
        booking = record.booking
        return named(reverse("organizer:cancellation", args=[record.pk]), booking.company.name, booking.reference)

    def render_state(self, record: Cancellation) -> SafeString:
        return badge("cancellation_state", record.state)

    def render_percent(self, record: Cancellation) -> str:
        return percent_words(record.percent)

    def render_fee(self, record: Cancellation) -> str:
        return money(record.fee, record.currency)


CANCELLATION_COLUMNS: Sequence[Value] = (
    *(_("Booking"), _("Company"), _("Country or region"), _("State"), pgettext_lazy("when", "Cancelled")),
    *(_("Currency"), _("Net"), _("Per cent"), _("Fee (net)"), _("Reason"), pgettext_lazy("when", "Settled")),
)


def cancellation_rows(cancellations: Iterable[Cancellation]) -> Iterator[Sequence[Value]]:
    """Yield one row for each cancellation of `listed_cancellations`."""
    for row in cancellations:
        booking = row.booking
        yield (
            *(booking.reference, booking.company.name, booking.company.country.name, row.get_state_display()),
            *(row.cancelled_at, row.currency, rounded(row.base, row.currency), row.percent),
            *(rounded(row.fee, row.currency), row.reason, row.settled_at),
        )


class ReductionRequestTable(tables.Table):
    """A table of `listed_requests`."""

    company = CompanyColumn(_("Booking"), accessor="booking__company__name")
    state = tables.Column(_("State"))
    made_at = tables.DateTimeColumn(verbose_name=_("Requested on"), attrs=ONE_LINE)
    returned = tables.Column(_("Booths returned"))
    taken = tables.Column(_("Replacement booths"))
    fee = tables.Column(_("Fee (net)"), attrs=NUMBER)

    class Meta:
        order_by_field = "sort"

    def render_company(self, record: ReductionRequest) -> SafeString:
        booking = record.booking
        return named(reverse("organizer:reduction_request", args=[record.pk]), booking.company.name, booking.reference)

    def render_state(self, record: ReductionRequest) -> SafeString:
        return badge("reduction_state", record.state)

    def render_fee(self, record: ReductionRequest) -> str:
        return money(record.fee, record.currency)


REDUCTION_COLUMNS: Sequence[Value] = (
    *(_("Booking"), _("Company"), _("Country or region"), _("State"), _("Requested on"), _("Booths returned")),
    *(_("Replacement booths"), _("Reason"), _("Currency"), _("New net price"), _("Per cent"), _("Fee (net)")),
    *(_("Decided"), pgettext_lazy("reduction request", "Answer")),
)


def reduction_rows(requests: Iterable[ReductionRequest]) -> Iterator[Sequence[Value]]:
    """Yield one row for each request of `listed_requests`."""
    for row in requests:
        booking = row.booking
        yield (
            *(booking.reference, booking.company.name, booking.company.country.name, row.get_state_display()),
            *(row.made_at, row.returned, row.taken, row.reason, row.currency, rounded(row.net, row.currency)),
            *(row.percent, rounded(row.fee, row.currency), row.decided_at, row.answer),
        )
