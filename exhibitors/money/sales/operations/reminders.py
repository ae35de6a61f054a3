"""Late invoices: reminders by level on business days, more time to pay, and finally the release of the space.

Locks are taken in the order: booking (with the block that it is a share of), invoice.
"""

from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import SYSTEM, Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.bilingual import in_both
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.locking import lock, lock_one, require_seen
from ciie.kernel.queueing import wake_on_commit
from ciie.kernel.validity import require_valid
from ciie.kernel.wording import day_words
from ciie.mail.batches import waits_about
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.bookings import lock_booking
from exhibitors.bookings.operations.submission import cancel_locked, share_handler
from exhibitors.money.invoices.models import DueDateExtension, Invoice
from exhibitors.money.invoices.operations.drafts import NO_INVOICE, NewLine, make_drafts
from exhibitors.money.invoices.queries.balances import balance_of
from exhibitors.money.invoices.states import CHARGING, InvoiceKind, InvoiceState, Supply
from exhibitors.money.sales.models.money import Reminder, ScheduledInvoice
from exhibitors.money.sales.models.settings import SalesSettings
from exhibitors.money.sales.notifications import (
    announce_late_payment,
    announce_more_time,
    announce_release_soon,
    announce_released,
)
from exhibitors.money.sales.operations.invoicing import ISSUE
from exhibitors.money.sales.operations.steps import possible_day, require_reason
from exhibitors.money.sales.queries.late import (
    advance_for,
    due_date_of,
    invoices_in_question,
    is_reminder_fee,
    notice_of,
    sent_of,
)
from exhibitors.money.sales.queries.settings import settings_of
from exhibitors.money.sales.queries.settlements import tax_of_fee
from exhibitors.money.sales.states import Tone
from exhibitors.money.sales.terms_of_sale.dunning import level_due
from exhibitors.states import BOOKED_STATES


@operation("exhibitors.payment.reminded")
def remind_of_payment(invoice_id: int, *, actor: Actor, at: datetime) -> bool:
    """Mail the reminder level that is due today, with its fee if it has one. Return whether one was due.

    Nothing is mailed about an invoice that has been paid, that an unconfirmed transfer may pay, or that an advance of
    the company would pay. Being late with a fee incurs no further fee.
    """
    booking, invoice = _lock(invoice_id)
    settings, owed = settings_of(booking.edition), balance_of(invoice.pk)
    due_on, today = due_date_of(invoice), day_of(at, booking.edition.zone)
    if due_on >= today:
        return False
    levels = settings.dunning_levels
    number = level_due(levels, due_on, today, sent_of(invoice, due_on, booking.edition), settings.calendar)
    if number is None or not _is_late(booking, invoice, owed, due_on, today):  # last, as it reads all transfers
        return False
    level = levels[number - 1]
    Reminder.objects.create(invoice=invoice, due_on=due_on, level=number, tone=level.tone, owed=owed, sent_at=at)
    fee = None if is_reminder_fee(invoice) else level.fee
    if fee:
        _draft_fee(booking, fee, settings, at=at)
    tax = tax_of_fee(booking, fee, booking.edition.currency, at=at) if fee else None
    announce_late_payment(invoice, booking, level.tone, due_on=due_on, owed=owed, fee=fee, tax=tax, at=at)
    return True


def _draft_fee(booking: Booking, fee: Decimal, settings: SalesSettings, *, at: datetime) -> None:
    name, name_zh = in_both(lambda: _("Fee for a late payment"))
    line = NewLine(name=name, name_zh=name_zh, net=fee, supply=Supply.DAMAGES)
    made = make_drafts(booking, kind=InvoiceKind.EXTRA, lines=[line], actor=SYSTEM, at=at)
    ScheduledInvoice.objects.bulk_create(ScheduledInvoice(invoice=each) for each in made)
    if settings.issues_invoices:
        wake_on_commit(ISSUE)


