"""Proposals, from plain values, of the payment that a debit takes back, of which a person confirms one.

A debit that the bank calls returned or recalled may take back any payment of its amount or a little less, the
difference being the bank's fee. Any other debit is considered only if it names an invoice that a payment pays, or the
payer's own reference.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from exhibitors.money.payments.matching import FEE_MOST, Reason, Transfer, folded_name, squeezed

WEIGHTS: Final = {
    Reason.PAYMENT: 16,
    Reason.REFERENCE: 16,
    Reason.END_TO_END: 8,
    Reason.NUMBER: 8,
    Reason.ACCOUNT: 2,
    Reason.NAME: 1,
}
NAMING: Final = frozenset({Reason.REFERENCE, Reason.NUMBER, Reason.END_TO_END})
CERTAIN: Final = 8
MOST_OTHERS: Final = 5


@dataclass(frozen=True, slots=True)
class OpenPayment:
    """A payment by transfer or debit of which nothing was paid back; `references` and `numbers` are its invoices'."""

    key: int
    number: str
    amount: Decimal
    day: date
    account: str = ""
    names: Sequence[str] = ()
    end_to_end: str = ""
    references: Sequence[str] = ()
    numbers: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Debit(Transfer):
    """A debit, and whether the bank calls it returned or recalled."""

    end_to_end: str = ""
    is_return: bool = False


@dataclass(frozen=True, slots=True)
class ReturnProposal:
    """The payment that a debit takes back, other candidates, and the bank's fee by payment."""

    payment: int | None
    others: tuple[int, ...]
    fees: dict[int, Decimal]
    reasons: tuple[Reason, ...]
    is_certain: bool


def propose_returns(debits: Iterable[Debit], payments: Sequence[OpenPayment]) -> dict[int, ReturnProposal]:
    """Return proposals by the key of each debit that takes back a payment, or may. No payment is proposed twice."""
    found: dict[int, ReturnProposal] = {}
    taken: set[int] = set()
    ranked = [(debit, _candidates(debit, payments)) for debit in debits]
    ranked.sort(key=lambda each: -max((_weight(reasons) for _payment, reasons in each[1]), default=0))
    for debit, candidates in ranked:
        free = [(payment, reasons) for payment, reasons in candidates if payment.key not in taken]
        if not free and not debit.is_return:
            continue
        best = free[0] if free and (free[0][1] or len(free) == 1) else None
        if best:
            taken.add(best[0].key)
        others = [payment.key for payment, _reasons in free if not best or payment.key != best[0].key]
        found[debit.key] = ReturnProposal(
            best[0].key if best else None,
            tuple(others[:MOST_OTHERS]),
            {payment.key: debit.amount - payment.amount for payment, _reasons in free},
            (best[1] or (Reason.ONLY_AMOUNT,)) if best else (),
            is_certain=best is not None and debit.is_return and _weight(best[1]) >= CERTAIN,
        )
    return found


def _candidates(debit: Debit, payments: Sequence[OpenPayment]) -> list[tuple[OpenPayment, tuple[Reason, ...]]]:
    """Return the payments that the debit may take back, the likeliest first, each with the reasons."""
    text, payee = squeezed(debit.text), folded_name(debit.payer)
    found = []
    for payment in payments:
        if not (0 <= debit.amount - payment.amount <= FEE_MOST and payment.day <= debit.day):
            continue
        reasons = _reasons(debit, text, payee, payment)
        if debit.is_return or NAMING.intersection(reasons):
            found.append((payment, reasons))
    found.sort(
        key=lambda each: (-_weight(each[1]), debit.amount - each[0].amount, -each[0].day.toordinal(), -each[0].key)
    )
    return found


def _reasons(debit: Debit, text: str, payee: str, payment: OpenPayment) -> tuple[Reason, ...]:
    is_so = {
        Reason.PAYMENT: debit.is_return and squeezed(payment.number) in text,
        Reason.REFERENCE: any(squeezed(each) in text for each in payment.references if each),
        Reason.END_TO_END: bool(payment.end_to_end) and payment.end_to_end == debit.end_to_end,
        Reason.NUMBER: any(squeezed(each) in text for each in payment.numbers if each),
        Reason.ACCOUNT: bool(payment.account) and payment.account == debit.payer_account,
        Reason.NAME: bool(payee) and payee in {folded_name(name) for name in payment.names if name},
    }
    return tuple(reason for reason in WEIGHTS if is_so[reason])


def _weight(reasons: Sequence[Reason]) -> int:
    return sum(WEIGHTS[reason] for reason in reasons)
