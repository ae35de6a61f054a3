"""Pages of a block for its managers: figures, terms, members, applications, and allocating and taking back space."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm, model_to_dict
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.kernel.authority import allowed, require
from ciie.kernel.clock import now
from ciie.web.downloads import download, export_links, in_pieces
from ciie.web.lists import list_page
from ciie.web.refusals import attempt, decided, perform
from exhibitors.bookings.blocks.filters import ApplicationFilter, ShareFilter
from exhibitors.bookings.blocks.forms import (
    TERMS,
    AnswerForm,
    DeclineForm,
    GiveForm,
    ManagerForm,
    PlaceForm,
    TakeBackForm,
    TermsChangeForm,
)
from exhibitors.bookings.blocks.models import Block, BlockApplication
from exhibitors.bookings.blocks.operations.block_applications import accept_application, decline_application
from exhibitors.bookings.blocks.operations.block_space import allocate_space, remove_share
from exhibitors.bookings.blocks.operations.blocks import change_block, dismiss_block_manager, name_block_manager
from exhibitors.bookings.blocks.queries import (
    applications_of,
    block_figures,
    blocks_visible_to,
    people_of,
    shares_of,
    shares_with_booths,
)
from exhibitors.bookings.blocks.states import BlockApplicationState
from exhibitors.bookings.blocks.tables import (
    APPLICATION_COLUMNS,
    SHARE_COLUMNS,
    ApplicationTable,
    ShareTable,
    application_rows,
    share_rows,
)
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.assignment import place_in_booths
from exhibitors.companies.queries import registered_company
from exhibitors.companies.views.access import DeskRequest


def block_for(request: DeskRequest, pk: int, *, permission: str = "exhibitors.see_block") -> Block:
    """Return a block. Raise `Http404` if the person may not see it and `NotAllowed` without the permission."""
    block = get_object_or_404(blocks_visible_to(request.user), pk=pk)
    request.company_at_hand = block.booking.company_id
    require(permission, request.user, block)
    return block


@login_required
@require_safe
def show(request: DeskRequest, pk: int) -> HttpResponse:
    block = block_for(request, pk)
    return render(request, "exhibitors/blocks/desk_block.html", _context(request, block, ManagerForm()))


@login_required
@require_POST
def name_manager(request: DeskRequest, pk: int) -> HttpResponse:
    block, form = block_for(request, pk, permission="exhibitors.run_block"), ManagerForm(request.POST)
    named = attempt(
        form, lambda: name_block_manager(pk, email=form.cleaned_data["email"], actor=request.user, at=now())
    )
    if named:
        messages.success(request, _("Manager appointed."))
        return redirect("desk:block", pk)
    return render(request, "exhibitors/blocks/desk_block.html", _context(request, block, form), status=422)


@login_required
@require_POST
def dismiss_manager(request: DeskRequest, pk: int, person: int) -> HttpResponse:
    block_for(request, pk, permission="exhibitors.run_block")
    perform(request, lambda: dismiss_block_manager(pk, person, actor=request.user, at=now()), _("Done."))
    return redirect("desk:block", pk)


@login_required
@require_http_methods(["GET", "POST"])
def terms(request: DeskRequest, pk: int) -> HttpResponse:
    block = block_for(request, pk, permission="exhibitors.run_block")
    may_move = allowed("exhibitors.set_block_return", request.user, block) and block.returned_at is None
    shown = {**model_to_dict(block, TERMS), "revision": block.revision}
    form = TermsChangeForm(request.POST or None, initial=shown, may_move_return=may_move)
    if attempt(form, lambda: change_block(pk, form.terms(), seen=form.seen, actor=request.user, at=now())):
        messages.success(request, _("The terms are saved."))
        return redirect("desk:block", pk)
    return render(request, "exhibitors/blocks/block_terms.html", {"shared": block, "form": form}, status=_status(form))


@login_required
@require_safe
def members(request: DeskRequest, pk: int, kind: str = "") -> HttpResponseBase:
    """List the members of a block, or export the same rows with their booths."""
    block, shares = block_for(request, pk), shares_with_booths(pk) if kind else shares_of(pk)
    found = ShareFilter(request.GET, queryset=shares)
    rows = found.qs.order_by("company__name", "pk")
    if kind:
        lines = share_rows(in_pieces(rows))
        return download(f"members-{pk}", kind, SHARE_COLUMNS, lines)
    may_run = allowed("exhibitors.run_block", request.user, block)
    return list_page(
        request,
        "exhibitors/blocks/block_members.html",
        ShareTable(rows, exclude=() if may_run else ("actions",)),
        filter=found,
        has_any=shares.exists(),
        exports=export_links(request.GET, "desk:block_members_export", pk),
        shared=block,
        may_run=may_run,
    )


@login_required
@require_safe
def applications(request: DeskRequest, pk: int, kind: str = "") -> HttpResponseBase:
    """List the applications to a block, newest first, or export the same rows."""
    block, every = block_for(request, pk), applications_of(pk)
    found = ApplicationFilter(request.GET, queryset=every)
    rows = found.qs.order_by("-applied_at", "-pk")
    if kind:
        lines = application_rows(in_pieces(rows))
        return download(f"applications-{pk}", kind, APPLICATION_COLUMNS, lines)
    may_run = allowed("exhibitors.run_block", request.user, block)
    return list_page(
        request,
        "exhibitors/blocks/block_applications.html",
        ApplicationTable(rows, exclude=() if may_run else ("actions",)),
        filter=found,
        has_any=every.exists(),
        exports=export_links(request.GET, "desk:block_applications_export", pk),
        shared=block,
        may_run=may_run,
    )


@login_required
@require_http_methods(["GET", "POST"])
def give(request: DeskRequest, pk: int) -> HttpResponse:
    """Allocate space to a company that has not applied, by its name."""
    block = block_for(request, pk, permission="exhibitors.run_block")
    form = GiveForm(request.POST or None, block_id=pk, is_named=False)
    if form.is_valid():
        company = registered_company(form.cleaned_data["name"], form.cleaned_data["country"])
        if company is None:
            form.add_error("name", _("No registered company has this name and country or region."))
        elif attempt(form, lambda: allocate_space(pk, company.pk, form.portion(), actor=request.user, at=now())):
            messages.success(request, _("Space allocated. The company will be notified by email."))
            return redirect("desk:block_members", pk)
    context = {"shared": block, "form": form, "application": None}
    return render(request, "exhibitors/blocks/block_give.html", context, status=_status(form))


@login_required
@require_http_methods(["GET", "POST"])
def answer(request: DeskRequest, pk: int, application: int) -> HttpResponse:
    """Show an application with the space that could be allocated. Posting accepts it."""
    block, asked = _application(request, pk, application)
    wished = [str(booth) for booth in asked.wished_booths.values_list("pk", flat=True)]
    shown = {"booths": wished, "revision": asked.revision}
    form = AnswerForm(request.POST or None, block_id=pk, is_named=True, initial=shown)
    accepted = attempt(
        form, lambda: accept_application(application, form.portion(), seen=form.seen, actor=request.user, at=now())
    )
    if accepted:
        messages.success(request, _("Application accepted. The company will be notified by email."))
        return redirect("desk:block_applications", pk)
    decline_form = DeclineForm(auto_id="decline_%s", initial={"revision": asked.revision})
    context = {"shared": block, "form": form, "application": asked, "reason_form": decline_form}
    return render(request, "exhibitors/blocks/block_give.html", context, status=_status(form))


@login_required
@require_POST
def decline(request: DeskRequest, pk: int, application: int) -> HttpResponse:
    block, asked = _application(request, pk, application)
    form = DeclineForm(request.POST, auto_id="decline_%s")
    if decided(form, decline_application, application, actor=request.user):
        messages.success(request, _("Application declined. The company will be notified by email."))
        return redirect("desk:block_applications", pk)
    give_form = AnswerForm(block_id=pk, is_named=True, initial={"revision": asked.revision})
    context = {"shared": block, "form": give_form, "application": asked, "reason_form": form}
    return render(request, "exhibitors/blocks/block_give.html", context, status=422)


@login_required
@require_http_methods(["GET", "POST"])
def take_back(request: DeskRequest, pk: int, share: int) -> HttpResponse:
    block = block_for(request, pk, permission="exhibitors.run_block")
    booking = get_object_or_404(Booking.objects.select_related("company", "edition"), pk=share, block_id=pk)
    form = TakeBackForm(request.POST if request.method == "POST" else None, initial={"revision": booking.revision})
    if decided(form, remove_share, share, actor=request.user):
        messages.success(request, _("The space has been returned to the block. The company will be notified by email."))
        return redirect("desk:block_members", pk)
    context = {"shared": block, "share": booking, "form": form}
    return render(request, "exhibitors/blocks/block_take_back.html", context, status=_status(form))


def _application(request: DeskRequest, pk: int, application: int) -> tuple[Block, BlockApplication]:
    block = block_for(request, pk, permission="exhibitors.run_block")
    return block, get_object_or_404(applications_of(pk), pk=application)


def _context(request: DeskRequest, block: Block, form: ManagerForm) -> dict[str, Any]:
    return {
        "shared": block,
        "figures": block_figures(block),
        "waiting": applications_of(block.pk).filter(state=BlockApplicationState.SUBMITTED).count(),
        "people": people_of(block),
        "named": set(block.managers.values_list("pk", flat=True)),
        "form": form,
        "may_run": allowed("exhibitors.run_block", request.user, block),
    }


def _status(form: BaseForm) -> int:
    return 422 if form.is_bound else 200


@login_required
@require_http_methods(["GET", "POST"])
def place(request: DeskRequest, pk: int, share: int) -> HttpResponse:
    """Assign free booths to a member in place of its m² in the same halls."""
    block = block_for(request, pk, permission="exhibitors.run_block")
    booking = get_object_or_404(shares_of(pk), pk=share)
    form = PlaceForm(request.POST or None, share_id=share, initial={"revision": booking.revision})
    placed = attempt(
        form,
        lambda: place_in_booths(share, form.cleaned_data["booths"], seen=form.seen, actor=request.user, at=now()),
    )
    if placed:
        messages.success(request, _("Booths assigned. The company will be notified by email."))
        return redirect("desk:block_members", pk)
    context = {"shared": block, "share": booking, "form": form}
    return render(request, "exhibitors/blocks/block_place.html", context, status=422 if form.is_bound else 200)
