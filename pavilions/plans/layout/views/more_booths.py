"""Add more booths of a size to a draft: show what would change for them before anything does."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import require
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.kernel.locking import require_seen
from ciie.kernel.wording import figure_words
from ciie.web.refusals import attempt
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.permissions import only
from pavilions.plans.drafts.operations.plan_edits import EditMade, edit_draft
from pavilions.plans.drawing import (
    Appearance,
    ChangedBooth,
    DrawnHall,
    ObstructionMark,
    draw_changes,
    draw_legend_of_changes,
)
from pavilions.plans.layout.forms import MoreBoothsForm, TakeForm
from pavilions.plans.layout.queries import MoreBooths, net_sqm, propose_more_booths, rules_of_layout
from pavilions.states import PlanState


@only("pavilions.plan_floor")
@require_http_methods(["GET", "POST"])
def more_booths(request: PersonRequest, plan: int) -> HttpResponse:
    """Preview the change for `?count=` booths of a size; make it if it is posted with the digest of the preview."""
    found = get_object_or_404(FloorPlan.objects.select_related("hall", "edition"), pk=plan)
    require("pavilions.plan_floor", request.user, found.hall)
    if found.state != PlanState.DRAFT:
        return redirect("drafts:editor", plan)
    asked = request.POST if request.method == "POST" else request.GET
    initial = {"count": 1, "aisle": f"{rules_of_layout(found.hall, found.edition).aisle_cm / 100:.2f}"}
    form = MoreBoothsForm(asked or None, initial=initial)
    proposal = attempt(form, lambda: _proposal(found, form))
    take = TakeForm(request.POST if request.method == "POST" else None)
    if proposal and attempt(take, lambda: _taken(found, proposal, take, request)):
        words = {"count": figure_words(len(proposal.new)), "hall": found.hall}
        messages.success(request, _("The draft of hall %(hall)s has been changed. New booths: %(count)s.") % words)
        return redirect("drafts:editor", plan)
    context = {
        "plan": found,
        "form": form,
        "take": take,
        "proposal": proposal,
        "drawing": _drawing(found, proposal) if proposal and proposal.edit else None,
        "legend": draw_legend_of_changes(),
        "net_before": net_sqm(proposal.floor) if proposal else None,
        "net_after": net_sqm(proposal.after) if proposal else None,
    }
    refused = bool(form.errors or take.errors)
    return render(request, "pavilions/layout/more_booths.html", context, status=422 if refused else 200)


def _proposal(plan: FloorPlan, form: MoreBoothsForm) -> MoreBooths:
    data = form.cleaned_data
    return propose_more_booths(plan, data["count"], form.size, aisle_cm=data["aisle"])


def _taken(plan: FloorPlan, proposal: MoreBooths, take: TakeForm, request: PersonRequest) -> EditMade:
    require_seen(plan, take.seen)
    if proposal.edit is None or proposal.digest != take.cleaned_data["take"]:
        raise DomainError(
            _("The proposal has changed since it was shown: booths were taken, or rules changed. Look at it again."),
            code="proposal_changed",
        )
    return edit_draft(plan.pk, proposal.edit, seen=take.seen, actor=request.user, at=now())


def _drawing(plan: FloorPlan, proposal: MoreBooths) -> SafeString:
    """Draw both states: booths that disappear, or as they were, lie under those that come."""
    floor, change = proposal.floor, proposal.change
    was = [floor.booths[key] for key in (*change.gone, *change.booths) if key in floor.booths]
    booths = [
        *(ChangedBooth(each.id, each.number, each.ring, each.area_sqm, Appearance.GONE) for each in was),
        *(
            ChangedBooth(place, each.number, each.ring, each.area_sqm, _appearance(proposal, key))
            for place, (key, each) in enumerate(proposal.after.booths.items(), start=1)
        ),
    ]
    standing = tuple(ObstructionMark(one.kind, one.ring, one.name) for one in floor.obstructions.values())
    return draw_changes(DrawnHall(plan.hall.name, floor.outline, standing, ()), booths)


def _appearance(proposal: MoreBooths, key: int) -> Appearance:
    if key not in proposal.floor.booths:
        return Appearance.ADDED
    return Appearance.CHANGED if key in proposal.change.booths else Appearance.SAME
