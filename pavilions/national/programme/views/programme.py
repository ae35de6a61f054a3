"""The programme: the public agenda and its feed, and planning events and rooms."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed, require
from ciie.kernel.clock import now
from ciie.web.downloads import download, export_links, in_pieces
from ciie.web.lists import list_page
from ciie.web.previews import canonical_address
from ciie.web.refusals import attempt, decided, perform
from ciie.web.revalidation import revalidated
from ciie.web.revision_forms import revision_seen
from pavilions.floor.editions.views import edition_or_404
from pavilions.national.national_pavilions.queries.national_pavilions import managed_by
from pavilions.national.programme.documents import agenda_feed, structured_programme_event
from pavilions.national.programme.filters import AgendaFilter, EventFilter
from pavilions.national.programme.forms import EventChangeForm, EventForm, ProposalDecisionForm, RoomForm, initial_of
from pavilions.national.programme.models.programme import EventProposal, ProgrammeEvent
from pavilions.national.programme.operations.programme import (
    announce_event,
    cancel_event,
    change_event,
    open_room,
    plan_event,
    restore_event,
)
from pavilions.national.programme.operations.proposals import (
    accept_event_change,
    decline_event_change,
    propose_event_cancellation,
    propose_event_change,
)
from pavilions.national.programme.queries import (
    events_of,
    events_visible_to,
    open_proposal_of,
    open_proposals,
    public_events,
    rooms,
    session_of,
)
from pavilions.national.programme.tables import EVENT_COLUMNS, EventTable, RoomTable, event_rows
from pavilions.permissions import for_organizers, only
from pavilions.states import EventState
from pavilions.versions import AGENDA, FORUM, HALLS

PROPOSED = gettext_lazy(
    "Your change has been sent to the organizer. Until it is accepted, the public text remains as it is."
)
TRANSITIONS: dict[str, Callable[..., object]] = {
    "announce": announce_event,
    "cancel": cancel_event,
    "propose-cancellation": propose_event_cancellation,
    "restore": restore_event,
}


@require_safe
@revalidated(*AGENDA)
def agenda(request: HttpRequest) -> HttpResponse:
    """Show public events by day."""
    edition = edition_or_404(request)
    with timezone.override(edition.zone):
        found = AgendaFilter(request.GET, queryset=public_events(edition), edition=edition)
        events = list(found.qs)
        return list_page(
            request,
            "pavilions/programme/agenda.html",
            events,
            layout="layout/public.html",
            filter=found,
            edition=edition,
            events=events,
        )


@require_safe
@revalidated(*AGENDA)
def feed(request: HttpRequest) -> HttpResponse:
    """Return the agenda as iCalendar, filtered by the same parameters as the page."""
    edition = edition_or_404(request)
    narrowed = AgendaFilter(request.GET, queryset=public_events(edition), edition=edition)

    def address_of(pk: int) -> str:
        return request.build_absolute_uri(reverse("agenda:event", args=[pk]))

    content = agenda_feed(edition, narrowed.qs, address_of)
    headers = {"Content-Disposition": f'attachment; filename="programme-{edition.number}.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


@require_safe
@revalidated(*AGENDA, *FORUM, HALLS)
def public_event(request: HttpRequest, pk: int) -> HttpResponse:
    edition = edition_or_404(request)
    found = get_object_or_404(public_events(edition).select_related("room__hall", "edition"), pk=pk)
    session = session_of(found)
    with timezone.override(edition.zone):
        context = {
            "edition": edition,
            "event": found,
            "session": session,
            "structured": structured_programme_event(found, session, address=canonical_address(request)),
        }
        return render(request, "pavilions/programme/event.html", context)


@for_organizers
@require_safe
def events(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """Show the events of the edition, or return the same rows as a file."""
    edition = edition_or_404(request)
    with timezone.override(edition.zone):
        found = EventFilter(request.GET, queryset=events_of(edition), edition=edition)
        if not kind:
            return list_page(
                request,
                "pavilions/programme/events.html",
                EventTable(found.qs),
                filter=found,
                exports=export_links(request.GET, "programme:export"),
                edition=edition,
                may_plan=allowed("pavilions.plan_programme", request.user),
                proposals=open_proposals(edition),
            )
    timezone.activate(edition.zone)  # active until the last row is sent
    rows = event_rows(in_pieces(found.qs))
    return download(f"programme-{edition.number}", kind, EVENT_COLUMNS, rows)


@login_required
@require_http_methods(["GET", "POST"])
def plan(request: PersonRequest) -> HttpResponse:
    """Plan an event, for planners of the programme and managers of pavilions."""
    edition = edition_or_404(request)
    if not managed_by(request.user).exists():
        require("pavilions.plan_programme", request.user)
    with timezone.override(edition.zone):
        form = EventForm(request.POST or None, edition=edition, planner=request.user)
        planned = attempt(form, lambda: plan_event(edition.pk, form.terms(), actor=request.user, at=now()))
        if planned:
            messages.success(request, _("The event has been planned. It becomes public when it is announced."))
            return redirect("programme:event", planned.pk)
        return _form_page(request, {"form": form, "edition": edition, "event": None})


@login_required
@require_http_methods(["GET", "POST"])
def event(request: PersonRequest, pk: int) -> HttpResponse:
    """Show an event, with the form for people who may change it. Managers propose changes of announced events."""
    return _event(request, pk)


def _event(
    request: PersonRequest, pk: int, refused: ProposalDecisionForm | None = None, decline_url: str = ""
) -> HttpResponse:
    """Render the page of an event. `refused` is the decision on a proposal that was posted to `decline_url`."""
    found = get_object_or_404(events_visible_to(request.user), pk=pk)
    with timezone.override(found.edition.zone):
        may_plan = allowed("pavilions.plan_event", request.user, found.pavilion)
        may_announce = allowed("pavilions.plan_programme", request.user)
        is_proposed = found.state == EventState.ANNOUNCED and not may_announce
        may_change = may_plan and found.state != EventState.CANCELLED
        # The input stays on the page, even if the event was cancelled in the meantime.
        form = None
        if may_change or (may_plan and request.method == "POST" and not refused):
            typed = None if refused else request.POST or None
            form = EventChangeForm(typed, initial=initial_of(found), edition=found.edition, planner=request.user)
        operation = propose_event_change if is_proposed else change_event
        if form and attempt(form, lambda: operation(pk, form.terms(), seen=form.seen, actor=request.user, at=now())):
            messages.success(request, PROPOSED if is_proposed else _("The event has been saved."))
            return redirect("programme:event", pk)
        proposal = open_proposal_of(found)
        decision = ProposalDecisionForm(initial={"revision": proposal.revision}) if proposal else None
        context = {
            "form": form,
            "is_proposed": is_proposed,
            "proposal": proposal,
            "decision": refused or decision,
            "decline_url": decline_url or (reverse("programme:decline", args=[proposal.pk]) if proposal else ""),
            "may_decide": may_announce,
            "edition": found.edition,
            "event": found,
            "may_announce": may_announce and found.state == EventState.PLANNED,
            "may_restore": may_announce and found.state == EventState.CANCELLED,
            "may_cancel": may_change,
            "session": session_of(found),
            "may_change_speakers": found.state != EventState.CANCELLED and allowed("pavilions.run_forum", request.user),
        }
        return _form_page(request, context)


@login_required
@require_POST
def move(request: PersonRequest, pk: int, name: str) -> HttpResponse:
    if name not in TRANSITIONS:
        raise Http404
    get_object_or_404(events_visible_to(request.user), pk=pk)
    perform(
        request,
        lambda: TRANSITIONS[name](pk, seen=revision_seen(request), actor=request.user, at=now()),
        str(PROPOSED) if name == "propose-cancellation" else _("Done."),
    )
    return redirect("programme:event", pk)


@only("pavilions.plan_programme")
@require_POST
def accept(request: PersonRequest, pk: int) -> HttpResponse:
    """Apply the change or the cancellation that a pavilion proposed for an announced event."""
    proposal = get_object_or_404(EventProposal, pk=pk)
    perform(
        request,
        lambda: accept_event_change(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _accepted,
    )
    return redirect("programme:event", proposal.event_id)


def _accepted(event: ProgrammeEvent) -> str:
    """Return the message that tells the organizer what accepting a pavilion's proposal has done to its event."""
    if event.state != EventState.CANCELLED:
        return _("The change is public.")
    if hasattr(event, "session"):
        return _(
            "The event has been cancelled and is marked as cancelled on the agenda. Its speakers, the proposers of its "
            "topics and the managers of its pavilion get an email."
        )
    return _(
        "The event has been cancelled and is marked as cancelled on the agenda. The managers of its pavilion get an "
        "email."
    )


