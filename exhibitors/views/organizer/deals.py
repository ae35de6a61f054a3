"""Deals as organizers see them: sums and list, the list as a file, one deal with its decisions, exchange rates."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from ciie.accounts.models import User
from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.downloads import ROWS_READ_AT_ONCE, download, export_links
from ciie.web.pagination import ROWS_PER_PAGE
from ciie.web.refusals import attempt
from exhibitors.filters.deals import DealFilter
from exhibitors.forms.deals import DealDecisionForm, ExchangeRateForm
from exhibitors.models import Deal
from exhibitors.operations.deals import count_deal, return_deal, set_exchange_rate, uncount_deal, verify_deal
from exhibitors.queries.deals import deal_totals, deals_by_edition, deals_visible_to, exchange_rates
from exhibitors.states import DEAL_LIFECYCLE, DealState
from exhibitors.tables.deals import AMOUNT_COLUMNS, DEAL_COLUMNS, DealTable, ExchangeRateTable, deal_rows
from exhibitors.views.organizer.editions import edition_of
from pavilions.models import Edition
from pavilions.views.gate import for_organizers

NEWEST_FIRST = ("-signed_date", "-pk")
type Decision = Callable[[int, dict[str, Any], User, datetime], Deal]


def _verify(pk: int, typed: dict[str, Any], actor: User, at: datetime) -> Deal:
    return verify_deal(pk, seen=typed["revision"], actor=actor, at=at)


def _count(pk: int, typed: dict[str, Any], actor: User, at: datetime) -> Deal:
    return count_deal(pk, seen=typed["revision"], actor=actor, at=at)


def _uncount(pk: int, typed: dict[str, Any], actor: User, at: datetime) -> Deal:
    return uncount_deal(pk, seen=typed["revision"], actor=actor, at=at)


def _return(pk: int, typed: dict[str, Any], actor: User, at: datetime) -> Deal:
    return return_deal(pk, reason=typed["reason"], seen=typed["revision"], actor=actor, at=at)


DECISIONS: dict[str, Decision] = {"verify": _verify, "count": _count, "uncount": _uncount, "return": _return}


@for_organizers
@require_safe
def deals(request: PersonRequest) -> HttpResponse:
    edition = edition_of(request)
    narrowed = _narrowed(request, edition)
    with_amounts = allowed("exhibitors.see_deal_amounts", request.user)
    table = DealTable(narrowed.qs.order_by(*NEWEST_FIRST), exclude=() if with_amounts else ("amount",))
    RequestConfig(request, paginate={"per_page": ROWS_PER_PAGE, "silent": True}).configure(table)
    by_edition = deals_by_edition(edition)
    context = {
        "edition": edition,
        "filter": narrowed,
        "table": table,
        "totals": deal_totals(edition.pk),
        "by_edition": by_edition,
        "so_far": sum(line.usd_bn for line in by_edition),
        "exports": export_links(request.GET, _export_url, edition=edition.number),
    }
    return render(request, f"exhibitors/organizer/deals.html{'#rows' if request.htmx else ''}", context)


@for_organizers
@require_safe
def export_deals(request: PersonRequest, kind: str) -> StreamingHttpResponse | FileResponse:
    """The filtered deals as `csv` or `xlsx`; amounts for those who may see them."""
    edition = edition_of(request)
    with_amounts = allowed("exhibitors.see_deal_amounts", request.user)
    columns = [*DEAL_COLUMNS, *(AMOUNT_COLUMNS if with_amounts else ())]
    found = _narrowed(request, edition).qs.select_related("rate").order_by(*NEWEST_FIRST)
    rows = deal_rows(found.iterator(chunk_size=ROWS_READ_AT_ONCE), with_amounts=with_amounts)
    return download(f"deals-{edition.number}", kind, columns, rows)


@for_organizers
@require_safe
def deal(request: PersonRequest, pk: int) -> HttpResponse:
    return _show(request, pk, DealDecisionForm())


@for_organizers
@require_POST
def decide(request: PersonRequest, pk: int, name: str) -> HttpResponse:
    """Verify, count, stop counting or return. A refusal is shown on the deal as it is now."""
    decision = DECISIONS.get(name)
    if decision is None:
        raise Http404
    get_object_or_404(deals_visible_to(request.user), pk=pk)
    form = DealDecisionForm(request.POST)
    decided = attempt(form, lambda: decision(pk, form.cleaned_data, request.user, now())) if form.is_valid() else None
    if decided:
        messages.success(request, _("Noted."))
        return redirect("organizer:deal", pk)
    return _show(request, pk, form)


def _show(request: PersonRequest, pk: int, form: DealDecisionForm) -> HttpResponse:
    found = get_object_or_404(deals_visible_to(request.user).select_related("rate", "entered_by", "decided_by"), pk=pk)
    may_decide = allowed("exhibitors.count_deals", request.user)
    context = {
        "deal": found,
        "form": form,
        "with_amounts": allowed("exhibitors.see_deal_amounts", request.user, found),
        "may_verify": may_decide and found.state == DealState.DRAFT,
        "may_count": may_decide and DEAL_LIFECYCLE.allows(found.state, DealState.COUNTED),
        "may_uncount": may_decide and found.state == DealState.COUNTED,
        "may_return": may_decide and found.state in {DealState.DRAFT, DealState.VERIFIED},
    }
    return render(request, "exhibitors/organizer/deal.html", context, status=422 if form.is_bound else 200)


@for_organizers
@require_http_methods(["GET", "POST"])
def rates(request: PersonRequest) -> HttpResponse:
    """Every rate that was noted, and a form for another."""
    form = ExchangeRateForm(request.POST or None)
    noted = attempt(form, lambda: _set_rate(request, form)) if form.is_valid() else None
    if noted:
        messages.success(request, _("The rate is noted."))
        return redirect("organizer:rates")
    table = ExchangeRateTable(exchange_rates().order_by("-on_date", "currency"))
    RequestConfig(request, paginate={"per_page": ROWS_PER_PAGE, "silent": True}).configure(table)
    context = {"form": form, "table": table, "may_set": allowed("exhibitors.set_exchange_rate", request.user)}
    return render(request, "exhibitors/organizer/rates.html", context, status=422 if form.is_bound else 200)


def _set_rate(request: PersonRequest, form: ExchangeRateForm) -> object:
    typed = form.cleaned_data
    return set_exchange_rate(
        typed["currency"],
        typed["on_date"],
        typed["usd_per_unit"],
        source=typed["source"],
        actor=request.user,
        at=now(),
    )


def _narrowed(request: PersonRequest, edition: Edition) -> DealFilter:
    return DealFilter(request.GET, queryset=deals_visible_to(request.user).filter(edition=edition))


def _export_url(kind: str) -> str:
    return reverse("organizer:deals_export", args=[kind])
