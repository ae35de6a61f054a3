"""Pages of money, and rows that they are about."""

from datetime import date
from decimal import Decimal

from ciie.kernel.actors import SYSTEM
from exhibitors.money.books.operations import export_journal
from exhibitors.money.payments.operations.payments import record_payment
from exhibitors.money.payments.operations.refunds import propose_refund
from exhibitors.money.payments.operations.statements import Ignored, confirm_matches, import_statement
from pavilions.floor.models.edition import Edition
from tests.exhibitors.payments.files import camt_of, credit
from tests.exhibitors.payments.paid import bank_account, uploaded
from tests.factories import NOON

MONEY_POSTED = (
    *("bookkeeping_codes", "payment_allocate", "payment_undo", "payment_refund", "payment_cancel", "statement_columns"),
    *("statement_import", "statement_discard", "statement_confirm", "statement_line_reopen"),
    *("payment_refund_undo", "statement_line_refund", "statement_line_release"),
    *("statement_line_returned", "statement_line_ignore", "books_close", "books_reopen", "books_export"),
    *("approval_agree", "approval_decline", "approval_withdraw"),
)
MONEY_ADDRESSES = (
    *("payments", "payments_export", "payment", "receivables", "receivables_export", "account", "account_export"),
    *("payment_record", "statements", "statement_upload", "statement", "bank_accounts", "bank_account"),
    *("bank_account_add", "bookkeeping", "bookkeeping_export", "debtor", "books", "journal_export"),
    *("approvals", "approvals_export", "approval", *MONEY_POSTED),
)


def money_arguments(edition: Edition, company: int) -> dict[str, dict[str, object]]:
    """Of each address that needs some; their rows are made."""
    payment = record_payment(
        company,
        edition_id=edition.pk,
        amount=Decimal(5),
        currency=edition.currency,
        received_on=date(2024, 5, 1),
        actor=SYSTEM,
        at=NOON,
    )
    account = bank_account(edition.currency)
    content = camt_of([credit("1.00", day=date(2024, 5, 1))], currency=edition.currency)
    statement = uploaded(account, content)
    import_statement(uploaded(account, content).pk, actor=SYSTEM, at=NOON)
    line = account.lines.get()
    confirm_matches([], edition_id=edition.pk, ignored=[Ignored(line.pk, "x")], actor=SYSTEM, at=NOON)
    proposal = propose_refund(payment.pk, amount=Decimal(1), paid_on=None, reason="x", actor=SYSTEM, at=NOON)
    export = export_journal(edition.pk, through=date(2024, 5, 2), actor=SYSTEM, at=NOON)
    of_payment: dict[str, object] = {"pk": payment.pk}
    of_statement: dict[str, object] = {"pk": statement.pk}
    return {
        "payments_export": {"kind": "csv"},
        "bookkeeping_export": {"kind": "csv"},
        "receivables_export": {"kind": "csv"},
        "account": {"company": company},
        "account_export": {"company": company, "kind": "csv"},
        "payment_record": {"company": company},
        "payment_undo": of_payment | {"allocation": 1},
        **{f"payment{name}": of_payment for name in ("", "_allocate", "_refund", "_cancel")},
        **{f"statement{name}": of_statement for name in ("", "_columns", "_import", "_discard", "_confirm")},
        **{f"statement_line_{name}": {"pk": line.pk} for name in ("reopen", "refund", "release", "returned", "ignore")},
        **{f"approval{name}": {"pk": proposal.pk} for name in ("", "_agree", "_decline", "_withdraw")},
        "approvals_export": {"kind": "csv"},
        "journal_export": {"pk": export.pk, "kind": "csv"},
        "payment_refund_undo": of_payment | {"refund": 1},
        "bank_account": {"pk": account.pk},
    }
