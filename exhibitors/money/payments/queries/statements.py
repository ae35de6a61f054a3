"""Queries for what the files of statements say, what of it is already known, and what is proposed for lines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, NullIf, Upper
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ciie.kernel.caches import SlotCache
from ciie.kernel.days import day_of
from ciie.kernel.errors import Invalid
from exhibitors.money.invoices.models import Invoice, JournalLine
from exhibitors.money.invoices.queries.balances import NOTHING
from exhibitors.money.payments.matching import OpenInvoice, Payers, Proposal, Transfer, folded_name, propose
from exhibitors.money.payments.models import BankAccount, BankStatement, Payment, Payout, Refund, StatementLine
from exhibitors.money.payments.queries.payments import payable
from exhibitors.money.payments.refund_matching import OpenRefund, RefundProposal, propose_refunds
from exhibitors.money.payments.statements.csv import Choices, ReadLayout, chosen_of
from exhibitors.money.payments.statements.lines import (
    BankLine,
    Statement,
    StatementProblemError,
    identities,
    known_otherwise,
)
from exhibitors.money.payments.statements.reading import Reading, layout_in, read_statement, refused, statements_in
from exhibitors.money.payments.states import LineState, StatementState
from pavilions.floor.models.edition import Edition
from pavilions.states import EditionStatus

SHORTEST_ACCOUNT = 6
EARLIEST_ZONE = ZoneInfo("Pacific/Kiritimati")
"""The time zone in which a day begins first: a bank anywhere on earth may have booked on it."""
DOUBTS_SHOWN = 100
PROPOSED = SlotCache[dict[int, Proposal]]("statement-proposals", slots=8, seconds=600)


def reading_of(statement: BankStatement) -> Reading:
    """Return what an uploaded file says, as it was stored; the file is read only if nothing was stored."""
    if statement.reading:
        kept: Reading = statement.reading
        return kept
    account = statement.account
    return read_statement(
        bytes(statement.content), choices=statement.choices, account=account.account, currency=account.currency
    )


def layout_of(statement: BankStatement) -> ReadLayout:
    """Return the layout of an uploaded CSV file. Raise `Invalid` if it has none."""
    return layout_in(reading_of(statement))


def choices_of(statement: BankStatement, layout: ReadLayout) -> Choices:
    """Return what was chosen, else what is proposed."""
    return chosen_of(statement.choices, layout.columns, layout.proposed)


def read_uploaded(statement: BankStatement, *, at: datetime) -> list[Statement]:
    """Return the statements in an uploaded file.

    Raise `Invalid` if it cannot be read, belongs to another account, or is dated in the future.
    """
    read = statements_in(reading_of(statement))
    today = day_of(at, EARLIEST_ZONE)
    for each in read:
        _require_own(each, statement.account)
        for line in each.lines:
            if line.day > today:
                raise refused(StatementProblemError("future_day", line=line.line, day=date_format(line.day)))
    return read


@dataclass(frozen=True)
class Gap:
    """Two balances that should be equal: the closing balance of `earlier` and the opening balance of the next one."""

    earlier: str
    day: date | None
    closing: Decimal
    opening: Decimal

    @property
    def missing(self) -> Decimal:
        return self.opening - self.closing


def gaps_around(statement: BankStatement, read: Sequence[Statement]) -> list[Gap]:
    """Return the gaps between the balances of a file, imported or not, and those of its neighbours.

    Neighbours are the imported statements of the account that end before its first day and begin after its last day;
    files without balances are skipped. This takes two queries.
    """
    days = [line.day for each in read for line in each.lines]
    gaps = [
        Gap(one.number or statement.file_name, None, one.closing, other.opening)
        for one, other in pairwise(read)
        if one.closing is not None and other.opening is not None and one.closing != other.opening
    ]
    if not days:
        return gaps
    others = BankStatement.objects.filter(account=statement.account_id, state=StatementState.IMPORTED)
    others = others.exclude(pk=statement.pk).defer("content", "reading")
    before = others.filter(closing__isnull=False, last_day__lt=min(days)).order_by("-last_day", "-pk").first()
    after = others.filter(opening__isnull=False, first_day__gt=max(days)).order_by("first_day", "pk").first()
    first, last = read[0].opening, read[-1].closing
    if before and before.closing is not None and first is not None and before.closing != first:
        gaps.insert(0, Gap(before.file_name, before.last_day, before.closing, first))
    if after and after.opening is not None and last is not None and after.opening != last:
        gaps.append(Gap(statement.file_name, max(days), last, after.opening))
    return gaps


def gaps_of(statement: BankStatement) -> list[Gap]:
    """Return the gaps around a statement that was imported, by the balances and days that were stored."""
    if statement.first_day is None or statement.last_day is None:
        return []
    ends = [BankLine(0, day, Decimal(1), is_credit=True) for day in (statement.first_day, statement.last_day)]
    kept = Statement("", "", opening=statement.opening, closing=statement.closing, lines=tuple(ends))
    return gaps_around(statement, [kept])


def _require_own(read: Statement, account: BankAccount) -> None:
    if not _is_same(read.account, account.account):
        raise Invalid(
            _("The file belongs to account %(other)s, not to %(account)s. Choose the account that it belongs to.")
            % {"other": read.account or "–", "account": account.account},
            code="statement_other_account",
            field="file",
        )
    if read.currency and read.currency != account.currency:
        raise Invalid(
            _("The file is in %(other)s, but the account is kept in %(currency)s.")
            % {"other": read.currency, "currency": account.currency},
            code="statement_other_currency",
            field="file",
        )


def _is_same(one: str, other: str) -> bool:
    """Return whether two account numbers agree: some files omit the bank in front of the number."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= SHORTEST_ACCOUNT and longer.endswith(shorter)


