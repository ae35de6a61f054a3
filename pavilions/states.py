"""The states of the venue's models, and the legal transitions between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.lifecycle import Lifecycle
from ciie.web.badges import Badge, register_badges


class EditionStatus(TextChoices):
    PLANNING = "planning", _("in planning")
    OPEN = "open", _("open for booking")
    CLOSED = "closed", _("closed for booking")
    ARCHIVED = "archived", _("archived")


class Part(TextChoices):
    """What a fair may have or not, besides companies that book space."""

    NATIONAL = "national", _("a national exhibition")
    PROGRAMME = "programme", _("a programme of events")
    FORUM = "forum", _("a forum with calls for topics")
    AREAS = "areas", _("themed areas")
    BLOCKS = "blocks", _("group pavilions of agencies")
    UPPER_DECKS = "upper_decks", _("stands with an upper deck")
    ROADSHOWS = "roadshows", _("roadshows")
    DEALS = "deals", _("tentative deals and their figures")
    BULLETINS = "bulletins", _("bulletins for the press")
    SIMULATION = "simulation", _("simulations of visitors leaving a hall")


class BookingSteps(TextChoices):
    """How an approved booking of an edition becomes a confirmed one."""

    BY_HAND = "by_hand", _("the organizer confirms the booking by hand")
    OFFER = "offer", _("the exhibitor accepts an offer")


class Section(TextChoices):
    NATIONAL = "national", _("National exhibition")
    BUSINESS = "business", _("Business exhibition")


class PlanState(TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    SUPERSEDED = "superseded", _("superseded")


register_badges(
    "plan_state",
    {
        PlanState.DRAFT: Badge(pgettext_lazy("floor plan state", "Draft"), "pencil", "badge-outline"),
        PlanState.PUBLISHED: Badge(pgettext_lazy("floor plan state", "Published"), "eye", "badge-green"),
        PlanState.SUPERSEDED: Badge(pgettext_lazy("floor plan state", "Superseded"), "layers", "badge-grey"),
    },
)


PLAN_LIFECYCLE = Lifecycle.of(
    initial=[PlanState.DRAFT],
    transitions={
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
    STAGE = "stage", pgettext_lazy("on a plan", "stage")
    CAFE = "cafe", _("café")
    SERVICE = "service", _("service gap")
    ENTRANCE = "entrance", _("entrance")
    RESCUE = "rescue", _("rescue access")
    POWER = "power", _("power supply")
    WATER = "water", _("water supply")
    TEXT = "text", pgettext_lazy("on a plan", "text")

    @property
    def is_mark(self) -> bool:
        """Whether it is only shown on the plan and in nobody's way, so that booths may stand on it."""
        return self in {ObstructionKind.POWER, ObstructionKind.WATER, ObstructionKind.TEXT}

    @property
    def may_stand_in_booths(self) -> bool:
        """Whether booths may stand around it; the area that it takes is not usable."""
        return self is ObstructionKind.COLUMN

    @property
    def is_closed(self) -> bool:
        """Whether nobody can walk through it."""
        return not self.is_mark and self not in {
            ObstructionKind.EXIT,
            ObstructionKind.ENTRANCE,
            ObstructionKind.RESCUE,
        }


class HolderKind(TextChoices):
    BOOKING = "booking", _("booking")
    NATIONAL_PAVILION = "national_pavilion", _("national pavilion")


class ClaimState(TextChoices):
    HELD = "held", _("held")
    RESERVED = "reserved", _("reserved")
    COMMITTED = "committed", pgettext_lazy("claim state", "booked")
    RELEASED = "released", _("released")


register_badges(
    "claim_state",
    {
        ClaimState.HELD: Badge(pgettext_lazy("claim state", "Held"), "timer", "availability-held"),
        ClaimState.RESERVED: Badge(pgettext_lazy("claim state", "Reserved"), "circle-dot", "availability-reserved"),
        ClaimState.COMMITTED: Badge(pgettext_lazy("claim state", "Booked"), "check", "availability-booked"),
        ClaimState.RELEASED: Badge(pgettext_lazy("claim state", "Released"), "undo-2", "badge-pale"),
    },
)


LIVE_CLAIMS = (ClaimState.HELD, ClaimState.RESERVED, ClaimState.COMMITTED)

CLAIM_LIFECYCLE = Lifecycle.of(
    initial=[ClaimState.HELD, ClaimState.RESERVED],
    transitions={
        ClaimState.HELD: [ClaimState.RESERVED, ClaimState.RELEASED],
        ClaimState.RESERVED: [ClaimState.COMMITTED, ClaimState.RELEASED, ClaimState.HELD],
        ClaimState.COMMITTED: [ClaimState.RELEASED],
        ClaimState.RELEASED: [],
    },
)


class Availability(TextChoices):
    """The availability of a booth on a plan, which is derived and never stored."""

    FREE = "free", _("free")
    HELD = "held", _("held")
    RESERVED = "reserved", _("reserved")
    BOOKED = "booked", pgettext_lazy("booth availability", "booked")
    BLOCKED = "blocked", _("not for sale")


