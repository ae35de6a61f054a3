"""The read-only admin of the ledger, and booths with actions to withhold them from sale and release them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from import_export.resources import ModelResource
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import (
    HistoryInWords,
    NotedExports,
    OnlyOperationsWrite,
    action_in_words,
    once_narrowed,
    operation_action,
)
from ciie.kernel.clock import now
from pavilions.floor.ledger.models import SpaceClaim, SpaceHolder
from pavilions.floor.ledger.operations.booths import release_booth, withhold_booth
from pavilions.floor.models.floor_plan import Booth


class SpaceClaimResource(ModelResource):
    class Meta:
        model = SpaceClaim
        fields = ["id", "holder", "allotment__hall__name", "booth__number", "area_sqm", "state", "claimed_at"]


@admin.register(SpaceClaim)
class SpaceClaimAdmin(NotedExports, OnlyOperationsWrite, ModelAdmin):
    resource_classes = [SpaceClaimResource]
    list_display = ["id", "holder", "allotment", "booth", "area_sqm", "state", "expires_at", "claimed_at"]
    list_select_related = ["holder", "allotment__hall", "allotment__sector", "booth"]
    list_filter = ["state", "allotment__edition", "allotment__sector", "allotment__hall"]
    search_fields = ["=holder__id", "booth__number__iexact"]
    search_help_text = _("ID of a holder, or number of a booth, in full")
    ordering = ["-pk"]


@admin.register(SpaceHolder)
class SpaceHolderAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["id", "kind", "edition"]
    list_select_related = ["edition"]
    list_filter = ["edition", ("kind", once_narrowed("edition__id__exact"))]
    search_fields = ["=id"]
    ordering = ["-pk"]


@admin.register(Booth)
class BoothAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["number", "hall", "sector", "area_sqm", "kind", "sides", "blocked_reason", "version"]
    list_select_related = ["plan__hall", "plan__edition", "allotment__sector"]
    list_filter = ["plan__edition", "plan__state", "plan__hall", "allotment__sector", "kind"]
    search_fields = ["number__iexact"]
    search_help_text = _("Number of a booth, in full")
    ordering = ["-pk"]
    exclude = ["core"]
    actions = [
        action_in_words(
            "withhold",
            _("Withhold from sale"),
            lambda booth, reason, seen, actor: withhold_booth(
                booth.pk, reason=reason, seen=seen, actor=actor, at=now()
            ),
            most=200,
            help_text=_("For the organizer only; exhibitors see “not for sale”."),
        ),
        operation_action(
            "give_back",
            _("Put it on sale again"),
            lambda booth, seen, actor: release_booth(booth.pk, seen=seen, actor=actor, at=now()),
        ),
    ]

    @admin.display(description=_("hall"), ordering="plan__hall__position")
    def hall(self, booth: Booth) -> str:
        return booth.plan.hall.name

    @admin.display(description=_("sector"))
    def sector(self, booth: Booth) -> str:
        return str(booth.allotment.sector or booth.allotment.get_section_display())

    @admin.display(description=_("plan"))
    def version(self, booth: Booth) -> str:
        return f"{booth.plan.edition.number} / v{booth.plan.version} {booth.plan.get_state_display()}"

    @admin.display(description=_("open sides"))
    def sides(self, booth: Booth) -> int:
        return booth.sides
