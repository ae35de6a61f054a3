"""Invoices paid online: to the provider and back; forged and repeated reports change nothing."""

from decimal import Decimal
from functools import partial
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, NotAllowed
from exhibitors.companies.states import CompanyRole
from exhibitors.money.approvals.models import Approval
from exhibitors.money.approvals.operations import agree_to
from exhibitors.money.approvals.states import ApprovalAct
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.payments.gateway import SALT
from exhibitors.money.payments.models import CardPayment, Payment
from exhibitors.money.payments.operations.cards import end_card_payment, start_card_payment
from exhibitors.money.payments.operations.payments import cancel_payment, undo_allocation
from exhibitors.money.payments.states import CardState, PaymentWay
from tests.clients import signed_in
from tests.concurrency.rivals import Before, deadlock
from tests.exhibitors.invoices.invoices import billable, finance, issued
from tests.exhibitors.payments.paid import owed, paid, rest
from tests.factories import NOON, MembershipFactory, owner_of
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def invoice() -> Invoice:
    """Of 120.00."""
    return issued(billable())


@pytest.fixture
def owner(invoice: Invoice) -> Client:
    return signed_in(owner_of(invoice.booking.company))


def begun(owner: Client, invoice: Invoice) -> CardPayment:
    answer = owner.post(reverse("desk:pay", args=[invoice.pk]))
    card = CardPayment.objects.latest("pk")
    assert answer.url == reverse("desk:pay_at", args=[card.token])  # type: ignore[attr-defined]
    return card


def report_of(owner: Client, card: CardPayment, outcome: str = "confirmed") -> str:
    """The address to which the provider sends the browser back."""
    answer = owner.post(reverse("desk:pay_at", args=[card.token]), {"outcome": outcome})
    return str(answer.url)  # type: ignore[attr-defined]


def test_an_invoice_is_paid_online_once(owner: Client, invoice: Invoice) -> None:
    account = reverse("desk:account", args=[invoice.company_id]) + f"?edition={invoice.edition.number}"
    assert "Pay online" in owner.get(account).text
    card = begun(owner, invoice)
    assert_clean(owner.get(reverse("desk:pay_at", args=[card.token])))
    report = report_of(owner, card)
    for _time in range(3):  # the browser, and the provider's own call, in any order and number
        assert Client().get(report).status_code == 302
    payment = Payment.objects.get()
    card.refresh_from_db()
    assert (payment.way, owed(invoice), card.state) == (PaymentWay.CARD, 0, CardState.PAID)
    assert payment.amount == 120
    shown = owner.get(reverse("desk:pay_result", args=[card.token]), follow=True)
    assert "Your payment has been received" in shown.text
    assert "Pay online" not in owner.get(account).text
    again = owner.post(reverse("desk:pay", args=[invoice.pk]), follow=True)
    assert "has already been paid" in again.text


def test_a_declined_payment_changes_nothing(owner: Client, invoice: Invoice) -> None:
    card = begun(owner, invoice)
    Client().get(report_of(owner, card, "rejected"))
    card.refresh_from_db()
    assert (card.state, Payment.objects.count(), owed(invoice)) == (CardState.FAILED, 0, 120)
    assert "was declined" in owner.get(reverse("desk:pay_result", args=[card.token]), follow=True).text


def test_forged_reports_change_nothing(owner: Client, invoice: Invoice) -> None:
    card, other = begun(owner, invoice), begun(owner, invoice)
    address = reverse("desk:pay_report", args=[card.token])
    genuine = parse_qs(urlsplit(report_of(owner, other)).query)["report"][0]
    said = [str(card.token), "confirmed", "120.00", "EUR"]
    for forged in (
        "",
        "?verification_result=confirmed",
        "?report=x",
        f"?report={genuine}",  # of another payment
        f"?report={signing.dumps(said, salt='another')}",
        f"?report={signing.dumps(said, salt=SALT)[:-1]}",
        f"?report={signing.dumps([str(card.token), 'confirmed', '1.00', 'EUR'], salt=SALT)}",
        f"?report={signing.dumps([str(card.token), 'confirmed', '120.00', 'JPY'], salt=SALT)}",
        f"?report={signing.dumps('x', salt=SALT)}",
    ):
        assert Client().get(address + forged).status_code == 400, forged
        assert Client().post(address + forged).status_code == 400, forged
    card.refresh_from_db()
    assert (card.state, Payment.objects.count(), owed(invoice)) == (CardState.WAITING, 0, 120)
    unknown = reverse("desk:pay_report", args=["12345678-1234-1234-1234-123456789abc"])
    assert Client().get(unknown).status_code == 404


