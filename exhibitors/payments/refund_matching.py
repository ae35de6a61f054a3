"""Which refund a debit on our account pays out: proposals over plain values. The amount must be the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from exhibitors.payments.matching import Reason, Transfer, folded_name, squeezed

WEIGHTS: Final = {Reason.PAYMENT: 4, Reason.ACCOUNT: 2, Reason.NAME: 1}
CERTAIN: Final = 4
"""From this weight on: the payment's number, or it with more."""


@dataclass(frozen=True, slots=True)
class OpenRefund:
    """A refund that no line of a statement has paid out yet, with what is known of its payment."""

    key: int
    amount: Decimal
    day: date
    number: str
    account: str = ""
    names: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class RefundProposal:
    """What a debit may pay out, the most likely first; `first` is proposed, None where other debits pay all of them."""

    first: int | None
    others: tuple[int, ...]
    reasons: tuple[Reason, ...]
    is_certain: bool


class Fit(NamedTuple):
    """A debit and a refund of its amount; the lowest rank is the most likely."""

    rank: tuple[int, int, int]
    debit: int
    refund: int
    reasons: tuple[Reason, ...]


def propose_refunds(debits: Iterable[Transfer], refunds: Sequence[OpenRefund]) -> dict[int, RefundProposal]:
    """By the key of each debit that some refund has the amount of. No refund is proposed for two debits."""
    pairs = [
        Fit(_rank(debit, refund, reasons), debit.key, refund.key, reasons)
        for debit in debits
        for refund in refunds
        if refund.amount == debit.amount
        for reasons in [_reasons(debit, refund)]
    ]
    pairs.sort(key=lambda fit: (fit.rank, fit.debit))
    first: dict[int, Fit] = {}
    taken: set[int] = set()
    fits: dict[int, list[Fit]] = {}
    for fit in pairs:
        fits.setdefault(fit.debit, []).append(fit)
        if fit.debit not in first and fit.refund not in taken:
            first[fit.debit] = fit
            taken.add(fit.refund)
    return {debit: _proposal(found, first.get(debit)) for debit, found in fits.items()}


def _reasons(debit: Transfer, refund: OpenRefund) -> tuple[Reason, ...]:
    names = {folded_name(name) for name in refund.names if name}
    said = {
        Reason.PAYMENT: squeezed(refund.number) in squeezed(debit.text),
        Reason.ACCOUNT: bool(refund.account) and refund.account == debit.payer_account,
        Reason.NAME: bool(debit.payer) and folded_name(debit.payer) in names,
    }
    return tuple(reason for reason, is_so in said.items() if is_so) or (Reason.ONLY_AMOUNT,)


def _rank(debit: Transfer, refund: OpenRefund, reasons: Sequence[Reason]) -> tuple[int, int, int]:
    return -_weight(reasons), abs((debit.day - refund.day).days), refund.key


def _weight(reasons: Sequence[Reason]) -> int:
    return sum(WEIGHTS.get(reason, 0) for reason in reasons)


def _proposal(fits: Sequence[Fit], first: Fit | None) -> RefundProposal:
    others = tuple(fit.refund for fit in fits if fit is not first)
    if first is None:
        return RefundProposal(None, others, (), is_certain=False)
    return RefundProposal(first.refund, others, first.reasons, is_certain=_weight(first.reasons) >= CERTAIN)
