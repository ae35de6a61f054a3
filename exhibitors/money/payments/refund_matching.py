"""Proposals of the refunds that a debit on the organizer's account pays out, from plain values.

A debit pays out one refund of its amount; or several that add up to it, by the numbers of their payments or of one
payee; or a part of one whose payment's number it states. A debit that names none may pay any one of its amount.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from exhibitors.money.payments.matching import Reason, Transfer, folded_name, squeezed

WEIGHTS: Final = {Reason.PAYMENT: 4, Reason.ACCOUNT: 2, Reason.NAME: 1}
"""The weights of the reasons, the surest first."""
CERTAIN: Final = 4
"""The least weight of a certain proposal: the payment's number, alone or with other reasons."""


@dataclass(frozen=True, slots=True)
class OpenRefund:
    """A refund of which statement lines have yet to pay out `amount`, with what is known about its payment."""

    key: int
    amount: Decimal
    day: date
    number: str
    account: str = ""
    names: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class RefundProposal:
    """The refunds that a debit may pay out.

    `chosen` add up to the debit's amount, or it is a part of the only one; there are none if other debits took all.
    """

    chosen: tuple[int, ...]
    others: tuple[int, ...]
    reasons: tuple[Reason, ...]
    is_certain: bool


type Said = Mapping[int, Mapping[int, tuple[Reason, ...]]]
"""The reasons for which a debit names a refund, by debit and refund."""


def propose_refunds(debits: Iterable[Transfer], refunds: Sequence[OpenRefund]) -> dict[int, RefundProposal]:
    """Return proposals by the key of each debit for which refunds are found. No refund is proposed for two debits."""
    debits = list(debits)
    said = _said(debits, refunds)
    pairs = [(debit, refund) for debit in debits for refund in refunds if refund.amount == debit.amount]
    pairs.sort(key=lambda pair: (_rank(pair[0], pair[1], said), pair[0].key))
    chosen: dict[int, tuple[tuple[int, ...], tuple[Reason, ...], bool]] = {}
    taken: set[int] = set()

    def choose(debit: Transfer, keys: tuple[int, ...], reasons: tuple[Reason, ...], *, is_certain: bool) -> None:
        if keys and debit.key not in chosen and taken.isdisjoint(keys):
            chosen[debit.key] = (keys, reasons, is_certain)
            taken.update(keys)

    for debit, refund in pairs:
        if reasons := said[debit.key].get(refund.key, ()):
            choose(debit, (refund.key,), reasons, is_certain=_weight(reasons) >= CERTAIN)
    for debit in debits:
        keys, reason, is_whole = _several(debit, [each for each in refunds if each.key not in taken], said)
        choose(debit, keys, (reason,), is_certain=is_whole and reason is Reason.PAYMENT)
    for debit, refund in pairs:
        choose(debit, (refund.key,), (Reason.ONLY_AMOUNT,), is_certain=False)

    fits: dict[int, list[int]] = {key: [] for key in chosen}
    for debit, refund in pairs:
        fits.setdefault(debit.key, []).append(refund.key)
    return {key: _proposal(each, *chosen.get(key, ((), (), False))) for key, each in fits.items()}


def _said(debits: Sequence[Transfer], refunds: Sequence[OpenRefund]) -> Said:
    plain = [(each, squeezed(each.number), {folded_name(name) for name in each.names if name}) for each in refunds]
    found: dict[int, dict[int, tuple[Reason, ...]]] = {}
    for debit in debits:
        text, payee = (squeezed(debit.text), folded_name(debit.payer)) if refunds else ("", "")
        found[debit.key] = {}
        for refund, number, names in plain:
            is_so = (number in text, bool(refund.account) and refund.account == debit.payer_account, payee in names)
            if any(is_so):
                found[debit.key][refund.key] = tuple(each for each, so in zip(WEIGHTS, is_so, strict=True) if so)
    return found


def _several(debit: Transfer, refunds: Sequence[OpenRefund], said: Said) -> tuple[tuple[int, ...], Reason, bool]:
    """Return the refunds that a debit names in one way and that add up to its amount, or the one of which it is a part.

    They come with that way, and whether the amounts agree.
    """
    for reason in WEIGHTS:
        group = [each for each in refunds if reason in said[debit.key].get(each.key, ())]
        total = sum((each.amount for each in group), Decimal(0))
        is_part = reason is Reason.PAYMENT and len(group) == 1 and total > debit.amount
        if total == debit.amount or is_part:
            return tuple(each.key for each in group), reason, not is_part
    return (), Reason.ONLY_AMOUNT, False


def _rank(debit: Transfer, refund: OpenRefund, said: Said) -> tuple[int, int, int]:
    return -_weight(said[debit.key].get(refund.key, ())), abs((debit.day - refund.day).days), refund.key


def _weight(reasons: Sequence[Reason]) -> int:
    return sum(WEIGHTS[reason] for reason in reasons)


def _proposal(
    fits: Sequence[int], chosen: tuple[int, ...], reasons: tuple[Reason, ...], is_certain: bool
) -> RefundProposal:
    others = tuple(key for key in fits if key not in chosen)
    return RefundProposal(chosen, others, reasons, is_certain=is_certain)
