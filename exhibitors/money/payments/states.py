"""States of payments, statements and their lines, and the ways in which payments come in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.lifecycle import Lifecycle
from ciie.web.badges import Badge, register_badges


class PaymentWay(TextChoices):
    HAND = "hand", _("recorded by hand")
    BANK = "bank", _("bank statement")
    CARD = "card", _("card or wallet")


class PaymentState(TextChoices):
    """What has become of a payment's money. It is derived, not stored."""

    ALLOCATED = "allocated", pgettext_lazy("payment state", "allocated")
    PART = "partly", pgettext_lazy("payment state", "partly allocated")
    ADVANCE = "advance", pgettext_lazy("payment state", "advance")
    REFUNDED = "refunded", pgettext_lazy("payment state", "refunded")
    RETURNED = "returned", pgettext_lazy("payment state", "returned by the bank")
    CANCELLED = "cancelled", pgettext_lazy("payment state", "cancelled")


class StatementState(TextChoices):
    UPLOADED = "uploaded", pgettext_lazy("statement state", "uploaded")
    IMPORTED = "imported", pgettext_lazy("statement state", "imported")
    DISCARDED = "discarded", pgettext_lazy("statement state", "discarded")


class LineState(TextChoices):
    OPEN = "open", pgettext_lazy("statement line", "open")
    MATCHED = "matched", pgettext_lazy("statement line", "matched")
    IGNORED = "ignored", pgettext_lazy("statement line", "ignored")


register_badges(
    "payment_state",
    {
        PaymentState.ALLOCATED: Badge(pgettext_lazy("payment state", "Allocated"), "circle-check", "badge-green"),
        PaymentState.PART: Badge(pgettext_lazy("payment state", "Partly allocated"), "clock", "badge-amber"),
        PaymentState.ADVANCE: Badge(pgettext_lazy("payment state", "Advance"), "clock", "badge-amber"),
        PaymentState.RETURNED: Badge(pgettext_lazy("payment state", "Returned by the bank"), "undo-2", "badge-red"),
        PaymentState.REFUNDED: Badge(pgettext_lazy("payment state", "Refunded"), "undo-2", "badge-grey"),
        PaymentState.CANCELLED: Badge(pgettext_lazy("payment state", "Cancelled"), "ban", "badge-pale"),
    },
)
register_badges(
    "statement_state",
    {
        StatementState.UPLOADED: Badge(pgettext_lazy("statement state", "Uploaded"), "upload", "badge-amber"),
        StatementState.IMPORTED: Badge(pgettext_lazy("statement state", "Imported"), "circle-check", "badge-green"),
        StatementState.DISCARDED: Badge(pgettext_lazy("statement state", "Discarded"), "ban", "badge-pale"),
    },
)
register_badges(
    "line_state",
    {
        LineState.OPEN: Badge(pgettext_lazy("statement line", "Open"), "clock", "badge-amber"),
        LineState.MATCHED: Badge(pgettext_lazy("statement line", "Matched"), "circle-check", "badge-green"),
        LineState.IGNORED: Badge(pgettext_lazy("statement line", "Ignored"), "ban", "badge-pale"),
    },
)

register_badges(
    "receivable",
    {
        "paid": Badge(pgettext_lazy("invoice", "Paid"), "circle-check", "badge-green"),
        "late": Badge(pgettext_lazy("invoice", "Late"), "circle-alert", "badge-red"),
        "due": Badge(pgettext_lazy("invoice", "Due"), "clock", "badge-amber"),
    },
)

register_badges(
    "proposal",
    {
        "certain": Badge(pgettext_lazy("proposal", "Certain"), "circle-check", "badge-green"),
        "suggestion": Badge(pgettext_lazy("proposal", "Suggestion"), "circle-help", "badge-amber"),
    },
)

STATEMENT_LIFECYCLE = Lifecycle.of(
    initial=[StatementState.UPLOADED],
    transitions={
        StatementState.UPLOADED: [StatementState.IMPORTED, StatementState.DISCARDED],
        StatementState.IMPORTED: [],
        StatementState.DISCARDED: [],
    },
)
LINE_LIFECYCLE = Lifecycle.of(
    initial=[LineState.OPEN, LineState.IGNORED],
    transitions={
        LineState.OPEN: [LineState.MATCHED, LineState.IGNORED],
        LineState.MATCHED: [LineState.OPEN, LineState.IGNORED],
        LineState.IGNORED: [LineState.OPEN, LineState.MATCHED],
    },
)
"""Most debits need no person: they are ignored unless they are matched with a refund that they pay out.

A debit that takes back a payment is open until a person confirms it.
"""


class CardState(TextChoices):
    WAITING = "waiting", pgettext_lazy("online payment", "waiting")
    PAID = "paid", pgettext_lazy("online payment", "paid")
    FAILED = "failed", pgettext_lazy("online payment", "failed")


CARD_LIFECYCLE = Lifecycle.of(
    initial=[CardState.WAITING],
    transitions={
        CardState.WAITING: [CardState.PAID, CardState.FAILED],
        CardState.FAILED: [CardState.PAID],
        CardState.PAID: [],
    },
)
"""A provider may report success after a failure, since its payer tried again there."""