def test_a_report_that_meets_a_deadlock_may_come_again(owner: Client, invoice: Invoice) -> None:
    report = report_of(owner, begun(owner, invoice))
    with connection.execute_wrapper(Before('INSERT INTO "exhibitors_payment"', deadlock)):
        assert (Client().get(report).status_code, owed(invoice)) == (503, 120)
    assert (Client().get(report).status_code, owed(invoice)) == (302, 0)


def test_what_was_paid_otherwise_meanwhile_is_proposed_to_be_refunded(owner: Client, invoice: Invoice) -> None:
    card = begun(owner, invoice)
    report = report_of(owner, card)
    paid(invoice, 100)
    Client().get(report)
    payment = Payment.objects.get(way=PaymentWay.CARD)
    assert (owed(invoice), rest(payment)) == (0, 100)
    proposal = Approval.objects.get()
    assert (proposal.act, proposal.subject) == (ApprovalAct.REFUND, payment.pk)
    assert (Decimal(proposal.terms["amount"]), proposal.proposed_by) == (Decimal(100), None)
    agree_to(proposal.pk, actor=finance(), at=NOON)
    assert rest(payment) == 0


def test_nobody_is_sent_to_the_provider_for_more_than_is_left(owner: Client, invoice: Invoice) -> None:
    first, second = begun(owner, invoice), begun(owner, invoice)
    Client().get(report_of(owner, first))
    page = reverse("desk:pay_at", args=[second.token])
    shown = owner.get(page, follow=True).text.replace("\N{NO-BREAK SPACE}", " ")
    assert "EUR 0 of this invoice is still open, less than this payment of EUR 120. You were not charged." in shown
    assert owner.post(page, {"outcome": "confirmed"}).url == reverse(  # type: ignore[attr-defined]
        "desk:booking", args=[invoice.booking_id]
    )
    assert Payment.objects.count() == 1


def test_a_failed_payment_may_still_succeed_and_a_paid_one_not_fail(owner: Client, invoice: Invoice) -> None:
    card = begun(owner, invoice)
    end = partial(end_card_payment, card.token, amount=Decimal(120), currency="EUR", actor=SYSTEM, at=NOON)
    assert end(is_paid=False).state == CardState.FAILED
    assert end(is_paid=True).state == CardState.PAID
    assert end(is_paid=False).state == CardState.PAID
    assert owed(invoice) == 0


def test_a_payment_by_card_is_refunded_not_cancelled(owner: Client, invoice: Invoice) -> None:
    Client().get(report_of(owner, begun(owner, invoice)))
    payment = Payment.objects.get()
    undo_allocation(payment.pk, allocation=payment.allocations.get().pk, actor=finance(), at=NOON)
    with pytest.raises(DomainError, match="refunded"):
        cancel_payment(payment.pk, reason="x", actor=finance(), at=NOON)


def test_who_may_pay(invoice: Invoice) -> None:
    editor = MembershipFactory(company=invoice.booking.company, role=CompanyRole.EDITOR).user
    card = start_card_payment(invoice.pk, actor=owner_of(invoice.booking.company), at=NOON)
    for person in (editor, owner_of()):
        with pytest.raises(NotAllowed):
            start_card_payment(invoice.pk, actor=person, at=NOON)
        assert signed_in(person).get(reverse("desk:pay_at", args=[card.token])).status_code == 403
    assert Client().get(reverse("desk:pay_at", args=[card.token])).status_code == 302


def test_without_a_provider_nothing_is_paid_online(owner: Client, invoice: Invoice, settings: Settings) -> None:
    settings.PAYMENT_VARIANTS = {}
    card = start_card_payment(invoice.pk, actor=owner_of(invoice.booking.company), at=NOON)
    account = reverse("desk:account", args=[invoice.company_id]) + f"?edition={invoice.edition.number}"
    assert "Pay online" not in owner.get(account).text
    assert owner.post(reverse("desk:pay", args=[invoice.pk])).status_code == 404
    assert owner.get(reverse("desk:pay_report", args=[card.token])).status_code == 404
