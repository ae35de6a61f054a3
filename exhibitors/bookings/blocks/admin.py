"""Read-only admin of blocks and applications, which only operations change."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import HistoryInWords, OnlyOperationsWrite, operation_action
from ciie.kernel.clock import now
from exhibitors.bookings.blocks.models import Block, BlockApplication
from exhibitors.bookings.blocks.operations.block_applications import withdraw_block_application
from exhibitors.bookings.blocks.operations.block_returns import return_rest


@admin.register(Block)
class BlockAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["name", "country", "booking", "is_open", "apply_until_date", "returns_date", "returned_at"]
    list_select_related = ["booking__edition"]
    list_filter = ["booking__edition", "is_open", "country"]
    search_fields = ["name", "booking__company__name"]
    ordering = ["-pk"]
    actions = [
        operation_action(
            "return_rest",
            _("Return unallocated space"),
            lambda row, _seen, actor: return_rest(row.pk, actor=actor, at=now()),
        ),
    ]


@admin.register(BlockApplication)
class BlockApplicationAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["company", "block", "area_sqm", "kind", "state", "applied_at", "decided_at"]
    list_select_related = ["company", "block"]
    list_filter = ["state", "block__booking__edition"]
    search_fields = ["company__name", "block__name", "text"]
    ordering = ["-pk"]
    actions = [
        operation_action(
            "withdraw",
            _("Withdraw"),
            lambda row, seen, actor: withdraw_block_application(row.pk, seen=seen, actor=actor, at=now()),
        ),
    ]
