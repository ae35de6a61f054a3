"""Queries for the journal of an edition in a period, for files that other programs read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exhibitors.companies.models import Company
from exhibitors.money.invoices.amounts import Sums, rounded
from exhibitors.money.invoices.models import BillingParty, Invoice, InvoiceTax, JournalLine, TaxRule
from exhibitors.money.invoices.queries.balances import deducted_sums
from exhibitors.money.invoices.queries.taxes import Treatment, treatment_of
from exhibitors.money.invoices.states import (
    EU_COUNTRIES,
    Account,
    EntryKind,
    InvoiceKind,
    InvoiceState,
    Supply,
    TaxCategory,
)
from exhibitors.money.payments.bookkeeping import SKR03, Booked, BookedLeg, Frame, TreatmentNumbers
from exhibitors.money.payments.models import Debtor, LedgerCodes, TreatmentCodes
from pavilions.floor.models.edition import Edition

SKR03_REVENUE = ("8200", "8400")
"""The revenue accounts of an SKR03 chart whose numbers have not been changed."""


def codes_of(edition: Edition) -> LedgerCodes:
    """Return the numbers as they were set, else the usual ones of SKR03, unsaved."""
    return LedgerCodes.objects.filter(edition=edition).first() or LedgerCodes(edition=edition, revision=0)


def journal_of(edition: Edition, first: date, last: date) -> QuerySet[JournalLine]:
    """Return the edition's lines in the order of their entries; those of an entry add up to 0."""
    return journal_rows_of(JournalLine.objects.filter(edition=edition, entry__day__range=(first, last)))


def journal_rows_of(rows: QuerySet[JournalLine]) -> QuerySet[JournalLine]:
    """Return lines in the order of their entries, with everything loaded that a file says about them."""
    related = ("entry__document__edition", "entry__document__credits", "entry__payment", "company", "booking__edition")
    parts = ("lines__deducts", "lines__refers_to__deducts", "taxes")
    rows = rows.select_related(*related, "invoice").prefetch_related(*(f"entry__document__{part}" for part in parts))
    return rows.order_by("entry__day", "entry", "pk")


def debtors_of(edition: Edition) -> dict[int, str]:
    """Return debtor numbers by the key of the bill-to, in one query."""
    return {
        party: str(number) for party, number in Debtor.objects.filter(edition=edition).values_list("party", "number")
    }


def debtor_of(line: JournalLine, debtors: Mapping[int, str]) -> str:
    """Return the debtor number of a line on receivables, or an empty string on other accounts or if there is none."""
    if line.account != Account.RECEIVABLE or line.party_id is None:
        return ""
    return debtors.get(line.party_id, "")


def treatments_of(edition: Edition) -> dict[tuple[str, Decimal], TreatmentNumbers]:
    """Return accounts by category and rate: those entered, else those of SKR03 while its usual numbers are used."""
    codes = codes_of(edition)
    usual = SKR03 if codes.chart == "03" and codes.revenue in SKR03_REVENUE else {}
    rows = TreatmentCodes.objects.filter(edition=edition)
    return {**usual, **{(row.category, row.rate): TreatmentNumbers(row.revenue, row.advance, row.key) for row in rows}}


@dataclass(frozen=True, slots=True)
class Posting:
    """A leg of an entry on an account of the bookkeeping. Revenue is divided by treatment.

    `is_taxed` means that the amount includes its tax, which the bookkeeping works out.
    """

    line: JournalLine
    account: str | Promise
    number: str
    amount: Decimal
    treatment: Treatment | None = None
    is_taxed: bool = False
    key: str = ""


