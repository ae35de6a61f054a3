"""The admin pages of themed areas, which only operations change."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline

from ciie.audit.admin_pages import HistoryInWords, OnlyOperationsWrite, operation_action
from ciie.kernel.clock import now
from pavilions.plans.themed_areas.models import ThemedArea, ThemedAreaBooth
from pavilions.plans.themed_areas.operations import remove_area


class ThemedAreaBoothInline(OnlyOperationsWrite, TabularInline):
    model = ThemedAreaBooth
    fields = ["booth"]
    extra = 0


@admin.register(ThemedArea)
class ThemedAreaAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["name", "section", "host_name", "edition", "is_public"]
    list_select_related = ["edition"]
    list_filter = ["edition", "section", "is_public"]
    search_fields = ["name", "name_zh", "host_name"]
    ordering = ["edition", "name"]
    inlines = [ThemedAreaBoothInline]
    actions = [
        operation_action(
            "remove", _("Remove"), lambda row, seen, actor: remove_area(row.pk, seen=seen, actor=actor, at=now())
        ),
    ]
