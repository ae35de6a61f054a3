"""Admin pages of the programme and the forum, which operations change."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline

from ciie.audit.admin_pages import HistoryInWords, OnlyOperationsWrite, operation_action
from ciie.kernel.clock import now
from pavilions.national.programme.models.forum import ForumReview, ForumSession, ForumTopic, Speaker
from pavilions.national.programme.models.programme import EventProposal, ProgrammeEvent, Room
from pavilions.national.programme.operations.programme import announce_event, cancel_event, restore_event


@admin.register(Room)
class RoomAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["name", "hall", "seats"]
    list_select_related = ["hall"]
    search_fields = ["name"]
    ordering = ["name"]


@admin.register(ProgrammeEvent)
class ProgrammeEventAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["title", "kind", "room", "period", "pavilion", "state"]
    list_select_related = ["room", "pavilion"]
    list_filter = ["edition", "state", "kind", "room"]
    search_fields = ["title", "title_zh"]
    ordering = ["-pk"]
    actions = [
        operation_action(
            "announce", _("Announce"), lambda row, seen, actor: announce_event(row.pk, seen=seen, actor=actor, at=now())
        ),
        operation_action(
            "cancel", _("Cancel"), lambda row, seen, actor: cancel_event(row.pk, seen=seen, actor=actor, at=now())
        ),
        operation_action(
            "restore",
            _("Undo the cancellation"),
            lambda row, seen, actor: restore_event(row.pk, seen=seen, actor=actor, at=now()),
        ),
    ]


@admin.register(EventProposal)
class EventProposalAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["event", "title", "state", "proposed_by", "proposed_at"]
    list_select_related = ["event", "proposed_by"]
    list_filter = ["state", "event__edition"]
    search_fields = ["title", "title_zh"]
    ordering = ["-pk"]


class ForumReviewInline(OnlyOperationsWrite, TabularInline):
    model = ForumReview
    fields = ["reviewer", "score", "comment", "reviewed_at"]
    extra = 0


@admin.register(ForumTopic)
class ForumTopicAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["title", "institution", "source", "state", "proposed_at"]
    list_filter = ["edition", "state", "source"]
    search_fields = ["title", "title_zh", "institution", "institution_zh", "contact_email"]
    ordering = ["-pk"]
    inlines = [ForumReviewInline]


@admin.register(ForumReview)
class ForumReviewAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["topic", "reviewer", "score", "reviewed_at"]
    list_select_related = ["topic", "reviewer"]
    list_filter = ["score", "topic__edition"]
    ordering = ["-pk"]


class SpeakerInline(OnlyOperationsWrite, TabularInline):
    model = Speaker
    fields = ["name", "institution", "institution_zh", "email", "is_moderator"]
    extra = 0


@admin.register(ForumSession)
class ForumSessionAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["event"]
    list_select_related = ["event"]
    search_fields = ["event__title"]
    ordering = ["-pk"]
    inlines = [SpeakerInline]


@admin.register(Speaker)
class SpeakerAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["name", "institution", "is_moderator", "session"]
    list_select_related = ["session__event"]
    search_fields = ["name", "institution", "institution_zh"]
    ordering = ["-pk"]
