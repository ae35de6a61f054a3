"""Operations on payments that a bank took back: a debit undoes one, once a person has confirmed which."""

from datetime import datetime
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import Disturbed, operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock_one, require_seen
from ciie.kernel.validity import require_valid
from ciie.web.templatetags.interface import money
from exhibitors.money.books.queries import require_open_day
from exhibitors.money.invoices.operations.journal import Leg, post
from exhibitors.money.invoices.states import Account, EntryKind
from exhibitors.money.payments.matching import FEE_MOST
from exhibitors.money.payments.models import Allocation, Payment, Refund, StatementLine
from exhibitors.money.payments.notifications import announce_returned
from exhibitors.money.payments.operations.payments import lock_invoices, lock_payment, of_payment, take_back_all, touch
from exhibitors.money.payments.operations.statements import NO_LINE
from exhibitors.money.payments.queries.payments import standing_allocations
from exhibitors.money.payments.states import LineState, PaymentWay


@operation("exhibitors.payment.returned")
def return_payment(line_id: int, *, payment: int | None, seen: int | None = None, actor: Actor, at: datetime) -> Refund:
    """Undo a payment that an open debit takes back: its invoices are open again, and reminders of them go on.

    What the debit exceeds the payment by is the bank's fee, a cost of the organizer unless an extra charges it. Raise
    `payment_missing`, `line_no_return` for a credit or a debit that is not open, `payment_paid_back`, `return_differs`
    or `books_closed`.
    """
    require("exhibitors.run_payments", actor)
    if payment is None:
        raise Invalid(_("Choose the payment that was returned."), code="payment_missing", field="payment")
    used = Allocation.objects.filter(payment=payment, undoes=None)
    locked = lock_invoices(used.values_list("invoice", flat=True))
    line = _lock_debit(line_id, seen, actor)
    found = lock_payment(payment, None, actor)
    _require_takes_back(line, found)
    require_open_day(found.edition, line.day, field="payment")
    standing = standing_allocations(Q(payment=found))
    if any(row.allocation.invoice_id not in locked.invoices for row in standing):
        raise Disturbed  # allocated to another invoice meanwhile: the operation is tried again
    take_back_all(found, standing, locked, actor=actor, at=at)
    fee = line.amount - found.amount
    entry = post(
        [
            Leg(account=Account.ADVANCE, amount=found.amount, **of_payment(found)),
            Leg(account=Account.FEE, amount=fee, **of_payment(found)),
            Leg(account=Account.BANK, amount=-line.amount, **of_payment(found)),
        ],
        day=line.day,
        kind=EntryKind.REFUND,
        currency=found.currency,
        memo=found.number,
        actor=actor,
        at=at,
    )
    refund = Refund(
        payment=found,
        amount=found.amount,
        fee=fee,
        paid_on=line.day,
        reason=(line.text or str(_("returned by the bank")))[:500],
        returned=line,
        entry=entry,
        made_at=at,
        made_by=str(actor),
    )
    require_valid(refund, exclude=["payment", "entry", "returned"])
    refund.save()
    line.state, line.reason = LineState.MATCHED, ""
    line.save(update_fields=["state", "reason"])
    touch(found)
    announce_returned(refund, [row.allocation.invoice for row in standing], at=at)
    return refund


@operation("exhibitors.statement_line.ignored")
def ignore_debit(line_id: int, *, reason: str, seen: int | None = None, actor: Actor, at: datetime) -> StatementLine:
    """Ignore an open debit that takes back no payment, and record why."""
    line = _lock_debit(line_id, seen, actor)
    if not reason.strip():
        raise Invalid(_("Give a reason."), code="reason_missing", field="reason")
    line.state, line.reason = LineState.IGNORED, reason.strip()
    require_valid(line, exclude=["statement", "account"])
    line.save(update_fields=["state", "reason"])
    return line


def _lock_debit(line_id: int, seen: int | None, actor: Actor) -> StatementLine:
    line = lock_one(StatementLine.objects.select_related("account"), line_id, missing=NO_LINE)
    require("exhibitors.run_payments", actor)
    require_seen(line, seen)
    if not line.waits_as_debit:
        raise DomainError(_("This line is not a debit that waits for a decision."), code="line_no_return")
    return line


def _require_takes_back(line: StatementLine, payment: Payment) -> None:
    if payment.way == PaymentWay.CARD or payment.refunds.filter(undoes=None, undone_by=None).exists():
        raise DomainError(
            _(
                "%(number)s was paid by card, or something of it has been paid back, so the bank cannot have returned "
                "it."
            )
            % {"number": payment.number},
            code="payment_paid_back",
            field="payment",
        )
    fee = line.amount - payment.amount
    is_same = payment.currency == line.account.currency and payment.received_on <= line.day
    if not is_same or not Decimal(0) <= fee <= FEE_MOST:
        raise DomainError(
            _(
                "The debit of %(debit)s is not payment %(number)s of %(amount)s with a bank fee of %(most)s at most, "
                "or it is older than the payment."
            )
            % {
                "debit": money(line.amount, line.account.currency),
                "number": payment.number,
                "amount": money(payment.amount, payment.currency),
                "most": money(FEE_MOST, line.account.currency),
            },
            code="return_differs",
            field="payment",
        )