@operation("exhibitors.release.announced")
def announce_release(invoice_id: int, *, actor: Actor, at: datetime) -> bool:
    """Mail, after the last reminder, the day on which the space will be released. Return whether that was due.

    No space is released for the fee of a reminder alone.
    """
    booking, invoice = _lock(invoice_id)
    settings, owed = settings_of(booking.edition), balance_of(invoice.pk)
    due_on, today = due_date_of(invoice), day_of(at, booking.edition.zone)
    sent = sent_of(invoice, due_on, booking.edition)
    is_last = bool(settings.dunning_levels) and sent.level >= len(settings.dunning_levels) and sent.day is not None
    if not settings.releases or not is_last or not settings.calendar.is_business_day(today):
        return False
    if is_reminder_fee(invoice) or notice_of(invoice, due_on) is not None:
        return False
    if sent.day is None or today < settings.release.notice_day(sent.day, settings.calendar):
        return False
    if not _is_late(booking, invoice, owed, due_on, today):
        return False
    Reminder.objects.create(
        invoice=invoice, due_on=due_on, level=sent.level, is_notice=True, tone=Tone.FINAL, owed=owed, sent_at=at
    )
    release_day = settings.release.release_day(today, settings.calendar)
    announce_release_soon(invoice, booking, release_day=release_day, due_on=due_on, owed=owed, at=at)
    return True


@operation("exhibitors.release.done")
def release_unpaid(invoice_id: int, *, actor: Actor, at: datetime) -> bool:
    """Cancel a booking whose release was announced and whose invoice is still unpaid. Return whether that was due."""
    block, booking = share_handler().lock(_booking_of(invoice_id))
    invoice = lock_one(Invoice.objects.all(), invoice_id, missing=NO_INVOICE)
    settings, owed = settings_of(booking.edition), balance_of(invoice.pk)
    due_on, today = due_date_of(invoice), day_of(at, booking.edition.zone)
    notice = notice_of(invoice, due_on)
    if not settings.releases or notice is None:
        return False
    noticed = day_of(notice.sent_at, booking.edition.zone)
    if today < settings.release.release_day(noticed, settings.calendar):
        return False
    if not _is_late(booking, invoice, owed, due_on, today):
        return False
    cancel_locked(block, booking, reason="", actor=actor, at=at)
    announce_released(invoice, booking, due_on=due_on, owed=owed, at=at)
    return True


def _is_late(booking: Booking, invoice: Invoice, owed: Decimal, due_on: date, today: date) -> bool:
    """Return whether an invoice is late.

    It is not while mail about it waits in a batch, because nobody is late with what they do not know of.
    """
    return (
        booking.state in BOOKED_STATES
        and invoice.state == InvoiceState.ISSUED
        and invoice.kind in CHARGING
        and owed > advance_for(invoice)
        and due_on < today
        and invoice.pk not in invoices_in_question()
        and not waits_about("invoice", invoice.pk)
    )


@operation("exhibitors.due_date.extended")
def extend_due_date(
    invoice_id: int, *, due_on: date, reason: str, seen: int | None = None, actor: Actor, at: datetime
) -> Invoice:
    """Extend the due date, giving a reason, which is sent to the exhibitor. Reminders start again.

    The invoice does not change. `seen` is the revision of the extension, or 0 if there is none yet.
    """
    booking, invoice = _lock(invoice_id)
    require("exhibitors.run_invoices", actor)
    rows = lock(
        DueDateExtension.objects.all(), DueDateExtension.objects.filter(invoice=invoice).values_list("pk", flat=True)
    )
    require_seen(rows[0] if rows else None, seen)
    if invoice.state != InvoiceState.ISSUED or balance_of(invoice.pk) <= 0:
        raise DomainError(_("There is nothing left to pay on this invoice."), code="invoice_settled")
    require_reason(reason)
    before = due_date_of(invoice)
    if possible_day(due_on, booking.edition, field="due_on", at=at) <= before:
        raise Invalid(
            _("The new due date must be later than %(day)s.") % {"day": day_words(before)},
            code="due_date_not_later",
            field="due_on",
        )
    row = rows[0] if rows else DueDateExtension(invoice=invoice)
    row.due_on, row.reason, row.made_at, row.made_by = due_on, reason.strip(), at, person_of(actor)
    require_valid(row, exclude=["invoice", "made_by"])
    row.save()
    announce_more_time(invoice, booking, due_on=due_on, reason=row.reason, at=at)
    return invoice


def _booking_of(invoice_id: int) -> int:
    """Return the booking of an invoice, which never changes and is read without a lock."""
    booking_id = Invoice.objects.filter(pk=invoice_id).values_list("booking_id", flat=True).first()
    if booking_id is None:
        raise NotFound(NO_INVOICE, code="not_found")
    return booking_id


def _lock(invoice_id: int) -> tuple[Booking, Invoice]:
    booking = lock_booking(_booking_of(invoice_id))
    return booking, lock_one(Invoice.objects.all(), invoice_id, missing=NO_INVOICE)
