"""The admin pages of plan versions, which can be published and restored there, of publications and claim decisions."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import HistoryInWords, OnlyOperationsWrite, operation_action
from ciie.kernel.clock import now
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.plans.publishing.models import CarriedClaim, ClaimDecision, PlanPublication
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan, restore_floor_plan


@admin.register(FloorPlan)
class FloorPlanAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["hall", "edition", "version", "state", "published_at", "created_at"]
    list_select_related = ["hall", "edition"]
    list_filter = ["edition", "state", "hall"]
    search_fields = ["hall__name"]
    ordering = ["-pk"]
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
    ordering = ["-pk"]
