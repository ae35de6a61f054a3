"""The ledger, read-only."""

from django.contrib import admin
from import_export.resources import ModelResource
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import NotedExports, OnlyOperationsWrite
from pavilions.ledger.models import SpaceClaim, SpaceHolder


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
