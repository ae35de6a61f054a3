"""Admin of companies on other exhibitors' stands, which are shown and exported here and changed only by operations."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from import_export.resources import ModelResource
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import HistoryInWords, NotedExports, OnlyOperationsWrite, operation_action
from ciie.kernel.clock import now
from exhibitors.bookings.co_exhibitors.models import CoExhibitor
from exhibitors.bookings.co_exhibitors.operations import remove_co_exhibitor


class CoExhibitorResource(ModelResource):
    class Meta:
        model = CoExhibitor
        fields = ["id", "name", "country", "kind", "exhibitor__name", "booking__holder", "products"]


@admin.register(CoExhibitor)
class CoExhibitorAdmin(NotedExports, HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    resource_classes = [CoExhibitorResource]
    list_display = ["name", "country", "kind", "exhibitor"]
    list_select_related = ["exhibitor"]
    list_filter = ["booking__edition", "kind", "country"]
    search_fields = ["name", "exhibitor__name", "products"]
    ordering = ["-pk"]
    actions = [
        operation_action(
            "remove",
            _("Remove from the stand"),
            lambda row, seen, actor: remove_co_exhibitor(row.pk, seen=seen, actor=actor, at=now()),
        ),
    ]
