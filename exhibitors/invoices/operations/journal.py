"""Posting to the journal. Only operations call it, with the booking locked where there is one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ciie.kernel.actors import Actor
from exhibitors.invoices.models import Invoice, JournalEntry, JournalLine
from exhibitors.invoices.states import Account, EntryKind


@dataclass(frozen=True, kw_only=True)
class Leg:
    """A signed amount on an account: what is owed to the organizer, or has come in, is above 0.

    `invoice` is the invoice that a receivable belongs to: a credit note's is the invoice that it credits.
    """

    account: Account
    amount: Decimal
    company_id: int
    booking_id: int | None = None
    party_id: int | None = None
    invoice_id: int | None = None


def post(
    legs: Iterable[Leg],
    *,
    edition_id: int,
    day: date,
    kind: EntryKind,
    currency: str,
    memo: str = "",
    document: Invoice | None = None,
    actor: Actor,
    at: datetime,
) -> JournalEntry:
    """Write an entry, which stands. Legs of 0 are left out; the rest comes to 0, else the database refuses the commit
    (`journal_entry_comes_to_0`), as it refuses an entry without legs (`journal_entry_has_lines`).
    """
    entry = JournalEntry.objects.create(
        edition_id=edition_id,
        day=day,
        kind=kind,
        currency=currency,
        memo=memo,
        document=document,
        actor=str(actor),
        posted_at=at,
    )
    JournalLine.objects.bulk_create(
        JournalLine(
            entry=entry,
            account=leg.account,
            amount=leg.amount,
            company_id=leg.company_id,
            booking_id=leg.booking_id,
            party_id=leg.party_id,
            invoice_id=leg.invoice_id,
        )
        for leg in legs
        if leg.amount
    )
    return entry
