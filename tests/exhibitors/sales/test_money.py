"""From a signature to money: drafts by the schedule, deposits, reminders, more time, release, cancellation."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.db import DatabaseError, transaction
from post_office.models import Email
from pytest_django import Settings

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from ciie.mail.batches import release_batch, sorted_letters
from ciie.mail.models import MailBatch
from ciie.web.templatetags.interface import money
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.submission import cancel_booking
from exhibitors.companies.models import Company
from exhibitors.money.approvals.models import Approval
from exhibitors.money.approvals.operations import agree_to
from exhibitors.money.invoices.filters import InvoiceFilter
from exhibitors.money.invoices.models import DueDateExtension, Invoice
from exhibitors.money.invoices.operations.billing import add_party, set_shares
from exhibitors.money.invoices.operations.drafts import discard_draft
from exhibitors.money.invoices.operations.issuing import issue_invoice, issue_invoices
from exhibitors.money.invoices.queries.balances import balance_of
from exhibitors.money.invoices.queries.invoices import listed_invoices
from exhibitors.money.payments.filters import ReceivableFilter
from exhibitors.money.payments.models import Payment
from exhibitors.money.payments.operations.payments import InvoicePart, record_payment
from exhibitors.money.payments.queries.payments import payable
from exhibitors.money.payments.queries.receivables import ageing, standings
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.models.money import Cancellation, Reminder
from exhibitors.money.sales.operations import reminders
from exhibitors.money.sales.operations.cancellations import settle_cancellation
from exhibitors.money.sales.operations.invoicing import confirm_by_rule, draft_due_parts
from exhibitors.money.sales.operations.reminders import (
    announce_release,
    extend_due_date,
    release_unpaid,
    remind_of_payment,
)
from exhibitors.money.sales.operations.settings import change_sales_settings, set_dunning
from exhibitors.money.sales.queries.late import (
    bookings_to_confirm,
    due_schedules,
    late_invoices,
    releasing_invoices,
    scheduled_drafts,
)
from exhibitors.money.sales.states import ConfirmedBy, Tone
from exhibitors.money.sales.tasks import issue_scheduled_invoices
from exhibitors.money.sales.terms_of_sale.dunning import DunningLevel
from exhibitors.office.reconciliation.queries import differences
from exhibitors.states import BookingState
from pavilions.floor.models.edition import Edition
from pavilions.states import OrganizerRole
from tests.exhibitors.invoices.invoices import seller_of, tax_row
from tests.exhibitors.sales.contracts import accepted, contracted
from tests.exhibitors.sales.contracts import signed as sign
from tests.factories import NOON, organizer, owner_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_files", "noon")]

LEVELS = (
    DunningLevel(5, Tone.FRIENDLY),
    DunningLevel(15, Tone.FIRM, Decimal(200)),
    DunningLevel(25, Tone.FINAL),
)
DUE = date(2024, 5, 24)
"""A week after noon of Friday, 17 May 2024, when contracts of these tests are signed."""


@pytest.fixture
def kept_files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def mails() -> list[str]:
    """The kinds of mail in their order, each once however many owners got it."""
    return list(dict.fromkeys(email.context["kind"] for email in Email.objects.order_by("pk")))


def signed(rule: ConfirmedBy = ConfirmedBy.SIGNATURE_AND_DEPOSIT) -> Contract:
    """A contract that has been signed in an edition that invoices."""
    contract = contracted(rule)
    edition, company = contract.booking.edition, contract.booking.company
    seller_of(edition)
    tax_row(edition, 6)
    Company.objects.filter(pk=company.pk).update(address="2 Rue de la Paix", city="Paris")
    sign(contract)
    contract.refresh_from_db()
    return contract


def deposit(contract: Contract) -> Invoice:
    """The issued invoice of its deposit."""
    draft = Invoice.objects.get(booking=contract.booking, kind="deposit")
    return issue_invoice(draft.pk, actor=organizer(OrganizerRole.FINANCE), at=NOON)


def late(contract: Contract, **values: object) -> Invoice:
    """The same in an edition that reminds of it."""
    set_dunning(contract.booking.edition_id, LEVELS, actor=organizer(), at=NOON)
    change_sales_settings(contract.booking.edition_id, values, actor=organizer(), at=NOON)
    return deposit(contract)


def pay(invoice: Invoice, amount: Decimal | None = None, *, at: datetime = NOON) -> None:
    paid = balance_of(invoice.pk) if amount is None else amount
    record_payment(
        invoice.booking.company_id,
        edition_id=invoice.edition_id,
        amount=paid,
        currency=invoice.currency,
        received_on=at.date(),
        parts=[InvoicePart(invoice.pk, paid)],
        actor=organizer(OrganizerRole.FINANCE),
        at=at,
    )


def on(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00+00:00")


def test_signature_drafts_the_deposit_and_the_balance_comes_when_its_day_does() -> None:
    contract = signed()
    (draft,) = Invoice.objects.filter(booking=contract.booking)
    parts = list(contract.offer.instalments.order_by("position"))
    assert (draft.kind, draft.state, draft.net, draft.due_on) == ("deposit", "draft", parts[0].net, DUE)
    assert (draft.contract_version, draft.drafted_by) == (1, "system")
    line = draft.lines.get()
    assert (line.name, line.name_zh) == (
        f"Deposit for exhibition space ({contract.number})",
        f"展位定金 ({contract.number})",
    )
    assert (line.calculation, due_schedules(NOON)) == ("30%", [contract.offer_id])
    assert draft_due_parts(contract.offer_id, actor=SYSTEM, at=NOON) is False
    opens = contract.booking.edition.opens_date
    day = NOON + (opens - timedelta(days=60 + 14) - NOON.date())
    assert draft_due_parts(contract.offer_id, actor=SYSTEM, at=day - timedelta(days=1)) is False
    assert draft_due_parts(contract.offer_id, actor=SYSTEM, at=day) is True
    assert draft_due_parts(contract.offer_id, actor=SYSTEM, at=day) is False
    balance = Invoice.objects.get(kind="balance")
    assert (balance.net + draft.net, due_schedules(day)) == (contract.offer.net, [])


def test_a_discarded_part_of_the_schedule_is_drafted_anew_for_those_who_pay_by_then() -> None:
    contract = signed()
    finance, booking = organizer(OrganizerRole.FINANCE), contract.booking
    draft = Invoice.objects.get(booking=booking)
    agent = add_party(booking.company_id, {"name": "Agent", "country": "CN"}, actor=finance, at=NOON)
    set_shares(booking.pk, {draft.party_id: Decimal(60), agent.pk: Decimal(40)}, actor=finance, at=NOON)
    assert due_schedules(NOON) == [contract.offer_id]  # the balance has a day
    discard_draft(draft.pk, actor=finance, at=NOON)
    assert draft_due_parts(contract.offer_id, actor=SYSTEM, at=NOON) is True
    first, second = Invoice.objects.filter(booking=booking).order_by("pk")
    assert (first.net + second.net, {first.kind, second.kind}) == (draft.net, {"deposit"})
    discard_draft(second.pk, actor=finance, at=NOON)
    assert not Invoice.objects.exists()
    assert draft_due_parts(contract.offer_id, actor=SYSTEM, at=NOON) is True
    first, second = Invoice.objects.filter(booking=booking).order_by("pk")
    issue_invoice(first.pk, actor=finance, at=NOON)
    with pytest.raises(DomainError) as refused:
        discard_draft(second.pk, actor=finance, at=NOON)
    assert (refused.value.code, Invoice.objects.count()) == ("part_is_issued", 2)


def test_acceptance_drafts_where_there_is_no_contract() -> None:
    offer = accepted(ConfirmedBy.DEPOSIT, uses_contracts=False)
    assert Invoice.objects.get().state == "draft"
    assert offer.booking.state == BookingState.APPROVED


def test_drafts_are_issued_by_themselves_where_the_edition_says_so() -> None:
    contract = signed()
    assert scheduled_drafts(NOON) == []
    change_sales_settings(contract.booking.edition_id, {"issues_invoices": True}, actor=organizer(), at=NOON)
    assert len(scheduled_drafts(NOON)) == 1
    issue_scheduled_invoices()
    assert Invoice.objects.get().state == "issued"
    assert scheduled_drafts(NOON) == []


def test_the_deposit_confirms_the_booking_once_it_is_paid_to_the_end() -> None:
    contract = signed()
    invoice = deposit(contract)
    pay(invoice, Decimal("10.00"))
    assert Booking.objects.get().state == BookingState.APPROVED
    pay(invoice)
    booking = Booking.objects.get()
    assert (booking.state, booking.letters.count(), mails().count("booking_confirmed")) == ("confirmed", 1, 1)
    assert differences() == []


def test_a_deposit_that_a_large_bank_fee_settles_confirms_nothing() -> None:
    contract = signed()
    invoice = deposit(contract)
    total = balance_of(invoice.pk)
    record_payment(
        invoice.booking.company_id,
        edition_id=invoice.edition_id,
        amount=Decimal("0.01"),
        currency=invoice.currency,
        received_on=NOON.date(),
        parts=[InvoicePart(invoice.pk, Decimal("0.01"), total - Decimal("0.01"))],
        fee_reason="The bank kept it",
        actor=organizer(OrganizerRole.FINANCE),
        at=NOON,
    )
    agree_to(Approval.objects.get().pk, actor=organizer(OrganizerRole.FINANCE), at=NOON)
    assert balance_of(invoice.pk) == 0
    assert Booking.objects.get().state == BookingState.APPROVED


def test_a_deposit_that_is_paid_before_the_signature_waits_for_it() -> None:
    contract = contracted(ConfirmedBy.SIGNATURE_AND_DEPOSIT)
    assert Invoice.objects.count() == 0
    assert due_schedules(NOON) == []
    assert draft_due_parts(contract.offer_id, actor=SYSTEM, at=NOON) is False


def test_an_edition_that_asks_for_less_confirms_what_waits() -> None:
    contract = signed()
    assert bookings_to_confirm(NOON) == [contract.booking_id]
    assert confirm_by_rule(contract.booking_id, actor=SYSTEM, at=NOON) is False
    values = {"confirmed_by": ConfirmedBy.SIGNATURE}
    change_sales_settings(contract.booking.edition_id, values, actor=organizer(), at=NOON)
    assert confirm_by_rule(contract.booking_id, actor=SYSTEM, at=NOON) is True
    assert confirm_by_rule(contract.booking_id, actor=SYSTEM, at=NOON) is False
    assert bookings_to_confirm(NOON) == []


def test_mails_about_money_wait_in_a_batch_and_nobody_is_late_before_they_leave() -> None:
    contract = signed()
    edition = contract.booking.edition
    Edition.objects.filter(pk=edition.pk).update(holds_mail=True)
    invoice = late(contract)
    day = on("2024-05-29")
    assert not remind_of_payment(invoice.pk, actor=SYSTEM, at=day)
    release_batch(MailBatch.objects.get().pk, actor=organizer(), at=day)
    assert remind_of_payment(invoice.pk, actor=SYSTEM, at=day)
    assert "payment_reminder" not in mails()
    (batch,) = MailBatch.objects.filter(released_at=None)
    assert sorted_letters(batch, at=day).outdated == {}
    pay(invoice, at=day)
    outdated = sorted_letters(batch, at=day).outdated
    assert {str(why) for why in outdated.values()} == {"The invoice has been paid in the meantime."}
    release_batch(batch.pk, actor=organizer(), at=day)
    assert "payment_reminder" not in mails()


def test_reminders_go_out_level_by_level_and_stop_with_the_payment() -> None:
    invoice = late(signed())
    assert late_invoices(on("2024-05-24")) == []
    assert late_invoices(on("2024-05-25")) == [invoice.pk]
    said = {
        day: remind_of_payment(invoice.pk, actor=SYSTEM, at=on(day))
        for day in ("2024-05-28", "2024-05-29", "2024-05-30", "2024-06-08", "2024-06-10", "2024-06-11")
    }
    assert [day for day, sent in said.items() if sent] == ["2024-05-29", "2024-06-10"]  # the 8th is a Saturday
    assert [kind for kind in mails() if kind.startswith("payment_")] == ["payment_reminder", "payment_reminder_firm"]
    assert list(Reminder.objects.order_by("pk").values_list("level", "tone", "owed")) == [
        (1, "friendly", invoice.total),
        (2, "firm", invoice.total),
    ]
    fee = Invoice.objects.get(kind="extra")
    assert (fee.state, fee.net, fee.tax) == ("draft", Decimal(200), Decimal(12))
    firm = next(each.context for each in Email.objects.all() if each.context["kind"] == "payment_reminder_firm")
    assert [firm[name] for name in ("fee", "fee_tax", "fee_total")] == [
        money(Decimal(each), "CNY") for each in (200, 12, 212)
    ]
    with pytest.raises(DatabaseError), transaction.atomic():
        Reminder.objects.update(level=3)
    pay(invoice, at=on("2024-06-12"))
    assert late_invoices(on("2024-06-20")) == []
    assert remind_of_payment(invoice.pk, actor=SYSTEM, at=on("2024-06-20")) is False


def test_there_is_no_fee_for_being_late_with_a_fee() -> None:
    invoice = late(signed())
    for day in ("2024-05-29", "2024-06-10"):
        remind_of_payment(invoice.pk, actor=SYSTEM, at=on(day))
    fee = issue_invoice(Invoice.objects.get(kind="extra").pk, actor=organizer(OrganizerRole.FINANCE), at=NOON)
    sent = [remind_of_payment(fee.pk, actor=SYSTEM, at=on(day)) for day in ("2024-07-01", "2024-07-15")]
    assert (sent, Reminder.objects.filter(invoice=fee).count()) == ([True, True], 2)
    assert Invoice.objects.filter(kind="extra").count() == 1


def test_nothing_is_mailed_while_a_transfer_waits_to_be_confirmed(monkeypatch: pytest.MonkeyPatch) -> None:
    invoice = late(signed())
    monkeypatch.setattr(reminders, "invoices_in_question", lambda: {invoice.pk})
    assert remind_of_payment(invoice.pk, actor=SYSTEM, at=on("2024-05-29")) is False
    monkeypatch.undo()
    assert remind_of_payment(invoice.pk, actor=SYSTEM, at=on("2024-05-29")) is True


def test_transfers_are_asked_for_only_where_a_reminder_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    invoice, asked = late(signed()), Mock(return_value=set())
    monkeypatch.setattr(reminders, "invoices_in_question", asked)
    assert remind_of_payment(invoice.pk, actor=SYSTEM, at=on("2024-05-29")) is True
    assert remind_of_payment(invoice.pk, actor=SYSTEM, at=on("2024-05-29")) is False
    assert asked.call_count == 1


def test_more_time_is_given_with_a_reason_and_the_reminders_begin_again() -> None:
    invoice = late(signed())
    remind_of_payment(invoice.pk, actor=SYSTEM, at=on("2024-05-29"))
    finance = organizer(OrganizerRole.FINANCE)
    with pytest.raises(NotAllowed):
        extend_due_date(
            invoice.pk, due_on=date(2024, 7, 1), reason="x", actor=organizer(OrganizerRole.REVIEWER), at=NOON
        )
    with pytest.raises(Invalid) as refused:
        extend_due_date(invoice.pk, due_on=DUE, reason="x", actor=finance, at=NOON)
    assert refused.value.code == "due_date_not_later"
    with pytest.raises(Invalid):
        extend_due_date(invoice.pk, due_on=date(2024, 7, 1), reason=" ", actor=finance, at=NOON)
    extend_due_date(invoice.pk, due_on=date(2024, 7, 1), reason="Their bank is slow.", actor=finance, at=NOON)
    assert (mails()[-1], DueDateExtension.objects.get().reason) == ("payment_extended", "Their bank is slow.")
    assert late_invoices(on("2024-06-20")) == []
    for day, is_late in ((date(2024, 7, 1), False), (date(2024, 7, 2), True)):
        (row,) = ageing(Invoice.objects.all(), Payment.objects.all(), day)
        (standing,) = standings(payable(Invoice.objects.all()), day)
        assert (row.late > 0, standing.is_late) == (is_late, is_late)
        assert ReceivableFilter({"late": "late"}, Invoice.objects.all(), today=day).qs.exists() is is_late
        listed = listed_invoices(invoice.edition)
        assert InvoiceFilter({"state": "late"}, listed, today=day).qs.exists() is is_late
    assert remind_of_payment(invoice.pk, actor=SYSTEM, at=on("2024-07-08")) is True
    assert list(Reminder.objects.order_by("pk").values_list("level", "due_on")) == [
        (1, DUE),
        (1, date(2024, 7, 1)),
    ]
    pay(invoice)
    with pytest.raises(DomainError) as settled:
        extend_due_date(invoice.pk, due_on=date(2024, 8, 1), reason="x", actor=finance, at=NOON)
    assert settled.value.code == "invoice_settled"


def test_the_space_is_released_in_the_end_after_a_notice() -> None:
    invoice = late(signed(), releases=True, notice_after=2, release_after=3)
    for day in ("2024-05-29", "2024-06-10", "2024-06-20"):
        assert remind_of_payment(invoice.pk, actor=SYSTEM, at=on(day))
    assert announce_release(invoice.pk, actor=SYSTEM, at=on("2024-06-21")) is False
    assert release_unpaid(invoice.pk, actor=SYSTEM, at=on("2024-06-24")) is False  # never without a notice
    assert releasing_invoices(on("2024-06-24")) == [invoice.pk]
    assert announce_release(invoice.pk, actor=SYSTEM, at=on("2024-06-24")) is True
    assert announce_release(invoice.pk, actor=SYSTEM, at=on("2024-06-25")) is False
    assert release_unpaid(invoice.pk, actor=SYSTEM, at=on("2024-06-26")) is False
    assert release_unpaid(invoice.pk, actor=SYSTEM, at=on("2024-06-27")) is True
    booking = Booking.objects.get()
    assert (booking.state, booking.claims.live().count()) == (BookingState.CANCELLED, 0)
    assert [kind for kind in mails() if "release" in kind] == ["release_announced", "booking_released"]
    assert Cancellation.objects.get().state == "proposed"
    assert differences() == []


def test_a_payment_after_the_notice_keeps_the_space() -> None:
    invoice = late(signed(), releases=True, notice_after=1, release_after=1)
    for day in ("2024-05-29", "2024-06-10", "2024-06-20"):
        remind_of_payment(invoice.pk, actor=SYSTEM, at=on(day))
    announce_release(invoice.pk, actor=SYSTEM, at=on("2024-06-21"))
    pay(invoice, at=on("2024-06-21"))
    assert release_unpaid(invoice.pk, actor=SYSTEM, at=on("2024-07-21")) is False
    assert Booking.objects.get().state == BookingState.CONFIRMED


def cancelled(contract: Contract) -> Cancellation:
    cancel_booking(contract.booking_id, reason="Budget.", actor=owner_of(contract.booking.company), at=NOON)
    return Cancellation.objects.get()


def test_a_cancellation_is_proposed_and_settled_by_credit_fee_and_refund() -> None:
    contract = signed()
    invoice = deposit(contract)
    pay(invoice)
    proposal = cancelled(contract)
    fee = (contract.offer.net * Decimal("0.25")).quantize(Decimal("0.01"))
    assert (proposal.percent, proposal.base, proposal.fee) == (Decimal(25), contract.offer.net, fee)
    finance = organizer(OrganizerRole.FINANCE)
    with pytest.raises(NotAllowed):
        settle_cancellation(proposal.pk, fee=fee, actor=owner_of(contract.booking.company), at=NOON)
    outside = "fee_out_of_range"
    for wrong, code in ((Decimal(-1), outside), (contract.offer.net + 1, outside), (Decimal("1.001"), "not_an_amount")):
        with pytest.raises(Invalid) as refused:
            settle_cancellation(proposal.pk, fee=wrong, reason="x", actor=finance, at=NOON)
        assert (refused.value.code, refused.value.field) == (code, "fee")
    with pytest.raises(Invalid) as refused:
        settle_cancellation(proposal.pk, fee=Decimal(0), actor=finance, at=NOON)
    assert refused.value.code == "reason_missing"
    drafts = settle_cancellation(proposal.pk, fee=fee, actor=finance, at=NOON)
    issue_invoices(drafts, actor=finance, at=NOON)
    note, owed = Invoice.objects.filter(pk__in=drafts).order_by("pk")
    assert (note.kind, note.total, note.credits) == ("credit_note", invoice.total, invoice)
    assert (owed.kind, owed.net, balance_of(invoice.pk)) == ("cancellation_fee", fee, Decimal(0))
    with pytest.raises(DomainError) as settled:
        settle_cancellation(proposal.pk, fee=fee, actor=finance, at=NOON)
    assert settled.value.code == "cancellation_settled"
    with pytest.raises(DatabaseError), transaction.atomic():
        Cancellation.objects.update(fee=0)


def test_a_cancellation_throws_scheduled_drafts_away() -> None:
    contract = signed()
    proposal = cancelled(contract)
    assert Invoice.objects.count() == 0
    assert proposal.fee > 0


def test_what_was_never_signed_costs_nothing() -> None:
    contract = contracted()
    cancel_booking(contract.booking_id, reason="Budget.", actor=owner_of(contract.booking.company), at=NOON)
    assert Cancellation.objects.count() == 0
