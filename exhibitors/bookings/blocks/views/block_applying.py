"""Pages where a company finds a block, applies for a share, and follows its applications."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.downloads import download, export_links, in_pieces
from ciie.web.lists import list_page, page_of
from ciie.web.refusals import attempt, perform
from ciie.web.revision_forms import revision_seen
from exhibitors.bookings.blocks.filters import ApplicationFilter, OpenBlockFilter
from exhibitors.bookings.blocks.forms import ApplyForm
from exhibitors.bookings.blocks.operations.block_applications import apply_to_block, withdraw_block_application
from exhibitors.bookings.blocks.queries import (
    applications_by,
    block_figures,
    blocks_taking_applications,
    halls_of_blocks,
    with_sums,
)
from exhibitors.bookings.blocks.tables import APPLICATION_COLUMNS, OwnApplicationTable, application_rows
from exhibitors.bookings.views import at_human_pace
from exhibitors.companies.views.access import DeskRequest, company_for


@login_required
@require_safe
def index(request: DeskRequest, company: int) -> HttpResponse:
    """List the blocks that accept applications now, those that close first at the top."""
    subject = company_for(request, company)
    open_now = blocks_taking_applications(now()).exclude(booking__company=subject)
    found = OpenBlockFilter(request.GET, queryset=with_sums(open_now), halls=halls_of_blocks(open_now))
    page = page_of(request, found.qs.order_by("apply_until_date", "name", "pk"))
    return list_page(
        request,
        "exhibitors/blocks/desk_blocks.html",
        page,
        page=page,
        filter=found,
        has_any=open_now.exists(),
        company=subject,
        may_apply=allowed("exhibitors.book_for", request.user, subject),
    )


@login_required
@require_http_methods(["GET", "POST"])
@at_human_pace
def apply(request: DeskRequest, company: int, pk: int) -> HttpResponse:
    subject = company_for(request, company, permission="exhibitors.book_for")
    block = get_object_or_404(blocks_taking_applications(now()), pk=pk)
    form = ApplyForm(request.POST or None, block_id=pk)
    if attempt(form, lambda: apply_to_block(pk, subject.pk, form.wish(), actor=request.user, at=now())):
        messages.success(
            request, _("Application sent. The agency will reply by email; you can follow the status here.")
        )
        return redirect("desk:own_block_applications", subject.pk)
    context = {"company": subject, "shared": block, "figures": block_figures(block), "form": form}
    return render(request, "exhibitors/blocks/block_apply.html", context, status=422 if form.is_bound else 200)


@login_required
@require_safe
def applications(request: DeskRequest, company: int, kind: str = "") -> HttpResponseBase:
    """List the company's applications, newest first, or export the same rows."""
    subject = company_for(request, company)
    every = applications_by(subject.pk)
    found = ApplicationFilter(request.GET, queryset=every)
    rows = found.qs.order_by("-applied_at", "-pk")
    if kind:
        lines = application_rows(in_pieces(rows))
        return download("block-applications", kind, APPLICATION_COLUMNS, lines)
    return list_page(
        request,
        "exhibitors/blocks/own_block_applications.html",
        OwnApplicationTable(rows, exclude=("company", "text")),
        filter=found,
        has_any=every.exists(),
        exports=export_links(request.GET, "desk:own_block_applications_export", subject.pk),
        company=subject,
        may_apply=allowed("exhibitors.book_for", request.user, subject),
    )


@login_required
@require_POST
def withdraw(request: DeskRequest, company: int, pk: int) -> HttpResponse:
    subject = company_for(request, company)
    get_object_or_404(applications_by(subject.pk), pk=pk)
    perform(
        request,
        lambda: withdraw_block_application(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("The application has been withdrawn."),
    )
    return redirect("desk:own_block_applications", subject.pk)
