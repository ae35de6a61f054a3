"""The page before publishing: the changes, the holders they concern, a decision for each of them, and the button."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.web.refusals import announce_refusal, attempt, perform
from ciie.web.revision_forms import revision_seen
from exhibitors.plan_pages.plan_versions.forms import AlikeForm, ClaimDecisionForm, ExcessForm
from exhibitors.plan_pages.plan_versions.queries import ClaimRow, Publishing, alike, offers_for, publishing_of
from exhibitors.plan_pages.plan_versions.views.versions import drawn_changes
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.permissions import only
from pavilions.plans.drawing import draw_legend_of_changes
from pavilions.plans.publishing.comparison import ChangeKind, ClaimChoice
from pavilions.plans.publishing.operations.claim_decisions import Decision, decide_claims, undecide_claims
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan, restore_floor_plan
from pavilions.plans.publishing.queries.plan_comparisons import decision_revision
from pavilions.states import PlanState

CLAIMS_PER_PAGE = 20
CHANGES_PER_PAGE = 100
VIEWS = ("holders", "changes", "plan")


@only("pavilions.plan_floor")
@require_safe
def compare_and_publish(request: PersonRequest, pk: int) -> HttpResponse:
    return _show(request, plan_or_404(pk))


@only("pavilions.plan_floor")
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: PersonRequest, pk: int, claim: int) -> HttpResponse:
    """Save the decision for one claim, or show the page again with the refused entries.

    A GET request redirects to the list.
    """
    plan = plan_or_404(pk)
    if request.method != "POST":
        return _back(pk, claim, request)
    publishing = publishing_of(plan, now())
    if "undecide" in request.POST:
        try:
            undecide_claims(pk, {claim: revision_seen(request)}, actor=request.user, at=now())
        except DomainError as refusal:
            announce_refusal(request, refusal)
        return _back(pk, claim, request)
    form = ClaimDecisionForm(request.POST, plan=publishing.review.new)
    if attempt(form, lambda: decide_claims(pk, [form.decision(claim)], actor=request.user, at=now())):
        return _back(pk, claim, request)
    return _show(request, plan, refused={claim: form})


@only("pavilions.plan_floor")
@require_http_methods(["GET", "HEAD", "POST"])
def decide_alike(request: PersonRequest, pk: int) -> HttpResponse:
    """Save one decision for all undecided holders whose booths change in the same way."""
    plan = plan_or_404(pk)
    if request.method != "POST":
        return redirect(f"{reverse('plans:publish', args=[pk])}?view=holders")
    publishing = publishing_of(plan, now())
    form = AlikeForm(request.POST, kinds=publishing.kinds_of_claims)
    if form.is_valid():
        said = form.cleaned_data
        choice = ClaimChoice(said["choice"])
        given = alike(publishing, ChangeKind(said["kind"]), choice)
        decisions = [
            Decision(claim.id, choice, target.id if target else None, said["note"], form.seen)
            for claim, target in given
        ]
        if attempt(form, lambda: decide_claims(pk, decisions, actor=request.user, at=now())):
            done = ngettext("%(count)d holder decided.", "%(count)d holders decided.", len(given))
            messages.success(request, done % {"count": len(given)})
            return redirect("plans:publish", pk)
    return _show(request, plan, alike_form=form)


@only("pavilions.plan_floor")
@require_POST
def publish(request: PersonRequest, pk: int) -> HttpResponse:
    """Publish a draft, or put a version that was once in force back in force."""
    plan = plan_or_404(pk)
    carry_out = publish_floor_plan if plan.state == PlanState.DRAFT else restore_floor_plan
    accept_excess = "accept_excess" in request.POST
    is_done = perform(
        request,
        lambda: carry_out(pk, accept_excess=accept_excess, seen=revision_seen(request), actor=request.user, at=now()),
        _("%(plan)s is now in force.") % {"plan": plan},
    )
    return _to_history(plan) if is_done else redirect("plans:publish", pk)


def plan_or_404(pk: int) -> FloorPlan:
    plan = FloorPlan.objects.select_related("hall", "edition").filter(pk=pk).first()
    if plan is None:
        raise Http404
    return plan


def _to_history(plan: FloorPlan) -> HttpResponse:
    return redirect(f"{reverse('plans:versions', args=[plan.hall.name])}?edition={plan.edition.number}")


def _back(pk: int, claim: int, request: PersonRequest) -> HttpResponse:
    """Redirect to the part of the list that the query string names."""
    return redirect(f"{reverse('plans:publish', args=[pk])}?{request.GET.urlencode()}#claim-{claim}")


def _show(
    request: PersonRequest,
    plan: FloorPlan,
    refused: dict[int, ClaimDecisionForm] | None = None,
    alike_form: AlikeForm | None = None,
) -> HttpResponse:
    """Render the page, or redirect to the history if this version is already in force, so has no changes to show."""
    if plan.state == PlanState.PUBLISHED:
        messages.success(request, _("%(plan)s is now in force.") % {"plan": plan})
        return _to_history(plan)
    publishing = publishing_of(plan, now())
    view = request.GET.get("view", "")
    view = view if view in VIEWS else ("holders" if publishing.claims else "changes")
    context: dict[str, Any] = {
        "plan": plan,
        "publishing": publishing,
        "comparison": publishing.review.comparison,
        "view": view,
        "is_rollback": plan.state == PlanState.SUPERSEDED,
        "open_count": len(publishing.unresolved),
        "excess_form": ExcessForm() if publishing.has_excess else None,
    }
    context |= CONTEXTS[view](request, publishing, refused or {})
    context["alike"] = alike_form or AlikeForm(
        kinds=publishing.kinds_of_claims,
        auto_id="alike_%s",
        initial={"revision": decision_revision(plan, None)},
    )
    status = 422 if refused or alike_form else 200
    return render(request, "exhibitors/plan_versions/publish.html", context, status=status)


def _holders_context(
    request: PersonRequest, publishing: Publishing, refused: dict[int, ClaimDecisionForm]
) -> dict[str, Any]:
    rows = [row for row in publishing.claims if row.problem] if "open" in request.GET else list(publishing.claims)
    sought = request.GET.get("search", "").strip().casefold()
    rows = [row for row in rows if sought in f"{row.holder.name} {row.holder.reference} {row.booth.number}".casefold()]
    page = Paginator(rows, CLAIMS_PER_PAGE).get_page(request.GET.get("page"))
    shown = [_card(row, publishing, refused.get(row.claim.id)) for row in page]
    return {"page": page, "cards": shown, "search": request.GET.get("search", ""), "only_open": "open" in request.GET}


def _card(row: ClaimRow, publishing: Publishing, form: ClaimDecisionForm | None) -> dict[str, Any]:
    """Return one holder's options for the template.

    `picked` is the decision made, or the one just posted and refused.
    """
    picked = f"{row.decided.choice}:{row.decided.target_id}" if row.decided and row.decided.target_id else ""
    picked = picked or (row.decided.choice.value if row.decided else "")
    return {
        "row": row,
        "form": form,
        "offers": offers_for(row, publishing.free),
        "picked": form.data.get("choice", "") if form else picked,
        "note": form.data.get("note", "") if form else (row.decided.note if row.decided else ""),
        "booth": form.data.get("booth", "") if form else "",
    }


def _changes_context(request: PersonRequest, publishing: Publishing, _refused: object) -> dict[str, Any]:
    kind, sought = request.GET.get("kind", ""), request.GET.get("search", "").strip().casefold()
    rows = [row for row in publishing.changes if not kind or kind in row.change.kinds]
    if sought:
        rows = [row for row in rows if sought in row.words]
    page = Paginator(rows, CHANGES_PER_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "kind": kind, "search": request.GET.get("search", "")}


def _plan_context(request: PersonRequest, publishing: Publishing, _refused: object) -> dict[str, Any]:
    review = publishing.review
    names = {row.claim.booth_id: row.holder.name for row in publishing.claims}
    return {
        "drawing": drawn_changes(review.after, review.old, review.new, review.comparison, names),
        "legend": draw_legend_of_changes(),
    }


CONTEXTS = {"holders": _holders_context, "changes": _changes_context, "plan": _plan_context}
