"""Plans and booths, read-only, with actions to publish and restore plans and to withhold booths and release them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from ciie.accounts.models import User
from ciie.audit.admin_pages import HistoryInWords, OnlyOperationsWrite, action_in_words, operation_action
from ciie.kernel.clock import now
from pavilions.drafts.models import PlanEdit
from pavilions.floor.models.floor_plan import Booth, FloorPlan, Obstruction, PlanBackground
from pavilions.ledger.operations.booths import release_booth, withhold_booth
from pavilions.publishing.models import CarriedClaim, ClaimDecision, PlanPublication
from pavilions.publishing.operations.plan_publishing import publish_floor_plan, restore_floor_plan


@admin.register(FloorPlan)
class FloorPlanAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["hall", "edition", "version", "state", "published_at", "created_at"]
    list_select_related = ["hall", "edition"]
    list_filter = ["edition", "state", "hall"]
    search_fields = ["hall__name"]
    ordering = ["-edition__number", "hall__position", "-version"]
    actions = [
        operation_action(
            "publish",
            _("Publish"),
            lambda plan, seen, actor: publish_floor_plan(plan.pk, seen=seen, actor=actor, at=now()),
        ),
        operation_action(
            "restore",
            _("Put back into force"),
            lambda plan, seen, actor: restore_floor_plan(plan.pk, seen=seen, actor=actor, at=now()),
        ),
    ]


def _block(booth: Booth, reason: str, seen: int | None, actor: User) -> Booth:
    return withhold_booth(booth.pk, reason=reason, seen=seen, actor=actor, at=now())


@admin.register(Booth)
class BoothAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["number", "hall", "sector", "area_sqm", "kind", "sides", "blocked_reason", "version"]
    list_select_related = ["plan__hall", "plan__edition", "allotment__sector"]
    list_filter = ["plan__edition", "plan__state", "plan__hall", "allotment__sector", "kind"]
    search_fields = ["number", "plan__hall__name"]
    ordering = ["plan__hall__position", "number"]
    exclude = ["core"]
    actions = [
        action_in_words(
            "withhold",
            _("Withhold from sale"),
            _block,
            most=200,
            help_text=_("For the organizer only; exhibitors see “blocked”."),
        ),
        operation_action(
            "give_back",
            _("Put on sale again"),
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


@admin.register(Obstruction)
class ObstructionAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["kind", "plan", "clearance_cm"]
    list_select_related = ["plan__hall"]
    list_filter = ["kind", "plan__edition"]
    ordering = ["pk"]


@admin.register(PlanPublication)
class PlanPublicationAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["plan", "published_at", "superseded_at", "published_by"]
    list_select_related = ["plan__hall", "published_by"]
    list_filter = ["plan__edition", "plan__hall"]
    search_fields = ["plan__hall__name"]


@admin.register(CarriedClaim)
class CarriedClaimAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["claim", "from_booth", "to_booth", "publication"]
    list_select_related = ["claim__booth", "from_booth", "to_booth", "publication__plan__hall"]
    ordering = ["-pk"]


@admin.register(ClaimDecision)
class ClaimDecisionAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["claim", "plan", "choice", "target", "decided_by", "decided_at"]
    list_select_related = ["claim__booth", "plan__hall", "target", "decided_by"]
    list_filter = ["choice", "plan__edition"]
    ordering = ["-decided_at"]


@admin.register(PlanEdit)
class PlanEditAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["plan", "number", "kind", "made_by", "made_at", "undone_at"]
    list_select_related = ["plan__hall", "made_by"]
    list_filter = ["kind", "plan__edition", "plan__hall"]
    ordering = ["-made_at"]


@admin.register(PlanBackground)
class PlanBackgroundAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["source_name", "content_hash", "created_at"]
    search_fields = ["source_name"]
    ordering = ["-created_at"]
