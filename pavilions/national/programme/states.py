"""The states of events and topics, and the legal transitions between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.lifecycle import Lifecycle
from ciie.web.badges import Badge, register_badges


class EventKind(TextChoices):
    CULTURAL = "cultural", _("cultural display")
    EXCHANGE = "exchange", _("people-to-people event")
    FORUM = "forum", _("forum session")
    PAVILION = "pavilion", _("pavilion event")
    CEREMONY = "ceremony", _("ceremony")


class TopicSource(TextChoices):
    PUBLIC = "public", _("public call")
    INVITED = "invited", _("invited institution")


class TopicState(TextChoices):
    ASKED = "asked", _("address not confirmed")
    PROPOSED = "proposed", _("proposed")
    CONSULTED = "consulted", _("under consultation")
    SHORTLISTED = "shortlisted", _("shortlisted")
    ON_AGENDA = "on_agenda", _("on the agenda")
    MERGED = "merged", _("merged into another")
    DECLINED = "declined", pgettext_lazy("topic stage", "declined")


register_badges(
    "topic_state",
    {
        TopicState.PROPOSED: Badge(pgettext_lazy("topic stage", "Proposed"), "send", "badge-amber"),
        TopicState.CONSULTED: Badge(
            pgettext_lazy("topic stage", "Under consultation"), "messages-square", "badge-violet"
        ),
        TopicState.SHORTLISTED: Badge(pgettext_lazy("topic stage", "Shortlisted"), "list-checks", "badge-blue"),
        TopicState.ON_AGENDA: Badge(pgettext_lazy("topic stage", "On the agenda"), "calendar-days", "badge-green"),
        TopicState.MERGED: Badge(pgettext_lazy("topic stage", "Merged"), "combine", "badge-pale"),
        TopicState.DECLINED: Badge(pgettext_lazy("topic stage", "Declined"), "circle-x", "badge-red"),
    },
)


TOPIC_LIFECYCLE = Lifecycle.of(
    initial=[TopicState.ASKED, TopicState.PROPOSED],
    transitions={
        TopicState.ASKED: [TopicState.PROPOSED],
        TopicState.PROPOSED: [TopicState.CONSULTED, TopicState.MERGED, TopicState.DECLINED],
        TopicState.CONSULTED: [TopicState.SHORTLISTED, TopicState.MERGED, TopicState.DECLINED],
        TopicState.SHORTLISTED: [TopicState.ON_AGENDA, TopicState.CONSULTED, TopicState.MERGED, TopicState.DECLINED],
        TopicState.ON_AGENDA: [TopicState.SHORTLISTED],
        TopicState.MERGED: [],
        TopicState.DECLINED: [TopicState.PROPOSED],
    },
)


class EventNews(TextChoices):
    """The change of an announced event that people concerned are mailed about."""

    ANNOUNCED = "announced", _("announced")
    MOVED = "moved", _("moved")
    CANCELLED = "cancelled", _("cancelled")
    RESTORED = "restored", _("takes place after all")
    WITHOUT_YOU = "without_you", _("takes place without you")


class TopicNews(TextChoices):
    """The change of a topic, other than a decision on it, that its proposer is mailed about."""

    MERGED = "merged", _("merged into another")
    TAKEN_OFF = "taken_off", _("taken off the agenda")


class ProposalState(TextChoices):
    """The state of a proposed change. A newer proposal replaces an open one."""

    OPEN = "open", pgettext_lazy("proposal", "open")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", pgettext_lazy("proposal", "declined")
    REPLACED = "replaced", _("replaced")


PROPOSAL_LIFECYCLE = Lifecycle.of(
    initial=[ProposalState.OPEN],
    transitions={
        ProposalState.OPEN: [ProposalState.ACCEPTED, ProposalState.DECLINED, ProposalState.REPLACED],
        ProposalState.ACCEPTED: [],
        ProposalState.DECLINED: [],
        ProposalState.REPLACED: [],
    },
)
