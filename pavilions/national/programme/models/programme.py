"""The programme of the expo: rooms, and events that never overlap in one."""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ciie.kernel.bilingual import shown
from ciie.kernel.revisions import counts_revision, revision_field
from ciie.kernel.validity import Guard
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Hall
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.programme.states import PROPOSAL_LIFECYCLE, EventKind, ProposalState
from pavilions.states import EVENT_LIFECYCLE, EventState

SPEAKS_ELSEWHERE = _("A speaker of this session speaks in another room at that time.")
MEETS_ANOTHER = """
    IF EXISTS (
        SELECT FROM pavilions_speaker AS here
        JOIN pavilions_programmeevent AS ours ON ours.id = here.session_id
        JOIN pavilions_speaker AS there ON there.folded_name = here.folded_name AND there.session_id <> here.session_id
            AND (here.email = '' OR there.email = '' OR lower(here.email) = lower(there.email))
        JOIN pavilions_programmeevent AS theirs ON theirs.id = there.session_id
        WHERE here.session_id = {session} AND ours.state <> 'cancelled' AND theirs.state <> 'cancelled'
            AND ours.edition_id = theirs.edition_id AND ours.period && theirs.period
    ) THEN
"""
"""SQL that checks, when the transaction commits, whether a speaker is in two rooms at once.

Addresses distinguish two people of the same name.
"""


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
    """An event in a room. `period` is half-open. Cancelled events leave their room to others."""

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
        triggers = [
            *EVENT_LIFECYCLE.triggers("state"),
            Guard(
                name="speakers_in_one_room_at_a_time",
                sentence=SPEAKS_ELSEWHERE,
                field="begins_at",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("period", "state"),
                deferred=True,
                refused=MEETS_ANOTHER.format(session="NEW.id"),
            ),
        ]

    def __str__(self) -> str:
        return shown(self, "title")


class EventProposal(models.Model):
    """A proposed change of a pavilion's announced event, with all that the event would say once it is accepted.

    `event_revision` is that of the event that it would change. One that `is_cancellation` repeats what the event says,
    and proposes to cancel it.
    """

    event = models.ForeignKey(ProgrammeEvent, models.PROTECT, verbose_name=_("event"), related_name="proposals")
    event_revision = models.PositiveIntegerField(editable=False)
    is_cancellation = models.BooleanField(_("cancels the event"), default=False, db_default=False, editable=False)
    room = models.ForeignKey(Room, models.PROTECT, related_name="+", verbose_name=_("room"))
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind)
    title = models.CharField(_("title"), max_length=200)
    title_zh = models.CharField(_("title in Chinese"), max_length=200, blank=True)
    text = models.TextField(_("what it is about"), max_length=4000, blank=True)
    text_zh = models.TextField(_("text in Chinese"), max_length=4000, blank=True)
    period = DateTimeRangeField(_("period"))
    state = models.CharField(
        _("state"), max_length=10, choices=ProposalState, default=ProposalState.OPEN, editable=False
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("proposed by"), null=True, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("decided by"), null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    revision = revision_field()

    class Meta:
        verbose_name = _("proposed change of an event")
        verbose_name_plural = _("proposed changes of events")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event"],
                condition=Q(state=ProposalState.OPEN),
                name="one_open_proposal_per_event",
                violation_error_message=_("Another change of this event is waiting for a decision."),
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.DECLINED) | ~Q(reason=""),
                name="declined_proposal_has_reason",
                violation_error_message=_("Say why the change is declined."),
            ),
        ]
        triggers = [*PROPOSAL_LIFECYCLE.triggers("state"), counts_revision()]

    def __str__(self) -> str:
        return shown(self, "title")
