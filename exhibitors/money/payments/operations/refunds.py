"""Operations that pay back what is left of a payment: one person proposes a refund, another agrees, an entry undoes it.

A payment that the bank took back is a refund too, which the debit of the statement proves.
"""

from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid, Sentence
from ciie.kernel.locking import lock_keys
from ciie.kernel.validity import require_valid
from ciie.kernel.wording import day_words
from ciie.web.templatetags.interface import money
from exhibitors.money.approvals.models import Approval
from exhibitors.money.approvals.operations import propose
from exhibitors.money.approvals.queries import Act, register_act
from exhibitors.money.approvals.states import ApprovalAct
from exhibitors.money.books.queries import require_open_day
from exhibitors.money.invoices.operations.journal import Leg, post
from exhibitors.money.invoices.states import Account, EntryKind
from exhibitors.money.payments.models import Payment, Refund, StatementLine
from exhibitors.money.payments.operations.payments import (
    lock_payment,
    more_than_left,
    of_payment,
    require_amount,
    rest_of,
    touch,
)
from exhibitors.money.payments.states import LineState


@operation("exhibitors.payment.refund_proposed")
def propose_refund(
    payment_id: int,
    *,
    amount: Decimal,
    paid_on: date | None,
    reason: str,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> Approval:
    """Propose to pay back some of what is left of a payment. It is recorded when a second person agrees.

    Without `paid_on` it is paid on the day of the agreement. Raise `more_than_left`, `refund_day_impossible`,
    `books_closed` or `approval_waits_once`.
    """
    payment = lock_payment(payment_id, seen, actor)
    _require_refundable(payment, amount, paid_on or day_of(at, payment.edition.zone), at=at)
    return propose(
        ApprovalAct.REFUND,
        edition_id=payment.edition_id,
        subject=payment.pk,
        terms={
            "amount": f"{amount:f}",
            "currency": payment.currency,
            "number": payment.number,
            "company": payment.company.name,
            "paid_on": paid_on.isoformat() if paid_on else "",
        },
        reason=reason,
        actor=actor,
        at=at,
    )


def _require_refundable(payment: Payment, amount: Decimal, paid_on: date, *, at: datetime) -> None:
    require_amount(amount, payment.currency)
    left = rest_of(payment)
    if amount > left:
        raise more_than_left(left, payment.currency)
    if not payment.received_on <= paid_on <= day_of(at, payment.edition.zone):
        raise Invalid(
            _("The date of a refund cannot be before the payment was received, nor in the future."),
            code="refund_day_impossible",
            field="paid_on",
        )
    require_open_day(payment.edition, paid_on, field="paid_on")


def _pay_back(approval: Approval, actor: Actor, at: datetime) -> None:
    """Record the refund that was agreed to."""
    payment = lock_payment(approval.subject, None, actor)
    amount, said = Decimal(approval.terms["amount"]), approval.terms["paid_on"]
    paid_on = date.fromisoformat(said) if said else day_of(at, payment.edition.zone)
    _require_refundable(payment, amount, paid_on, at=at)
    entry = post(
        [
            Leg(account=Account.ADVANCE, amount=amount, **of_payment(payment)),
            Leg(account=Account.BANK, amount=-amount, **of_payment(payment)),
        ],
        day=paid_on,
        kind=EntryKind.REFUND,
        currency=payment.currency,
        memo=payment.number,
        actor=actor,
        at=at,
    )
    refund = Refund(
        payment=payment,
        amount=amount,
        paid_on=paid_on,
        reason=approval.reason,
        approval=approval,
        entry=entry,
        made_at=at,
        made_by=str(actor),
    )
    require_valid(refund, exclude=["payment", "entry", "approval"])
    refund.save()
    touch(payment)


def _words(approval: Approval) -> list[Sentence]:
    said = approval.terms
    amount = money(Decimal(said["amount"]), said["currency"])
    words: list[Sentence] = [_("Refund to %(company)s: %(amount)s of payment %(number)s") % {**said, "amount": amount}]
    if said["paid_on"]:
        words.append(_("Paid on %(day)s.") % {"day": day_words(date.fromisoformat(said["paid_on"]))})
    return words


@operation("exhibitors.payment.refund_undone")
def undo_refund(
    payment_id: int, *, refund: int, reason: str, seen: int | None = None, actor: Actor, at: datetime
) -> Payment:
    """Undo a refund that was recorded by mistake, by a reverse entry: the payment has the amount left again.

    Statement lines that paid it out, or took the payment back, can be matched again. Raise `refund_undone` if it has
    been undone before.
    """
    paying = StatementLine.objects.filter(Q(payouts__refund=refund) | Q(returned_payments=refund))
    lines = paying.values_list("pk", flat=True)
    lock_keys(StatementLine, lines)
    payment = lock_payment(payment_id, seen, actor)
    lock_keys(StatementLine, lines.all())  # with those matched meanwhile; from now on they can only be released
    made = payment.refunds.filter(pk=refund, undoes=None, undone_by=None).first()
    if made is None:
        raise DomainError(_("This refund has been undone already."), code="refund_undone")
    if not reason.strip():
        raise Invalid(_("Give a reason."), code="reason_missing", field="reason")
    today = day_of(at, payment.edition.zone)
    entry = post(
        [
            Leg(account=Account.BANK, amount=made.amount + made.fee, **of_payment(payment)),
            Leg(account=Account.FEE, amount=-made.fee, **of_payment(payment)),
            Leg(account=Account.ADVANCE, amount=-made.amount, **of_payment(payment)),
        ],
        day=today,
        kind=EntryKind.CORRECTION,
        currency=payment.currency,
        memo=payment.number,
        actor=actor,
        at=at,
    )
    undone = Refund(
        payment=payment,
        amount=-made.amount,
        fee=-made.fee,
        returned=made.returned,
        paid_on=today,
        reason=reason.strip(),
        undoes=made,
        entry=entry,
        made_at=at,
        made_by=str(actor),
    )
    require_valid(undone, exclude=["payment", "entry", "undoes", "returned"])
    undone.save()
    for line in StatementLine.objects.filter(payouts__refund=made).order_by("pk"):
        free_line(line)
    if made.returned_id:
        StatementLine.objects.filter(pk=made.returned_id).update(state=LineState.OPEN)
    touch(payment)
    return payment


def free_line(line: StatementLine) -> None:
    """Remove the payouts of a locked debit; each of its refunds waits for a line again."""
    line.payouts.all().delete()
    line.state = LineState.IGNORED
    line.save(update_fields=["state"])


register_act(
    ApprovalAct.REFUND,
    Act(permission="exhibitors.run_payments", carry_out=_pay_back, words=_words, page="organizer:payment"),
)
