"""Blocks, applications and companies on others' stands: looked at and exported here, moved by operations."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from import_export.resources import ModelResource
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import HistoryInWords, NotedExports, OnlyOperationsWrite, operation_action
from ciie.kernel.clock import now
from exhibitors.models import Block, BlockApplication, CoExhibitor, CoExhibitorFee
from exhibitors.operations.block_applications import withdraw_block_application
from exhibitors.operations.block_returns import return_rest
from exhibitors.operations.co_exhibitors import remove_co_exhibitor


@admin.register(Block)
class BlockAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["name", "country", "booking", "is_open", "apply_until_date", "returns_date", "returned_at"]
    list_select_related = ["booking__edition"]
    list_filter = ["booking__edition", "is_open", "country"]
    search_fields = ["name", "booking__company__name"]
    ordering = ["name"]
    actions = [
        operation_action(
            "return_rest",
            _("Return what is due"),
            lambda row, _seen, actor: return_rest(row.pk, actor=actor, at=now()),
        ),
    ]


@admin.register(BlockApplication)
class BlockApplicationAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["company", "block", "area_sqm", "kind", "state", "applied_at", "decided_at"]
    list_select_related = ["company", "block"]
    list_filter = ["state", "block"]
    search_fields = ["company__name", "block__name", "text"]
    ordering = ["-applied_at"]
    actions = [
        operation_action(
            "withdraw",
            _("Withdraw"),
            lambda row, seen, actor: withdraw_block_application(row.pk, seen=seen, actor=actor, at=now()),
        ),
    ]


class CoExhibitorResource(ModelResource):
    class Meta:
        model = CoExhibitor
        fields = ["id", "name", "country", "kind", "exhibitor__name", "booking__holder", "fee", "currency", "products"]


@admin.register(CoExhibitor)
class CoExhibitorAdmin(NotedExports, HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    resource_classes = [CoExhibitorResource]
    list_display = ["name", "country", "kind", "exhibitor", "fee", "currency"]
    list_select_related = ["exhibitor"]
    list_filter = ["booking__edition", "kind", "country"]
    search_fields = ["name", "exhibitor__name", "products"]
    ordering = ["name"]
    actions = [
        operation_action(
            "remove",
            _("Take off the stand"),
            lambda row, seen, actor: remove_co_exhibitor(row.pk, seen=seen, actor=actor, at=now()),
        ),
    ]


@admin.register(CoExhibitorFee)
class CoExhibitorFeeAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["edition", "kind", "amount"]
    list_select_related = ["edition"]
    list_filter = ["edition"]
    ordering = ["-edition__number", "kind"]
