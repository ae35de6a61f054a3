"""States of offers, contracts, cancellations and requests, their legal transitions, and choices in terms of sale."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.lifecycle import Lifecycle
from ciie.web.badges import Badge, register_badges


class OfferState(TextChoices):
    SENT = "sent", pgettext_lazy("offer state", "sent")
    ACCEPTED = "accepted", pgettext_lazy("offer state", "accepted")
    DECLINED = "declined", pgettext_lazy("offer state", "declined")
    LAPSED = "lapsed", pgettext_lazy("offer state", "lapsed")
    WITHDRAWN = "withdrawn", pgettext_lazy("offer state", "withdrawn")


register_badges(
    "offer_state",
    {
        OfferState.SENT: Badge(pgettext_lazy("offer state", "Sent"), "send", "badge-amber"),
        OfferState.ACCEPTED: Badge(pgettext_lazy("offer state", "Accepted"), "circle-check", "badge-green"),
        OfferState.DECLINED: Badge(pgettext_lazy("offer state", "Declined"), "circle-x", "badge-red"),
        OfferState.LAPSED: Badge(pgettext_lazy("offer state", "Lapsed"), "timer", "badge-grey"),
        OfferState.WITHDRAWN: Badge(pgettext_lazy("offer state", "Withdrawn"), "undo-2", "badge-pale"),
    },
)

STANDING = (OfferState.SENT, OfferState.ACCEPTED)
"""The states of a standing offer. A booking has at most one offer in these states."""

OFFER_LIFECYCLE = Lifecycle.of(
    initial=[OfferState.SENT],
    transitions={
        OfferState.SENT: [OfferState.ACCEPTED, OfferState.DECLINED, OfferState.LAPSED, OfferState.WITHDRAWN],
        OfferState.ACCEPTED: [OfferState.WITHDRAWN],  # replaced before the contract is signed
        OfferState.DECLINED: [],
        OfferState.LAPSED: [],
        OfferState.WITHDRAWN: [],
    },
)


class ContractState(TextChoices):
    SENT = "sent", pgettext_lazy("contract state", "to be signed")
    CHECKING = "checking", pgettext_lazy("contract state", "signed copy to be checked")
    SIGNED = "signed", pgettext_lazy("contract state", "signed")
    VOID = "void", pgettext_lazy("contract state", "void")


register_badges(
    "contract_state",
    {
        ContractState.SENT: Badge(pgettext_lazy("contract state", "To be signed"), "send", "badge-amber"),
        ContractState.CHECKING: Badge(pgettext_lazy("contract state", "Copy to be checked"), "eye", "badge-amber"),
        ContractState.SIGNED: Badge(pgettext_lazy("contract state", "Signed"), "circle-check", "badge-green"),
        ContractState.VOID: Badge(pgettext_lazy("contract state", "Void"), "undo-2", "badge-pale"),
    },
)

CONTRACT_LIFECYCLE = Lifecycle.of(
    initial=[ContractState.SENT],
    transitions={
        ContractState.SENT: [ContractState.CHECKING, ContractState.SIGNED, ContractState.VOID],
        ContractState.CHECKING: [ContractState.SENT, ContractState.SIGNED, ContractState.VOID],
        ContractState.SIGNED: [ContractState.VOID],
        ContractState.VOID: [],
    },
)


class SignedBy(TextChoices):
    TYPED = "typed", _("typed name")
    DRAWN = "drawn", _("drawn signature")
    COPY = "copy", _("signed copy")


class NameFrom(TextChoices):
    """The source of the name under a signature or an acceptance."""

    TYPED = "typed", _("typed by the person")  # only in signatures from before names were taken from accounts
    ACCOUNT = "account", _("the account")
    MANDATE = "mandate", _("a power of attorney that the organizer has seen")
    PAPER = "paper", _("the signed copy, checked by the organizer")


class CopyState(TextChoices):
    WAITING = "waiting", pgettext_lazy("signed copy", "to be checked")
    ACCEPTED = "accepted", pgettext_lazy("signed copy", "accepted")
    REJECTED = "rejected", pgettext_lazy("signed copy", "rejected")


class ConfirmedBy(TextChoices):
    """What confirms a booking whose offer has been accepted."""

    ACCEPTANCE = "acceptance", _("acceptance of the offer")
    SIGNATURE = "signature", _("signature of the contract")
    DEPOSIT = "deposit", _("payment of the deposit")
    SIGNATURE_AND_DEPOSIT = "both", _("signature and payment of the deposit")

    @property
    def asks_signature(self) -> bool:
        return self in {ConfirmedBy.SIGNATURE, ConfirmedBy.SIGNATURE_AND_DEPOSIT}

    @property
    def asks_deposit(self) -> bool:
        return self in {ConfirmedBy.DEPOSIT, ConfirmedBy.SIGNATURE_AND_DEPOSIT}


class PartKind(TextChoices):
    DEPOSIT = "deposit", _("deposit")
    BALANCE = "balance", _("balance")


class ShareOf(TextChoices):
    PERCENT = "percent", _("per cent of the net price")
    AMOUNT = "amount", _("an amount")
    REST = "rest", _("the rest")


class DueAfter(TextChoices):
    DAY = "day", _("on a date")
    APPROVAL = "approval", _("days after approval")
    ACCEPTANCE = "acceptance", _("days after acceptance of the offer")
    SIGNATURE = "signature", _("days after signature")
    BEFORE_OPENING = "opening", _("days before the expo opens")


class Tone(TextChoices):
    FRIENDLY = "friendly", _("friendly reminder")
    FIRM = "firm", _("firm reminder")
    FINAL = "final", _("last reminder")


class CancellationState(TextChoices):
    PROPOSED = "proposed", pgettext_lazy("cancellation", "to be settled")
    SETTLED = "settled", pgettext_lazy("cancellation", "settled")


CANCELLATION_LIFECYCLE = Lifecycle.of(
    initial=[CancellationState.PROPOSED],
    transitions={CancellationState.PROPOSED: [CancellationState.SETTLED], CancellationState.SETTLED: []},
)

register_badges(
    "cancellation_state",
    {
        CancellationState.PROPOSED: Badge(pgettext_lazy("cancellation", "To be settled"), "clock", "badge-amber"),
        CancellationState.SETTLED: Badge(pgettext_lazy("cancellation", "Settled"), "circle-check", "badge-green"),
    },
)


class ReductionState(TextChoices):
    WAITING = "waiting", pgettext_lazy("reduction request", "waiting")
    ACCEPTED = "accepted", pgettext_lazy("reduction request", "accepted")
    REFUSED = "refused", pgettext_lazy("reduction request", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("reduction request", "withdrawn")
    ENDED = "ended", pgettext_lazy("reduction request", "ended with the booking")


REDUCTION_LIFECYCLE = Lifecycle.of(
    initial=[ReductionState.WAITING],
    transitions={
        ReductionState.WAITING: [state for state in ReductionState if state != ReductionState.WAITING],
        **{state: [] for state in ReductionState if state != ReductionState.WAITING},
    },
)

register_badges(
    "reduction_state",
    {
        ReductionState.WAITING: Badge(pgettext_lazy("reduction request", "Waiting"), "clock", "badge-amber"),
        ReductionState.ACCEPTED: Badge(pgettext_lazy("reduction request", "Accepted"), "circle-check", "badge-green"),
        ReductionState.REFUSED: Badge(pgettext_lazy("reduction request", "Refused"), "circle-x", "badge-red"),
        ReductionState.WITHDRAWN: Badge(pgettext_lazy("reduction request", "Withdrawn"), "undo-2", "badge-pale"),
        ReductionState.ENDED: Badge(
            pgettext_lazy("reduction request", "Ended with the booking"), "undo-2", "badge-pale"
        ),
    },
)
