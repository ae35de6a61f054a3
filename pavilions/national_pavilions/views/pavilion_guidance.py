"""One pavilion for organizers: where it stands, what is due, its space, its managers and all that happened."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.web.refusals import announce_refusal, attempt
from ciie.web.revision_forms import revision_seen
from pavilions.editions.views import today_in
from pavilions.national_pavilions.forms import DueDateForm, GiveAreaForm, ManagerInvitationForm, StageForm
from pavilions.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national_pavilions.operations.national_pavilions import (
    move_pavilion,
    set_guest_of_honour,
    set_next_due_date,
)
from pavilions.national_pavilions.operations.pavilion_managers import (
    dismiss_manager,
    invite_manager,
    withdraw_manager_invitation,
)
from pavilions.national_pavilions.operations.pavilion_space import give_area, give_booths, take_back_space
from pavilions.national_pavilions.queries.national_pavilions import claims_of, visible_pavilions
from pavilions.national_pavilions.queries.pavilion_deadlines import deadlines_of, due_of
from pavilions.national_pavilions.queries.pavilion_history import participations_of, story_of, times_as_guest
from pavilions.national_pavilions.queries.pavilion_managers import open_invitations_of
from pavilions.national_pavilions.queries.pavilion_space import free_national_booths, national_allotments
from pavilions.permissions import for_organizers, only
from pavilions.states import PavilionStage

type Refused = dict[str, forms.Form]


@for_organizers
@require_safe
def show(request: PersonRequest, pk: int) -> HttpResponse:
    return _show(request, pk, {})


@only("pavilions.guide_pavilions")
@require_POST
def move(request: PersonRequest, pk: int) -> HttpResponse:
    """To another stage. A refusal is shown on the page, with the note that was typed."""
    pavilion = get_object_or_404(NationalPavilion, pk=pk)
    form = StageForm(request.POST, pavilion=pavilion)
    if form.is_valid():
        to, note = PavilionStage(form.cleaned_data["to"]), form.cleaned_data["note"]
        moved = attempt(form, lambda: move_pavilion(pk, to=to, note=note, seen=form.seen, actor=request.user, at=now()))
        if moved:
            words = {"pavilion": moved, "stage": moved.get_stage_display()}
            messages.success(request, _("%(pavilion)s: %(stage)s.") % words)
            return redirect("pavilion:show", pk)
    return _show(request, pk, {"stage_form": form})


@only("pavilions.guide_pavilions")
@require_POST
def set_due(request: PersonRequest, pk: int) -> HttpResponse:
    form = DueDateForm(request.POST)
    if form.is_valid():
        due_date = form.cleaned_data["due_date"]
        kept = attempt(
            form, lambda: set_next_due_date(pk, due_date=due_date, seen=form.seen, actor=request.user, at=now())
        )
        if kept:
            messages.success(request, _("The day is set."))
            return redirect("pavilion:show", pk)
    return _show(request, pk, {"due_form": form})


@only("pavilions.guide_pavilions")
@require_POST
def honour(request: PersonRequest, pk: int) -> HttpResponse:
    is_guest = request.POST.get("is_guest") == "yes"
    return _did(
        request,
        pk,
        lambda: set_guest_of_honour(pk, is_guest=is_guest, seen=revision_seen(request), actor=request.user, at=now()),
    )


@only("pavilions.guide_pavilions")
@require_http_methods(["GET", "POST"])
def give(request: PersonRequest, pk: int) -> HttpResponse:
    """Free booths of the national exhibition to choose from; a refusal keeps what was ticked."""
    pavilion = get_object_or_404(NationalPavilion.objects.select_related("edition"), pk=pk)
    chosen = [int(key) for key in request.POST.getlist("booth") if key.isdecimal()]
    refusal = None
    if request.method == "POST":
        try:
            give_booths(pk, chosen, actor=request.user, at=now())
        except DomainError as error:
            refusal = error
        else:
            messages.success(request, _("The space is given."))
            return redirect("pavilion:show", pk)
    context = {
        "pavilion": pavilion,
        "booths": free_national_booths(pavilion.edition),
        "allotments": national_allotments(pavilion.edition),
        "chosen": chosen,
        "refusal": refusal,
        "area_form": GiveAreaForm(edition=pavilion.edition),
    }
    return render(request, "pavilions/national_pavilions/give.html", context, status=422 if refusal else 200)


@only("pavilions.guide_pavilions")
@require_POST
def give_some_area(request: PersonRequest, pk: int) -> HttpResponse:
    """m² of a hall without a booth."""
    pavilion = get_object_or_404(NationalPavilion.objects.select_related("edition"), pk=pk)
    form = GiveAreaForm(request.POST, edition=pavilion.edition)
    if form.is_valid():
        allotment, area = form.cleaned_data["allotment"], form.cleaned_data["area_sqm"]
        given = attempt(form, lambda: give_area(pk, allotment.pk, area_sqm=area, actor=request.user, at=now()))
        if given:
            messages.success(request, _("The space is given."))
            return redirect("pavilion:show", pk)
    context = {
        "pavilion": pavilion,
        "booths": free_national_booths(pavilion.edition),
        "allotments": national_allotments(pavilion.edition),
        "area_form": form,
    }
    return render(request, "pavilions/national_pavilions/give.html", context, status=422)


@only("pavilions.guide_pavilions")
@require_POST
def take_back(request: PersonRequest, pk: int) -> HttpResponse:
    chosen = [int(key) for key in request.POST.getlist("claim") if key.isdecimal()]
    return _did(
        request, pk, lambda: take_back_space(pk, chosen, seen=revision_seen(request), actor=request.user, at=now())
    )


@only("pavilions.guide_pavilions")
@require_POST
def invite_person(request: PersonRequest, pk: int) -> HttpResponse:
    form = ManagerInvitationForm(request.POST)
    if form.is_valid():
        email = form.cleaned_data["email"]
        invitation = attempt(form, lambda: invite_manager(pk, email=email, actor=request.user, at=now()))
        if invitation:
            messages.success(request, _("An invitation goes to %(email)s by mail.") % {"email": invitation.email})
            return redirect("pavilion:show", pk)
    return _show(request, pk, {"invitation_form": form})


@only("pavilions.guide_pavilions")
@require_POST
def withdraw_invitation(request: PersonRequest, pk: int, invitation: int) -> HttpResponse:
    return _did(request, pk, lambda: withdraw_manager_invitation(invitation, actor=request.user, at=now()))


@only("pavilions.guide_pavilions")
@require_POST
def dismiss(request: PersonRequest, pk: int, person: int) -> HttpResponse:
    return _did(request, pk, lambda: dismiss_manager(pk, person, actor=request.user, at=now()))


def _did(request: PersonRequest, pk: int, operation: Callable[[], object]) -> HttpResponse:
    get_object_or_404(NationalPavilion, pk=pk)
    try:
        operation()
    except DomainError as refusal:
        announce_refusal(request, refusal)
    else:
        messages.success(request, _("Noted."))
    return redirect("pavilion:show", pk)


def _show(request: PersonRequest, pk: int, refused: Refused) -> HttpResponse:
    pavilion = get_object_or_404(visible_pavilions(request.user), pk=pk)
    edition = pavilion.edition
    context = {
        "pavilion": pavilion,
        "edition": edition,
        "current": "overview",
        "due": due_of(pavilion, deadlines_of(edition), today=today_in(edition)),
        "claims": claims_of(pavilion),
        "times_as_guest": times_as_guest(pavilion),
        "participations": participations_of(pavilion),
        "story": story_of(pavilion),
        "invitations": open_invitations_of(pavilion, at=now()),
        "may_guide": allowed("pavilions.guide_pavilions", request.user),
        "stage_form": StageForm(pavilion=pavilion, initial={"revision": pavilion.revision}),
        "due_form": DueDateForm(initial={"due_date": pavilion.next_due_date, "revision": pavilion.revision}),
        "invitation_form": ManagerInvitationForm(),
        **refused,
    }
    return render(request, "pavilions/national_pavilions/show.html", context, status=422 if refused else 200)
