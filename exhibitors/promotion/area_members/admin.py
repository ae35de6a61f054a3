"""Admin page of the members of themed areas, which operations add and remove."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import HistoryInWords, OnlyOperationsWrite, operation_action
from ciie.kernel.clock import now
from exhibitors.promotion.area_members.models import ThemedAreaMember
from exhibitors.promotion.area_members.operations import remove_area_member


@admin.register(ThemedAreaMember)
class ThemedAreaMemberAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["company", "area", "joined_at"]
    list_select_related = ["company", "area"]
    list_filter = ["area__edition"]
    search_fields = ["company__name", "area__name"]
    ordering = ["-pk"]
    actions = [
        operation_action(
            "remove", _("Remove"), lambda row, _seen, actor: remove_area_member(row.pk, actor=actor, at=now())
        ),
    ]
