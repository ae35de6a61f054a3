"""The ledger, imports, pavilions and the organizer's people."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from import_export.resources import ModelResource
from unfold.admin import ModelAdmin

from ciie.accounts.models import User
from ciie.audit.admin_pages import HistoryInWords, NotedExports, OnlyOperationsWrite, operation_action
from ciie.audit.admin_writing import WritesByOperations
from ciie.kernel.clock import now
from pavilions.ledger.models import SpaceClaim, SpaceHolder
from pavilions.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national_pavilions.operations.national_pavilions import move_pavilion, set_guest_of_honour
from pavilions.plan_files.models import ImportRun
from pavilions.staff.models import Appointment, StaffInvitation
from pavilions.staff.operations.staff import appoint_staff, end_appointment, limit_appointment
from pavilions.states import OrganizerRole, PavilionStage, Section


class SpaceClaimResource(ModelResource):
    class Meta:
        model = SpaceClaim
        fields = ["id", "holder", "allotment__hall__name", "booth__number", "area_sqm", "state", "claimed_at"]


@admin.register(SpaceClaim)
class SpaceClaimAdmin(NotedExports, OnlyOperationsWrite, ModelAdmin):
    resource_classes = [SpaceClaimResource]
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
class NationalPavilionAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    """Managers, space and profiles are looked after on the pavilion's own pages."""

    list_display = ["__str__", "edition", "stage", "is_guest_of_honour", "invited_at", "confirmed_at"]
    list_select_related = ["edition"]
    list_filter = ["edition", "stage", "is_guest_of_honour"]
    search_fields = ["organization", "country"]
    ordering = ["-edition__number", "country", "organization"]
    fields = [
        *("edition", "country", "organization", "stage", "is_guest_of_honour", "theme", "managers"),
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
                _("Move to: %(stage)s") % {"stage": stage.label},
                lambda pavilion, seen, actor, stage=stage: move_pavilion(  # type: ignore[misc]
                    pavilion.pk, to=stage, seen=seen, actor=actor, at=now()
                ),
            )
            for stage in PavilionStage
            if stage != PavilionStage.INVITED
        ),
    ]


@admin.register(Appointment)
class AppointmentAdmin(HistoryInWords, WritesByOperations, ModelAdmin):
    list_display = ["user", "role", "limits"]
    list_select_related = ["user"]
    list_filter = ["role"]
    search_fields = ["user__email", "user__name"]
    autocomplete_fields = ["user"]
    filter_horizontal = ["sectors"]
    ordering = ["user__email"]

    def get_readonly_fields(self, request: HttpRequest, obj: Appointment | None = None) -> list[str]:
        """Another role is another appointment."""
        return ["user", "role"] if obj else []

    def add_row(self, form: Any, *, actor: User) -> Appointment:
        typed = form.cleaned_data
        role = OrganizerRole(typed["role"])
        return appoint_staff(typed["user"].pk, role=role, **_limits(typed), actor=actor, at=now())

    def change_row(self, pk: int, form: Any, *, actor: User) -> Appointment:
        return limit_appointment(pk, **_limits(form.cleaned_data), seen=form.seen, actor=actor, at=now())

    def remove_row(self, pk: int, *, seen: int | None, actor: User) -> None:
        end_appointment(pk, seen=seen, actor=actor, at=now())

    @admin.display(description=_("only these sections"))
    def limits(self, appointment: Appointment) -> str:
        return ", ".join(appointment.sections) or "–"


def _limits(typed: dict[str, Any]) -> dict[str, Any]:
    sections = [Section(section) for section in typed["sections"]]
    return {"sections": sections, "sector_ids": [sector.pk for sector in typed["sectors"]]}


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
