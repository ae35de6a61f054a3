"""Deals for organizers: totals and list, the list as a file, and one deal with its decisions."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.web.downloads import download, export_links, in_pieces
from ciie.web.lists import list_page
from ciie.web.refusals import decided
from ciie.web.revision_forms import RevisionForm
from exhibitors.promotion.deals.filters import DealFilter
from exhibitors.promotion.deals.forms import CountForm, ReasonForm, ReturnForm, VerificationForm
from exhibitors.promotion.deals.models import Deal
from exhibitors.promotion.deals.operations.deals import (
    count_deal,
    needs_second_look,
    return_deal,
    uncount_deal,
    verify_deal,
)
from exhibitors.promotion.deals.queries import (
    deal_totals,
    deals_by_edition,
    deals_visible_to,
    possible_duplicates,
    preview_of,
    with_duplicates,
)
from exhibitors.promotion.deals.states import DEAL_LIFECYCLE, DealState
from exhibitors.promotion.deals.tables import AMOUNT_COLUMNS, AMOUNTS, DEAL_COLUMNS, DealTable, deal_rows
from pavilions.floor.editions.views import edition_of
from pavilions.permissions import for_organizers

# Decisions by name, each with its form, its operation, and the operation's arguments by the fields they are read from.
DECISIONS: dict[str, tuple[type[RevisionForm], Callable[..., Deal], dict[str, str]]] = {
    "verify": (VerificationForm, verify_deal, {"note": "note"}),
    "count": (CountForm, count_deal, {"rate_id": "rate", "no_duplicate_because": "no_duplicate_because"}),
    "uncount": (ReasonForm, uncount_deal, {"reason": "reason"}),
    "return": (ReturnForm, return_deal, {"reason": "reason"}),
}


@for_organizers
@require_safe
def deals(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """Show the deals of an edition with their totals, newest first, or return the rows as a file.

    Amounts are only for people who may see them.
    """
    edition = edition_of(request)
    with_amounts = allowed("exhibitors.see_deal_amounts", request.user)
    rows = with_duplicates(deals_visible_to(request.user).filter(edition=edition))
    found = DealFilter(request.GET, queryset=rows.order_by("-signed_date", "-pk"))
    if kind:
        read = in_pieces(found.qs.select_related("rate"))
        columns = [*DEAL_COLUMNS, *(AMOUNT_COLUMNS if with_amounts else ())]
        return download(f"deals-{edition.number}", kind, columns, deal_rows(read, with_amounts=with_amounts))
    by_edition = deals_by_edition(edition, with_amounts=with_amounts)
    totals = deal_totals(edition.pk)
    return list_page(
        request,
        "exhibitors/deals/organizer_deals.html",
        DealTable(found.qs, exclude=() if with_amounts else AMOUNTS),
        filter=found,
        exports=export_links(request.GET, "organizer:deals_export", edition=edition.number),
        edition=edition,
        with_amounts=with_amounts,
        totals=totals if with_amounts else totals.for_outsiders(),
        by_edition=by_edition,
        so_far=sum(line.usd_bn for line in by_edition if line.usd_bn is not None),
    )


@for_organizers
@require_safe
def deal(request: PersonRequest, pk: int) -> HttpResponse:
    return _show(request, pk)


@for_organizers
@require_POST
def decide(request: PersonRequest, pk: int, name: str) -> HttpResponse:
    """Verify, count, uncount or return a deal.

    If the decision is refused, show the reason on the deal's current state.
    """
    if name not in DECISIONS:
        raise Http404
    get_object_or_404(deals_visible_to(request.user), pk=pk)
    form_class, operation, fields = DECISIONS[name]
    form = form_class(request.POST)
    if decided(form, operation, pk, arguments=fields, actor=request.user):
        messages.success(request, _("Saved."))
        return redirect("organizer:deal", pk)
    return _show(request, pk, {name: form})


def _show(request: PersonRequest, pk: int, refused: dict[str, RevisionForm] | None = None) -> HttpResponse:
    rows = deals_visible_to(request.user).select_related(
        "rate", "entered_by", "decided_by", "verified_by", "counted_by"
    )
    found = get_object_or_404(rows, pk=pk)
    may_decide = allowed("exhibitors.count_deals", request.user)
    may_count = may_decide and DEAL_LIFECYCLE.allows(found.state, DealState.COUNTED)
    context = {
        "deal": found,
        "forms": {name: form() for name, (form, *_rest) in DECISIONS.items()} | (refused or {}),
        "errors": [error for form in (refused or {}).values() for error in form.non_field_errors()],
        "refused": next(iter(refused or {}), ""),
        "with_amounts": allowed("exhibitors.see_deal_amounts", request.user, found),
        "duplicates": possible_duplicates(found),
        "countings": found.counts.select_related("rate", "noted_by"),
        "may_verify": may_decide and found.state == DealState.DRAFT,
        "needs_note": may_decide and found.state == DealState.DRAFT and needs_second_look(found),
        "may_count": may_count,
        "preview": preview_of(found) if may_count else None,
        "verified_it": may_count and found.verified_by_id == request.user.pk,
        "may_uncount": may_decide and found.state == DealState.COUNTED,
        "may_return": may_decide and found.state in {DealState.DRAFT, DealState.VERIFIED},
    }
    return render(request, "exhibitors/deals/organizer_deal.html", context, status=422 if refused else 200)