class Chart:
    """The accounts of an edition in its bookkeeping, read in three queries."""

    def __init__(self, edition: Edition) -> None:
        self.codes, self.treatments, self.debtors = codes_of(edition), treatments_of(edition), debtors_of(edition)

    def postings(self, lines: Sequence[JournalLine], *, with_tax: bool) -> list[Posting]:
        """Return the postings of one entry, in the order of its lines.

        `with_tax` leaves the tax in amounts whose treatment has accounts of its own, as DATEV requires; otherwise
        revenue is net, and all tax is on its own account.
        """
        document = lines[0].entry.document
        if document is None or lines[0].entry.kind not in {EntryKind.INVOICE, EntryKind.CREDIT}:
            return [self._plain(line, with_tax=with_tax) for line in lines]
        postings: list[Posting] = []
        for line in lines:
            if line.account == Account.RECEIVABLE:
                postings.append(self._plain(line, with_tax=with_tax))
            elif line.account == Account.REVENUE:
                postings += self._revenue(line, document, with_tax=with_tax)
        if not any(line.account == Account.REVENUE for line in lines):
            return [self._plain(line, with_tax=with_tax) for line in lines]
        return postings

    def _plain(self, line: JournalLine, *, with_tax: bool) -> Posting:
        """Return the posting of a line as it is. DATEV requires the debtor's account in place of receivables."""
        number = (debtor_of(line, self.debtors) if with_tax else "") or self.codes.numbers[line.account]
        return Posting(line, line.get_account_display(), number, rounded(line.amount, line.entry.currency))

    def _revenue(self, line: JournalLine, document: Invoice, *, with_tax: bool) -> Iterator[Posting]:
        """Yield what a document charges, and then what it deducts of deposits."""
        sign = Decimal(1 if document.credits_id else -1)
        kind = document.credits.kind if document.credits else document.kind
        lines = list(document.lines.all())
        are_damages = all(each.supply == Supply.DAMAGES for each in lines)
        deducted: dict[Treatment, Sums] = {}
        for each in lines:
            treatment = treatment_of(each)
            deducted[treatment] = deducted.get(treatment, Sums()) + deducted_sums(each)
        for tax in document.taxes.all():
            treatment = treatment_of(tax)
            off = deducted.get(treatment, Sums())
            charged = Sums(tax.net, tax.tax) + off
            for sums, is_advance in ((charged, kind == InvoiceKind.DEPOSIT), (Sums() - off, True)):
                signed = Sums(sign * sums.net, sign * sums.tax)
                yield from self._on_account(
                    line, treatment, signed, is_advance=is_advance, are_damages=are_damages, with_tax=with_tax
                )

    def _on_account(
        self,
        line: JournalLine,
        treatment: Treatment,
        sums: Sums,
        *,
        is_advance: bool,
        are_damages: bool,
        with_tax: bool,
    ) -> Iterator[Posting]:
        label = _("deposits") if is_advance else line.get_account_display()
        numbers = None if are_damages else self.treatments.get((treatment.category, treatment.rate))
        if numbers is not None:
            number, key = (numbers.advance if is_advance else numbers.revenue), numbers.key
        else:
            usual = self.codes.damages if are_damages else self.codes.revenue
            number, key = (self.codes.advance if is_advance else usual), ""
        is_taxed = with_tax and numbers is not None
        amount = sums.total if is_taxed else sums.net
        if amount:
            yield Posting(line, label, number, rounded(amount, line.entry.currency), treatment, is_taxed, key)
        if sums.tax and not is_taxed:
            tax = rounded(sums.tax, line.entry.currency)
            yield Posting(line, Account.TAX.label, self.codes.tax, tax, treatment)


def posted(lines: Iterable[JournalLine], chart: Chart) -> Iterator[Posting]:
    """Yield the general journal: all entries by accounts of the bookkeeping, tax apart. Each entry adds up to 0."""
    for _key, group in groupby(lines, key=lambda line: line.entry_id):
        yield from chart.postings(list(group), with_tax=False)


def booked(lines: Iterable[JournalLine], chart: Chart) -> Iterator[Booked]:
    """Yield entries as DATEV reads them. What belongs to an invoice has its number, which clears open items."""
    for _key, group in groupby(lines, key=lambda line: line.entry_id):
        own = list(group)
        entry = own[0].entry
        yield Booked(
            day=entry.day,
            currency=entry.currency,
            document=entry.document.number_text if entry.document else "",
            text=f"{entry.get_kind_display()} {own[0].company.name}",
            legs=[_leg(each) for each in chart.postings(own, with_tax=True)],
        )


def _leg(posting: Posting) -> BookedLeg:
    line, document = posting.line, posting.line.entry.document
    invoice = line.invoice.number_text if line.invoice and not document else ""
    if posting.treatment is None or document is None:
        return BookedLeg(posting.number, posting.amount, invoice)
    supplied_on = document.edition.closes_date if posting.treatment.category != TaxCategory.OUTSIDE_SCOPE else None
    return BookedLeg(
        posting.number,
        posting.amount,
        is_taxed=posting.is_taxed,
        key=posting.key,
        vat_id=vat_id_of(document) if posting.treatment.category == TaxCategory.REVERSE_CHARGE else "",
        supplied_on=supplied_on,
    )


def vat_id_of(document: Invoice) -> str:
    """Return the buyer's VAT ID, which begins with a country of the EU, or an empty string for other tax IDs."""
    tax_id = "".join(document.party_tax_id.split()).upper()
    return tax_id if tax_id[:2] in EU_COUNTRIES | {"EL", "XI"} else ""


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
        chart=codes.chart,
    )


def treatments_shown(edition: Edition) -> list[tuple[tuple[str, Decimal], TreatmentNumbers]]:
    """Return every category and rate of the tax table, invoices and entered accounts, each with its accounts."""
    numbers = treatments_of(edition)
    entered = TreatmentCodes.objects.filter(edition=edition)
    rows = (
        *TaxRule.objects.filter(edition=edition).values_list("category", "rate"),
        *InvoiceTax.objects.filter(invoice__edition=edition).values_list("category", "rate").distinct(),
        *entered.values_list("category", "rate"),
    )
    return [(each, numbers.get(each, TreatmentNumbers("", ""))) for each in sorted(set(rows), reverse=True)]


@dataclass(frozen=True)
class NumberedParty:
    """A bill-to that is invoiced at an edition, with its debtor number, or None if it has none yet."""

    party: BillingParty
    number: int | None
    revision: int


def numbered_parties(company: Company, edition: Edition) -> list[NumberedParty]:
    """Return a company's bill-tos to which invoices were issued, the company itself first, in two queries."""
    issued = Invoice.objects.filter(party=OuterRef("pk"), edition=edition, state=InvoiceState.ISSUED)
    parties = BillingParty.objects.filter(Exists(issued), company=company).order_by("-is_company", "name", "pk")
    debtors = {each.party_id: each for each in Debtor.objects.filter(edition=edition, party__company=company)}
    return [
        NumberedParty(party, found.number if found else None, found.revision if found else 0)
        for party in parties
        for found in [debtors.get(party.pk)]
    ]
