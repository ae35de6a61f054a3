"""The national exhibition for organizers: board, list, deadlines, history, and the page of one pavilion."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.web.downloads import download, export_links
from ciie.web.lists import list_page
from ciie.web.refusals import attempt, decided, perform
from ciie.web.revision_forms import revision_seen
from pavilions.floor.editions.views import edition_or_404, today_in
from pavilions.national.national_pavilions.filters import HistoryFilter, PavilionFilter
from pavilions.national.national_pavilions.forms import (
    DueDateForm,
    GiveAreaForm,
    ManagerInvitationForm,
    PavilionInvitationForm,
    StageDeadlinesForm,
    StageForm,
)
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.operations.national_pavilions import (
    change_stage,
    invite_to_national_exhibition,
    set_guest_of_honour,
    set_next_due_date,
    set_stage_deadlines,
)
from pavilions.national.national_pavilions.operations.pavilion_managers import (
    dismiss_manager,
    invite_manager,
    withdraw_manager_invitation,
)
from pavilions.national.national_pavilions.operations.pavilion_space import give_area, give_booths, take_back_space
from pavilions.national.national_pavilions.queries.national_pavilions import (
    claims_of,
    decline_of,
    free_national_booths,
    national_allotments,
    open_invitations_of,
    pavilions_of,
    visible_pavilions,
)
from pavilions.national.national_pavilions.queries.pavilion_board import board_of, cards_of, map_of_pavilions
from pavilions.national.national_pavilions.queries.pavilion_deadlines import deadlines_of, due_of, revision_of_deadlines
from pavilions.national.national_pavilions.queries.pavilion_history import (
    latest_of,
    lines_of_history,
    participants,
    participations_of,
    times_as_guest,
)
from pavilions.national.national_pavilions.tables import (
    PARTICIPANT_COLUMNS,
    PAVILION_COLUMNS,
    ParticipantTable,
    PavilionTable,
    participant_rows,
    pavilion_rows,
)
from pavilions.permissions import for_organizers, only
from pavilions.states import ENDING_STAGES, PavilionStage


@for_organizers
@require_safe
def board(request: PersonRequest) -> HttpResponse:
    """Show pavilions by stage, the late ones first."""
    edition = edition_or_404(request)
    shown = board_of(edition, today=today_in(edition))
    context = {
        "edition": edition,
        "board": shown,
        "map": map_of_pavilions(shown),
        "may_guide": allowed("pavilions.guide_pavilions", request.user),
    }
    return render(request, "pavilions/national_pavilions/board.html", context)


@for_organizers
@require_safe
def list_pavilions(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """Show the pavilions of the edition, or return the same rows as a file."""
    edition = edition_or_404(request)
    found = PavilionFilter(request.GET, queryset=pavilions_of(edition), today=today_in(edition))
    if kind:
        cards = cards_of(edition, found.qs, today=today_in(edition))
        timezone.activate(edition.zone)  # active until the last row is sent
        return download(f"pavilions-{edition.number}", kind, PAVILION_COLUMNS, pavilion_rows(cards))
    return list_page(
        request,
        "pavilions/national_pavilions/list.html",
        PavilionTable(found.qs, deadlines=deadlines_of(edition), today=today_in(edition)),
        filter=found,
        exports=export_links(request.GET, "pavilion:export"),
        edition=edition,
    )


@for_organizers
@require_safe
def history(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """Show the participants of all editions, or return the same rows as a file."""
    found = HistoryFilter(request.GET, queryset=participants())
    if kind:
        return download("participants", kind, PARTICIPANT_COLUMNS, participant_rows(found.qs))
    return list_page(
        request,
        "pavilions/national_pavilions/history.html",
        ParticipantTable(found.qs),
        filter=found,
        exports=export_links(request.GET, "pavilion:history_export"),
    )


@only("pavilions.guide_pavilions")
@require_http_methods(["GET", "POST"])
def invite(request: PersonRequest) -> HttpResponse:
    edition = edition_or_404(request)
    form = PavilionInvitationForm(request.POST if request.method == "POST" else None)
    invited = attempt(
        form, lambda: invite_to_national_exhibition(edition.pk, **form.cleaned_data, actor=request.user, at=now())
    )
    if invited:
        messages.success(request, _("%(guest)s has been invited.") % {"guest": invited})
        return redirect("pavilion:show", invited.pk)
    context = {"form": form.without_idle_tick(), "edition": edition}
    return render(request, "pavilions/national_pavilions/invite.html", context, status=422 if form.is_bound else 200)


@only("pavilions.guide_pavilions")
@require_http_methods(["GET", "POST"])
def deadlines(request: PersonRequest) -> HttpResponse:
    """Set the days by which the pavilions of the edition should reach each stage."""
    edition = edition_or_404(request)
    form = StageDeadlinesForm(
        request.POST if request.method == "POST" else None,
        deadlines=deadlines_of(edition),
        initial={"revision": revision_of_deadlines(edition)},
    )
    if attempt(
        form, lambda: set_stage_deadlines(edition.pk, form.dates(), seen=form.seen, actor=request.user, at=now())
    ):
        messages.success(request, _("The deadlines are set."))
        return redirect("pavilion:list")
    context = {"form": form, "edition": edition}
    return render(request, "pavilions/national_pavilions/deadlines.html", context, status=422 if form.is_bound else 200)


type Refused = dict[str, forms.Form]


@for_organizers
@require_safe
def show(request: PersonRequest, pk: int) -> HttpResponse:
    return _show(request, pk, {})


@only("pavilions.guide_pavilions")
@require_POST
def move(request: PersonRequest, pk: int) -> HttpResponse:
    """Move a pavilion to another stage. An ending stage redirects the posted form to a page that asks first.

    A refusal is shown on the page, with the note that was typed.
    """
    pavilion = get_object_or_404(NationalPavilion, pk=pk)
    form = StageForm(request.POST, pavilion=pavilion)
    if form.is_valid() and form.cleaned_data["to"] in ENDING_STAGES:
        return redirect("pavilion:end", pk, form.cleaned_data["to"], preserve_request=True)
    moved = attempt(
        form,
        lambda: change_stage(
            pk,
            to=PavilionStage(form.cleaned_data["to"]),
            note=form.cleaned_data["note"],
            seen=form.seen,
            actor=request.user,
            at=now(),
        ),
    )
    if moved:
        words = {"pavilion": moved, "stage": moved.get_stage_display()}
        messages.success(request, _("%(pavilion)s: %(stage)s.") % words)
        return redirect("pavilion:show", pk)
    return _show(request, pk, {"stage_form": form})


@only("pavilions.guide_pavilions")
@require_POST
def set_due(request: PersonRequest, pk: int) -> HttpResponse:
    form = DueDateForm(request.POST)
    if decided(form, set_next_due_date, pk, actor=request.user):
        messages.success(request, _("The due date has been set."))
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
    """Show free booths of the national exhibition to choose from. A refusal keeps those that were ticked."""
    pavilion = get_object_or_404(NationalPavilion.objects.select_related("edition"), pk=pk)
    chosen = [int(key) for key in request.POST.getlist("booth") if key.isdecimal()]
    refusal = None
    if request.method == "POST":
        try:
            give_booths(pk, chosen, seen=revision_seen(request), actor=request.user, at=now())
        except DomainError as error:
            refusal = error
        else:
            messages.success(request, _("The space has been allocated."))
            return redirect("pavilion:show", pk)
    context = {
        "pavilion": pavilion,
        "booths": free_national_booths(pavilion.edition),
        "allotments": national_allotments(pavilion.edition),
        "chosen": chosen,
        "refusal": refusal,
        "area_form": GiveAreaForm(edition=pavilion.edition, initial={"revision": pavilion.revision}),
    }
    return render(request, "pavilions/national_pavilions/give.html", context, status=422 if refusal else 200)


@only("pavilions.guide_pavilions")
@require_POST
def give_some_area(request: PersonRequest, pk: int) -> HttpResponse:
    """Allocate m² of a hall without a booth."""
    pavilion = get_object_or_404(NationalPavilion.objects.select_related("edition"), pk=pk)
    form = GiveAreaForm(request.POST, edition=pavilion.edition)
    given = attempt(
        form,
        lambda: give_area(
            pk,
            form.cleaned_data["allotment"].pk,
            area_sqm=form.cleaned_data["area_sqm"],
            seen=form.seen,
            actor=request.user,
            at=now(),
        ),
    )
    if given:
        messages.success(request, _("The space has been allocated."))
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
    invitation = attempt(form, lambda: invite_manager(pk, **form.cleaned_data, actor=request.user, at=now()))
    if invitation:
        messages.success(request, _("An invitation will be sent to %(email)s.") % {"email": invitation.email})
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
    perform(request, operation, _("Done."))
    return redirect("pavilion:show", pk)


def _show(request: PersonRequest, pk: int, refused: Refused) -> HttpResponse:
    pavilion = get_object_or_404(visible_pavilions(request.user), pk=pk)
    edition = pavilion.edition
    context = {
        "pavilion": pavilion,
        "edition": edition,
        "current": "overview",
        "is_over": pavilion.stage in ENDING_STAGES,
        "may_take_back_decline": decline_of(pk) is not None and today_in(edition) <= edition.closes_date,
        "due": due_of(pavilion, deadlines_of(edition), today=today_in(edition)),
        "claims": claims_of(pavilion),
        "times_as_guest": times_as_guest(pavilion),
        "participations": latest_of(participations_of(pavilion)),
        "story": lines_of_history(pavilion),
        "invitations": open_invitations_of(pavilion, at=now()),
        "may_guide": allowed("pavilions.guide_pavilions", request.user),
        "stage_form": StageForm(pavilion=pavilion, initial={"revision": pavilion.revision}),
        "due_form": DueDateForm(initial={"due_date": pavilion.next_due_date, "revision": pavilion.revision}),
        "invitation_form": ManagerInvitationForm(),
        **refused,
    }
    return render(request, "pavilions/national_pavilions/show.html", context, status=422 if refused else 200)
