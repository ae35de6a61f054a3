"""Tables of payments, statements and receivables, on pages and as files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.tables.writing import Value
from ciie.web.badges import badge
from ciie.web.lists import named
from ciie.web.templatetags.interface import amount, money
from exhibitors.bookings.tables import NUMBER, ONE_LINE
from exhibitors.money.invoices.amounts import rounded
from exhibitors.money.payments.models import BankStatement, Payment
from exhibitors.money.payments.queries.journal import Posting, debtor_of, vat_id_of
from exhibitors.money.payments.queries.payments import state_of
from exhibitors.money.payments.queries.receivables import BUCKETS, Ageing, CompanyAccount
from exhibitors.money.payments.states import StatementState


class PaymentTable(tables.Table):
    """Rows of `listed_payments`."""

    company = tables.Column(_("Company"), accessor="company__name")
    received_on = tables.DateColumn(verbose_name=_("Received"), attrs=ONE_LINE)
    way = tables.Column(_("Way"))
    state = tables.Column(_("State"), empty_values=(), orderable=False)
    amount = tables.Column(_("Amount"), attrs=NUMBER)
    rest = tables.Column(_("Left over"), attrs=NUMBER)

    class Meta:
        order_by_field = "sort"

    def render_company(self, record: Payment) -> SafeString:
        return named(reverse("organizer:payment", args=[record.pk]), record.company.name, record.number)

    def render_state(self, record: Payment) -> SafeString:
        return badge("payment_state", state_of(record))

    def render_amount(self, record: Payment) -> str:
        return money(record.amount, record.currency)

    def render_rest(self, record: Any) -> str:
        return money(record.rest, record.currency) if record.rest and record.cancelled_at is None else "–"


PAYMENT_COLUMNS: Sequence[Value] = (
    *(
        _("Payment"),
        _("Company"),
        _("Received"),
        _("Way"),
        _("State"),
        _("Payer"),
        _("Account of the payer"),
        pgettext_lazy("bank statement", "Text"),
    ),
    *(_("Currency"), _("Amount"), _("Allocated"), _("Refunded"), _("Left over")),
)


def payment_rows(payments: Iterable[Any]) -> Iterator[Sequence[Value]]:
    """Yield one row per payment of `listed_payments`."""
    for each in payments:
        yield (
            *(each.number, each.company.name, each.received_on, each.get_way_display(), state_of(each).label),
            *(each.payer, each.payer_account, each.text, each.currency),
            *(rounded(value, each.currency) for value in (each.amount, each.allocated, each.refunded, each.rest)),
        )


class StatementTable(tables.Table):
    """Rows of `listed_statements`. It cannot be sorted by columns that would count the lines of every statement."""

    file_name = tables.Column(_("File"))
    account = tables.Column(_("Bank account"), accessor="account__name")
    days = tables.Column(pgettext_lazy("bank statement", "Days"), accessor="first_day", empty_values=(), attrs=ONE_LINE)
    state = tables.Column(_("State"))
    count = tables.Column(pgettext_lazy("bank statement", "Lines"), attrs=NUMBER, orderable=False)
    open = tables.Column(_("To match"), attrs=NUMBER, orderable=False)
    uploaded_at = tables.Column(_("Uploaded"), attrs=ONE_LINE)

    class Meta:
        order_by_field = "sort"

    def render_file_name(self, record: BankStatement) -> SafeString:
        return named(reverse("organizer:statement", args=[record.pk]), record.file_name, record.uploaded_by)

    def render_state(self, record: BankStatement) -> SafeString:
        return badge("statement_state", record.state)

    def render_days(self, record: BankStatement) -> str:
        if record.first_day is None or record.last_day is None:
            return "–"
        return " – ".join(dict.fromkeys(date_format(day) for day in (record.first_day, record.last_day)))

    def render_uploaded_at(self, record: BankStatement) -> str:
        return date_format(localtime(record.uploaded_at), "SHORT_DATETIME_FORMAT")

    def render_count(self, record: Any) -> str:
        return str(record.count) if record.state == StatementState.IMPORTED else "–"

    def render_open(self, record: Any) -> str:
        return str(record.open + record.returns) if record.state == StatementState.IMPORTED else "–"


class AgeingTable(tables.Table):
    """Rows of `ageing`."""

    name = tables.Column(_("Company"))
    total = tables.Column(_("Open"), attrs=NUMBER)
    not_due = tables.Column(BUCKETS[0][2], empty_values=(), attrs=NUMBER, orderable=False)
    to_30 = tables.Column(BUCKETS[1][2], empty_values=(), attrs=NUMBER, orderable=False)
    to_60 = tables.Column(BUCKETS[2][2], empty_values=(), attrs=NUMBER, orderable=False)
    to_90 = tables.Column(BUCKETS[3][2], empty_values=(), attrs=NUMBER, orderable=False)
    over_90 = tables.Column(BUCKETS[4][2], empty_values=(), attrs=NUMBER, orderable=False)
    oldest = tables.Column(_("Days late"), attrs=NUMBER)
    advance = tables.Column(_("Advance"), attrs=NUMBER)

    class Meta:
        order_by_field = "sort"

    def __init__(self, *args: Any, edition: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition_number = edition

    def render_name(self, record: Ageing) -> SafeString:
        address = f"{reverse('organizer:account', args=[record.company.pk])}?edition={self.edition_number}"
        return named(address, record.company.name, record.company.country.name)

    def render_total(self, record: Ageing) -> str:
        return money(record.total, record.currency)

    def _bucket(self, record: Ageing, name: str) -> str:
        return amount(record.amounts[name], record.currency) if record.amounts[name] else "–"

    def render_not_due(self, record: Ageing) -> str:
        return self._bucket(record, "not_due")

    def render_to_30(self, record: Ageing) -> str:
        return self._bucket(record, "to_30")

    def render_to_60(self, record: Ageing) -> str:
        return self._bucket(record, "to_60")

    def render_to_90(self, record: Ageing) -> str:
        return self._bucket(record, "to_90")

    def render_over_90(self, record: Ageing) -> str:
        return self._bucket(record, "over_90")

    def render_oldest(self, record: Ageing) -> str:
        return str(record.oldest or "–")

    def render_advance(self, record: Ageing) -> str:
        return amount(record.advance, record.currency) if record.advance else "–"


AGEING_COLUMNS: Sequence[Value] = (
    *(_("Company"), _("Country or region"), _("Currency"), _("Open")),
    *(label for _name, _most, label in BUCKETS),
    *(_("Days late"), _("Invoices"), _("Due today"), _("Advance")),
)


def ageing_rows(rows: Iterable[Ageing]) -> Iterator[Sequence[Value]]:
    for row in rows:
        yield (
            *(row.company.name, row.company.country.name, row.currency),
            *(rounded(amount, row.currency) for amount in (row.total, *row.amounts.values())),
            *(row.oldest, row.invoices),
            *(rounded(amount, row.currency) for amount in (row.due_today, row.advance)),
        )


ACCOUNT_COLUMNS: Sequence[Value] = (
    *(
        _("Day"),
        _("Kind"),
        _("Document"),
        _("Note"),
        _("Currency"),
        pgettext_lazy("account", "Charged"),
        _("Paid or credited"),
        pgettext_lazy("account", "Balance"),
    ),
)


def account_rows(accounts: Iterable[CompanyAccount]) -> Iterator[Sequence[Value]]:
    """Yield the rows of a company's account in every currency."""
    for account in accounts:
        for row in account.rows:
            charged, paid, balance = (
                rounded(amount, account.currency) for amount in (row.charged, row.paid, row.balance)
            )
            said = (row.day, row.label, row.document, row.memo, account.currency)
            yield *said, charged or None, paid or None, balance


