"""The journal of an edition in a period, for files that other programs read."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import groupby

from django.db.models import QuerySet

from exhibitors.invoices.amounts import rounded
from exhibitors.invoices.models import JournalLine
from exhibitors.payments.bookkeeping import Booked, BookedLeg, Frame
from exhibitors.payments.models import LedgerCodes
from pavilions.floor.models.edition import Edition


def codes_of(edition: Edition) -> LedgerCodes:
    """As they were set, else the usual ones of SKR03, not saved."""
    return LedgerCodes.objects.filter(edition=edition).first() or LedgerCodes(edition=edition, revision=0)


def journal_of(edition: Edition, first: date, last: date) -> QuerySet[JournalLine]:
    """Lines in the order of their entries."""
    rows = JournalLine.objects.filter(entry__edition=edition, entry__day__range=(first, last))
    related = ("entry__document", "entry__payment", "company", "booking__edition", "invoice")
    return rows.select_related(*related).order_by("entry__day", "entry", "pk")


def booked(lines: Iterable[JournalLine], codes: LedgerCodes) -> Iterator[Booked]:
    """Entries with the numbers of the bookkeeping."""
    numbers = codes.numbers
    for _key, group in groupby(lines, key=lambda line: line.entry_id):
        own = list(group)
        entry = own[0].entry
        document = entry.document.number_text if entry.document else entry.memo
        yield Booked(
            day=entry.day,
            currency=entry.currency,
            document=document,
            text=f"{entry.get_kind_display()} {own[0].company.name}",
            legs=[BookedLeg(numbers[line.account], rounded(line.amount, entry.currency)) for line in own],
        )


def frame_of(edition: Edition, codes: LedgerCodes, first: date, last: date, at: datetime) -> Frame:
    return Frame(
        consultant=codes.consultant or "1001",
        client=codes.client or "1",
        year_begins=date(first.year, 1, 1),
        digits=len(codes.revenue),
        first=first,
        last=last,
        made_at=at,
        currency=edition.currency,
    )
