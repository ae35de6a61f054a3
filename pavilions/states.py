"""The states of the place, and the legal moves between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.lifecycle import Lifecycle


class EditionStatus(TextChoices):
    PLANNING = "planning", _("in planning")
    OPEN = "open", _("open for booking")
    CLOSED = "closed", _("closed for booking")
    ARCHIVED = "archived", _("archived")


class Section(TextChoices):
    NATIONAL = "national", _("National exhibition")
    BUSINESS = "business", _("Business exhibition")


class PlanState(TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    SUPERSEDED = "superseded", _("superseded")


PLAN_LIFECYCLE = Lifecycle.of(
    initial=[PlanState.DRAFT],
    moves={
        PlanState.DRAFT: [PlanState.PUBLISHED],
        PlanState.PUBLISHED: [PlanState.SUPERSEDED],
        PlanState.SUPERSEDED: [PlanState.PUBLISHED],
    },
)


class BoothKind(TextChoices):
    RAW = "raw", _("raw space")
    SHELL = "shell", _("shell scheme")


class ObstructionKind(TextChoices):
    COLUMN = "column", _("column")
    HYDRANT = "hydrant", _("hydrant")
    EXIT = "exit", _("exit")
    DUCT = "duct", _("duct")
    WALL = "wall", _("wall")


class HolderKind(TextChoices):
    BOOKING = "booking", _("booking")
    NATIONAL_PAVILION = "national_pavilion", _("national pavilion")


class ClaimState(TextChoices):
    HELD = "held", _("held")
    RESERVED = "reserved", _("reserved")
    COMMITTED = "committed", _("committed")
    RELEASED = "released", _("released")


LIVE_CLAIMS = (ClaimState.HELD, ClaimState.RESERVED, ClaimState.COMMITTED)

CLAIM_LIFECYCLE = Lifecycle.of(
    initial=[ClaimState.HELD, ClaimState.RESERVED],
    moves={
        ClaimState.HELD: [ClaimState.RESERVED, ClaimState.RELEASED],
        ClaimState.RESERVED: [ClaimState.COMMITTED, ClaimState.RELEASED, ClaimState.HELD],
        ClaimState.COMMITTED: [ClaimState.RELEASED],
        ClaimState.RELEASED: [],
    },
)


class Availability(TextChoices):
    """What a booth is to somebody who looks at the plan; derived, never stored."""

    FREE = "free", _("free")
    HELD = "held", _("held")
    RESERVED = "reserved", _("reserved")
    BOOKED = "booked", _("booked")
    BLOCKED = "blocked", _("blocked")


AVAILABILITY_OF_CLAIM = {
    ClaimState.HELD: Availability.HELD,
    ClaimState.RESERVED: Availability.RESERVED,
    ClaimState.COMMITTED: Availability.BOOKED,
}


class PavilionStage(TextChoices):
    INVITED = "invited", _("invited")
    CONFIRMED = "confirmed", _("confirmed")
    IN_DESIGN = "in_design", _("in design")
    DESIGN_APPROVED = "design_approved", _("design approved")
    UNDER_CONSTRUCTION = "under_construction", _("under construction")
    OPEN = "open", pgettext_lazy("pavilion stage", "open")
    CLOSED = "closed", _("closed")
    DECLINED = "declined", _("declined")


TAKING_PART = (
    PavilionStage.CONFIRMED,
    PavilionStage.IN_DESIGN,
    PavilionStage.DESIGN_APPROVED,
    PavilionStage.UNDER_CONSTRUCTION,
    PavilionStage.OPEN,
    PavilionStage.CLOSED,
)

PAVILION_LIFECYCLE = Lifecycle.of(
    initial=[PavilionStage.INVITED],
    moves={
        PavilionStage.INVITED: [PavilionStage.CONFIRMED, PavilionStage.DECLINED],
        PavilionStage.CONFIRMED: [PavilionStage.IN_DESIGN, PavilionStage.DECLINED],
        PavilionStage.IN_DESIGN: [PavilionStage.DESIGN_APPROVED, PavilionStage.DECLINED],
        PavilionStage.DESIGN_APPROVED: [
            PavilionStage.UNDER_CONSTRUCTION,
            PavilionStage.IN_DESIGN,
            PavilionStage.DECLINED,
        ],
        PavilionStage.UNDER_CONSTRUCTION: [
            PavilionStage.OPEN,
            PavilionStage.DESIGN_APPROVED,
            PavilionStage.DECLINED,
        ],
        PavilionStage.OPEN: [PavilionStage.CLOSED],
        PavilionStage.CLOSED: [],
        PavilionStage.DECLINED: [PavilionStage.INVITED],
    },
)


class OrganizerRole(TextChoices):
    REVIEWER = "reviewer", _("reviewer")
    FLOOR_PLANNER = "floor_planner", _("floor planner")
    FINANCE = "finance", _("finance")
    DIRECTOR = "director", _("director")


class EventState(TextChoices):
    """Only announced events, and cancelled ones that had been, are public."""

    PLANNED = "planned", _("planned")
    ANNOUNCED = "announced", _("announced")
    CANCELLED = "cancelled", _("cancelled")


EVENT_LIFECYCLE = Lifecycle.of(
    initial=[EventState.PLANNED],
    moves={
        EventState.PLANNED: [EventState.ANNOUNCED, EventState.CANCELLED],
        EventState.ANNOUNCED: [EventState.CANCELLED],
        EventState.CANCELLED: [],
    },
)
