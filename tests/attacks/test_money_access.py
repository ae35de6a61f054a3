"""Money of one company is no business of another; and balances equal documents whatever is undone in between."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django import Settings

from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.submission import cancel_booking
from exhibitors.companies.models import Company, Membership
from exhibitors.companies.states import CompanyRole
from exhibitors.money.invoices.documents.einvoice import einvoice_xml
from exhibitors.money.invoices.documents.invoice_pdf import draw_invoice
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.invoices.operations.issuing import issue_invoices
from exhibitors.money.payments.models import Allocation
from exhibitors.money.payments.operations.payments import InvoicePart, allocate_payment, undo_allocation
from exhibitors.money.sales.models.money import Cancellation
from exhibitors.money.sales.operations.cancellations import settle_cancellation
from exhibitors.money.sales.operations.contracts import (
    finish_contract,
)
from exhibitors.money.sales.operations.signing import (
    send_signed_copy,
)
from exhibitors.money.sales.states import ConfirmedBy
from exhibitors.office.reconciliation.queries import differences
from exhibitors.states import BookingState
from pavilions.states import OrganizerRole
from tests.api_client import Program
from tests.clients import signed_in
from tests.exhibitors.invoices.invoices import billable, drafted, issued
from tests.exhibitors.payments.paid import advance_of, owed, paid, refunded
from tests.exhibitors.sales.contracts import contracted, invoiced, scan
from tests.factories import NOON, MembershipFactory, organizer, owner_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_files", "noon", "empty_cache")]
HOSTILE = '=#eval("1+1") $x$ *b* <script>alert(1)</script> \\u{202e} @ref ]]> &amp; \'"`'


@pytest.fixture
def kept_files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_nobody_else_reads_signs_or_pays() -> None:
    contract = contracted()
    company = contract.booking.company
    owner = owner_of(company)
    copy = send_signed_copy(contract.pk, name="Ana", file=scan(), actor=owner, at=NOON)
    left = MembershipFactory(company=company, role=CompanyRole.EDITOR).user
    Booking.objects.filter(pk=contract.booking_id).update(contact=left)
    invoice = issued(billable())
    gets = [
        reverse("desk:contract_pdf", args=[contract.pk]),
        reverse("desk:contract_copy_pdf", args=[contract.pk, copy.pk]),
        reverse("desk:offer", args=[contract.booking_id]),
        reverse("desk:invoice_pdf", args=[invoice.pk, "en"]),
        reverse("desk:einvoice", args=[invoice.pk]),
        reverse("desk:fapiao", args=[invoice.pk]),
        reverse("desk:billing", args=[company.pk]),
        reverse("desk:billing_own", args=[company.pk]),
        reverse("desk:booking_bill", args=[contract.booking_id]),
        reverse("desk:account", args=[company.pk]),
        reverse("desk:account_export", args=[company.pk, "csv"]),
    ]
    posts = [
        reverse("desk:contract_sign", args=[contract.pk]),
        reverse("desk:contract_copy", args=[contract.pk]),
        reverse("desk:offer_accept", args=[contract.offer_id]),
        reverse("desk:offer_decline", args=[contract.offer_id]),
    ]
    opened = signed_in(left).get(gets[0])
    assert (opened.status_code, opened.getvalue()[:5]) == (200, b"%PDF-")  # read to its end, an answer closes its file
    Membership.objects.filter(user=left).delete()
    for person in (owner_of(), left):
        browser = signed_in(person)
        for address in gets:
            assert browser.get(address).status_code in (403, 404), address
        for address in posts:
            assert browser.post(address, {"name": "X", "agreed": "on", "revision": "1"}).status_code in (403, 404)
        program = Program.of(person)
        for path in (
            f"bookings/{contract.booking_id}/contract",
            f"bookings/{contract.booking_id}/offer",
            f"invoices/{invoice.pk}",
        ):
            assert program.get(path).status_code == 404
        for path in (f"invoices/{invoice.pk}/issue", f"invoices/{invoice.pk}/credit"):
            assert program.post(path, {"reason": "x"}).status_code in (403, 404)


@pytest.mark.parametrize("role", [OrganizerRole.REVIEWER, OrganizerRole.FLOOR_PLANNER])
def test_other_organizers_write_no_money(role: OrganizerRole) -> None:
    invoice = issued(billable())
    draft = drafted(invoice.booking)
    browser, program = signed_in(organizer(role)), Program.of(organizer(role))
    for name, pk in (
        ("invoice_issue", draft.pk),
        ("invoice_discard", draft.pk),
        ("invoice_credit", invoice.pk),
        ("invoice_extend", invoice.pk),
    ):
        assert browser.post(reverse(f"organizer:{name}", args=[pk]), {"revision": "1"}).status_code == 403
    assert program.post(f"invoices/{draft.pk}/issue", {}).status_code in (403, 404)
    new = {"company": invoice.company_id, "currency": "EUR", "received_on": "2024-05-16", "amount": "1"}
    assert program.post(f"editions/{invoice.edition.number}/payments", new).status_code == 403
    assert signed_in(organizer(role)).get(reverse("desk:invoice_pdf", args=[invoice.pk, "en"])).status_code == 404


def test_no_get_issues_or_credits() -> None:
    draft = drafted(billable())
    browser = signed_in(organizer(OrganizerRole.FINANCE))
    for name in ("invoice_issue", "invoice_discard", "invoice_credit"):
        assert browser.get(reverse(f"organizer:{name}", args=[draft.pk])).status_code == 405
    assert browser.post(reverse("organizer:invoice_issue", args=[draft.pk])).status_code in (302, 422)
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_names_are_words_in_every_document() -> None:
    contract = contracted()
    Company.objects.filter(pk=contract.booking.company_id).update(name=HOSTILE)
    invoice = invoiced(contract)
    for language in ("en", "zh-hans"):
        assert draw_invoice(invoice.text, language).startswith(b"%PDF")
    assert finish_contract(contract.pk, actor=organizer(), at=NOON)


def test_a_cancelled_booking_with_part_payments_ends_at_its_documents() -> None:
    contract = contracted(ConfirmedBy.SIGNATURE)
    deposit = invoiced(contract)
    payment = paid(deposit, 300, for_invoice=200)
    cancel_booking(contract.booking_id, reason="Budget.", actor=owner_of(contract.booking.company), at=NOON)
    proposal = Cancellation.objects.get()
    finance = organizer(OrganizerRole.FINANCE)
    drafts = settle_cancellation(proposal.pk, fee=proposal.fee, actor=finance, at=NOON)
    issue_invoices(drafts, actor=finance, at=NOON)
    fee = Invoice.objects.get(kind="cancellation_fee")
    assert (owed(deposit), owed(fee), advance_of(deposit.company_id)) == (0, fee.total, 300)
    allocate_payment(payment.pk, parts=[InvoicePart(fee.pk, Decimal(100))], actor=finance, at=NOON)
    refunded(payment, 200, actor=finance)
    assert fee.total is not None
    assert (owed(fee), advance_of(deposit.company_id)) == (fee.total - 100, 0)
    assert differences() == []


def test_what_confirmed_a_booking_can_be_undone_and_it_stays_confirmed() -> None:
    contract = contracted(ConfirmedBy.SIGNATURE_AND_DEPOSIT)
    deposit = invoiced(contract)
    payment = paid(deposit, owed(deposit))
    booking = contract.booking
    booking.refresh_from_db()
    assert booking.state == BookingState.CONFIRMED
    undo_allocation(payment.pk, allocation=Allocation.objects.get().pk, actor=organizer(), at=NOON)
    booking.refresh_from_db()
    assert (booking.state, owed(deposit)) == (BookingState.CONFIRMED, deposit.total)
    allocate_payment(payment.pk, parts=[InvoicePart(deposit.pk, payment.amount)], actor=organizer(), at=NOON)
    assert booking.letters.count() == 1
    assert differences() == []


def test_no_name_keeps_an_e_invoice_from_being_made() -> None:
    booking = billable()
    Company.objects.filter(pk=booking.company_id).update(name=f"A\x0b\x01\ufffe {HOSTILE}")
    invoice = issued(booking)
    assert b"&lt;script&gt;" in einvoice_xml(invoice.text)
