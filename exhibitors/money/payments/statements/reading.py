"""The entry point for reading bank statements: bytes decide the format of a file, and a refusal names its line."""

import json
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ciie.kernel.concurrency import ConcurrencyLimit
from ciie.kernel.errors import Invalid, Sentence
from ciie.kernel.limited_reader import LONGEST_SECONDS, ReadingRefusedError, read_limited
from ciie.kernel.wording import figure_words
from ciie.tables.table import TableError
from exhibitors.money.invoices.amounts import exponent
from exhibitors.money.payments.statements.camt import read_camt
from exhibitors.money.payments.statements.csv import ReadLayout, chosen_of, lay_out, read_csv
from exhibitors.money.payments.statements.lines import Statement, StatementProblemError
from exhibitors.money.payments.statements.mt940 import read_mt940

LARGEST_MB: Final = 25
LARGEST_BYTES: Final = LARGEST_MB * 1024 * 1024
READING: Final = ConcurrencyLimit(waiting=3, seconds=LONGEST_SECONDS)
MT940_START: Final = re.compile(rb"(?m)^:20:")
HEAD: Final = 4096
READER: Final = "exhibitors.money.payments.statements.reading:answer"
SENTENCES: Final[dict[str, Sentence]] = {
    "not_csv": _("This is not a CSV file, so there are no columns to choose."),
    "malformed_amount": _(
        "Line %(line)s: “%(text)s” is not an amount. Nothing was read; ask the bank for the file again, or "
        "correct it."
    ),
    "zero_amount": _(
        "Line %(line)s: the amount is 0. Nothing was read, since an entry of 0 means that the file is damaged."
    ),
    "no_amount": _("Line %(line)s has no amount. Nothing was read; check the columns."),
    "malformed_day": _(
        "Line %(line)s: “%(text)s” is not a date. Nothing was read; check the order of day, month and year."
    ),
    "malformed_movement": _("Line %(line)s: “%(text)s” is not a valid MT940 movement. Nothing was read."),
    "no_direction": _("Line %(line)s does not say whether it is a credit or a debit. Nothing was read."),
    "unknown_direction": _(
        "Line %(line)s: “%(text)s” is not a word for credit or debit. Nothing was read; check the column "
        "that says which."
    ),
    "no_signs": _(
        "No amount in the column “%(column)s” has a sign, and no column says which are credits and which are debits. "
        "Nothing was read. Choose the column that says it, or confirm below that all of them are credits."
    ),
    "future_day": _(
        "Line %(line)s is dated %(day)s, a day that is still to come. Nothing was read; check the order of day, month "
        "and year."
    ),
    "too_many_columns": _(
        "Line %(line)s has more than %(most)s columns, and no bank writes so many. Nothing was read; check the "
        "separator."
    ),
    "empty_file": _("The file is empty. Choose the file that contains the statement."),
    "unclosed_quote": _("A quotation mark opens a cell and is never closed. Ask the bank for the file again."),
    "not_text": _("This is neither a CSV file nor another format of a bank statement. Nothing was read."),
    "two_currencies": _("Line %(line)s is in %(other)s, the statement in %(currency)s. Nothing was read."),
    "other_currency": _("Line %(line)s is in %(other)s, the account in %(currency)s. Nothing was read."),
    "unbalanced": _(
        "Opening balance %(opening)s and movements of %(moved)s do not make up the closing balance %(closing)s: "
        "lines are missing or changed. Nothing was read."
    ),
    "too_many_lines": _("The file has more than %(most)s movements. Ask the bank for shorter periods."),
    "hostile_xml": _("The file declares entities or a document type, which no bank does. It was not read."),
    "broken_xml": _("The file is not complete XML. Ask the bank for it again."),
    "broken_mt940": _("The file is not a complete MT940 statement. Ask the bank for it again."),
    "no_statement": _("The file contains no statement."),
    "no_day_column": _("Choose the column with the day of booking."),
    "no_amount_column": _("Choose the column with the amount, or those with credits and debits."),
    "too_large": _("The file is larger than %(megabytes)s MB. Ask the bank for shorter periods."),
    "too_complex": _("The file takes too long or too much memory to read. It was not read."),
    "broken": _("The file cannot be read as a statement."),
}  # fmt: skip


