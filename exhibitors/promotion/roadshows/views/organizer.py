"""Roadshows for organizers: the list, the list as a file, planning, and one roadshow with its registrations."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm, model_to_dict
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.downloads import download, export_links, in_pieces
from ciie.web.lists import list_page, page_of
from ciie.web.refusals import attempt, perform
from ciie.web.revision_forms import revision_seen
from exhibitors.promotion.roadshows.filters import RoadshowFilter
from exhibitors.promotion.roadshows.forms import (
    AttendanceForm,
    RoadshowChangeForm,
    RoadshowCorrectionForm,
    RoadshowForm,
)
from exhibitors.promotion.roadshows.models import Roadshow
from exhibitors.promotion.roadshows.operations import (
    REPORTED_FIELDS,
    ROADSHOW_FIELDS,
    cancel_roadshow,
    change_roadshow,
    close_roadshow,
    correct_roadshow,
    open_roadshow,
    plan_roadshow,
    restore_roadshow,
)
from exhibitors.promotion.roadshows.queries import promotion_of, registrations_of, roadshows_of, unconfirmed_of
from exhibitors.promotion.roadshows.states import ROADSHOW_LIFECYCLE, RegistrationState, RoadshowState
from exhibitors.promotion.roadshows.tables import (
    REGISTRATION_COLUMNS,
    ROADSHOW_COLUMNS,
    RoadshowTable,
    registration_rows,
    roadshow_rows,
)
from pavilions.floor.editions.views import edition_of
from pavilions.permissions import for_organizers, only

TRANSITIONS: dict[str, Callable[..., Roadshow]] = {
    "open": open_roadshow,
    "cancel": cancel_roadshow,
    "restore": restore_roadshow,
}
promoters = only("exhibitors.promote")


@for_organizers
@require_safe
def roadshows(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """Show the roadshows of an edition with their results, or return the same rows as a file."""
    edition = edition_of(request)
    found = RoadshowFilter(request.GET, queryset=roadshows_of(edition))
    if kind:
        lines = roadshow_rows(in_pieces(found.qs))
        return download(f"roadshows-{edition.number}", kind, ROADSHOW_COLUMNS, lines)
    return list_page(
        request,
        "exhibitors/roadshows/organizer_roadshows.html",
        RoadshowTable(found.qs),
        filter=found,
        exports=export_links(request.GET, "organizer:roadshows_export", edition=edition.number),
        edition=edition,
        promotion=promotion_of(edition.pk),
        may_promote=allowed("exhibitors.promote", request.user),
    )


@promoters
@require_safe
def export_registrations(request: PersonRequest, pk: int, kind: str) -> HttpResponseBase:
    """Return the people registered for one roadshow as `csv` or `xlsx`."""
    show = get_object_or_404(Roadshow, pk=pk)
    rows = registration_rows(in_pieces(registrations_of(show)))
    return download(f"registrations-{pk}", kind, REGISTRATION_COLUMNS, rows)


@promoters
@require_http_methods(["GET", "POST"])
def plan(request: PersonRequest) -> HttpResponse:
    edition, form = edition_of(request), RoadshowForm(request.POST or None)
    show = attempt(
        form, lambda: plan_roadshow(edition.pk, _record(form, ROADSHOW_FIELDS), actor=request.user, at=now())
    )
    if show:
        messages.success(request, _("The roadshow has been planned. Open it when registration can start."))
        return redirect("organizer:roadshow", show.pk)
    return _form_page(request, {"form": form, "edition": edition, "show": None})


@promoters
@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    show = get_object_or_404(Roadshow.objects.select_related("edition"), pk=pk)
    shown = {**model_to_dict(show, ROADSHOW_FIELDS), "revision": show.revision}
    form = RoadshowChangeForm(request.POST or None, initial=shown)
    saved = attempt(
        form, lambda: change_roadshow(pk, _record(form, ROADSHOW_FIELDS), seen=form.seen, actor=request.user, at=now())
    )
    if saved:
        messages.success(request, _("The roadshow has been saved."))
        return redirect("organizer:roadshow", pk)
    return _form_page(request, {"form": form, "edition": show.edition, "show": show})


@for_organizers
@require_http_methods(["GET", "POST"])
def roadshow(request: PersonRequest, pk: int) -> HttpResponse:
    """Show one roadshow. A POST reports its attendance."""
    found = get_object_or_404(Roadshow, pk=pk)
    form = AttendanceForm(request.POST or None, initial={"revision": found.revision})

    def close() -> Roadshow:
        attendance = form.cleaned_data["attendance"]
        return close_roadshow(pk, attendance=attendance, seen=form.seen, actor=request.user, at=now())

    if attempt(form, close):
        messages.success(request, _("Saved."))
        return redirect("organizer:roadshow", pk)
    return _show(request, pk, form)


@promoters
@require_http_methods(["GET", "POST"])
def correct(request: PersonRequest, pk: int) -> HttpResponse:
    """Correct the report on a roadshow that was held."""
    show = get_object_or_404(Roadshow.objects.select_related("edition"), pk=pk, state=RoadshowState.HELD)
    initial = model_to_dict(show, REPORTED_FIELDS) | {"attendance": show.attendance, "revision": show.revision}
    form = RoadshowCorrectionForm(request.POST or None, initial=initial)

    def correct_it() -> Roadshow:
        record, reason = _record(form, REPORTED_FIELDS), form.cleaned_data["reason"]
        return correct_roadshow(pk, record, reason=reason, seen=form.seen, actor=request.user, at=now())

    if attempt(form, correct_it):
        messages.success(request, _("The roadshow has been corrected."))
        return redirect("organizer:roadshow", pk)
    return _form_page(request, {"form": form, "edition": show.edition, "show": show, "is_correction": True})


@promoters
@require_POST
def move(request: PersonRequest, pk: int, name: str) -> HttpResponse:
    if name not in TRANSITIONS:
        raise Http404
    perform(
        request,
        lambda: TRANSITIONS[name](pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("Done."),
    )
    return redirect("organizer:roadshow", pk)


def _show(request: PersonRequest, pk: int, form: AttendanceForm) -> HttpResponse:
    show = get_object_or_404(Roadshow.objects.select_related("edition"), pk=pk)
    may_promote = allowed("exhibitors.promote", request.user)
    context = {
        "show": show,
        "form": form,
        "may_promote": may_promote,
        "page": page_of(request, registrations_of(show)) if may_promote else None,
        "unconfirmed": unconfirmed_of(show) if may_promote else 0,
        "reports": show.reports.select_related("reported_by"),
        "may_correct": may_promote and show.state == RoadshowState.HELD,
        "may_change": may_promote and show.state in {RoadshowState.PLANNED, RoadshowState.OPEN},
        "may_open": may_promote and show.state == RoadshowState.PLANNED,
        "may_close": may_promote and ROADSHOW_LIFECYCLE.allows(show.state, RoadshowState.HELD),
        "may_cancel": may_promote and ROADSHOW_LIFECYCLE.allows(show.state, RoadshowState.CANCELLED),
        "may_restore": may_promote and show.state == RoadshowState.CANCELLED,
        "confirmed": show.registrations.filter(state=RegistrationState.CONFIRMED).count(),
    }
    return render(
        request, "exhibitors/roadshows/organizer_roadshow.html", context, status=422 if form.is_bound else 200
    )


def _record(form: BaseForm, fields: Iterable[str]) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in fields}


def _form_page(request: PersonRequest, context: dict[str, Any]) -> HttpResponse:
    status = 422 if context["form"].is_bound else 200
    return render(request, "exhibitors/roadshows/roadshow_form.html", context, status=status)
