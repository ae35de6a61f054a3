"""Merging two companies: choosing the other one, previewing what would move, and undoing a merge."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import require
from ciie.kernel.clock import now
from ciie.web.refusals import attempt, perform
from exhibitors.companies.models import Company
from exhibitors.companies.queries import present_companies
from exhibitors.office.company_merges.forms import MergeForm, SearchForm
from exhibitors.office.company_merges.models import CompanyMerge
from exhibitors.office.company_merges.operations import merge_companies, undo_merge
from exhibitors.office.company_merges.queries import candidates_for, preview_of
from pavilions.permissions import for_organizers


@for_organizers
@require_safe
def choose(request: PersonRequest, pk: int) -> HttpResponse:
    """List companies that may be the same one: those that match the search, or else those of similar names."""
    require("exhibitors.merge_companies", request.user)
    company = get_object_or_404(present_companies(), pk=pk)
    form = SearchForm(request.GET if "search" in request.GET else None)
    search = form.cleaned_data["search"].strip() if form.is_bound and form.is_valid() else ""
    context = {
        "company": company,
        "form": form,
        "search": search,
        "candidates": candidates_for(company, search) if form.is_valid() or not form.is_bound else [],
    }
    return render(request, "exhibitors/company_merges/choose.html", context)


@for_organizers
@require_http_methods(["GET", "POST"])
def merge(request: PersonRequest, pk: int, other: int) -> HttpResponse:
    """Preview what would move if `pk` is kept, or merge the companies."""
    require("exhibitors.merge_companies", request.user)
    survivor, merged = _present(pk), _present(other)
    form = MergeForm(request.POST or None)
    done = attempt(form, lambda: merge_companies(pk, other, seen=form.seen, actor=request.user, at=now()))
    if done:
        words = {"merged": merged, "survivor": survivor}
        messages.success(
            request, _("%(merged)s has been merged into %(survivor)s; you can undo this for a day.") % words
        )
        return redirect("organizer:company", pk)
    context = {"preview": preview_of(survivor, merged), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "exhibitors/company_merges/preview.html", context, status=status)


@for_organizers
@require_POST
def undo(request: PersonRequest, pk: int) -> HttpResponse:
    """Undo a merge and show the company that is restored."""
    require("exhibitors.merge_companies", request.user)
    found = get_object_or_404(CompanyMerge, pk=pk)
    perform(
        request,
        lambda: undo_merge(pk, actor=request.user, at=now()),
        _("The merge has been undone. Everything that was moved is back."),
    )
    return redirect("organizer:company", found.merged_id)


def _present(pk: int) -> Company:
    return get_object_or_404(present_companies(), pk=pk)
