"""Returned debits and recalled transfers: what banks write waits for a person, who undoes the payment."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from html import unescape

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from post_office.models import Email

from ciie.kernel.errors import DomainError
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.invoices.states import Account
from exhibitors.money.payments.models import BankAccount, Payment, Refund, StatementLine
from exhibitors.money.payments.operations.payments import InvoicePart
from exhibitors.money.payments.operations.refunds import undo_refund
from exhibitors.money.payments.operations.returns import ignore_debit, return_payment
from exhibitors.money.payments.operations.statements import Match, confirm_matches, import_statement, reopen_line
from exhibitors.money.payments.queries.payments import state_of, with_rest
from exhibitors.money.payments.queries.returns import return_proposals
from exhibitors.money.payments.states import LineState, PaymentState
from exhibitors.office.reconciliation.queries import differences
from tests.clients import signed_in
from tests.exhibitors.invoices.invoices import another, billable, finance, issued
from tests.exhibitors.payments.files import camt, credit, details, entry, mt940
from tests.exhibitors.payments.paid import TODAY, advance_of, bank_account, imported, journal, owed, paid, uploaded
from tests.factories import NOON, owner_of
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def invoice() -> Invoice:
    """Of 120.00."""
    return issued(billable())


@pytest.fixture
def account() -> BankAccount:
    return bank_account()


@pytest.fixture
def payment(invoice: Invoice, account: BankAccount) -> Payment:
    """Came by a statement, and pays the invoice."""
    imported(account, [credit("120.00", day=TODAY, text=invoice.reference, end_to_end="E2E-7", payer="Aurora SAS")])
    (made,) = confirm_matches(
        [Match(account.lines.get().pk, (InvoicePart(invoice.pk, Decimal(120)),))],
        edition_id=invoice.edition_id,
        actor=finance(),
        at=NOON,
    )
    return made


def code(work: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as refusal:
        work()
    return refusal.value.code


def brought(account: BankAccount, content: bytes) -> StatementLine:
    import_statement(uploaded(account, content, "returns").pk, actor=finance(), at=NOON)
    return account.lines.latest("pk")


def debit(account: BankAccount, amount: str = "120.00", **said: str) -> StatementLine:
    imported(account, [credit(amount, day=TODAY, is_credit=False, **said)])
    return account.lines.latest("pk")


def returned(amount: str = "120.00", text: str = "x") -> bytes:
    line = credit(amount, day=TODAY, is_credit=False, text=text)
    reversal = entry(line, details(line)).replace("<Sts>", "<RvslInd>true</RvslInd><Sts>")
    return camt(reversal)


def with_reason(text: str) -> bytes:
    line = credit("120.00", day=TODAY, is_credit=False, text=text)
    return camt(entry(line, details(line).replace("</TxDtls>", "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls>")))


@pytest.mark.parametrize(
    "content",
    [
        lambda invoice: returned(text=f"RETOURE AC04 {invoice.reference}"),
        lambda invoice: with_reason(invoice.number_text),
        lambda invoice: mt940(
            f":61:{TODAY:%y%m%d%m%d}RC120,00NRTINONREF", f":86:RUECKLASTSCHRIFT {invoice.number_text}"
        ),
        lambda invoice: camt(entry(credit("120.00", day=TODAY, is_credit=False), text=f"退汇 {invoice.reference}")),
        lambda invoice: camt(
            entry(credit("120.00", day=TODAY, is_credit=False), text=f"Returned payment {invoice.reference}")
        ),
    ],
)
def test_what_banks_call_returned_waits_and_names_its_payment(
    account: BankAccount, invoice: Invoice, payment: Payment, content: Callable[[Invoice], bytes]
) -> None:
    line = brought(account, content(invoice))
    assert (line.state, line.is_return) == (LineState.OPEN, True)
    found = return_proposals(account, [line])[line.pk]
    assert (found.payment, found.is_certain) == (payment.pk, True)


def test_a_debit_that_names_a_paid_invoice_waits_and_others_do_not(
    account: BankAccount, invoice: Invoice, payment: Payment
) -> None:
    recalled = debit(account, text=f"Recall on request {invoice.reference}")
    assert recalled.state == LineState.OPEN
    assert [debit(account, amount, text=text).state for amount, text in (("120.00", "rent"), ("35.00", "fee"))] == [
        LineState.IGNORED,
        LineState.IGNORED,
    ]


def test_undoing_opens_the_invoice_again_and_books_the_fee(
    account: BankAccount, invoice: Invoice, payment: Payment
) -> None:
    owner = owner_of(invoice.booking.company)
    line = brought(account, returned("125.50", f"RETOURE {invoice.number_text}"))
    made = return_payment(line.pk, payment=payment.pk, actor=finance(), at=NOON)
    line.refresh_from_db()
    assert (owed(invoice), advance_of(payment.company_id), line.state) == (120, 0, LineState.MATCHED)
    assert (made.amount, made.fee) == (Decimal(120), Decimal("5.50"))
    assert (journal(Account.FEE), journal(Account.BANK)) == (Decimal("5.50"), Decimal("-5.50"))
    assert state_of(with_rest(Payment.objects.all()).get()) == PaymentState.RETURNED
    assert differences() == []
    (mail,) = Email.objects.filter(context__kind="payment_returned")
    assert mail.to == [owner.email]
    assert code(partial(return_payment, line.pk, payment=payment.pk, actor=finance(), at=NOON)) == "line_no_return"
    undo_refund(payment.pk, refund=made.pk, reason="It was another one", actor=finance(), at=NOON)
    line.refresh_from_db()
    assert (line.state, journal(Account.BANK), journal(Account.FEE)) == (LineState.OPEN, 120, 0)
    assert differences() == []


def test_returns_that_cannot_be(account: BankAccount, invoice: Invoice, payment: Payment) -> None:
    line = brought(account, returned("119.99"))
    undo = partial(return_payment, actor=finance(), at=NOON)
    assert code(partial(undo, line.pk, payment=payment.pk)) == "return_differs"
    assert code(partial(undo, line.pk, payment=None)) == "payment_missing"
    large = brought(account, returned("195.01", "y"))
    assert code(partial(undo, large.pk, payment=payment.pk)) == "return_differs"
    assert code(partial(undo, payment.line_id or 0, payment=payment.pk)) == "line_no_return"
    assert owed(invoice) == 0


def test_the_database_takes_back_what_the_debit_says_and_once(
    account: BankAccount, invoice: Invoice, payment: Payment
) -> None:
    line = brought(account, returned())
    made = return_payment(line.pk, payment=payment.pk, actor=finance(), at=NOON)
    other = paid(issued(another(invoice.booking)), 120)
    said = {"paid_on": TODAY, "reason": "x", "made_at": NOON, "made_by": "x", "returned": line, "entry": other.entry}
    for amount in (120, 100):
        with pytest.raises(DatabaseError, match="refund_returned_by_debit"), transaction.atomic():
            Refund.objects.create(payment=other, amount=Decimal(amount), **said)
    assert made.returned == line


def test_a_person_may_say_that_it_is_no_returned_payment(account: BankAccount, payment: Payment) -> None:
    line = brought(account, returned())
    assert code(partial(ignore_debit, line.pk, reason=" ", actor=finance(), at=NOON)) == "reason_missing"
    ignore_debit(line.pk, reason="Our own reversal", actor=finance(), at=NOON)
    line.refresh_from_db()
    assert (line.state, line.reason) == (LineState.IGNORED, "Our own reversal")
    assert reopen_line(line.pk, actor=finance(), at=NOON).state == LineState.OPEN


def test_the_page_offers_the_payment_and_undoes_it(account: BankAccount, invoice: Invoice, payment: Payment) -> None:
    line = brought(account, returned(text=f"RETOURE {invoice.reference}"))
    browser = signed_in(finance())
    page = reverse("organizer:statement", args=[line.statement_id])
    assert "1 debit may take back a payment, and waits for you." in browser.get(page).text
    shown = browser.get(page + "?show=debits")
    assert_clean(shown)
    assert payment.number in shown.text
    address = reverse("organizer:statement_line_returned", args=[line.pk])
    done = browser.post(address, {"payment": str(payment.pk), "revision": str(line.revision)}, follow=True)
    assert "The payment has been undone" in done.text
    assert_clean(done)
    assert owed(invoice) == 120
    assert_clean(browser.get(reverse("organizer:payment", args=[payment.pk])))


def test_the_fee_of_a_returned_debit_becomes_an_extra(account: BankAccount, invoice: Invoice, payment: Payment) -> None:
    line = brought(account, returned("125.00"))
    return_payment(line.pk, payment=payment.pk, actor=finance(), at=NOON)
    browser = signed_in(finance())
    shown = browser.get(reverse("organizer:payment", args=[payment.pk]))
    assert_clean(shown)
    (link,) = re.findall(r'href="([^"]+)">Charge the fee to the exhibitor', shown.text)
    page = browser.get(unescape(link))
    form = page.context["form"]
    typed = {name: "" if (value := form[name].value()) is None else value for name in form.fields}
    assert (typed["kind"], typed["net_1"]) == ("extra", "5")
    assert (typed["name_1"], typed["name_zh_1"]) == (
        f"Bank fee for returned payment {payment.number}",
        f"退回付款 {payment.number} 的银行费用",
    )
    sent = browser.post(unescape(link), typed)
    assert sent.status_code == 302, sent.context["form"].errors
    draft = Invoice.objects.get(kind="extra")
    assert (draft.booking, draft.net, draft.lines.get().name) == (invoice.booking, Decimal(5), typed["name_1"])


def test_a_reversed_debit_is_a_credit_and_no_return(account: BankAccount) -> None:
    line = replace(credit("5.00", day=TODAY, text="x"), is_credit=True)
    content = camt(entry(line, details(line)).replace("<Sts>", "<RvslInd>true</RvslInd><Sts>"))
    found = brought(account, content)
    assert (found.is_credit, found.is_return, found.state) == (True, False, LineState.OPEN)
