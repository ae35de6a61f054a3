"""Editions, sectors, halls and what each hall offers."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from import_export.admin import ImportExportModelAdmin
from import_export.resources import ModelResource
from unfold.admin import ModelAdmin
from unfold.contrib.import_export.forms import ExportForm, ImportForm

from ciie.audit.admin_pages import HistoryInWords, NotedChanges, operation_action, signed_in
from ciie.kernel.clock import now
from pavilions.models import Allotment, Edition, Hall, Sector
from pavilions.operations.editions import close_edition, open_edition, set_capacity


@admin.register(Edition)
class EditionAdmin(HistoryInWords, NotedChanges, ModelAdmin):
    list_display = ["number", "name", "opens_date", "closes_date", "status", "hold_minutes", "is_sample"]
    list_filter = ["status", "is_sample"]
    search_fields = ["name", "number"]
    ordering = ["-number"]
    readonly_fields = ["status", "is_sample"]
    actions = [
        operation_action(
            "open_for_booking",
            _("Open for booking"),
            lambda edition, actor: open_edition(edition.pk, actor=actor, at=now()),
        ),
        operation_action(
            "close_for_booking",
            _("Close for booking"),
            lambda edition, actor: close_edition(edition.pk, actor=actor, at=now()),
        ),
    ]


class SectorResource(ModelResource):
    class Meta:
        model = Sector
        import_id_fields = ["code"]
        fields = ["code", "name", "name_zh", "position"]


@admin.register(Sector)
class SectorAdmin(ImportExportModelAdmin, ModelAdmin):
    resource_classes = [SectorResource]
    import_form_class = ImportForm
    export_form_class = ExportForm
    list_display = ["name", "name_zh", "code", "position"]
    search_fields = ["name", "name_zh", "code"]
    ordering = ["position"]


@admin.register(Hall)
class HallAdmin(HistoryInWords, NotedChanges, ModelAdmin):
    list_display = ["name", "building", "level", "gross_area_sqm", "ceiling_height_m", "floor_load_kg_sqm"]
    list_filter = ["building", "level"]
    search_fields = ["name"]
    ordering = ["position", "name"]


@admin.register(Allotment)
class AllotmentAdmin(HistoryInWords, ModelAdmin):
    """Claims are the ledger's; a capacity is set by its operation, which knows what is claimed."""

    list_display = ["hall", "section", "sector", "edition", "capacity_sqm", "claimed_sqm"]
    list_select_related = ["hall", "sector", "edition"]
    list_filter = ["edition", "section", "sector", "hall"]
    search_fields = ["hall__name", "sector__name"]
    ordering = ["-edition__number", "hall__position"]
    readonly_fields = ["claimed_sqm"]

    def get_readonly_fields(self, request: HttpRequest, obj: Allotment | None = None) -> list[str]:
        return ["claimed_sqm", *(["edition", "section", "hall", "sector"] if obj else [])]

    def save_model(self, request: HttpRequest, obj: Allotment, form: object, change: bool) -> None:
        if change:
            set_capacity(obj.pk, capacity_sqm=obj.capacity_sqm, actor=signed_in(request), at=now())
        else:
            obj.save()

    def has_delete_permission(self, request: HttpRequest, obj: Allotment | None = None) -> bool:
        return False
