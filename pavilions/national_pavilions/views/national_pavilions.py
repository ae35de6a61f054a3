"""The national exhibition for organizers: the board by stage, the list, deadlines, inviting, and the history."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.downloads import download, export_links
from ciie.web.lists import list_page
from ciie.web.refusals import attempt
from pavilions.editions.views import edition_or_404, today_in
from pavilions.national_pavilions.filters import HistoryFilter, PavilionFilter
from pavilions.national_pavilions.forms import PavilionInvitationForm, StageDeadlinesForm
from pavilions.national_pavilions.operations.national_pavilions import invite_to_national_exhibition
from pavilions.national_pavilions.operations.pavilion_deadlines import set_stage_deadlines
from pavilions.national_pavilions.queries.national_pavilions import pavilions_of
from pavilions.national_pavilions.queries.pavilion_board import board_of, cards_of, map_of_pavilions
from pavilions.national_pavilions.queries.pavilion_deadlines import deadlines_of, revision_of_deadlines
from pavilions.national_pavilions.queries.pavilion_history import participants
from pavilions.national_pavilions.tables import (
    PARTICIPANT_COLUMNS,
    PAVILION_COLUMNS,
    ParticipantTable,
    PavilionTable,
    participant_rows,
    pavilion_rows,
)
from pavilions.permissions import for_organizers, only


@for_organizers
@require_safe
def board(request: PersonRequest) -> HttpResponse:
    """Pavilions by stage, the late ones first."""
    edition = edition_or_404()
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
    """The pavilions of the edition, or the same rows as a file."""
    edition = edition_or_404()
    found = PavilionFilter(request.GET, queryset=pavilions_of(edition))
    if kind:
        cards = cards_of(edition, found.qs, today=today_in(edition))
        timezone.activate(edition.zone)  # until the answer is sent, row by row
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
    """Who took part in which editions, over all of them; or the same rows as a file."""
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
    edition = edition_or_404()
    form = PavilionInvitationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        invited = attempt(
            form,
            lambda: invite_to_national_exhibition(edition.pk, **form.cleaned_data, actor=request.user, at=now()),
        )
        if invited:
            messages.success(request, _("%(guest)s is invited.") % {"guest": invited})
            return redirect("pavilion:show", invited.pk)
    context = {"form": form, "edition": edition}
    return render(request, "pavilions/national_pavilions/invite.html", context, status=422 if form.is_bound else 200)


@only("pavilions.guide_pavilions")
@require_http_methods(["GET", "POST"])
def deadlines(request: PersonRequest) -> HttpResponse:
    """By when the pavilions of the edition should have reached each stage."""
    edition = edition_or_404()
    form = StageDeadlinesForm(
        request.POST if request.method == "POST" else None,
        deadlines=deadlines_of(edition),
        initial={"revision": revision_of_deadlines(edition)},
    )
    if form.is_valid():
        kept = attempt(
            form,
            lambda: set_stage_deadlines(edition.pk, form.dates(), seen=form.seen, actor=request.user, at=now()),
        )
        if kept:
            messages.success(request, _("The deadlines are set."))
            return redirect("pavilion:list")
    context = {"form": form, "edition": edition}
    return render(request, "pavilions/national_pavilions/deadlines.html", context, status=422 if form.is_bound else 200)
