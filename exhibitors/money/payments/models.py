"""Models of payments, their allocations and refunds, of bank accounts and statements, and of bookkeeping numbers."""

from decimal import Decimal

import pghistory
import pgtrigger
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.currencies import validate_currency
from ciie.kernel.revisions import counts_revision, revision_field
from ciie.kernel.validity import Guard
from exhibitors.companies.models import NAME_LENGTH, Company, refuses_merged
from exhibitors.money.approvals.models import Approval, needs_approval
from exhibitors.money.approvals.states import ApprovalAct
from exhibitors.money.invoices.models import BillingParty, Invoice, JournalEntry, money_field
from exhibitors.money.invoices.states import Account, TaxCategory
from exhibitors.money.payments.matching import FEE_MOST, FEE_SHARE
from exhibitors.money.payments.statements.lines import LONGEST_NAME, LONGEST_REFERENCE, LONGEST_TEXT
from exhibitors.money.payments.states import (
    CARD_LIFECYCLE,
    LINE_LIFECYCLE,
    STATEMENT_LIFECYCLE,
    CardState,
    LineState,
    PaymentWay,
    StatementState,
)
from pavilions.floor.models.edition import Edition

REASON_LENGTH = 500
FIRST_DEBTOR = "10000"
CLEARING_ACCOUNT = "1792"
GIVEN_ALREADY = _("This number has been given to another bill-to.")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["revision"])
class BankAccount(models.Model):
    """A bank account to which exhibitors pay, with the currency in which it is kept."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    account = models.CharField(_("IBAN or account number"), max_length=40)
    currency = models.CharField(_("currency"), max_length=3, validators=[validate_currency])
    bank_name = models.CharField(_("bank"), max_length=120, blank=True)
    is_closed = models.BooleanField(_("closed"), default=False)
    revision = revision_field()

    class Meta:
        verbose_name = _("bank account")
        verbose_name_plural = _("bank accounts")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "currency"],
                name="bank_account_once",
                violation_error_message=_("This bank account is already known."),
            ),
            models.CheckConstraint(condition=Q(account__regex=r"^[A-Z0-9]+$"), name="bank_account_is_plain"),
        ]
        triggers = [counts_revision(), pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.name} ({self.currency})"


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["revision", "content", "choices", "reading"]
)
class BankStatement(models.Model):
    """A file of the bank that is uploaded, previewed, and imported or discarded. Its content is kept until then."""

    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="statements", verbose_name=_("bank account"))
    state = models.CharField(_("state"), max_length=20, choices=StatementState, default=StatementState.UPLOADED)
    kind = models.CharField(_("format"), max_length=10)
    file_name = models.CharField(_("file"), max_length=120)
    digest = models.CharField(_("SHA-256 of the file"), max_length=64)
    content = models.BinaryField(_("content"), blank=True)
    choices = models.JSONField(_("how a CSV file is read"), default=dict, blank=True)
    reading = models.JSONField(_("what the file says"), default=dict, db_default={}, blank=True)
    number = models.CharField(_("number"), max_length=80, blank=True)
    opening = models.DecimalField(_("opening balance"), max_digits=16, decimal_places=3, null=True, blank=True)
    closing = models.DecimalField(_("closing balance"), max_digits=16, decimal_places=3, null=True, blank=True)
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    known = models.PositiveIntegerField(_("lines known before"), default=0)
    uploaded_at = models.DateTimeField(_("uploaded at"))
    uploaded_by = models.CharField(_("uploaded by"), max_length=NAME_LENGTH)
    imported_at = models.DateTimeField(_("imported at"), null=True, blank=True)
    imported_by = models.CharField(_("imported by"), max_length=NAME_LENGTH, blank=True)
    revision = revision_field()

    class Meta:
        verbose_name = _("bank statement")
        verbose_name_plural = _("bank statements")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=StatementState.IMPORTED) ^ Q(imported_at__isnull=True),
                name="statement_imported_has_instant",
            )
        ]
        indexes = [
            GinIndex(
                *(OpClass(Upper(name), name="gin_trgm_ops") for name in ("file_name", "number")),
                name="bank_statement_parts",
            )
        ]
        triggers = [
            *STATEMENT_LIFECYCLE.triggers("state"),
            counts_revision(),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.file_name


LINE_SAYS = (
    *("statement", "account", "identity", "position", "day", "amount", "is_credit", "payer", "payer_account", "text"),
    *("end_to_end", "bank_reference", "index", "entry_reference", "is_return"),
)


@pghistory.track(pghistory.UpdateEvent(), fields=["state", "reason"])
class StatementLine(models.Model):
    """One movement on a bank account, stored once however many statements contain it. Its content never changes.

    A credit pays invoices or is ignored; a debit pays out refunds (`Payout`), takes back a payment (`Refund.returned`),
    or needs nothing.
    """

    statement = models.ForeignKey(BankStatement, models.PROTECT, related_name="lines", verbose_name=_("statement"))
    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="lines", verbose_name=_("bank account"))
    identity = models.CharField(_("what makes it the same in every statement"), max_length=64)
    position = models.PositiveIntegerField(_("line of the file"))
    day = models.DateField(_("day"))
    amount = money_field(_("amount"))
    is_credit = models.BooleanField(pgettext_lazy("bank statement", "credit"))
    payer = models.CharField(_("payer"), max_length=LONGEST_NAME, blank=True)
    payer_account = models.CharField(_("account of the payer"), max_length=LONGEST_REFERENCE, blank=True)
    text = models.CharField(pgettext_lazy("bank statement", "text"), max_length=LONGEST_TEXT, blank=True)
    end_to_end = models.CharField(_("reference of the payer"), max_length=LONGEST_REFERENCE, blank=True)
    bank_reference = models.CharField(_("reference of the bank"), max_length=LONGEST_REFERENCE, blank=True)
    index = models.PositiveIntegerField(_("movement of its entry"), default=0)
    entry_reference = models.CharField(
        _("reference of its entry"), max_length=LONGEST_REFERENCE, blank=True, default="", db_default=""
    )
    is_return = models.BooleanField(_("returned or recalled"), default=False, db_default=False)
    state = models.CharField(_("state"), max_length=20, choices=LineState, default=LineState.OPEN)
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH, blank=True)
    revision = revision_field()

    class Meta:
        verbose_name = _("line of a statement")
        verbose_name_plural = _("lines of statements")
        constraints = [
            models.UniqueConstraint(fields=["account", "identity"], name="statement_line_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="statement_line_is_more_than_0"),
        ]
        indexes = [
            models.Index(fields=["state", "day"], name="statement_line_waits"),
            *(
                GinIndex(OpClass(Upper(name), name="gin_trgm_ops"), name=f"bank_line_{name}_parts")
                for name in ("payer", "text", "bank_reference")
            ),
        ]
        triggers = [
            *LINE_LIFECYCLE.triggers("state"),
            counts_revision(),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="line_stands", fields=LINE_SAYS),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.amount}"

    @property
    def waits_as_debit(self) -> bool:
        """Whether a person has yet to decide if this debit takes back a payment."""
        return not self.is_credit and self.state == LineState.OPEN


STILL_SPENT = """
IF (
    SELECT sum(amount) FROM (
        SELECT amount FROM exhibitors_allocation WHERE payment_id = NEW.id
        UNION ALL SELECT amount FROM exhibitors_refund WHERE payment_id = NEW.id
    ) AS spent
) > 0 THEN"""

PAID = (
    *("edition", "currency", "amount", "received_on", "way", "payer", "payer_account", "text", "line", "entry"),
    *("recorded_at", "recorded_by"),
)

OF_ANOTHER_COMPANY = """
IF NOT EXISTS (
    SELECT FROM exhibitors_companymerge
    WHERE (survivor_id = NEW.company_id AND merged_id = OLD.company_id AND undone_at IS NULL)
        OR (survivor_id = OLD.company_id AND merged_id = NEW.company_id AND undone_at IS NOT NULL)
) THEN"""


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["revision"])
class Payment(models.Model):
    """Money received from a company. What is not allocated to invoices is the company's advance."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="payments", verbose_name=_("edition"))
    company = models.ForeignKey(Company, models.PROTECT, related_name="payments", verbose_name=_("company"))
    currency = models.CharField(_("currency"), max_length=3)
    amount = money_field(_("amount"))
    received_on = models.DateField(_("received on"))
    way = models.CharField(_("way"), max_length=10, choices=PaymentWay)
    payer = models.CharField(_("payer"), max_length=LONGEST_NAME, blank=True)
    payer_account = models.CharField(_("account of the payer"), max_length=LONGEST_REFERENCE, blank=True)
    text = models.CharField(pgettext_lazy("bank statement", "text"), max_length=LONGEST_TEXT, blank=True)
    line = models.ForeignKey(
        StatementLine, models.PROTECT, null=True, blank=True, related_name="payments", verbose_name=_("statement line")
    )
    entry = models.OneToOneField(JournalEntry, models.PROTECT, related_name="payment", verbose_name=_("journal entry"))
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.CharField(_("recorded by"), max_length=NAME_LENGTH)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancelled_by = models.CharField(_("cancelled by"), max_length=NAME_LENGTH, blank=True)
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH, blank=True)
    revision = revision_field()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="payment_is_more_than_0",
                violation_error_message=_("A payment is more than 0."),
            ),
            models.UniqueConstraint(
                fields=["line"],
                condition=Q(cancelled_at=None),
                name="payment_once_per_line",
                violation_error_message=_("This line has been confirmed already."),
            ),
        ]
        indexes = [models.Index(fields=["edition", "received_on"], name="payment_listed")]
        triggers = [
            counts_revision(),
            refuses_merged(),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="paid_stands", fields=PAID),
            Guard(
                name="payment_stays_with_its_company",
                sentence=_("A payment remains with its company, unless the company is merged."),
                refused=OF_ANOTHER_COMPANY,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("company"),
                deferred=True,
            ),
            Guard(
                name="payment_cancelled_unspent",
                sentence=_("First undo the allocations and refunds of this payment."),
                refused=STILL_SPENT,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("cancelled_at"),
                deferred=True,
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"P-{self.pk:06d}"


SPENT = """
IF (
    SELECT sum(amount) FROM (
        SELECT amount FROM exhibitors_allocation WHERE payment_id = NEW.payment_id
        UNION ALL SELECT amount FROM exhibitors_refund WHERE payment_id = NEW.payment_id
    ) AS spent
) > (SELECT CASE WHEN cancelled_at IS NULL THEN amount ELSE 0 END FROM exhibitors_payment WHERE id = NEW.payment_id)
THEN"""

OVERPAID = """
IF (
    SELECT sum(amount) FROM exhibitors_journalline WHERE account = 'receivable' AND invoice_id = NEW.invoice_id
) < 0 THEN"""

UNDONE = """
IF NEW.undoes_id IS NOT NULL AND EXISTS (
    SELECT FROM exhibitors_allocation AS made
    WHERE made.id = NEW.undoes_id AND (
        made.payment_id <> NEW.payment_id OR made.invoice_id <> NEW.invoice_id OR made.undoes_id IS NOT NULL
        OR made.amount + (SELECT sum(amount) FROM exhibitors_allocation WHERE undoes_id = made.id) < 0
        OR made.fee + (SELECT sum(fee) FROM exhibitors_allocation WHERE undoes_id = made.id) < 0
    )
) THEN"""

REFUND_UNDONE = """
IF NEW.undoes_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM exhibitors_refund AS made
    WHERE made.id = NEW.undoes_id AND made.payment_id = NEW.payment_id AND made.undoes_id IS NULL
        AND made.amount + NEW.amount = 0
) THEN"""

UNUSUAL_FEE = f"""NEW.fee > 0 AND (
    SELECT sum(settled.fee) + NEW.fee > least({FEE_MOST}, (
        SELECT total * {FEE_SHARE} FROM exhibitors_invoice WHERE id = NEW.invoice_id
    ))
    FROM (
        SELECT fee FROM exhibitors_allocation WHERE invoice_id = NEW.invoice_id AND approval_id IS NULL
        UNION ALL SELECT 0
    ) AS settled
)"""  # noqa: S608  # two numbers of ours
"""The condition that all fees on one invoice that nobody agreed to add up to more than the usual."""

RETURNED_OTHERWISE = """
IF NEW.returned_id IS NOT NULL AND NEW.undoes_id IS NULL AND (
    NOT EXISTS (
        SELECT FROM exhibitors_statementline
        WHERE id = NEW.returned_id AND NOT is_credit AND amount = NEW.amount + NEW.fee
    ) OR EXISTS (
        SELECT FROM exhibitors_payout WHERE line_id = NEW.returned_id
    ) OR EXISTS (
        SELECT FROM exhibitors_refund AS other
        WHERE other.returned_id = NEW.returned_id AND other.undoes_id IS NULL
            AND NOT EXISTS (SELECT FROM exhibitors_refund WHERE undoes_id = other.id)
    )
) THEN"""
RETURN_DIFFERS = _("The debit takes back another amount, or has taken back another payment.")

NOT_SO_MUCH = _("The payment does not have so much left.")


def _not_overspent(name: str) -> Guard:
    return Guard(name=name, sentence=NOT_SO_MUCH, refused=SPENT, operation=pgtrigger.Insert, deferred=True)


class Allocation(models.Model):
    """An amount of a payment for an invoice. `fee` is what banks deducted in transit at the organizer's expense.

    A fee above the usual has the `approval` of a second person, and so has the row that undoes it. Rows never change;
    an allocation is undone by a row with amounts below 0 that refers to it.
    """

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="allocations", verbose_name=_("payment"))
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="allocations", verbose_name=_("invoice"))
    amount = money_field(_("amount"))
    fee = models.DecimalField(_("bank fee"), max_digits=16, decimal_places=3, default=Decimal(0))
    approval = models.ForeignKey(
        Approval, models.PROTECT, null=True, blank=True, related_name="allocations", verbose_name=_("agreed to in")
    )
    undoes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by", verbose_name=_("undoes")
    )
    entry = models.ForeignKey(JournalEntry, models.PROTECT, related_name="allocations", verbose_name=_("journal entry"))
    made_at = models.DateTimeField(_("made at"))
    made_by = models.CharField(_("made by"), max_length=NAME_LENGTH)

    class Meta:
        verbose_name = _("allocation of a payment")
        verbose_name_plural = _("allocations of payments")
        constraints = [
            models.CheckConstraint(
                condition=Q(undoes__isnull=True, amount__gt=0, fee__gte=0)
                | (Q(undoes__isnull=False, amount__lte=0, fee__lte=0) & ~Q(amount=0, fee=0)),
                name="allocation_adds_or_undoes",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            _not_overspent("allocation_within_payment"),
            Guard(
                name="allocation_within_invoice",
                sentence=_("The invoice does not have so much to be paid."),
                refused=OVERPAID,
                operation=pgtrigger.Insert,
                deferred=True,
            ),
            needs_approval(
                ApprovalAct.BANK_FEE,
                name="allocation_fee_is_usual",
                column="approval_id",
                when=UNUSUAL_FEE,
                sentence=_("A bank fee above the usual needs the agreement of a second person."),
                operation=pgtrigger.Insert,
            ),
            Guard(
                name="allocation_undone_at_most",
                sentence=_("This allocation has already been undone."),
                refused=UNDONE,
                operation=pgtrigger.Insert,
                deferred=True,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id}: {self.amount}"


class Refund(models.Model):
    """Money of a payment that was paid back. Rows never change; a mistake is undone by a row below 0.

    Either a second person has agreed to it (`approval`), or the bank took the money back by a debit (`returned`), which
    includes the `fee` that the bank charged for that.
    """

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds", verbose_name=_("payment"))
    amount = money_field(_("amount"))
    paid_on = models.DateField(_("paid on"))
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH)
    approval = models.OneToOneField(
        Approval, models.PROTECT, null=True, blank=True, related_name="refund", verbose_name=_("agreed to in")
    )
    returned = models.ForeignKey(
        StatementLine,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="returned_payments",
        verbose_name=_("debit that took it back"),
    )
    fee = models.DecimalField(_("bank fee"), max_digits=16, decimal_places=3, default=Decimal(0), db_default=Decimal(0))
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by", verbose_name=_("undoes")
    )
    entry = models.OneToOneField(JournalEntry, models.PROTECT, related_name="refund", verbose_name=_("journal entry"))
    made_at = models.DateTimeField(_("made at"))
    made_by = models.CharField(_("made by"), max_length=NAME_LENGTH)

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        constraints = [
            models.CheckConstraint(
                condition=Q(undoes__isnull=True, amount__gt=0) | Q(undoes__isnull=False, amount__lt=0),
                name="refund_pays_or_undoes",
            ),
            models.CheckConstraint(
                condition=Q(fee=0)
                | Q(returned__isnull=False, undoes__isnull=True, fee__gt=0)
                | Q(returned__isnull=False, undoes__isnull=False, fee__lt=0),
                name="refund_fee_is_of_a_return",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            _not_overspent("refund_within_payment"),
            needs_approval(
                ApprovalAct.REFUND,
                name="refund_has_approval",
                column="approval_id",
                when="NEW.undoes_id IS NULL AND NEW.returned_id IS NULL",
                sentence=_("A refund needs the agreement of a second person."),
                operation=pgtrigger.Insert,
            ),
            Guard(
                name="refund_returned_by_debit",
                sentence=RETURN_DIFFERS,
                refused=RETURNED_OTHERWISE,
                operation=pgtrigger.Insert,
            ),
            Guard(
                name="refund_undone_wholly",
                sentence=_("This refund has been undone already."),
                refused=REFUND_UNDONE,
                operation=pgtrigger.Insert,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id}: {self.amount}"


PAID_OUT = """
IF (SELECT is_credit FROM exhibitors_statementline WHERE id = NEW.line_id)
    OR (SELECT sum(amount) FROM exhibitors_payout WHERE line_id = NEW.line_id)
        > (SELECT amount FROM exhibitors_statementline WHERE id = NEW.line_id)
    OR EXISTS (
        SELECT FROM exhibitors_refund AS took_back
        WHERE took_back.returned_id = NEW.line_id AND took_back.undoes_id IS NULL
            AND NOT EXISTS (SELECT FROM exhibitors_refund WHERE undoes_id = took_back.id)
    )
    OR (SELECT sum(amount) FROM exhibitors_payout WHERE refund_id = NEW.refund_id)
        > (SELECT sum(amount) FROM exhibitors_refund WHERE NEW.refund_id IN (id, undoes_id))
THEN"""


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class Payout(models.Model):
    """The amount of a refund that a debit pays out. One debit may pay several refunds, and several debits one.

    It posts nothing, since a refund is posted when it is recorded. A payout that is taken back is deleted.
    """

    line = models.ForeignKey(
        StatementLine, models.PROTECT, related_name="payouts", verbose_name=_("line of a statement")
    )
    refund = models.ForeignKey(Refund, models.PROTECT, related_name="payouts", verbose_name=_("refund"))
    amount = money_field(_("amount"))

    class Meta:
        verbose_name = _("refund paid out by a debit")
        verbose_name_plural = _("refunds paid out by debits")
        constraints = [
            models.UniqueConstraint(fields=["line", "refund"], name="payout_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payout_is_more_than_0"),
        ]
        triggers = [
            pgtrigger.Protect(name="stands", operation=pgtrigger.Update),
            Guard(
                name="payout_within_both",
                sentence=_("The debit or the refund does not have so much left."),
                refused=PAID_OUT,
                operation=pgtrigger.Insert,
                deferred=True,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.amount}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["revision"])
class LedgerCodes(models.Model):
    """The numbers of the journal's accounts in the organizer's bookkeeping."""

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="ledger_codes", verbose_name=_("edition"))
    consultant = models.CharField(_("consultant number"), max_length=7, blank=True)
    client = models.CharField(_("client number"), max_length=5, blank=True)
    receivable = models.CharField(_("receivables"), max_length=9, default="1400")
    chart = models.CharField(
        _("chart of accounts"),
        max_length=4,
        default="03",
        db_default="03",
        help_text=_("As DATEV numbers them: 03 for SKR03, 04 for SKR04."),
    )
    revenue = models.CharField(_("revenue"), max_length=9, default="8200")
    tax = models.CharField(_("tax"), max_length=9, default="1776")
    bank = models.CharField(_("bank"), max_length=9, default="1200")
    advance = models.CharField(_("advances of customers"), max_length=9, default="1710")
    fee = models.CharField(_("bank fees"), max_length=9, default="4970")
    rounding = models.CharField(_("rounding"), max_length=9, default="4900")
    clearing = models.CharField(
        _("clearing between editions"), max_length=9, default=CLEARING_ACCOUNT, db_default=CLEARING_ACCOUNT
    )
    damages = models.CharField(_("damages"), max_length=9, default="2742", db_default="2742")
    first_debtor = models.CharField(
        _("first debtor number"), max_length=9, default=FIRST_DEBTOR, db_default=FIRST_DEBTOR
    )
    revision = revision_field()

    class Meta:
        verbose_name = _("accounts of the bookkeeping")
        verbose_name_plural = _("accounts of the bookkeeping")
        triggers = [counts_revision(), pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return str(self.edition)

    @property
    def numbers(self) -> dict[str, str]:
        """Return the numbers by the account of the journal."""
        return {account: getattr(self, account) for account in Account.values}


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class TreatmentCodes(models.Model):
    """The accounts in the bookkeeping of revenue that is taxed in one way, and its tax key.

    The bookkeeping works out the tax from the account or the key, so amounts are exported including their tax. Amounts
    of treatments without a row here are exported net, and their tax in a row of its own.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="treatment_codes", verbose_name=_("edition"))
    category = models.CharField(_("category (EN 16931)"), max_length=2, choices=TaxCategory)
    rate = models.DecimalField(_("rate (%)"), max_digits=5, decimal_places=2)
    revenue = models.CharField(_("revenue"), max_length=9)
    advance = models.CharField(_("deposits"), max_length=9)
    key = models.CharField(_("tax key"), max_length=4, blank=True)

    class Meta:
        verbose_name = _("accounts of a tax treatment")
        verbose_name_plural = _("accounts of tax treatments")
        constraints = [models.UniqueConstraint(fields=["edition", "category", "rate"], name="treatment_codes_once")]

    def __str__(self) -> str:
        return f"{self.category} {self.rate}%: {self.revenue}"


class DebtorSeries(models.Model):
    """The counter of an edition's debtor numbers. Assigning or changing a number locks this row."""

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="debtor_series", verbose_name=_("edition"))
    last = models.PositiveBigIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("series of debtor numbers")
        verbose_name_plural = _("series of debtor numbers")
        triggers = [
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="only_up",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__last__lt=pgtrigger.F("old__last")),
            ),
            pgtrigger.ReadOnly(name="series_stands", fields=["edition"]),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.last}"


