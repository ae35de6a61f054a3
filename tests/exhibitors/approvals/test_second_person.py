"""What one person alone cannot do: a large bank fee, a refund, other bank details, an unusual figure."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.forms import model_to_dict
from django.urls import reverse
from post_office.models import Email

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError
from exhibitors.money.approvals.models import Approval
from exhibitors.money.approvals.operations import agree_to, decline, withdraw
from exhibitors.money.approvals.states import ApprovalState
from exhibitors.money.invoices.models import Invoice, JournalEntry, Seller
from exhibitors.money.invoices.operations.settings import set_seller
from exhibitors.money.invoices.states import Account
from exhibitors.money.payments.models import Allocation, Payment, Refund
from exhibitors.money.payments.operations.payments import InvoicePart, allocate_payment, undo_allocation
from exhibitors.money.payments.operations.refunds import propose_refund
from exhibitors.office.revenue.queries import whole_of
from exhibitors.promotion.published_figures.models import PublishedFigure
from exhibitors.promotion.published_figures.operations import Statement, publish_edition_figure
from exhibitors.promotion.published_figures.states import FigureKind
from pavilions.states import OrganizerRole
from tests.api_client import Program, body_of
from tests.clients import signed_in
from tests.exhibitors.invoices.invoices import billable, finance, issued
from tests.exhibitors.payments.paid import TODAY, journal, owed, paid, rest
from tests.factories import NOON, EditionFactory, organizer
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def invoice() -> Invoice:
    """Of 120.00, of which a bank fee may settle 2.40."""
    return issued(billable())


def code(work: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as refusal:
        work()
    return refusal.value.code


def fee_of(invoice: Invoice, amount: str, fee: str) -> list[InvoicePart]:
    return [InvoicePart(invoice.pk, Decimal(amount), Decimal(fee))]


@pytest.mark.parametrize(("amount", "fee"), [("0.01", "119.99"), ("117.59", "2.41"), ("1", "119")])
def test_a_fee_above_the_usual_settles_nothing_without_a_reason(invoice: Invoice, amount: str, fee: str) -> None:
    with pytest.raises(DomainError) as refusal:
        paid(invoice, amount, parts=fee_of(invoice, amount, fee))
    assert (refusal.value.code, refusal.value.field) == ("fee_above_usual", "fee")
    assert refusal.value.details == {"invoice": invoice.pk, "most": "2.40"}
    held = paid(invoice, amount, for_invoice=0)
    assert code(partial(allocate_payment, held.pk, parts=fee_of(invoice, amount, fee), actor=finance(), at=NOON)) == (
        "fee_above_usual"
    )
    assert (owed(invoice), journal(Account.FEE)) == (120, 0)


def test_usual_fees_of_one_invoice_do_not_add_up_to_more(invoice: Invoice) -> None:
    paid(invoice, "10", parts=fee_of(invoice, "10", "2"))
    assert code(partial(paid, invoice, "10", parts=fee_of(invoice, "10", "0.41"))) == "fee_above_usual"
    paid(invoice, "10", parts=fee_of(invoice, "10", "0.40"))
    assert owed(invoice) == Decimal("97.60")


def test_programs_cannot_settle_by_a_fee_either(invoice: Invoice) -> None:
    said = {
        "company": invoice.company_id,
        "currency": "EUR",
        "received_on": "2024-05-16",
        "amount": "0.01",
        "invoices": [{"invoice": invoice.number_text, "amount": "0.01", "fee": "119.99"}],
    }
    answer = Program.of(finance()).post(f"editions/{invoice.edition.number}/payments", said)
    assert (answer.status_code, body_of(answer)["code"]) == (422, "fee_above_usual")


def test_the_database_takes_no_fee_above_the_usual(invoice: Invoice) -> None:
    payment = paid(invoice, 10, for_invoice=0)
    entry = JournalEntry.objects.exclude(pk=payment.entry_id).get()
    said: dict[str, Any] = {"payment": payment, "invoice": invoice, "entry": entry, "made_at": NOON, "made_by": "x"}
    with pytest.raises(DatabaseError, match="allocation_fee_is_usual"), transaction.atomic():
        Allocation.objects.create(amount=Decimal("0.01"), fee=Decimal("2.41"), **said)
    Allocation.objects.create(amount=Decimal("0.01"), fee=Decimal("2.40"), **said)


def test_a_fee_with_a_reason_waits_for_another_person_and_never_counts_as_paid(invoice: Invoice) -> None:
    first = finance()
    payment = paid(invoice, 60, parts=fee_of(invoice, "60", "60"), fee_reason="Two banks kept it", actor=first)
    assert (owed(invoice), rest(payment)) == (120, 60)
    proposal = Approval.objects.get()
    assert code(partial(agree_to, proposal.pk, actor=first, at=NOON)) == "approval_by_another_person"
    assert code(partial(agree_to, proposal.pk, actor=SYSTEM, at=NOON)) == "approval_by_another_person"
    assert code(partial(agree_to, proposal.pk, actor=organizer(OrganizerRole.REVIEWER), at=NOON)) == "not_allowed"
    agree_to(proposal.pk, actor=finance(), at=NOON)
    assert (owed(invoice), rest(payment), journal(Account.FEE)) == (0, 0, 60)
    assert whole_of(invoice.edition, at=NOON).paid == 60
    page = signed_in(finance()).get(reverse("organizer:invoice", args=[invoice.pk]))
    assert "settled by a bank fee of" in page.text
    assert code(partial(agree_to, proposal.pk, actor=finance(), at=NOON)) == "approval_decided"
    undo_allocation(payment.pk, allocation=Allocation.objects.get().pk, actor=finance(), at=NOON)
    assert (owed(invoice), journal(Account.FEE)) == (120, 0)
    paid(invoice, "110", parts=fee_of(invoice, "110", "2.40"))


def test_those_who_may_agree_are_mailed_and_so_is_the_decision(invoice: Invoice) -> None:
    first, second, other = finance(), finance(), organizer(OrganizerRole.REVIEWER)
    proposal = propose_refund(
        paid(invoice, 50, for_invoice=0).pk,
        amount=Decimal(50),
        paid_on=TODAY,
        reason="Paid twice",
        actor=first,
        at=NOON,
    )
    waiting = Email.objects.filter(context__kind="approval_waiting", context__approval=proposal.pk)
    mailed = {address for mail in waiting for address in mail.to}
    assert second.email in mailed
    assert not mailed & {first.email, other.email}
    decline(proposal.pk, reason="It is for the balance", actor=second, at=NOON)
    (answer,) = Email.objects.filter(context__kind="approval_decided")
    assert answer.to == [first.email]
    assert Refund.objects.count() == 0


def test_a_refund_is_proposed_once_and_taken_back_by_its_proposer(invoice: Invoice) -> None:
    payment, first = paid(invoice, 50, for_invoice=0), finance()
    propose = partial(propose_refund, payment.pk, amount=Decimal(50), paid_on=None, reason="Twice", at=NOON)
    proposal = propose(actor=first)
    assert code(partial(propose, actor=finance())) == "approval_waits_once"
    assert code(partial(withdraw, proposal.pk, actor=finance(), at=NOON)) == "approval_not_own"
    withdraw(proposal.pk, actor=first, at=NOON)
    again = propose(actor=finance())
    allocate_payment(payment.pk, parts=[InvoicePart(invoice.pk, Decimal(20))], actor=finance(), at=NOON)
    assert code(partial(agree_to, again.pk, actor=first, at=NOON)) == "more_than_left"
    again.refresh_from_db()
    assert again.state == ApprovalState.WAITING


def test_the_database_takes_no_refund_by_one_person(invoice: Invoice) -> None:
    payment = paid(invoice, 10, for_invoice=0)
    entry = JournalEntry.objects.exclude(pk=payment.entry_id).get()
    said = {"paid_on": TODAY, "reason": "x", "made_at": NOON, "made_by": "x", "entry": entry}
    with pytest.raises(DatabaseError, match="refund_has_approval"), transaction.atomic():
        Refund.objects.create(payment=payment, amount=Decimal(5), **said)
    person = finance()
    made = Approval.objects.create(
        act="refund", edition=payment.edition, reason="x", proposed_by=person, proposed_at=NOON
    )
    made.state, made.decided_by, made.decided_at = ApprovalState.AGREED, person, NOON
    with pytest.raises(DatabaseError, match="approval_by_another_person"), transaction.atomic():
        made.save(update_fields=["state", "decided_by", "decided_at"])


def test_other_bank_details_of_the_seller_stand_once_another_person_agrees(invoice: Invoice) -> None:
    seller, first = Seller.objects.get(edition=invoice.edition), finance()
    before, other = seller.account, "FR7630006000011234567890189"
    change = partial(set_seller, seller.edition_id, {"account": other, "city": "Lyon"}, actor=first, at=NOON)
    assert code(change) == "reason_missing"
    change(bank_reason="We changed banks")
    seller.refresh_from_db()
    assert (seller.account, seller.city) == (before, "Lyon")
    agree_to(Approval.objects.get().pk, actor=finance(), at=NOON)
    seller.refresh_from_db()
    assert seller.account == other
    with pytest.raises(DatabaseError, match="seller_bank_changed_by_two"), transaction.atomic():
        Seller.objects.filter(pk=seller.pk).update(account=before)


def test_first_bank_details_of_an_edition_are_those_of_the_edition_before_until_another_agrees(
    invoice: Invoice,
) -> None:
    seller, first = Seller.objects.get(edition=invoice.edition), finance()
    details = {"bank_name": seller.bank_name, "account": seller.account, "bic": seller.bic}
    terms = model_to_dict(seller, ["name", "address", "city", "country", "tax_id"]) | details
    same = set_seller(
        EditionFactory(number=8, opens_date="2025-11-05", closes_date="2025-11-10").pk,
        terms | {"prefix": "EIGHTH-"},
        actor=first,
        at=NOON,
    )
    assert (same.account, Approval.objects.count()) == (seller.account, 0)
    ninth = EditionFactory(number=9, opens_date="2026-11-05", closes_date="2026-11-10")
    other = terms | {"prefix": "NINTH-", "account": "FR7630006000011234567890189"}
    enter = partial(set_seller, ninth.pk, other, actor=first, at=NOON)
    assert code(enter) == "reason_missing"
    assert not Seller.objects.filter(edition=ninth).exists()
    entered = enter(bank_reason="We changed banks")
    entered.refresh_from_db()
    assert entered.account == seller.account
    agree_to(Approval.objects.get().pk, actor=finance(), at=NOON)
    entered.refresh_from_db()
    assert entered.account == "FR7630006000011234567890189"


def test_an_unusual_figure_is_published_once_another_person_agrees() -> None:
    edition = EditionFactory(number=6, opens_date="2023-11-05", closes_date="2023-11-10")
    said = Statement(Decimal(4_400), "Report", "https://www.ciie.org/", is_checked=True)
    proposal = publish_edition_figure(edition.pk, FigureKind.DEBUTS, said, actor=organizer(), at=NOON)
    assert isinstance(proposal, Approval)
    assert not PublishedFigure.objects.exists()
    assert code(partial(agree_to, proposal.pk, actor=finance(), at=NOON)) == "not_allowed"
    agree_to(proposal.pk, actor=organizer(), at=NOON)
    assert PublishedFigure.objects.get().value == 4_400
    with pytest.raises(DatabaseError, match="unusual_figure_corrected_by_two"), transaction.atomic():
        PublishedFigure.objects.update(value=4_500)
    PublishedFigure.objects.update(value=900)


def test_pages_say_what_waits_who_may_agree_and_what_was_decided(invoice: Invoice) -> None:
    first = finance()
    payment = paid(invoice, 50, for_invoice=0)
    browser, other = signed_in(first), signed_in(finance())
    answer = browser.post(
        reverse("organizer:payment_refund", args=[payment.pk]),
        {"amount": "50", "paid_on": "2024-05-17", "reason": "Paid twice", "revision": payment.revision},
    )
    proposal = Approval.objects.get()
    page = reverse("organizer:approval", args=[proposal.pk])
    assert answer.url == page  # type: ignore[attr-defined]
    own = browser.get(page)
    assert_clean(own)
    assert "You proposed this, so another person must agree to it." in own.text
    assert payment.number in own.text
    assert_clean(browser.get(reverse("organizer:approvals") + f"?edition={invoice.edition.number}"))
    waits = browser.get(reverse("organizer:payment", args=[payment.pk]))
    assert "A refund of this payment waits for a second person." in waits.text
    decide = reverse("organizer:approval_agree", args=[proposal.pk])
    refused = browser.post(decide, {"revision": "1"}, follow=True)
    assert "another person must agree" in refused.text
    assert other.post(reverse("organizer:approval_decline", args=[proposal.pk]), {"revision": "1"}).status_code == 422
    done = other.post(decide, {"revision": "1"}, follow=True)
    assert "Agreed, and carried out." in done.text
    assert_clean(done)
    assert rest(Payment.objects.get()) == 0
    assert signed_in(organizer(OrganizerRole.REVIEWER)).get(page).status_code == 403
