"""Operations on bank statements: they are uploaded and imported, and their lines matched with invoices or ignored.

Importing writes lines and nothing else. What is proposed for them is posted and mailed only by `confirm_matches`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import count
from pathlib import PurePosixPath
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import SYSTEM, Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock, lock_one, require_seen
from ciie.kernel.validity import require_valid
from ciie.privacy.retention import Rule, register_retention
from ciie.web.templatetags.interface import money
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.payments.models import BankAccount, BankStatement, Payment, Payout, Refund, StatementLine
from exhibitors.money.payments.operations.payments import (
    InvoicePart,
    Received,
    announce_changes,
    lock_invoices,
    lock_payments_of,
    present_company,
    record,
)
from exhibitors.money.payments.operations.refunds import free_line
from exhibitors.money.payments.queries.payments import typed_already
from exhibitors.money.payments.queries.returns import waiting_debits
from exhibitors.money.payments.queries.statements import Recognized, known_identities, read_uploaded, recognize, unpaid
from exhibitors.money.payments.statements.lines import BankLine, identity, plain_account, takes_back
from exhibitors.money.payments.statements.reading import kind_of, read_statement
from exhibitors.money.payments.states import STATEMENT_LIFECYCLE, LineState, PaymentWay, StatementState
from pavilions.floor.models.edition import Edition

NO_ACCOUNT = _("Bank account not found.")
NO_STATEMENT = _("Statement not found.")
NO_LINE = _("Line not found.")
LONGEST_FILE_NAME = 120
MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Match:
    """What a line of a statement pays. Without `company`, that of the first invoice is the payer.

    `besides` is a similar payment recorded by hand, if the caller knows that this is another one.
    """

    line: int
    parts: tuple[InvoicePart, ...] = ()
    company: int | None = None
    seen: int | None = None
    besides: int | None = None


@dataclass(frozen=True)
class Ignored:
    """A line that pays no invoice, and why."""

    line: int
    reason: str
    seen: int | None = None


@operation("exhibitors.bank_account.saved")
def save_bank_account(
    account_id: int | None,
    *,
    name: str,
    account: str,
    currency: str,
    bank_name: str = "",
    is_closed: bool = False,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> BankAccount:
    """Add a bank account if `account_id` is None, else change one.

    Number and currency cannot change once a statement of the account has been uploaded.
    """
    row = BankAccount() if account_id is None else lock_one(BankAccount.objects.all(), account_id, missing=NO_ACCOUNT)
    require("exhibitors.run_payments", actor)
    if account_id is not None:
        require_seen(row, seen)
    plain = plain_account(account)
    is_moved = (row.account, row.currency) != (plain, currency)
    if account_id is not None and is_moved and row.statements.exists():
        raise Invalid(
            _(
                "Statements of this account have been uploaded, so its number and currency can no longer be changed. "
                "Add another account."
            ),
            code="bank_account_in_use",
            field="account",
        )
    row.name, row.account, row.currency = name.strip(), plain, currency
    row.bank_name, row.is_closed = bank_name.strip(), is_closed
    require_valid(row)
    if BankAccount.objects.exclude(pk=row.pk).filter(name=name.strip()).exists():
        raise Invalid(_("Another bank account has this name already."), code="bank_account_name", field="name")
    row.save()
    return row


@operation("exhibitors.statement.uploaded")
def upload_statement(account_id: int, *, file_name: str, content: bytes, actor: Actor, at: datetime) -> BankStatement:
    """Read and store a file of the bank, for preview before it is imported. Problems in it are stored too.

    Raise `Invalid` if the file is empty or too large, and `Busy` if too many are being read.
    """
    account = lock_one(BankAccount.objects.all(), account_id, missing=NO_ACCOUNT)
    require("exhibitors.run_payments", actor)
    if not content.strip():
        raise Invalid(
            _("The file is empty. Choose the file that contains the statement."), code="empty_file", field="file"
        )
    title = PurePosixPath(file_name.replace("\\", "/")).name
    return BankStatement.objects.create(
        account=account,
        kind=kind_of(content).value,
        file_name=title[-LONGEST_FILE_NAME:] or "–",
        digest=sha256(content).hexdigest(),
        content=content,
        reading=read_statement(content, account=account.account, currency=account.currency),
        uploaded_at=at,
        uploaded_by=str(actor),
    )


@operation("exhibitors.statement.columns_chosen")
def choose_columns(
    statement_id: int, *, choices: Mapping[str, object], seen: int | None = None, actor: Actor, at: datetime
) -> BankStatement:
    """Read a CSV file again by a person's choices, and store both.

    The keys of `choices` are `separator`, `decimal_sign`, `order`, `columns` and `unsigned_are_credits`.
    """
    statement = _lock_uploaded(statement_id, seen, actor)
    statement.choices = dict(choices)
    account = statement.account
    statement.reading = read_statement(
        bytes(statement.content), choices=choices, account=account.account, currency=account.currency
    )
    statement.save(update_fields=["choices", "reading"])
    return statement


@operation("exhibitors.statement.imported")
def import_statement(
    statement_id: int, *, new: Collection[str] = (), seen: int | None = None, actor: Actor, at: datetime
) -> BankStatement:
    """Write the lines of an uploaded file that no earlier statement of its account contains.

    Debits need nothing more, except those that take back a payment, which wait for a person. Lines that were taken as
    known are written too if `new` has their marks, since a person knows better. Raise `Invalid` if the file cannot be
    read, with the line, or by the codes `statement_other_account` and `statement_other_currency`.
    """
    account_id = BankStatement.objects.filter(pk=statement_id).values_list("account", flat=True).first()
    lock(BankAccount.objects.all(), [account_id])  # two statements that overlap are imported one after the other
    statement = _lock_uploaded(statement_id, seen, actor)
    read = read_uploaded(statement, at=at)
    lines = [line for each in read for line in each.lines]
    written = _to_write(recognize(statement.account_id, lines), set(new))
    waiting = waiting_debits(statement.account, [line for line, _mark in written])
    StatementLine.objects.bulk_create(
        StatementLine(
            statement=statement,
            account_id=statement.account_id,
            identity=mark,
            position=line.line,
            day=line.day,
            amount=line.amount,
            is_credit=line.is_credit,
            payer=line.payer,
            payer_account=line.payer_account,
            text=line.text,
            end_to_end=line.end_to_end,
            bank_reference=line.bank_reference,
            index=line.index,
            entry_reference=line.entry_reference,
            is_return=takes_back(line),
            state=LineState.OPEN if line.is_credit or place in waiting else LineState.IGNORED,
        )
        for place, (line, mark) in enumerate(written)
    )
    days = [line.day for line in lines]
    statement.number = ", ".join(dict.fromkeys(filter(None, (each.number for each in read))))[:80]
    statement.opening, statement.closing = read[0].opening, read[-1].closing
    statement.first_day, statement.last_day = min(days, default=None), max(days, default=None)
    statement.known = len(lines) - len(written)
    statement.imported_at, statement.imported_by = at, str(actor)
    _end(statement, StatementState.IMPORTED)
    return statement


def _to_write(found: Recognized, new: set[str]) -> list[tuple[BankLine, str]]:
    """Return the lines to write with their marks. One that a person calls new is the next of its kind on its day."""
    written, taken = [], {*found.marks}
    for place, (line, mark) in enumerate(zip(found.lines, found.marks, strict=True)):
        if mark in found.known and mark in new:
            places = (identity(line, number) for number in count(2))
            own = next(each for each in places if each not in taken and not known_identities(found.account, [each]))
            taken.add(own)
            written.append((line, own))
        elif not found.is_known(place) or mark in new:
            written.append((line, mark))
    return written


@operation("exhibitors.statement.discarded")
def discard_statement(statement_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> BankStatement:
    """Discard an uploaded file, of which nothing was imported."""
    statement = _lock_uploaded(statement_id, seen, actor)
    _end(statement, StatementState.DISCARDED)
    return statement


@operation("exhibitors.matches.confirmed")
def confirm_matches(
    matches: Sequence[Match], *, edition_id: int, ignored: Sequence[Ignored] = (), actor: Actor, at: datetime
) -> list[Payment]:
    """Post what statement lines pay, and ignore others, all or nothing. Only now are payers mailed.

    `edition_id` is for payments that pay no invoice. Raise `line_confirmed` if a line was matched or ignored meanwhile,
    `changed_meanwhile`, `payer_missing`, `payment_known` if a similar payment was recorded by hand, and what
    `record_payment` raises.
    """
    if len(matches) > MOST_AT_ONCE:
        raise Invalid(
            _("At most %(most)d lines can be confirmed at once.") % {"most": MOST_AT_ONCE}, code="too_many_at_once"
        )
    payers = _payers_of(matches)
    for payer in sorted({*payers.values()}):
        lock_payments_of(payer)
    locked = lock_invoices(part.invoice for match in matches for part in match.parts)
    rows = StatementLine.objects.select_related("account")
    lines = {line.pk: line for line in lock(rows, {*(each.line for each in matches), *(each.line for each in ignored)})}
    require("exhibitors.run_payments", actor)
    default, payments = Edition.objects.get(pk=edition_id), []
    typed = typed_already([(lines[key], payer) for key, payer in payers.items() if key in lines])
    for match in matches:
        line = _require_open(lines.get(match.line), match.seen)
        company_id = payers.get(line.pk)
        if company_id is None:
            raise Invalid(_("Choose the company that has paid."), code="payer_missing", field="company")
        _require_untyped(line, typed.get(line.pk), match.besides)
        first = locked.invoices.get(match.parts[0].invoice) if match.parts else None
        received = Received(
            amount=line.amount,
            currency=line.account.currency,
            received_on=line.day,
            way=PaymentWay.BANK,
            payer=line.payer,
            payer_account=line.payer_account,
            text=line.text,
            line=line,
        )
        edition = first.edition if first else default
        payments.append(record(present_company(company_id), edition, received, match.parts, locked, actor=actor, at=at))
        line.state, line.reason = LineState.MATCHED, ""
        line.save(update_fields=["state", "reason"])
    for each in ignored:
        _ignore(_require_open(lines.get(each.line), each.seen), each.reason)
    announce_changes(locked, [part.invoice for match in matches for part in match.parts], actor=actor, at=at)
    return payments


def _payers_of(matches: Sequence[Match]) -> dict[int, int]:
    """Return the company that has paid each line, as far as it is known."""
    first = {match.line: match.parts[0].invoice for match in matches if match.parts and not match.company}
    companies = dict(Invoice.objects.filter(pk__in=first.values()).values_list("pk", "party__company"))
    payers = {match.line: match.company or companies.get(first.get(match.line, 0)) for match in matches}
    return {line: company for line, company in payers.items() if company}


def _require_untyped(line: StatementLine, typed: Payment | None, besides: int | None) -> None:
    if typed is not None and typed.pk != besides:
        raise DomainError(
            _(
                "%(number)s of the same company has the amount of the line of %(day)s; %(person)s recorded it by hand. "
                "Ignore the line, or confirm that this is another payment."
            )
            % {"number": typed.number, "day": date_format(line.day), "person": typed.recorded_by},
            code="payment_known",
            field="besides",
            details={"line": line.pk, "payment": typed.pk},
        )


@operation("exhibitors.statement_line.reopened")
def reopen_line(line_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> StatementLine:
    """Reopen an ignored credit, or an ignored debit that the bank calls returned."""
    line = lock_one(StatementLine.objects.all(), line_id, missing=NO_LINE)
    require("exhibitors.run_payments", actor)
    require_seen(line, seen)
    if line.state != LineState.IGNORED or not (line.is_credit or line.is_return):
        raise DomainError(
            _("Only credits and returned debits that were ignored can be reopened."), code="line_not_ignored"
        )
    line.state, line.reason = LineState.OPEN, ""
    line.save(update_fields=["state", "reason"])
    return line


@operation("exhibitors.statement_line.refund_matched")
def match_refunds(
    line_id: int, *, refunds: Sequence[int], seen: int | None = None, actor: Actor, at: datetime
) -> StatementLine:
    """Match a debit with the refunds that it pays out: several that add up to its amount, or one, whole or in part.

    Nothing is posted, since refunds are posted when they are recorded. Raise `refund_missing`, `line_no_refund` for a
    credit, a line that is matched, or other amounts or currencies, or `refund_paid_out` for a refund that was undone or
    has been paid out.
    """
    line = lock_one(StatementLine.objects.select_related("account"), line_id, missing=NO_LINE)
    require("exhibitors.run_payments", actor)
    require_seen(line, seen)
    payments = Refund.objects.filter(pk__in=refunds).values_list("payment", flat=True)
    currencies = {payment.currency for payment in lock(Payment.objects.all(), set(payments))}
    found = {refund.pk: refund for refund in unpaid(Refund.objects.filter(pk__in=refunds)).order_by("pk")}
    if not currencies:
        raise Invalid(_("Choose a refund."), code="refund_missing", field="refunds")
    if missing := set(refunds) - {pk for pk, refund in found.items() if refund.left > 0}:
        raise DomainError(
            _("A refund has been undone, or other lines of statements have paid it out."),
            code="refund_paid_out",
            details={"refunds": sorted(missing)},
        )
    total = sum(refund.left for refund in found.values())
    is_so_much = line.amount == total or (len(found) == 1 and line.amount < total)
    is_used = line.is_credit or line.state == LineState.MATCHED
    if is_used or currencies != {line.account.currency} or not is_so_much:
        raise DomainError(
            _("These refunds do not come to the amount of the line. Choose those that do, or one alone that is more."),
            code="line_no_refund",
        )
    Payout.objects.bulk_create(
        Payout(line=line, refund=refund, amount=min(line.amount, refund.left)) for refund in found.values()
    )
    line.state = LineState.MATCHED
    line.save(update_fields=["state"])
    return line


@operation("exhibitors.statement_line.refund_released")
def release_refund_line(line_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> StatementLine:
    """Undo the match of a debit with the refunds that it pays out."""
    line = lock_one(StatementLine.objects.all(), line_id, missing=NO_LINE)
    require("exhibitors.run_payments", actor)
    require_seen(line, seen)
    if not line.payouts.exists():
        raise DomainError(_("This line pays out no refund."), code="line_no_refund")
    free_line(line)
    return line


def _ignore(line: StatementLine, reason: str) -> None:
    if not reason.strip():
        raise Invalid(_("Give a reason."), code="reason_missing", field="reason")
    line.state, line.reason = LineState.IGNORED, reason.strip()
    require_valid(line, exclude=["statement", "account"])
    line.save(update_fields=["state", "reason"])


def _lock_uploaded(statement_id: int, seen: int | None, actor: Actor) -> BankStatement:
    statement = lock_one(BankStatement.objects.select_related("account"), statement_id, missing=NO_STATEMENT)
    require("exhibitors.run_payments", actor)
    if statement.state != StatementState.UPLOADED:
        raise DomainError(
            _("This statement has already been %(state)s.") % {"state": statement.get_state_display()},
            code=f"statement_{statement.state}",
        )
    require_seen(statement, seen)
    return statement


def _end(statement: BankStatement, to: StatementState) -> None:
    STATEMENT_LIFECYCLE.require(statement.state, to)
    statement.state, statement.content, statement.reading = to, b"", {}
    require_valid(statement, exclude=["account", "content", "choices", "reading"])
    statement.save()


def _require_open(line: StatementLine | None, seen: int | None) -> StatementLine:
    if line is None:
        raise Invalid(NO_LINE, code="not_found", field="line")
    if line.state != LineState.OPEN or not line.is_credit:
        raise DomainError(
            _("The line of %(day)s with %(amount)s has already been %(state)s, so nothing was booked.")
            % {
                "day": date_format(line.day),
                "amount": money(line.amount, line.account.currency),
                "state": line.get_state_display(),
            },
            code="line_confirmed",
            details={"line": line.pk},
        )
    require_seen(line, seen)
    return line


def _discard(statements: QuerySet[Any], at: datetime) -> int:
    keys = list(statements.values_list("pk", flat=True))
    for key in keys:
        discard_statement(key, actor=SYSTEM, at=at)
    return len(keys)


register_retention(
    Rule(
        "uploaded_statements",
        _("Bank statements that were uploaded and never imported"),
        _("discarded"),
        lambda before: BankStatement.objects.filter(state=StatementState.UPLOADED, uploaded_at__lt=before),
        _discard,
    )
)