JOURNAL_COLUMNS: Sequence[Value] = (
    # Translators: A line of the journal of money: a noun.
    *(_("Entry"), _("Day"), _("Kind"), _("Account"), _("Account number"), _("Amount"), _("Currency"), _("Company")),
    *(_("Booking"), _("Invoice"), _("Document"), _("Note"), _("Posted by"), _("Debtor number"), _("Tax category")),
    *(_("Tax rate (%)"), _("VAT ID"), _("Day of supply")),
)


def journal_rows(postings: Iterable[Posting], debtors: Mapping[int, str]) -> Iterator[Sequence[Value]]:
    """Yield the general journal, one row for each amount on an account of the bookkeeping."""
    for posting in postings:
        line, treatment = posting.line, posting.treatment
        entry, booking, invoice, document = line.entry, line.booking, line.invoice, line.entry.document
        yield (
            *(entry.pk, entry.day, entry.get_kind_display(), posting.account, posting.number),
            *(posting.amount, entry.currency, line.company.name, booking.reference if booking else ""),
            *(invoice.number_text if invoice else "", document.number_text if document else ""),
            *(entry.memo, entry.actor, "" if treatment else debtor_of(line, debtors)),
            *((treatment.category, treatment.rate) if treatment else ("", None)),
            *((vat_id_of(document), document.edition.closes_date) if treatment and document else ("", None)),
        )