class StatementKind(StrEnum):
    CAMT = "camt"
    MT940 = "mt940"
    CSV = "csv"


def kind_of(content: bytes) -> StatementKind:
    """Return the format that a file seems to have; anything that is neither XML nor MT940 may be CSV."""
    head = content[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"<", b"\xff\xfe<", b"\xfe\xff\x00<")):
        return StatementKind.CAMT
    return StatementKind.MT940 if MT940_START.search(head) else StatementKind.CSV


type Reading = dict[str, Any]
"""What a file says, as JSON: `statements`, or the `problem` with its `details`; and the `layout` of a CSV file.

It is stored with the uploaded file, so that no page has to read the file again.
"""


def read_statement(
    content: bytes, *, choices: Mapping[str, Any] | None = None, account: str = "", currency: str = ""
) -> Reading:
    """Read a file; a CSV file is read by a person's choices and for one of the organizer's accounts.

    A child process with limits does this for one file at a time. Raise `Busy` if too many wait, and `Invalid` if the
    file is too large; any other problem is part of what is returned.
    """
    require_small(content)
    kind = kind_of(content).value
    try:
        with READING.turn():
            said = read_limited(READER, content, kind, json.dumps(choices or {}), account, currency)
    except ReadingRefusedError as refusal:
        said = {"problem": refusal.code, "details": {}}
    found: Reading = said
    return found


def statements_in(reading: Reading) -> list[Statement]:
    """Return the statements of a file that was read. Raise `Invalid` if there are none or one is not balanced."""
    try:
        return list(_balanced(reading))
    except StatementProblemError as problem:
        raise refused(problem) from problem


def layout_in(reading: Reading) -> ReadLayout:
    """Return the layout of a CSV file. Raise `Invalid` if it could not be read, or for a file of another kind."""
    if "layout" not in reading:
        raise refused(StatementProblemError(reading.get("problem", "not_csv"), **reading.get("details", {})))
    return ReadLayout.from_json(reading["layout"])


def _balanced(said: Reading) -> Iterator[Statement]:
    if "problem" in said:
        raise StatementProblemError(said["problem"], **said["details"])
    statements = [Statement.from_json(each) for each in said["statements"]]
    if not any(each.lines or each.pending or each.closing is not None for each in statements):
        raise StatementProblemError("no_statement")
    for statement in statements:
        statement.require_balanced()
        yield statement


def require_small(content: bytes) -> None:
    if len(content) > LARGEST_BYTES:
        raise refused(StatementProblemError("too_large", megabytes=LARGEST_MB))


def answer(content: bytes, kind: str, choices: str, account: str, currency: str) -> Reading:
    """Read a file in the child process of `read_statement`."""
    if not settings.configured:  # errors of tables have sentences, which are not shown here
        settings.configure(USE_I18N=False)
    try:
        if kind == StatementKind.CSV:
            return _answer_csv(content, json.loads(choices), account, currency)
        return {"statements": (read_camt if kind == StatementKind.CAMT else read_mt940)(content, exponent)}
    except StatementProblemError as problem:
        return {"problem": problem.code, "details": problem.details}
    except TableError as error:
        return {"problem": error.code, "details": {}}


def _answer_csv(content: bytes, said: Mapping[str, Any], account: str, currency: str) -> Reading:
    layout = lay_out(content, str(said.get("separator") or ""))
    found: Reading = {"layout": ReadLayout(layout.mapping.columns, layout.proposed, layout.doubts)}
    choices = chosen_of(said, layout.mapping.columns, layout.proposed)
    try:
        statement = read_csv(layout, choices, account=account, currency=currency, places=exponent(currency))
    except StatementProblemError as problem:
        return found | {"problem": problem.code, "details": problem.details}
    return found | {"statements": [statement]}


def refused(problem: StatementProblemError) -> Invalid:
    """Return the error for a problem, to be shown beside the file."""
    code = problem.code if problem.code in SENTENCES else "broken"
    details = {name: figure_words(int(said)) if name == "most" else said for name, said in problem.details.items()}
    return Invalid(SENTENCES[code] % details, code=f"statement_{code}", field="file", details=problem.details)
