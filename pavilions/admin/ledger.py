"""The ledger, imports, pavilions and the organizer's people."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from import_export.admin import ExportMixin
from import_export.resources import ModelResource
from unfold.admin import ModelAdmin
from unfold.contrib.import_export.forms import ExportForm

from ciie.audit.admin_pages import HistoryInWords, NotedChanges, OnlyOperationsWrite, operation_action
from ciie.kernel.clock import now
from pavilions.models import (
    Appointment,
    ImportRun,
    NationalPavilion,
    SpaceClaim,
    SpaceHolder,
    StaffInvitation,
)
from pavilions.operations.national_pavilions import move_pavilion
from pavilions.states import PavilionStage


class SpaceClaimResource(ModelResource):
    class Meta:
        model = SpaceClaim
        fields = ["id", "holder", "allotment__hall__name", "booth__number", "area_sqm", "state", "claimed_at"]


@admin.register(SpaceClaim)
class SpaceClaimAdmin(ExportMixin, OnlyOperationsWrite, ModelAdmin):
    resource_classes = [SpaceClaimResource]
    export_form_class = ExportForm
    list_display = ["id", "holder", "allotment", "booth", "area_sqm", "state", "expires_at", "claimed_at"]
    list_select_related = ["holder", "allotment__hall", "allotment__sector", "booth"]
    list_filter = ["state", "allotment__edition", "allotment__sector", "allotment__hall"]
    search_fields = ["=holder__id", "booth__number"]
    ordering = ["-pk"]


@admin.register(SpaceHolder)
class SpaceHolderAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["id", "kind", "edition"]
    list_select_related = ["edition"]
    list_filter = ["kind", "edition"]
    search_fields = ["=id"]
    ordering = ["-pk"]


@admin.register(NationalPavilion)
class NationalPavilionAdmin(HistoryInWords, NotedChanges, ModelAdmin):
    list_display = ["__str__", "edition", "stage", "is_guest_of_honour", "invited_at", "confirmed_at"]
    list_select_related = ["edition"]
    list_filter = ["edition", "stage", "is_guest_of_honour"]
    search_fields = ["organization", "country"]
    ordering = ["-edition__number", "country", "organization"]
    fields = [
        *("edition", "country", "organization", "stage", "is_guest_of_honour", "theme", "managers"),
        *("next_due_date", "wanted_sqm", "space_wishes"),
    ]
    readonly_fields = ["edition", "country", "organization", "stage", "next_due_date", "wanted_sqm", "space_wishes"]
    autocomplete_fields = ["managers"]
    actions = [
        operation_action(
            f"move_to_{stage}",
            _("Move to: %(stage)s") % {"stage": stage.label},
            lambda pavilion, actor, stage=stage: move_pavilion(  # type: ignore[misc]
                pavilion.pk, to=stage, actor=actor, at=now()
            ),
        )
        for stage in PavilionStage
        if stage != PavilionStage.INVITED
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Appointment)
class AppointmentAdmin(HistoryInWords, NotedChanges, ModelAdmin):
    list_display = ["user", "role", "limits"]
    list_select_related = ["user"]
    list_filter = ["role"]
    search_fields = ["user__email", "user__name"]
    autocomplete_fields = ["user"]
    filter_horizontal = ["sectors"]
    ordering = ["user__email"]

    @admin.display(description=_("only these sections"))
    def limits(self, appointment: Appointment) -> str:
        return ", ".join(appointment.sections) or "–"


@admin.register(StaffInvitation)
class StaffInvitationAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["email", "role", "invited_at", "expires_at", "accepted_at", "withdrawn_at"]
    list_filter = ["role"]
    search_fields = ["email"]
    ordering = ["-pk"]


@admin.register(ImportRun)
class ImportRunAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["file_name", "kind", "edition", "state", "rows_done", "rows_total", "created_at", "started_by"]
    list_select_related = ["edition", "started_by"]
    list_filter = ["kind", "state", "edition"]
    search_fields = ["file_name"]
    ordering = ["-pk"]
    exclude = ["content"]