@only("pavilions.plan_programme")
@require_POST
def decline(request: PersonRequest, pk: int) -> HttpResponse:
    """Decline a proposed change. If the decision is refused, the page keeps the reason that was typed."""
    proposal = get_object_or_404(EventProposal, pk=pk)
    form = ProposalDecisionForm(request.POST)
    if decided(form, decline_event_change, pk, actor=request.user):
        messages.success(request, _("The change has been declined."))
        return redirect("programme:event", proposal.event_id)
    return _event(request, proposal.event_id, form, request.path)


@only("pavilions.plan_programme")
@require_http_methods(["GET", "POST"])
def list_rooms(request: PersonRequest) -> HttpResponse:
    form = RoomForm(request.POST or None)
    opened = attempt(
        form,
        lambda: open_room(
            form.cleaned_data["name"],
            name_zh=form.cleaned_data["name_zh"],
            hall_id=form.cleaned_data["hall"] and form.cleaned_data["hall"].pk,
            seats=form.cleaned_data["seats"],
            actor=request.user,
            at=now(),
        ),
    )
    if opened:
        messages.success(request, _("The room has been saved."))
        return redirect("programme:rooms")
    page, status = "pavilions/programme/rooms.html", 422 if form.is_bound else 200
    return list_page(request, page, RoomTable(rooms()), status=status, form=form)


def _form_page(request: PersonRequest, context: dict[str, Any]) -> HttpResponse:
    form, context["at_desk"] = context["form"], allowed("pavilions.enter_organizer_desk", request.user)
    shown = (form, context.get("decision"))
    status = 422 if any(each is not None and each.is_bound for each in shown) else 200
    return render(request, "pavilions/programme/event_form.html", context, status=status)
