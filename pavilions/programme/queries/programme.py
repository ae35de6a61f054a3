"""The programme: events by time and place."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from ciie.audit.history import events_of as versions_of
from ciie.kernel.actors import Visitor
from ciie.kernel.authority import allowed
from pavilions.floor.models.edition import Edition
from pavilions.programme.models.programme import ProgrammeEvent, Room
from pavilions.states import EventState


def events_of(edition: Edition) -> QuerySet[ProgrammeEvent]:
    """Every event of an edition by its beginning, with room, pavilion and session."""
    rows = ProgrammeEvent.objects.filter(edition=edition).select_related("room", "pavilion", "session")
    return rows.order_by("period", "room__name", "pk")


def public_events(edition: Edition) -> QuerySet[ProgrammeEvent]:
    """Those that are announced, and those called off after they had been; a plan given up was never public."""
    was_announced = Exists(versions_of(ProgrammeEvent).filter(pgh_obj=OuterRef("pk"), state=EventState.ANNOUNCED))
    return events_of(edition).filter(Q(state=EventState.ANNOUNCED) | Q(state=EventState.CANCELLED) & was_announced)


def events_visible_to(viewer: Visitor) -> QuerySet[ProgrammeEvent]:
    """All to organizers and admins, to managers those of their pavilions."""
    rows = ProgrammeEvent.objects.select_related("room", "pavilion", "edition")
    if allowed("pavilions.enter_organizer_desk", viewer):
        return rows
    return rows.filter(pavilion__managers=viewer.pk)


def rooms() -> QuerySet[Room]:
    return Room.objects.select_related("hall").order_by("name")
