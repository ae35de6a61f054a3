"""Every figure on invoices, credit notes and accounts, on pages and in PDFs, against the independent calculation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from exhibitors.money.invoices.documents.invoice_pdf import draw_invoice
from exhibitors.money.invoices.models import BillingParty, BillingShare, Invoice
from exhibitors.money.invoices.operations.credits import credit_invoice
from exhibitors.money.invoices.operations.drafts import draft_invoice
from exhibitors.money.invoices.operations.issuing import issue_invoice
from exhibitors.money.invoices.states import InvoiceKind, Supply
from tests.clients import signed_in
from tests.exhibitors.invoices.invoices import company_with_address, finance, line, seller_of, tax_row
from tests.exhibitors.payments.paid import TODAY, paid
from tests.exhibitors.sales.independent import Credited, Entry, Item, Sum, account, by_tax, shared, summed
from tests.exhibitors.sales.plain import figure, figures_in_pdf, quote_columns, tables
from tests.factories import NOON, BookingFactory, EditionFactory, owner_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

UNITS = (1_000_001, 333, -5_005, 70_000, 1)
RATES = {Supply.PACKAGE: "19", Supply.RAW: "7.7"}
SUPPLIES = (Supply.PACKAGE, Supply.RAW, Supply.PACKAGE, Supply.RAW, Supply.RAW)
SHARES = ("33.33", "33.33", "33.34")


@dataclass
class Bill:
    """The invoices of one booking for three bill-tos, and what the lines of each come to."""

    currency: str
    invoices: list[Invoice]
    nets: list[list[Fraction]]

    @property
    def smallest(self) -> Fraction:
        return Fraction(1, 10 ** {"CNY": 2, "JPY": 0, "KWD": 3}[self.currency])

    def items(self, place: int) -> list[Item]:
        pairs = zip(self.nets[place], SUPPLIES, strict=True)
        return [Item(net, supply, Fraction(RATES[supply])) for net, supply in pairs if net]


@pytest.fixture(params=["CNY", "JPY", "KWD"])
def bill(request: pytest.FixtureRequest) -> Bill:
    edition = EditionFactory(currency=request.param)
    seller_of(edition)
    for supply, rate in RATES.items():
        tax_row(edition, rate, supply=supply)
    booking = BookingFactory(edition=edition, company=company_with_address())
    with transaction.atomic():
        for name, percent in zip("ABC", SHARES, strict=True):
            where = {"address": "1 St", "city": "Rome", "country": "IT"}
            party = BillingParty.objects.create(company=booking.company, name=name, **where)
            BillingShare.objects.create(booking=booking, party=party, percent=Decimal(percent))
    bill = Bill(request.param, [], [])
    nets = [units * bill.smallest for units in UNITS]
    lines = [line(Decimal(net.numerator) / net.denominator, supply=s) for net, s in zip(nets, SUPPLIES, strict=True)]
    drafts = draft_invoice(booking.pk, kind=InvoiceKind.FULL, lines=lines, actor=finance(), at=NOON)
    bill.invoices = [issue_invoice(draft.pk, actor=finance(), at=NOON) for draft in drafts]
    bill.nets = shared(nets, [Fraction(percent) for percent in SHARES], bill.currency)
    return bill


def shown_on_documents(invoice: Invoice, nets: Sequence[Fraction], taxes: Sequence[Fraction], total: Fraction) -> None:
    """On the page of finance, and in the PDF in both languages: nets of lines, their sum, taxes, total."""
    column = [each for each in (*nets, sum(nets, Fraction(0)), *taxes, total) if each]
    page = signed_in(finance()).get(reverse("organizer:invoice", args=[invoice.pk]))
    assert quote_columns(page.text)[0] == column
    for language in ("en", "zh-hans"):
        found = iter(figures_in_pdf(draw_invoice(invoice.text, language), invoice.currency))
        assert [each for each in column if each not in found] == [], "in this order"


def test_invoices_say_these_figures(bill: Bill) -> None:
    assert len(bill.invoices) == len(SHARES)
    for place, invoice in enumerate(bill.invoices):
        items = bill.items(place)
        taxes = by_tax(items, bill.currency)
        whole = summed(taxes.values())
        shown_on_documents(invoice, [item.net for item in items], [each.tax for each in taxes.values()], whole.total)


def credited(invoice: Invoice, **what: object) -> Invoice:
    note = credit_invoice(invoice.pk, reason="Agreed.", actor=finance(), at=NOON, **what)  # type: ignore[arg-type]  # nets or an amount
    return issue_invoice(note.pk, actor=finance(), at=NOON)


def decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / value.denominator


def test_credit_notes_say_these_figures_and_close_at_0(bill: Bill) -> None:
    """A line in part, an amount with tax, a line again, and the rest."""
    invoice, items = bill.invoices[0], bill.items(0)
    keys = list(invoice.lines.order_by("position").values_list("pk", flat=True))
    left = Credited(items, bill.currency)
    some, amount, more = (units * bill.smallest for units in (11_117, 98_765, 3))
    steps: list[tuple[dict[str, object], Sum]] = [
        ({"nets": {keys[0]: decimal(some)}}, left.of_lines({0: some})),
        ({"amount": decimal(amount)}, left.of_amount(amount)),
        ({"nets": {keys[1]: decimal(more)}}, left.of_lines({1: more})),
        ({}, left.of_all()),
    ]
    for what, credit in steps:
        note = credited(invoice, **what)
        assert (Fraction(note.net), Fraction(note.tax or 0)) == (credit.net, credit.tax)
        nets = [Fraction(net) for net in note.lines.order_by("position").values_list("net", flat=True)]
        taxes = [Fraction(tax) for tax in note.taxes.order_by("pk").values_list("tax", flat=True)]
        assert (sum(nets), sum(taxes)) == (credit.net, credit.tax)
        shown_on_documents(note, nets, taxes, credit.total)
    page = signed_in(finance()).get(reverse("organizer:invoice", args=[invoice.pk]))
    assert page.context["shown"].balance == 0


def test_accounts_say_these_figures(bill: Bill) -> None:
    """Invoices, a credit note, a payment in part, one that is too large, and time that passes."""
    first, second, third = bill.invoices
    sums = [summed(by_tax(bill.items(place), bill.currency).values()) for place in range(3)]
    note = credited(first, amount=decimal(1_234 * bill.smallest))
    part, over = 4_321 * bill.smallest, 55 * bill.smallest
    paid(first, decimal(part), for_invoice=decimal(part))
    paid(second, decimal(sums[1].total + over), for_invoice=decimal(sums[1].total))
    due = first.due_on
    assert due == TODAY + timedelta(days=14)
    documents = [
        *(Entry(TODAY, each.total, name, due) for each, name in zip(sums, "ABC", strict=True)),
        Entry(TODAY, -1_234 * bill.smallest, pays="A"),
        Entry(TODAY, -part, pays="A"),
        Entry(TODAY, -sums[1].total, pays="B"),
        Entry(TODAY, -over),
    ]
    rows = [*documents[:5], Entry(TODAY, -sums[1].total - over)]
    company = first.booking.company
    owner, query = owner_of(company), f"?edition={first.edition.number}"
    for days in (0, 14, 15):
        whole = account(rows, TODAY + timedelta(days=days))
        owed = account(documents, TODAY + timedelta(days=days))
        with time_machine.travel(NOON + timedelta(days=days), tick=False):
            office = signed_in(finance())  # sessions end with the time that passes
            for client, name in ((signed_in(owner), "desk:account"), (office, "organizer:account")):
                page = client.get(reverse(name, args=[company.pk]) + query)
                statement = page.text[page.text.index("statement-of-account") :]
                (shown,) = tables(statement, "data-table")
                assert [figure(row[-1]) for row in shown[:-1]] == whole.running
                assert figure(shown[-1][-1]) == whole.balance
            receivables = office.get(reverse("organizer:receivables") + query).context["table"].rows[0].record
        late = [Fraction(each) for each in (receivables.late, receivables.late + receivables.due_today)]
        assert late == [owed.late, owed.due]
        assert (Fraction(receivables.advance), Fraction(receivables.total)) == (owed.credit, owed.balance + owed.credit)
    assert (note.total, third.total) == (decimal(1_234 * bill.smallest), decimal(sums[2].total))
