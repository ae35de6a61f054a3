"""Admin pages of national pavilions and their records, which operations change."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.admin import ModelAdmin, TabularInline

from ciie.audit.admin_pages import HistoryInWords, OnlyOperationsWrite, operation_action
from ciie.kernel.clock import now
from pavilions.national.national_pavilions.models.national_pavilion import (
    NationalPavilion,
    PavilionInvitation,
    PavilionMove,
    StageDeadline,
)
from pavilions.national.national_pavilions.models.pavilion_profile import (
    PavilionContact,
    PavilionPicture,
    PavilionProfile,
)
from pavilions.national.national_pavilions.models.pavilion_work import (
    DesignComment,
    PavilionDesign,
    PavilionTask,
    TaskReminder,
)
from pavilions.national.national_pavilions.operations.national_pavilions import change_stage, set_guest_of_honour
from pavilions.national.national_pavilions.operations.pavilion_designs import approve_design
from pavilions.national.national_pavilions.operations.pavilion_managers import withdraw_manager_invitation
from pavilions.national.national_pavilions.operations.pavilion_tasks import finish_task, reopen_task
from pavilions.states import PavilionStage

OF_PAVILION = ["pavilion__country", "pavilion__organization"]


@admin.register(NationalPavilion)
class NationalPavilionAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    """Pavilions. Their managers, space and profiles are changed on their own pages."""

    list_display = ["__str__", "edition", "stage", "is_guest_of_honour", "invited_at", "confirmed_at"]
    list_select_related = ["edition"]
    list_filter = ["edition", "stage", "is_guest_of_honour"]
    search_fields = ["organization", "organization_zh", "country"]
    ordering = ["-pk"]
    fields = [
        *(
            "edition",
            "country",
            "organization",
            "organization_zh",
            "stage",
            "is_guest_of_honour",
            "theme",
            "theme_zh",
            "managers",
        ),
        *("next_due_date", "wanted_sqm", "space_wishes"),
    ]
    actions = [
        operation_action(
            "honour",
            _("Make guest of honour"),
            lambda row, seen, actor: set_guest_of_honour(row.pk, is_guest=True, seen=seen, actor=actor, at=now()),
        ),
        operation_action(
            "no_longer_honour",
            _("No longer guest of honour"),
            lambda row, seen, actor: set_guest_of_honour(row.pk, is_guest=False, seen=seen, actor=actor, at=now()),
        ),
        *(
            operation_action(
                f"move_to_{stage}",
                _("Change stage to: %(stage)s") % {"stage": stage.label},
                lambda pavilion, seen, actor, stage=stage: change_stage(  # type: ignore[misc]
                    pavilion.pk, to=stage, seen=seen, actor=actor, at=now()
                ),
            )
            for stage in PavilionStage
            if stage != PavilionStage.INVITED
        ),
    ]


@admin.register(PavilionMove)
class PavilionMoveAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["pavilion", "from_stage", "to_stage", "moved_at", "moved_by"]
    list_select_related = ["pavilion", "moved_by"]
    list_filter = ["pavilion__edition", "to_stage"]
    search_fields = [*OF_PAVILION, "note"]
    ordering = ["-pk"]


@admin.register(StageDeadline)
class StageDeadlineAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["edition", "stage", "due_date"]
    list_select_related = ["edition"]
    list_filter = ["edition"]
    ordering = ["-pk"]


@admin.register(PavilionInvitation)
class PavilionInvitationAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["email", "pavilion", "invited_at", "expires_at", "accepted_at", "withdrawn_at"]
    list_select_related = ["pavilion"]
    search_fields = ["email", *OF_PAVILION]
    ordering = ["-pk"]
    actions = [
        operation_action(
            "withdraw",
            _("Withdraw"),
            lambda row, _seen, actor: withdraw_manager_invitation(row.pk, actor=actor, at=now()),
        )
    ]


@admin.register(PavilionProfile)
class PavilionProfileAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["pavilion", "language", "title", "theme"]
    list_select_related = ["pavilion"]
    list_filter = ["language", "pavilion__edition"]
    search_fields = ["title", "theme", *OF_PAVILION]
    ordering = ["pk"]


@admin.register(PavilionPicture)
class PavilionPictureAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["pavilion", "position", "alt", "sent_at"]
    list_select_related = ["pavilion"]
    search_fields = ["alt", "alt_zh", *OF_PAVILION]
    ordering = ["pavilion", "position"]


@admin.register(PavilionContact)
class PavilionContactAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["name", "kind", "organization", "email", "phone", "pavilion"]
    list_select_related = ["pavilion"]
    list_filter = ["kind", "pavilion__edition"]
    search_fields = ["name", "organization", "email", *OF_PAVILION]
    ordering = ["-pk"]


class DesignCommentInline(OnlyOperationsWrite, TabularInline):
    model = DesignComment
    fields = ["author", "text", "written_at"]
    extra = 0


@admin.register(PavilionDesign)
class PavilionDesignAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["pavilion", "version", "title", "state", "sent_at", "decided_at"]
    list_select_related = ["pavilion"]
    list_filter = ["state", "pavilion__edition"]
    search_fields = ["title", "=digest", *OF_PAVILION]
    ordering = ["-pk"]
    inlines = [DesignCommentInline]
    actions = [
        operation_action(
            "approve",
            _("Approve"),
            lambda row, seen, actor: approve_design(row.pavilion_id, row.pk, seen=seen, actor=actor, at=now()),
        )
    ]


@admin.register(DesignComment)
class DesignCommentAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["design", "author", "written_at"]
    list_select_related = ["design", "author"]
    search_fields = ["text"]
    ordering = ["-pk"]


@admin.register(PavilionTask)
class PavilionTaskAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["__str__", "pavilion", "due_date", "done_at"]
    list_select_related = ["pavilion"]
    list_filter = ["standard", "pavilion__edition"]
    search_fields = ["title", *OF_PAVILION]
    ordering = ["-pk"]
    actions = [
        operation_action(
            "finish",
            pgettext_lazy("task", "Done"),
            lambda row, seen, actor: finish_task(row.pk, seen=seen, actor=actor, at=now()),
        ),
        operation_action(
            "reopen", _("Reopen"), lambda row, seen, actor: reopen_task(row.pk, seen=seen, actor=actor, at=now())
        ),
    ]


@admin.register(TaskReminder)
class TaskReminderAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["task", "kind", "due_date", "reminded_at"]
    list_select_related = ["task"]
    list_filter = ["kind"]
    ordering = ["-pk"]