def known_identities(account_id: int, marks: Iterable[str]) -> set[str]:
    """Return those of the marks that belong to lines of earlier statements, in one query."""
    rows = StatementLine.objects.filter(account=account_id, identity__in=list(marks))
    return set(rows.values_list("identity", flat=True))


@dataclass(frozen=True)
class Recognized:
    """Lines of a file with their marks, and which of them earlier statements contain.

    `known` are marks, and `divided` are positions of lines whose entry an earlier statement has divided otherwise.
    """

    account: int
    lines: Sequence[BankLine]
    marks: Sequence[str]
    known: frozenset[str]
    divided: frozenset[int]

    def is_known(self, place: int) -> bool:
        return place in self.divided or self.marks[place] in self.known


def recognize(account_id: int, lines: Sequence[BankLine]) -> Recognized:
    """Compare lines with everything that was imported for the account, in two queries.

    A line is known by its mark, or because an earlier statement contains its entry of the bank, divided otherwise.
    """
    marks = identities(lines)
    known = known_identities(account_id, marks)
    unknown = [place for place, mark in enumerate(marks) if mark not in known and lines[place].entry]
    earlier = _lines_of_entries(account_id, [lines[place] for place in unknown], besides=known)
    divided = known_otherwise([lines[place] for place in unknown], earlier)
    return Recognized(account_id, lines, marks, frozenset(known), frozenset(unknown[place] for place in divided))


def _lines_of_entries(account_id: int, lines: Sequence[BankLine], *, besides: set[str]) -> list[BankLine]:
    """Return lines of earlier statements that have the references of these lines' entries, but not these marks."""
    if not lines:
        return []
    days = [line.day for line in lines]
    rows = StatementLine.objects.filter(account=account_id, day__range=(min(days), max(days)))
    rows = rows.annotate(entry=Upper(Coalesce(NullIf("entry_reference", Value("")), "bank_reference")))
    rows = rows.filter(entry__in={line.entry for line in lines}).exclude(identity__in=besides)
    names = ("position", "day", "amount", "is_credit", "bank_reference", "index", "entry_reference")
    return [BankLine(line=said.pop("position"), **said) for said in rows.order_by("statement", "pk").values(*names)]


