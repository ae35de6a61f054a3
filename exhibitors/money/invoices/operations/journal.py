"""Posting to the journal. Only operations call it, with the booking locked if there is one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ciie.kernel.actors import Actor
from ciie.kernel.locking import share_topic
from exhibitors.money.invoices.models import Invoice, JournalEntry, JournalLine
from exhibitors.money.invoices.states import Account, EntryKind


@dataclass(frozen=True, kw_only=True)
class Leg:
    """A signed amount on an account of an edition: what is owed to the organizer, or has come in, is above 0.

    `invoice_id` is the invoice that a receivable belongs to; for a credit note it is the invoice that it credits.
    """

    account: Account
    amount: Decimal
    edition_id: int
    company_id: int
    booking_id: int | None = None
    party_id: int | None = None
    invoice_id: int | None = None


def books_topic(edition_id: int) -> str:
    """Return the name of the advisory lock that closing the books takes, and that every posting to them shares."""
    return f"books of edition {edition_id}"


def post(
    legs: Sequence[Leg],
    *,
    day: date,
    kind: EntryKind,
    currency: str,
    memo: str = "",
    document: Invoice | None = None,
    actor: Actor,
    at: datetime,
) -> JournalEntry:
    """Write an entry, which can never be changed. Legs of 0 are left out.

    The books of its editions cannot be closed before the caller's transaction ends; where they have been closed on
    `day`, the database refuses the entry (`journal_line_books_are_open`). So nothing appears on a day after it was
    closed. Where its legs concern several editions, each edition is balanced by a line on the clearing account. All
    legs together add up to 0, else the database refuses the commit (`journal_entry_comes_to_0`), as it refuses an entry
    without legs (`journal_entry_has_lines`).
    """
    written = [leg for leg in legs if leg.amount]
    for edition_id in sorted({leg.edition_id for leg in written}):
        share_topic(books_topic(edition_id))
    entry = JournalEntry.objects.create(
        edition_id=legs[0].edition_id,
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
            edition_id=leg.edition_id,
            account=leg.account,
            amount=leg.amount,
            company_id=leg.company_id,
            booking_id=leg.booking_id,
            party_id=leg.party_id,
            invoice_id=leg.invoice_id,
        )
        for leg in [*written, *_clearing(written)]
    )
    return entry


def _clearing(legs: Sequence[Leg]) -> Iterator[Leg]:
    """Yield a balancing leg for each edition that owes the others something, or has something coming from them."""
    sums = dict[int, Decimal]()
    for leg in legs:
        sums[leg.edition_id] = sums.get(leg.edition_id, Decimal(0)) + leg.amount
    first = {leg.edition_id: leg for leg in reversed(legs)}
    for edition_id, amount in sums.items():
        if amount:
            company_id = first[edition_id].company_id
            yield Leg(account=Account.CLEARING, amount=-amount, edition_id=edition_id, company_id=company_id)
