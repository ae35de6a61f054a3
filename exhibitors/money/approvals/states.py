"""The acts that need a second person, and the states of a proposal."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.lifecycle import Lifecycle
from ciie.web.badges import Badge, register_badges


class ApprovalAct(TextChoices):
    """An act that one person proposes and another person has to agree to."""

    REFUND = "refund", _("refund")
    BANK_FEE = "bank_fee", _("bank fee above the usual")
    BANK_DETAILS = "bank_details", _("bank details of the seller")
    FIGURE = "figure", _("unusual published figure")
    REOPENING = "reopening", _("reopening of closed books")


class ApprovalState(TextChoices):
    WAITING = "waiting", pgettext_lazy("approval", "waiting")
    AGREED = "agreed", pgettext_lazy("approval", "agreed")
    DECLINED = "declined", pgettext_lazy("approval", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("approval", "withdrawn")


register_badges(
    "approval_state",
    {
        ApprovalState.WAITING: Badge(pgettext_lazy("approval", "Waiting"), "clock", "badge-amber"),
        ApprovalState.AGREED: Badge(pgettext_lazy("approval", "Agreed"), "circle-check", "badge-green"),
        ApprovalState.DECLINED: Badge(pgettext_lazy("approval", "Declined"), "ban", "badge-red"),
        ApprovalState.WITHDRAWN: Badge(pgettext_lazy("approval", "Withdrawn"), "undo-2", "badge-pale"),
    },
)

APPROVAL_LIFECYCLE = Lifecycle.of(
    initial=[ApprovalState.WAITING],
    transitions={
        ApprovalState.WAITING: [ApprovalState.AGREED, ApprovalState.DECLINED, ApprovalState.WITHDRAWN],
        ApprovalState.AGREED: [],
        ApprovalState.DECLINED: [],
        ApprovalState.WITHDRAWN: [],
    },
)