@dataclass(frozen=True)
class Doubt:
    """A line that was taken as known, but that a person may call new. `mark` identifies it."""

    line: BankLine
    mark: str
    is_divided: bool


@dataclass(frozen=True)
class UploadPreview:
    """What importing would write. `doubts` are the first of the lines that were taken as known without certainty."""

    statements: Sequence[Statement]
    lines: Sequence[BankLine]
    new: Sequence[BankLine]
    doubts: Sequence[Doubt] = ()
    more_doubts: int = 0
    gaps: Sequence[Gap] = ()

    @property
    def divided(self) -> int:
        return sum(doubt.is_divided for doubt in self.doubts)

    @property
    def known(self) -> int:
        return len(self.lines) - len(self.new)

    @property
    def credits(self) -> int:
        return sum(line.is_credit for line in self.new)

    @property
    def pending(self) -> int:
        return sum(each.pending for each in self.statements)

    @property
    def days(self) -> tuple[date, date] | None:
        days = [line.day for line in self.lines]
        return (min(days), max(days)) if days else None


def preview_upload(statement: BankStatement, *, at: datetime) -> UploadPreview:
    """Return a preview of an uploaded file, in four queries. Raise what `read_uploaded` raises."""
    read = read_uploaded(statement, at=at)
    lines = [line for each in read for line in each.lines]
    found = recognize(statement.account_id, lines)
    doubts = [
        Doubt(line, found.marks[place], place in found.divided)
        for place, line in enumerate(lines)
        if found.is_known(place) and (place in found.divided or not line.bank_reference)
    ]
    doubts.sort(key=lambda doubt: not doubt.is_divided)
    new = [line for place, line in enumerate(lines) if not found.is_known(place)]
    return UploadPreview(
        read, lines, new, doubts[:DOUBTS_SHOWN], len(doubts[DOUBTS_SHOWN:]), gaps_around(statement, read)
    )


def listed_statements() -> QuerySet[BankStatement]:
    """Return all statements, annotated with the counts of their lines by state.

    The database counts lines only of statements up to the end of a page.
    """
    return (
        BankStatement.objects.select_related("account")
        .defer("content", "reading")
        .annotate(
            count=_counted(),
            open=_counted(state=LineState.OPEN, is_credit=True),
            returns=_counted(state=LineState.OPEN, is_credit=False),
            matched=_counted(state=LineState.MATCHED, is_credit=True),
        )
    )


def _counted(**which: object) -> Coalesce:
    lines = StatementLine.objects.filter(statement=OuterRef("pk"), **which).order_by().values("statement")
    return Coalesce(Subquery(lines.annotate(many=Count("pk")).values("many")), 0)


def with_something_to_match(statements: QuerySet[BankStatement]) -> QuerySet[BankStatement]:
    """Return the statements with open lines."""
    return statements.filter(pk__in=open_lines().values("statement"))


def open_lines() -> QuerySet[StatementLine]:
    return StatementLine.objects.filter(state=LineState.OPEN)


def proposals_for(account: BankAccount) -> dict[int, Proposal]:
    """Return proposals by the key of each open credit of an account, cached until lines, invoices or payments change.

    Invoices of archived editions are not considered; `by_hand` finds them by their numbers.
    """
    lines = open_lines().filter(account=account, is_credit=True)
    version = (
        account.pk,
        *lines.aggregate(a=Count("pk"), b=Sum("pk")).values(),
        *JournalLine.objects.aggregate(a=Max("pk")).values(),
        *Payment.objects.filter(edition__in=_at_work()).aggregate(a=Count("pk"), b=Sum("revision")).values(),
    )
    key = "-".join(map(str, version))
    kept = PROPOSED.get(key)
    if kept is None:
        kept = _propose(account, lines)
        PROPOSED.set(key, kept)
    return kept


