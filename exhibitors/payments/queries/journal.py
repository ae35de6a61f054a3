"""The journal of an edition in a period, for files that other programs read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Exists, OuterRef, QuerySet

from exhibitors.companies.models import Company
from exhibitors.invoices.amounts import rounded
from exhibitors.invoices.models import BillingParty, Invoice, JournalLine
from exhibitors.invoices.states import Account, InvoiceState
from exhibitors.payments.bookkeeping import Booked, BookedLeg, Frame
from exhibitors.payments.models import Debtor, LedgerCodes
from pavilions.floor.models.edition import Edition


def codes_of(edition: Edition) -> LedgerCodes:
    """As they were set, else the usual ones of SKR03, not saved."""
    return LedgerCodes.objects.filter(edition=edition).first() or LedgerCodes(edition=edition, revision=0)


def journal_of(edition: Edition, first: date, last: date) -> QuerySet[JournalLine]:
    """Lines in the order of their entries."""
    return journal_rows_of(JournalLine.objects.filter(entry__edition=edition, entry__day__range=(first, last)))


def journal_rows_of(rows: QuerySet[JournalLine]) -> QuerySet[JournalLine]:
    """With what a file says of each line, in the order of their entries."""
    related = ("entry__document", "entry__payment", "company", "booking__edition", "invoice")
    return rows.select_related(*related).order_by("entry__day", "entry", "pk")


def debtors_of(edition: Edition) -> dict[int, str]:
    """Debtor numbers by the key of the bill-to; one query."""
    return {
        party: str(number) for party, number in Debtor.objects.filter(edition=edition).values_list("party", "number")
    }


def debtor_of(line: JournalLine, debtors: Mapping[int, str]) -> str:
    """The debtor number of a line on receivables; blank on other accounts, and for who has none."""
    if line.account != Account.RECEIVABLE or line.party_id is None:
        return ""
    return debtors.get(line.party_id, "")


def booked(lines: Iterable[JournalLine], codes: LedgerCodes, debtors: Mapping[int, str]) -> Iterator[Booked]:
    """Entries with the numbers of the bookkeeping: those of debtors in place of the account of receivables."""
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
            legs=[
                BookedLeg(debtor_of(line, debtors) or numbers[line.account], rounded(line.amount, entry.currency))
                for line in own
            ],
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


@dataclass(frozen=True)
class NumberedParty:
    """A bill-to that is invoiced at an edition, with its debtor number, None where it has none yet."""

    party: BillingParty
    number: int | None
    revision: int


def numbered_parties(company: Company, edition: Edition) -> list[NumberedParty]:
    """Those of a company that something was issued to, the company itself first; two queries."""
    issued = Invoice.objects.filter(party=OuterRef("pk"), edition=edition, state=InvoiceState.ISSUED)
    parties = BillingParty.objects.filter(Exists(issued), company=company).order_by("-is_company", "name", "pk")
    debtors = {each.party_id: each for each in Debtor.objects.filter(edition=edition, party__company=company)}
    return [
        NumberedParty(party, found.number if found else None, found.revision if found else 0)
        for party in parties
        for found in [debtors.get(party.pk)]
    ]
