"""The admin of the organizer's staff and their invitations."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from ciie.accounts.models import User
from ciie.audit.admin_pages import HistoryInWords, OnlyOperationsWrite
from ciie.audit.admin_writing import WritesByOperations
from ciie.kernel.clock import now
from pavilions.floor.staff.models import Appointment, StaffInvitation
from pavilions.floor.staff.operations import appoint_staff, end_appointment, limit_appointment
from pavilions.states import OrganizerRole, Section


@admin.register(Appointment)
class AppointmentAdmin(HistoryInWords, WritesByOperations, ModelAdmin):
    list_display = ["user", "role", "limits"]
    list_select_related = ["user"]
    list_filter = ["role"]
    search_fields = ["user__email", "user__name"]
    autocomplete_fields = ["user"]
    filter_horizontal = ["sectors", "halls"]
    ordering = ["user__email"]

    def get_readonly_fields(self, request: HttpRequest, obj: Appointment | None = None) -> list[str]:
        """Make the role read-only, since another role is another appointment."""
        return ["user", "role"] if obj else []

    def add_row(self, form: Any, *, actor: User) -> Appointment:
        typed = form.cleaned_data
        role = OrganizerRole(typed["role"])
        return appoint_staff(typed["user"].pk, role=role, **_limits(typed), actor=actor, at=now())

    def change_row(self, pk: int, form: Any, *, actor: User) -> Appointment:
        return limit_appointment(pk, **_limits(form.cleaned_data), seen=form.seen, actor=actor, at=now())

    def remove_row(self, pk: int, *, seen: int | None, actor: User) -> None:
        end_appointment(pk, seen=seen, actor=actor, at=now())

    @admin.display(description=_("only these exhibitions"))
    def limits(self, appointment: Appointment) -> str:
        return ", ".join(appointment.sections) or "–"


def _limits(typed: dict[str, Any]) -> dict[str, Any]:
    sections = [Section(section) for section in typed["sections"]]
    return {
        "sections": sections,
        "sector_ids": [sector.pk for sector in typed["sectors"]],
        "hall_ids": [hall.pk for hall in typed["halls"]],
    }


@admin.register(StaffInvitation)
class StaffInvitationAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["email", "role", "invited_at", "expires_at", "accepted_at", "withdrawn_at"]
    list_filter = ["role"]
    search_fields = ["email"]
    ordering = ["-pk"]