def _at_work() -> QuerySet[Edition]:
    return Edition.objects.exclude(status=EditionStatus.ARCHIVED)


def _propose(account: BankAccount, lines: QuerySet[StatementLine]) -> dict[int, Proposal]:
    transfers = [
        Transfer(line.pk, line.amount, line.day, line.payer, line.payer_account, f"{line.text} {line.end_to_end}")
        for line in lines.order_by("day", "pk")
    ]
    return {
        each.transfer: each for each in propose(transfers, matchable(account.currency), payers_of(account.currency))
    }


def refund_proposals(account: BankAccount, lines: Iterable[StatementLine]) -> dict[int, RefundProposal]:
    """Return proposals for unmatched debits of an account by their keys, in one query, or none without debits."""
    debits = [
        Transfer(line.pk, line.amount, line.day, line.payer, line.payer_account, f"{line.text} {line.end_to_end}")
        for line in lines
        if not line.is_credit and line.state != LineState.MATCHED
    ]
    if not debits:
        return {}
    rows = refunds_to_find(account.currency)
    return propose_refunds(debits, [_open_refund(each) for each in rows])


def refunds_to_find(currency: str) -> QuerySet[Any]:
    """Return refunds in a currency of which statement lines have yet to pay out something, annotated with `left`."""
    rows = unpaid(Refund.objects.filter(payment__currency=currency)).filter(left__gt=0)
    return rows.select_related("payment__company").order_by("pk")


def unpaid(refunds: QuerySet[Refund]) -> QuerySet[Any]:
    """Return refunds neither undone nor made by a debit, annotated with `left`, which no line pays out yet."""
    paid = Payout.objects.filter(refund=OuterRef("pk")).order_by().values("refund").annotate(sum=Sum("amount"))
    rows = refunds.filter(undoes=None, undone_by=None, returned=None)
    return rows.annotate(left=F("amount") - Coalesce(Subquery(paid.values("sum")), NOTHING))


def _open_refund(refund: Any) -> OpenRefund:
    payment, company = refund.payment, refund.payment.company
    return OpenRefund(
        key=refund.pk,
        amount=refund.left,
        day=refund.paid_on,
        number=payment.number,
        account=payment.payer_account,
        names=(payment.payer, company.name, company.name_local),
    )


def matchable(currency: str) -> list[OpenInvoice]:
    """Return issued invoices in a currency, including settled ones, so that what pays them again is recognized."""
    rows = payable(Invoice.objects.filter(currency=currency, edition__in=_at_work())).select_related("party")
    return [
        OpenInvoice(
            key=row.pk,
            number=row.number_text,
            reference=row.reference,
            open=row.balance,
            company=row.company_id,
            due=row.due_on or date.max,
            sequence=row.number or 0,
        )
        for row in rows
    ]


def payers_of(currency: str) -> Payers:
    """Return names of invoiced companies, and accounts and names of earlier payments by one company each."""
    names: dict[int, set[str]] = {}
    invoices = Invoice.objects.filter(currency=currency, edition__in=_at_work())
    said = invoices.values_list("party__company", "party_name", "party__company__name", "party__company__name_local")
    for company, *known in said.distinct():
        names.setdefault(company, set()).update(filter(None, known))
    accounts: dict[str, set[int]] = {}
    seen: dict[str, set[int]] = {}
    paid = Payment.objects.filter(cancelled_at=None, company__in=invoices.values("party__company"))
    for company, account, payer in paid.values_list("company", "payer_account", "payer").distinct():
        accounts.setdefault(account, set()).add(company)
        seen.setdefault(folded_name(payer), set()).add(company)
    return Payers({company: sorted(said) for company, said in names.items()}, _of_one(accounts), _of_one(seen))


def _of_one(found: Mapping[str, set[int]]) -> dict[str, int]:
    return {said: next(iter(companies)) for said, companies in found.items() if said and len(companies) == 1}
