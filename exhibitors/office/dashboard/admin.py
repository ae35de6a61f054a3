"""Read-only admin of movements, totals, snapshots and published figures, which operations write."""

from django.contrib import admin
from import_export.resources import ModelResource
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import HistoryInWords, NotedExports, OnlyOperationsWrite, once_narrowed
from exhibitors.bookings.totals.models import DailySnapshot, SpaceMovement, SpaceTotal
from exhibitors.office.reconciliation.models import DayDigest, ReconciliationRun
from exhibitors.promotion.published_figures.models import PublishedFigure

STATE = ("state", once_narrowed("allotment__edition__id__exact"))


class SpaceMovementResource(ModelResource):
    class Meta:
        model = SpaceMovement


@admin.register(SpaceMovement)
class SpaceMovementAdmin(NotedExports, OnlyOperationsWrite, ModelAdmin):
    resource_classes = [SpaceMovementResource]
    list_display = ["id", "happened_at", "allotment", "company", "country", "state", "area_sqm", "folded_at"]
    list_select_related = ["allotment__hall", "allotment__sector", "company"]
    list_filter = ["allotment__edition", STATE, "allotment__sector", ("folded_at", admin.EmptyFieldListFilter)]
    search_fields = ["company__name"]
    ordering = ["-pk"]


@admin.register(SpaceTotal)
class SpaceTotalAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["allotment", "company", "country", "state", "area_sqm"]
    list_select_related = ["allotment__hall", "allotment__sector", "company"]
    list_filter = ["allotment__edition", STATE, "allotment__sector"]
    search_fields = ["company__name"]
    ordering = ["-pk"]


@admin.register(DailySnapshot)
class DailySnapshotAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["edition", "on_date", "booked_sqm", "companies", "countries", "source"]
    list_select_related = ["edition"]
    list_filter = ["edition"]
    ordering = ["-pk"]


@admin.register(PublishedFigure)
class PublishedFigureAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["edition", "kind", "value", "source", "link", "stated_at", "stated_by"]
    list_select_related = ["edition", "stated_by"]
    list_filter = ["edition", "kind"]
    search_fields = ["source", "link"]
    ordering = ["-pk"]


@admin.register(DayDigest)
class DayDigestAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["edition", "day", "facts", "digest", "made_at"]
    list_select_related = ["edition"]
    list_filter = ["edition"]
    search_fields = ["=digest"]
    ordering = ["-pk"]


@admin.register(ReconciliationRun)
class ReconciliationRunAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["edition", "is_archived", "proof", "ran_at", "ran_by", "compared", "differing"]
    list_select_related = ["edition", "ran_by"]
    list_filter = ["proof", "ran_at", "edition"]
    ordering = ["-pk"]
