"""The list of proposals, the page of one proposal, and the decisions on it."""

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.downloads import download, export_links, in_pieces
from ciie.web.lists import list_page
from ciie.web.refusals import decided, perform
from ciie.web.revision_forms import revision_seen
from exhibitors.money.approvals import operations
from exhibitors.money.approvals.filters import ApprovalFilter
from exhibitors.money.approvals.forms import DeclineForm
from exhibitors.money.approvals.models import Approval
from exhibitors.money.approvals.queries import ACTS, approval_history, listed_approvals, may_agree, who_may_agree
from exhibitors.money.approvals.states import ApprovalState
from exhibitors.money.approvals.tables import APPROVAL_COLUMNS, ApprovalTable, approval_rows
from pavilions.floor.editions.views import edition_of
from pavilions.permissions import only

seeing = only("exhibitors.see_approvals")


@seeing
@require_safe
def approvals(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """List all proposals of an edition, waiting ones first, or download them as a file."""
    edition = edition_of(request)
    found = ApprovalFilter(request.GET, queryset=listed_approvals(edition))
    rows = found.qs.order_by(F("decided_at").desc(nulls_first=True), "-pk")
    if kind:
        files = approval_rows(in_pieces(rows))
        return download(f"approvals-{edition.number}", kind, APPROVAL_COLUMNS, files)
    return list_page(
        request,
        "exhibitors/approvals/list.html",
        ApprovalTable(rows),
        filter=found,
        exports=export_links(request.GET, "organizer:approvals_export", edition=edition.number),
        edition=edition,
    )


@seeing
@require_safe
def approval(request: PersonRequest, pk: int) -> HttpResponse:
    return _show(request, pk)


@seeing
@require_POST
def agree(request: PersonRequest, pk: int) -> HttpResponse:
    """Agree to another person's proposal, which takes effect at once."""
    perform(
        request,
        lambda: operations.agree_to(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("Agreed, and carried out."),
    )
    return redirect("organizer:approval", pk)


@seeing
@require_POST
def decline(request: PersonRequest, pk: int) -> HttpResponse:
    form = DeclineForm(request.POST)
    if decided(form, operations.decline, pk, actor=request.user):
        messages.success(request, _("Declined. Nothing was changed."))
        return redirect("organizer:approval", pk)
    return _show(request, pk, form)


@seeing
@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    perform(
        request,
        lambda: operations.withdraw(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("Withdrawn. Nothing was changed."),
    )
    return redirect("organizer:approval", pk)


def _show(request: PersonRequest, pk: int, sent: DeclineForm | None = None) -> HttpResponse:
    rows = Approval.objects.select_related("edition", "proposed_by", "decided_by")
    found = get_object_or_404(rows, pk=pk)
    act, is_waiting = ACTS[found.act], found.state == ApprovalState.WAITING
    title, *details = act.words(found)
    is_own = found.proposed_by_id == request.user.pk
    context = {
        "approval": found,
        "edition": found.edition,
        "title": title,
        "details": details,
        "address": _address(found),
        "may_agree": is_waiting and may_agree(found, request.user),
        "may_decline": is_waiting and not is_own and allowed(act.permission, request.user),
        "may_withdraw": is_waiting and is_own,
        "others": who_may_agree(found) if is_waiting else [],
        "decline_form": sent or DeclineForm(initial={"revision": found.revision}),
        "history": approval_history(found),
    }
    return render(request, "exhibitors/approvals/approval.html", context, status=422 if sent else 200)


def _address(found: Approval) -> str:
    act = ACTS[found.act]
    if act.has_key and found.subject:
        return reverse(act.page, args=[found.subject])
    return f"{reverse(act.page)}?edition={found.edition.number}"
