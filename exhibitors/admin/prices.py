"""The price list in the admin: set and removed by the same operations as on the organizer's page."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from import_export.admin import ExportMixin
from import_export.resources import ModelResource
from unfold.admin import ModelAdmin
from unfold.contrib.import_export.forms import ExportForm

from ciie.audit.admin_pages import HistoryInWords, signed_in
from ciie.kernel.clock import now
from exhibitors.models import Tariff
from exhibitors.operations.tariffs import remove_tariff, set_tariff

WHAT_FOR = ["edition", "section", "sector", "kind"]


class TariffResource(ModelResource):
    class Meta:
        model = Tariff


@admin.register(Tariff)
class TariffAdmin(HistoryInWords, ExportMixin, ModelAdmin):
    resource_classes = [TariffResource]
    export_form_class = ExportForm
    list_display = [*WHAT_FOR, "price_per_sqm", "price_per_unit"]
    list_select_related = ["edition", "sector"]
    list_filter = ["edition", "section", "kind"]
    ordering = ["-edition__number", "section", "sector__position", "kind"]

    def get_readonly_fields(self, request: HttpRequest, obj: Tariff | None = None) -> list[str]:
        """What a price is for stays; another is another price."""
        return WHAT_FOR if obj else []

    def save_model(self, request: HttpRequest, obj: Tariff, form: Any, change: bool) -> None:
        obj.pk = set_tariff(obj.edition_id, obj.key, obj.rate, actor=signed_in(request), at=now()).pk

    def delete_model(self, request: HttpRequest, obj: Tariff) -> None:
        remove_tariff(obj.pk, actor=signed_in(request), at=now())

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Tariff]) -> None:
        for pk in queryset.values_list("pk", flat=True):
            remove_tariff(pk, actor=signed_in(request), at=now())