GIVEN_BEFORE = """
IF EXISTS (
    SELECT FROM exhibitors_debtorevent AS held
    WHERE held.edition_id = NEW.edition_id AND held.number = NEW.number AND held.party_id <> NEW.party_id
) THEN"""


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["revision"])
class Debtor(models.Model):
    """The number of a bill-to in the seller's bookkeeping. A number is never given to two of them."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="debtors", verbose_name=_("edition"))
    party = models.ForeignKey(BillingParty, models.PROTECT, related_name="debtors", verbose_name=_("bill-to"))
    number = models.PositiveBigIntegerField(_("debtor number"))
    is_typed = models.BooleanField(_("given by a person"), default=False)
    revision = revision_field()

    class Meta:
        verbose_name = _("debtor")
        verbose_name_plural = _("debtors")
        constraints = [
            models.UniqueConstraint(fields=["edition", "party"], name="debtor_once"),
            models.UniqueConstraint(
                fields=["edition", "number"], name="debtor_number_once", violation_error_message=GIVEN_ALREADY
            ),
        ]
        triggers = [
            counts_revision(),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="debtor_stands", fields=["edition", "party"]),
            Guard(
                name="debtor_number_given_before",
                sentence=GIVEN_ALREADY,
                refused=GIVEN_BEFORE,
                operation=pgtrigger.Insert | pgtrigger.Update,
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["revision"])
class CardPayment(models.Model):
    """An attempt to pay an invoice online, at a provider of cards or wallets. What was requested never changes."""

    token = models.UUIDField(_("token"), unique=True)
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="card_payments", verbose_name=_("invoice"))
    currency = models.CharField(_("currency"), max_length=3)
    amount = money_field(_("amount"))
    state = models.CharField(_("state"), max_length=20, choices=CardState, default=CardState.WAITING)
    started_at = models.DateTimeField(_("started at"))
    started_by = models.CharField(_("started by"), max_length=NAME_LENGTH)
    payment = models.OneToOneField(
        Payment, models.PROTECT, null=True, blank=True, related_name="card", verbose_name=_("payment")
    )
    revision = revision_field()

    class Meta:
        verbose_name = _("online payment")
        verbose_name_plural = _("online payments")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=CardState.PAID) ^ Q(payment__isnull=True), name="card_paid_has_payment"
            )
        ]
        triggers = [
            *CARD_LIFECYCLE.triggers("state"),
            counts_revision(),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="asked_stands", fields=("token", "invoice", "currency", "amount", "started_at", "started_by")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.amount}"
