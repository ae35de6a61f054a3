"""What happens at the expo: rooms, and events that never meet in one."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ciie.kernel.bilingual import shown
from ciie.kernel.revisions import counts_revision, revision_field
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Hall
from pavilions.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.programme.states import EventKind
from pavilions.states import EVENT_LIFECYCLE, EventState


class Room(models.Model):
    """A room, stage or square of the venue where events take place."""

    name = models.CharField(_("name"), max_length=120)
    name_zh = models.CharField(_("name in Chinese"), max_length=120, blank=True, default="", db_default="")
    hall = models.ForeignKey(Hall, models.PROTECT, null=True, blank=True, related_name="rooms", verbose_name=_("hall"))
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True, validators=[MinValueValidator(1)])
    revision = revision_field()

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="room_name_once",
                violation_error_message=_("There is already a room with this name."),
            )
        ]
        triggers = [counts_revision()]

    def __str__(self) -> str:
        return shown(self, "name")


@pghistory.track()
class ProgrammeEvent(models.Model):
    """Something at a place and a time: `period` is half-open. Cancelled events leave their room to others."""

    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), related_name="programme")
    room = models.ForeignKey(Room, models.PROTECT, related_name="events", verbose_name=_("room"))
    pavilion = models.ForeignKey(
        NationalPavilion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="programme",
        verbose_name=_("national pavilion"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind)
    title = models.CharField(_("title"), max_length=200)
    title_zh = models.CharField(_("title in Chinese"), max_length=200, blank=True)
    text = models.TextField(_("what it is about"), max_length=4000, blank=True)
    text_zh = models.TextField(_("text in Chinese"), max_length=4000, blank=True, default="", db_default="")
    period = DateTimeRangeField(_("period"))
    state = models.CharField(_("state"), max_length=10, choices=EventState, default=EventState.PLANNED, editable=False)
    changed_at = models.DateTimeField(_("changed at"), editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            ExclusionConstraint(
                name="events_never_meet_in_a_room",
                expressions=[("room", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=~Q(state=EventState.CANCELLED),
                violation_error_message=_("Another event is in this room at that time."),
            ),
            models.CheckConstraint(
                condition=Q(period__isempty=False, period__lower_inf=False, period__upper_inf=False),
                name="event_has_beginning_and_end",
                violation_error_message=_("An event must end after it begins."),
            ),
        ]
        indexes = [models.Index(fields=["edition", "state"], name="event_by_state")]
        triggers = EVENT_LIFECYCLE.triggers("state")

    def __str__(self) -> str:
        return shown(self, "title")
