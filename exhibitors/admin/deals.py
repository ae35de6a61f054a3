"""Deals and exchange rates: looked at and exported here, moved by operations."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from import_export.admin import ExportMixin
from import_export.resources import ModelResource
from unfold.admin import ModelAdmin
from unfold.contrib.import_export.forms import ExportForm

from ciie.audit.admin_pages import HistoryInWords, OnlyOperationsWrite, operation_action
from ciie.kernel.clock import now
from exhibitors.models import Deal, ExchangeRate
from exhibitors.operations.deals import count_deal, uncount_deal, verify_deal


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
class DealAdmin(ExportMixin, HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    resource_classes = [DealResource]
    export_form_class = ExportForm
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
    ordering = ["-signed_date", "-pk"]
    actions = [
        operation_action("verify", _("Verify"), lambda row, actor: verify_deal(row.pk, actor=actor, at=now())),
        operation_action("count", _("Count"), lambda row, actor: count_deal(row.pk, actor=actor, at=now())),
        operation_action("uncount", _("Stop counting"), lambda row, actor: uncount_deal(row.pk, actor=actor, at=now())),
    ]


@admin.register(ExchangeRate)
class ExchangeRateAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["currency", "on_date", "usd_per_unit", "source", "set_by"]
    list_select_related = ["set_by"]
    list_filter = ["currency"]
    ordering = ["-on_date", "currency"]