register_badges(
    "availability",
    {
        Availability.FREE: Badge(pgettext_lazy("booth availability", "Free"), "circle", "availability-free"),
        Availability.HELD: Badge(pgettext_lazy("booth availability", "Held"), "timer", "availability-held"),
        Availability.RESERVED: Badge(
            pgettext_lazy("booth availability", "Reserved"), "circle-dot", "availability-reserved"
        ),
        Availability.BOOKED: Badge(pgettext_lazy("booth availability", "Booked"), "check", "availability-booked"),
        Availability.BLOCKED: Badge(pgettext_lazy("booth availability", "Not for sale"), "ban", "availability-blocked"),
    },
)


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
    CLOSED = "closed", pgettext_lazy("pavilion stage", "closed")
    DECLINED = "declined", _("declined")


register_badges(
    "pavilion_stage",
    {
        PavilionStage.INVITED: Badge(pgettext_lazy("pavilion stage", "Invited"), "send", "badge-outline"),
        PavilionStage.CONFIRMED: Badge(pgettext_lazy("pavilion stage", "Confirmed"), "check", "badge-amber"),
        PavilionStage.IN_DESIGN: Badge(pgettext_lazy("pavilion stage", "In design"), "pencil", "badge-violet"),
        PavilionStage.DESIGN_APPROVED: Badge(
            pgettext_lazy("pavilion stage", "Design approved"), "list-checks", "badge-blue"
        ),
        PavilionStage.UNDER_CONSTRUCTION: Badge(
            pgettext_lazy("pavilion stage", "Under construction"), "hourglass", "badge-blue"
        ),
        PavilionStage.OPEN: Badge(pgettext_lazy("pavilion stage", "Open"), "circle-check", "badge-green"),
        PavilionStage.CLOSED: Badge(pgettext_lazy("pavilion stage", "Closed"), "inbox", "badge-pale"),
        PavilionStage.DECLINED: Badge(pgettext_lazy("pavilion stage", "Declined"), "circle-x", "badge-red"),
    },
)


TAKING_PART = (
    PavilionStage.CONFIRMED,
    PavilionStage.IN_DESIGN,
    PavilionStage.DESIGN_APPROVED,
    PavilionStage.UNDER_CONSTRUCTION,
    PavilionStage.OPEN,
    PavilionStage.CLOSED,
)

NEXT_STAGES = {
    PavilionStage.INVITED: (PavilionStage.CONFIRMED, PavilionStage.DECLINED),
    PavilionStage.CONFIRMED: (PavilionStage.IN_DESIGN, PavilionStage.DECLINED),
    PavilionStage.IN_DESIGN: (PavilionStage.DESIGN_APPROVED, PavilionStage.DECLINED),
    PavilionStage.DESIGN_APPROVED: (
        PavilionStage.UNDER_CONSTRUCTION,
        PavilionStage.IN_DESIGN,
        PavilionStage.DECLINED,
    ),
    PavilionStage.UNDER_CONSTRUCTION: (
        PavilionStage.OPEN,
        PavilionStage.DESIGN_APPROVED,
        PavilionStage.DECLINED,
    ),
    PavilionStage.OPEN: (PavilionStage.CLOSED,),
    PavilionStage.CLOSED: (PavilionStage.OPEN,),
    PavilionStage.DECLINED: (PavilionStage.INVITED,),
}
"""The stages that may follow each stage. A decline that is taken back leads to the stage that it ended."""
ENDING_STAGES = (PavilionStage.DECLINED, PavilionStage.CLOSED)

PAVILION_LIFECYCLE = Lifecycle.of(
    initial=[PavilionStage.INVITED],
    transitions={
        **NEXT_STAGES,
        PavilionStage.DECLINED: [
            stage for stage, following in NEXT_STAGES.items() if PavilionStage.DECLINED in following
        ],
    },
)


class OrganizerRole(TextChoices):
    REVIEWER = "reviewer", pgettext_lazy("role", "reviewer")
    FLOOR_PLANNER = "floor_planner", _("floor planner")
    FINANCE = "finance", _("finance")
    DIRECTOR = "director", _("director")


class EventState(TextChoices):
    """The state of an event. Only announced events, and cancelled ones that had been announced, are public."""

    PLANNED = "planned", _("planned")
    ANNOUNCED = "announced", _("announced")
    CANCELLED = "cancelled", _("cancelled")


register_badges(
    "event_state",
    {
        EventState.PLANNED: Badge(pgettext_lazy("event state", "Planned"), "pencil", "badge-outline"),
        EventState.ANNOUNCED: Badge(pgettext_lazy("event state", "Announced"), "eye", "badge-blue"),
        EventState.CANCELLED: Badge(pgettext_lazy("event state", "Cancelled"), "ban", "badge-dark"),
    },
)


EVENT_LIFECYCLE = Lifecycle.of(
    initial=[EventState.PLANNED],
    transitions={
        EventState.PLANNED: [EventState.ANNOUNCED, EventState.CANCELLED],
        EventState.ANNOUNCED: [EventState.CANCELLED],
        EventState.CANCELLED: [EventState.PLANNED, EventState.ANNOUNCED],  # a cancellation is taken back
    },
)
