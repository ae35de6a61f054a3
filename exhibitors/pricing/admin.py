"""The price list in the admin: set and removed by the same operations as on the organizer's page."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from import_export.resources import ModelResource
from unfold.admin import ModelAdmin

from ciie.accounts.models import User
from ciie.audit.admin_pages import HistoryInWords, NotedExports
from ciie.audit.admin_writing import WritesByOperations
from ciie.kernel.clock import now
from exhibitors.pricing.models import Tariff
from exhibitors.pricing.operations import remove_tariff, set_tariff

WHAT_FOR = ["edition", "section", "sector", "kind"]


class TariffResource(ModelResource):
    class Meta:
        model = Tariff


@admin.register(Tariff)
class TariffAdmin(NotedExports, HistoryInWords, WritesByOperations, ModelAdmin):
    resource_classes = [TariffResource]
    list_display = [*WHAT_FOR, "price_per_sqm", "price_per_unit"]
    list_select_related = ["edition", "sector"]
    list_filter = ["edition", "section", "kind"]
    ordering = ["-edition__number", "section", "sector__position", "kind"]

    def get_readonly_fields(self, request: HttpRequest, obj: Tariff | None = None) -> list[str]:
        """What a price is for stays; another is another price."""
        return WHAT_FOR if obj else []

    def add_row(self, form: Any, *, actor: User) -> Tariff:
        return set_tariff(form.instance.edition_id, form.instance.key, form.instance.rate, actor=actor, at=now())

    def change_row(self, pk: int, form: Any, *, actor: User) -> Tariff:
        tariff = form.instance
        return set_tariff(tariff.edition_id, tariff.key, tariff.rate, seen=form.seen, actor=actor, at=now())

    def remove_row(self, pk: int, *, seen: int | None, actor: User) -> None:
        remove_tariff(pk, seen=seen, actor=actor, at=now())
