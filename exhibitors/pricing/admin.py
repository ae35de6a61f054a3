"""Read-only admin of rate cards and their rules, which are written on the organizer's pages."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import HistoryInWords, OnlyOperationsWrite
from exhibitors.pricing.models import RateCard, RateRule


@admin.register(RateCard)
class RateCardAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["edition", "version", "effective_from", "published_at", "published_by"]
    list_select_related = ["edition", "published_by"]
    list_filter = ["edition"]
    ordering = ["-pk"]


@admin.register(RateRule)
class RateRuleAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["card", "position", "kind", "name", "basis", "amount"]
    list_select_related = ["card__edition"]
    list_filter = ["card__edition", "kind"]
    search_fields = ["name", "name_zh"]
    ordering = ["-pk"]
