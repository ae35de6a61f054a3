"""The admin pages of editions, sectors, halls and capacities, whose operations decide what may change."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from import_export.resources import ModelResource
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminSelectWidget

from ciie.accounts.models import User
from ciie.audit.admin_pages import HistoryInWords, NotedExports, operation_action
from ciie.audit.admin_writing import OperationForm, WritesByOperations
from ciie.kernel.clock import now
from ciie.kernel.currencies import currency_choices
from pavilions.floor.editions.operations.capacities import FirstAllotment, add_capacity, set_capacity
from pavilions.floor.editions.operations.editions import (
    EDITION_FIELDS,
    change_edition,
    close_edition,
    create_edition,
    open_edition,
)
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Hall, Sector
from pavilions.plans.venue.operations import (
    HALL_FIELDS,
    SECTOR_FIELDS,
    add_hall,
    add_sector,
    change_hall,
    change_sector,
)
from pavilions.states import Section


def _typed(form: Any, fields: tuple[str, ...]) -> dict[str, object]:
    return {field: form.cleaned_data[field] for field in fields}


class EditionForm(OperationForm):
    currency = forms.ChoiceField(label=_("currency"), choices=currency_choices, widget=UnfoldAdminSelectWidget)
    time_zone = forms.ChoiceField(
        label=_("time zone"),
        choices=lambda: [(name, name) for name in sorted(available_timezones())],
        widget=UnfoldAdminSelectWidget,
    )

    class Meta:
        model = Edition
        fields = EDITION_FIELDS


@admin.register(Edition)
class EditionAdmin(HistoryInWords, WritesByOperations, ModelAdmin):
    form = EditionForm
    list_display = ["number", "name", "opens_date", "closes_date", "status", "hold_minutes", "is_sample"]
    list_filter = ["status", "is_sample"]
    search_fields = ["name", "number"]
    ordering = ["-number"]
    fields = [*EDITION_FIELDS, "status", "is_sample"]
    readonly_fields = ["status", "is_sample"]
    actions = [
        operation_action(
            "open_for_booking",
            _("Open for booking"),
            lambda edition, seen, actor: open_edition(edition.pk, seen=seen, actor=actor, at=now()),
        ),
        operation_action(
            "close_for_booking",
            _("Close for booking"),
            lambda edition, seen, actor: close_edition(edition.pk, seen=seen, actor=actor, at=now()),
        ),
    ]

    def add_row(self, form: Any, *, actor: User) -> Edition:
        return create_edition(_typed(form, EDITION_FIELDS), actor=actor, at=now())

    def change_row(self, pk: int, form: Any, *, actor: User) -> Edition:
        return change_edition(pk, _typed(form, EDITION_FIELDS), seen=form.seen, actor=actor, at=now())


class SectorResource(ModelResource):
    class Meta:
        model = Sector
        import_id_fields = ["code"]
        fields = SECTOR_FIELDS


@admin.register(Sector)
class SectorAdmin(NotedExports, HistoryInWords, WritesByOperations, ModelAdmin):
    resource_classes = [SectorResource]
    list_display = ["name", "name_zh", "code", "position"]
    search_fields = ["name", "name_zh", "code"]
    ordering = ["position"]
    fields = SECTOR_FIELDS

    def add_row(self, form: Any, *, actor: User) -> Sector:
        return add_sector(_typed(form, SECTOR_FIELDS), actor=actor, at=now())

    def change_row(self, pk: int, form: Any, *, actor: User) -> Sector:
        return change_sector(pk, _typed(form, SECTOR_FIELDS), seen=form.seen, actor=actor, at=now())


@admin.register(Hall)
class HallAdmin(HistoryInWords, WritesByOperations, ModelAdmin):
    list_display = ["name", "building", "level", "gross_area_sqm", "ceiling_height_m", "floor_load_kg_sqm"]
    list_filter = ["building", "level"]
    search_fields = ["name"]
    ordering = ["position", "name"]
    fields = HALL_FIELDS

    def add_row(self, form: Any, *, actor: User) -> Hall:
        return add_hall(_typed(form, HALL_FIELDS), actor=actor, at=now())

    def change_row(self, pk: int, form: Any, *, actor: User) -> Hall:
        return change_hall(pk, _typed(form, HALL_FIELDS), seen=form.seen, actor=actor, at=now())


class CapacityForm(OperationForm):
    """The form for a capacity. It uses the revision of the capacity alone, since claims change the row all the time."""

    revision_column = "capacity_revision"

    class Meta:
        model = Allotment
        fields = ["edition", "section", "hall", "sector", "capacity_sqm"]


@admin.register(Allotment)
class AllotmentAdmin(HistoryInWords, WritesByOperations, ModelAdmin):
    """The admin pages of allotments.

    Only the ledger changes claims. A capacity is set by its operation, which respects claims.
    """

    form = CapacityForm
    list_display = ["hall", "section", "sector", "edition", "capacity_sqm", "claimed_sqm"]
    list_select_related = ["hall", "sector", "edition"]
    list_filter = ["edition", "section", "sector", "hall"]
    search_fields = ["hall__name", "sector__name"]
    ordering = ["-pk"]
    fields = ["edition", "section", "hall", "sector", "capacity_sqm", "claimed_sqm"]

    def get_readonly_fields(self, request: HttpRequest, obj: Allotment | None = None) -> list[str]:
        return ["claimed_sqm", *(["edition", "section", "hall", "sector"] if obj else [])]

    def add_row(self, form: Any, *, actor: User) -> Allotment:
        typed = form.cleaned_data
        sector_id = typed["sector"].pk if typed["sector"] else None
        wanted = FirstAllotment(Section(typed["section"]), sector_id, typed["capacity_sqm"])
        return add_capacity(typed["edition"].pk, typed["hall"].pk, wanted, actor=actor, at=now())

    def change_row(self, pk: int, form: Any, *, actor: User) -> Allotment:
        capacity_sqm = form.cleaned_data["capacity_sqm"]
        return set_capacity(pk, capacity_sqm=capacity_sqm, seen=form.seen, actor=actor, at=now())
