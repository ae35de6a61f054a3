"""How a state looks: its word, its icon and the name its colours have in tokens.css. Colour never stands alone."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Badge:
    """`look` names the state whose colours it borrows, where its family has none of its own."""

    label: str | Promise
    icon: str
    look: str = ""


BOOKING_STATES = {
    "draft": Badge(pgettext_lazy("booking state", "Draft"), "pencil"),
    "submitted": Badge(pgettext_lazy("booking state", "Submitted"), "send"),
    "approved": Badge(pgettext_lazy("booking state", "Approved"), "check"),
    "confirmed": Badge(pgettext_lazy("booking state", "Confirmed"), "circle-check"),
    "waitlisted": Badge(pgettext_lazy("booking state", "Wait-listed"), "hourglass"),
    "rejected": Badge(pgettext_lazy("booking state", "Rejected"), "circle-x"),
    "withdrawn": Badge(pgettext_lazy("booking state", "Withdrawn"), "undo-2"),
    "cancelled": Badge(pgettext_lazy("booking state", "Cancelled"), "ban"),
    "expired": Badge(pgettext_lazy("booking state", "Expired"), "timer"),
}
VERIFICATIONS = {
    "unverified": Badge(pgettext_lazy("verification", "Not verified"), "hourglass", "waitlisted"),
    "verified": Badge(pgettext_lazy("verification", "Verified"), "shield-check", "approved"),
    "refused": Badge(pgettext_lazy("verification", "Verification refused"), "circle-x", "rejected"),
}
AVAILABILITIES = {
    "free": Badge(pgettext_lazy("booth availability", "Free"), "circle"),
    "held": Badge(pgettext_lazy("booth availability", "Held"), "timer"),
    "reserved": Badge(pgettext_lazy("booth availability", "Reserved"), "circle-dot"),
    "booked": Badge(pgettext_lazy("booth availability", "Booked"), "check"),
    "blocked": Badge(pgettext_lazy("booth availability", "Blocked"), "ban"),
    "chosen": Badge(pgettext_lazy("booth availability", "Your choice"), "map-pin"),
}
CLAIM_STATES = {
    "held": Badge(pgettext_lazy("claim state", "Held"), "timer"),
    "reserved": Badge(pgettext_lazy("claim state", "Reserved"), "circle-dot"),
    "committed": Badge(pgettext_lazy("claim state", "Committed"), "check"),
    "released": Badge(pgettext_lazy("claim state", "Released"), "undo-2"),
}
DEAL_STATES = {
    "draft": Badge(pgettext_lazy("deal state", "Draft"), "pencil", "draft"),
    "verified": Badge(pgettext_lazy("deal state", "Verified"), "check", "approved"),
    "counted": Badge(pgettext_lazy("deal state", "Counted"), "circle-check", "confirmed"),
    "withdrawn": Badge(pgettext_lazy("deal state", "Withdrawn"), "undo-2", "withdrawn"),
}
EXHIBIT_STATES = {
    "published": Badge(pgettext_lazy("exhibit state", "Published"), "eye", "approved"),
    "withdrawn": Badge(pgettext_lazy("exhibit state", "Withdrawn"), "undo-2", "withdrawn"),
}
DEBUT_STATES = {
    "none": Badge(pgettext_lazy("debut state", "No debut"), "circle", "draft"),
    "claimed": Badge(pgettext_lazy("debut state", "Claimed"), "hourglass", "submitted"),
    "verified": Badge(pgettext_lazy("debut state", "Verified"), "circle-check", "confirmed"),
    "refused": Badge(pgettext_lazy("debut state", "Refused"), "circle-x", "rejected"),
}
ROADSHOW_STATES = {
    "planned": Badge(pgettext_lazy("roadshow state", "Planned"), "pencil", "draft"),
    "open": Badge(pgettext_lazy("roadshow state", "Open"), "eye", "approved"),
    "held": Badge(pgettext_lazy("roadshow state", "Held"), "circle-check", "confirmed"),
    "cancelled": Badge(pgettext_lazy("roadshow state", "Cancelled"), "ban", "cancelled"),
}
EVENT_STATES = {
    "planned": Badge(pgettext_lazy("event state", "Planned"), "pencil", "draft"),
    "announced": Badge(pgettext_lazy("event state", "Announced"), "eye", "approved"),
    "cancelled": Badge(pgettext_lazy("event state", "Cancelled"), "ban", "cancelled"),
}
TOPIC_STATES = {
    "proposed": Badge(pgettext_lazy("topic stage", "Proposed"), "send", "submitted"),
    "consulted": Badge(pgettext_lazy("topic stage", "Consulted on"), "messages-square", "waitlisted"),
    "shortlisted": Badge(pgettext_lazy("topic stage", "Shortlisted"), "list-checks", "approved"),
    "on_agenda": Badge(pgettext_lazy("topic stage", "On the agenda"), "calendar-days", "confirmed"),
    "merged": Badge(pgettext_lazy("topic stage", "Merged"), "combine", "withdrawn"),
    "declined": Badge(pgettext_lazy("topic stage", "Declined"), "circle-x", "rejected"),
}
PAVILION_STAGES = {
    "invited": Badge(pgettext_lazy("pavilion stage", "Invited"), "send", "draft"),
    "confirmed": Badge(pgettext_lazy("pavilion stage", "Confirmed"), "check", "submitted"),
    "in_design": Badge(pgettext_lazy("pavilion stage", "In design"), "pencil", "waitlisted"),
    "design_approved": Badge(pgettext_lazy("pavilion stage", "Design approved"), "list-checks", "approved"),
    "under_construction": Badge(pgettext_lazy("pavilion stage", "Under construction"), "hourglass", "approved"),
    "open": Badge(pgettext_lazy("pavilion stage", "Open"), "circle-check", "confirmed"),
    "closed": Badge(pgettext_lazy("pavilion stage", "Closed"), "inbox", "withdrawn"),
    "declined": Badge(pgettext_lazy("pavilion stage", "Declined"), "circle-x", "rejected"),
}
DESIGN_STATES = {
    "draft": Badge(pgettext_lazy("design state", "Not yet submitted"), "pencil", "draft"),
    "submitted": Badge(pgettext_lazy("design state", "In review"), "hourglass", "submitted"),
    "approved": Badge(pgettext_lazy("design state", "Approved"), "circle-check", "confirmed"),
    "returned": Badge(pgettext_lazy("design state", "Returned for change"), "undo-2", "rejected"),
    "withdrawn": Badge(pgettext_lazy("design state", "Withdrawn"), "ban", "withdrawn"),
    "superseded": Badge(pgettext_lazy("design state", "Superseded"), "layers", "withdrawn"),
}
BLOCK_APPLICATION_STATES = {
    "submitted": Badge(pgettext_lazy("application state", "Submitted"), "send", "submitted"),
    "accepted": Badge(pgettext_lazy("application state", "Accepted"), "circle-check", "confirmed"),
    "declined": Badge(pgettext_lazy("application state", "Declined"), "circle-x", "rejected"),
    "withdrawn": Badge(pgettext_lazy("application state", "Withdrawn"), "undo-2", "withdrawn"),
}
BULLETIN_STATES = {
    "draft": Badge(pgettext_lazy("bulletin state", "Draft"), "pencil", "draft"),
    "in_review": Badge(pgettext_lazy("bulletin state", "In review"), "hourglass", "submitted"),
    "issued": Badge(pgettext_lazy("bulletin state", "Issued"), "newspaper", "confirmed"),
    "archived": Badge(pgettext_lazy("bulletin state", "Archived"), "inbox", "withdrawn"),
}
PLAN_STATES = {
    "draft": Badge(pgettext_lazy("floor plan state", "Draft"), "pencil"),
    "published": Badge(pgettext_lazy("floor plan state", "Published"), "eye"),
    "superseded": Badge(pgettext_lazy("floor plan state", "Superseded"), "layers"),
}
