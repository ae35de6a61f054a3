"""The admin's read-only view of rules of venues, their choice for halls, and exceptions.

Only the organizer's pages write them.
"""

from django.contrib import admin
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import HistoryInWords, OnlyOperationsWrite
from pavilions.plans.safety.models import HallRules, RuleException, RuleSet, VenueRule


@admin.register(RuleSet)
class RuleSetAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["name", "source", "persons_per_sqm"]
    search_fields = ["name", "name_zh"]
    ordering = ["name"]


@admin.register(VenueRule)
class VenueRuleAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["rule_set", "measure", "limit", "severity", "source", "valid_from", "valid_until"]
    list_select_related = ["rule_set"]
    list_filter = ["rule_set", "measure", "severity"]
    ordering = ["rule_set", "pk"]


@admin.register(HallRules)
class HallRulesAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["hall", "rule_set", "valid_from", "is_sprinklered", "allows_decks"]
    list_select_related = ["hall", "rule_set"]
    list_filter = ["rule_set"]
    ordering = ["hall", "valid_from"]


@admin.register(RuleException)
class RuleExceptionAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["hall", "edition", "measure", "reason", "lapses_on", "granted_by", "granted_at", "withdrawn_at"]
    list_select_related = ["hall", "edition", "granted_by"]
    list_filter = ["edition", "hall", "measure"]
    ordering = ["-granted_at"]
