"""Admin pages of deals and exchange rates, which export them; organizers' own pages verify, count and correct."""

from django.contrib import admin
from import_export.resources import ModelResource
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import HistoryInWords, NotedExports, OnlyOperationsWrite
from exhibitors.promotion.deals.models import Deal, DealCount, ExchangeRate


class DealResource(ModelResource):
    class Meta:
        model = Deal
        fields = [
            "id",
            "edition__number",
            "company__name",
            "buyer",
            "category",
            "amount",
            "currency",
            "amount_usd",
            "state",
        ]


@admin.register(Deal)
class DealAdmin(NotedExports, HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    resource_classes = [DealResource]
    list_display = [
        "company",
        "buyer",
        "edition",
        "category",
        "amount",
        "currency",
        "amount_usd",
        "signed_date",
        "state",
    ]
    list_select_related = ["company", "edition"]
    list_filter = ["edition", "state", "kind", "sector"]
    search_fields = ["company__name", "buyer", "category", "delegation"]
    ordering = ["-pk"]


@admin.register(ExchangeRate)
class ExchangeRateAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["currency", "on_date", "usd_per_unit", "source", "set_by", "corrects"]
    list_select_related = ["set_by", "corrects"]
    list_filter = ["currency"]
    ordering = ["-on_date", "currency"]


@admin.register(DealCount)
class DealCountAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["deal", "deals", "amount_usd", "rate", "country", "happened_at", "noted_by"]
    list_select_related = ["deal__company", "rate", "noted_by"]
    list_filter = ["deal__edition", "kind", "sector"]
    ordering = ["-pk"]
