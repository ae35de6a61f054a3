"""The pages for running an edition: opening, closing and archiving it, and what each hall offers each sector."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import override
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError
from ciie.web.lists import page_of
from ciie.web.refusals import announce_refusal, attempt, decided
from ciie.web.revision_forms import RevisionForm, revision_seen
from pavilions.floor.editions.forms import EditionChangeForm, EditionForm, FirstCapacityForm, initial_after
from pavilions.floor.editions.operations.capacities import add_capacity, set_capacity
from pavilions.floor.editions.operations.editions import (
    archive_edition,
    change_edition,
    close_edition,
    create_edition,
)
from pavilions.floor.editions.queries import all_editions, allotments_of
from pavilions.floor.editions.requests import edition_shown
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.permissions import for_organizers, only
from pavilions.states import EditionStatus

LONGEST_NUMBER = 4
STATUS_CHANGES: dict[str, Callable[..., Edition]] = {
    "close": close_edition,
    "archive": archive_edition,
}


class NoEdition(Http404):
    """There is no edition yet that the page could be about. `handler404` shows a page that says what comes first."""


def edition_or_404(request: HttpRequest) -> Edition:
    """Return the edition that the address names, else the current one, or raise `NoEdition` if there is none."""
    edition = edition_shown(request)
    if edition is None:
        raise NoEdition
    return edition


def edition_of(request: HttpRequest) -> Edition:
    """Return the edition whose number `?edition=` gives, else that of the address, else the current one.

    Raise `Http404` if there is none.
    """
    number = request.GET.get("edition", "")
    if not number:
        return edition_or_404(request)
    if not (number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER):
        raise Http404
    return get_object_or_404(Edition, number=int(number))


def today_in(edition: Edition) -> date:
    return day_of(now(), edition.zone)


class CapacityForm(RevisionForm):
    capacity_sqm = forms.DecimalField(label=gettext_lazy("Capacity (m²)"), min_value=0, max_digits=10, decimal_places=2)


@dataclass(frozen=True)
class CapacityRow:
    """A hall's m² for a sector, with the form to change them."""

    allotment: Allotment
    form: CapacityForm


@for_organizers
@require_safe
def list_editions(request: PersonRequest) -> HttpResponse:
    context = {"page": page_of(request, all_editions()), "may_run": allowed("pavilions.run_edition", request.user)}
    return render(request, "pavilions/editions/list.html", context)


@for_organizers
@require_safe
def edition(request: PersonRequest, number: int) -> HttpResponse:
    return _show(request, get_object_or_404(Edition, number=number))


@only("pavilions.run_edition")
@require_http_methods(["GET", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    """Add an edition in planning; the form starts with the rules of the newest one."""
    before = Edition.objects.newest_first().first()
    form = EditionForm(request.POST if request.method == "POST" else None, initial=initial_after(before))
    made = attempt(form, lambda: create_edition(form.values, actor=request.user, at=now()))
    if made:
        messages.success(
            request, _("%(edition)s has been created. Open it for booking when it is ready.") % {"edition": made}
        )
        return redirect("edition:detail", made.number)
    context = {"form": form, "before": before}
    return render(request, "pavilions/editions/form.html", context, status=422 if form.is_bound else 200)


@only("pavilions.run_edition")
@require_http_methods(["GET", "POST"])
def change(request: PersonRequest, number: int) -> HttpResponse:
    """Change all fields of an edition that are set by hand."""
    found = get_object_or_404(Edition, number=number)
    form = EditionChangeForm(
        request.POST if request.method == "POST" else None,
        instance=copy(found),  # the form writes into the copy, while the page shows the edition as it is
        initial={"revision": found.revision},
    )
    changed = attempt(form, lambda: change_edition(found.pk, form.values, seen=form.seen, actor=request.user, at=now()))
    if changed:
        messages.success(request, _("%(edition)s has been saved.") % {"edition": changed})
        return redirect("edition:detail", changed.number)
    with override(found.zone):
        context = {"form": form, "edition": found}
        return render(request, "pavilions/editions/form.html", context, status=422 if form.is_bound else 200)


@only("pavilions.run_edition")
@require_POST
def change_status(request: PersonRequest, number: int, move: str) -> HttpResponse:
    """Close the edition for booking or archive it, by `close` or `archive`. Its set-up page opens it."""
    if move not in STATUS_CHANGES:
        raise Http404
    found = get_object_or_404(Edition, number=number)
    try:
        changed = STATUS_CHANGES[move](found.pk, seen=revision_seen(request), actor=request.user, at=now())
    except DomainError as refusal:
        announce_refusal(request, refusal)
    else:
        words = {"edition": changed.name, "status": changed.get_status_display()}
        messages.success(request, _("%(edition)s is now %(status)s.") % words)
    return redirect("edition:detail", number)


@only("pavilions.set_capacity")
@require_POST
def change_capacity(request: PersonRequest, pk: int) -> HttpResponse:
    """Change a capacity. A refusal is shown in the hall's own row, with the figure that was typed."""
    allotment = get_object_or_404(Allotment.objects.select_related("edition"), pk=pk)
    form = CapacityForm(request.POST, auto_id=f"capacity-{pk}-%s")
    if changed := decided(form, set_capacity, pk, actor=request.user):
        messages.success(request, _("The capacity of %(place)s has been set.") % {"place": changed})
        return redirect("edition:detail", allotment.edition.number)
    return _show(request, allotment.edition, refused=(pk, form))


@only("pavilions.set_capacity")
@require_http_methods(["GET", "POST"])
def add_space(request: PersonRequest, number: int) -> HttpResponse:
    """Give m² of a hall to a sector that has none there yet."""
    found = get_object_or_404(Edition, number=number)
    form = FirstCapacityForm(request.POST or None)

    def add() -> Allotment:
        return add_capacity(found.pk, form.cleaned_data["hall"].pk, form.wanted, actor=request.user, at=now())

    if made := attempt(form, add):
        messages.success(request, _("The capacity of %(place)s has been set.") % {"place": made})
        return redirect("edition:detail", number)
    context = {"edition": found, "form": form}
    return render(request, "pavilions/editions/capacity.html", context, status=422 if form.is_bound else 200)


def _show(request: PersonRequest, edition: Edition, refused: tuple[int, CapacityForm] | None = None) -> HttpResponse:
    allotments = list(allotments_of(edition))
    rows = []
    for allotment in allotments:
        seen = {"capacity_sqm": allotment.capacity_sqm, "revision": allotment.capacity_revision}
        form = CapacityForm(initial=seen, auto_id=f"capacity-{allotment.pk}-%s")
        rows.append(CapacityRow(allotment, refused[1] if refused and refused[0] == allotment.pk else form))
    may_run = allowed("pavilions.run_edition", request.user)
    context = {
        "edition": edition,
        "rows": rows,
        "capacity_sqm": sum(allotment.capacity_sqm for allotment in allotments),
        "claimed_sqm": sum(allotment.claimed_sqm for allotment in allotments),
        "may_run": may_run,
        "may_take_over": may_run and edition.status == EditionStatus.PLANNING and _has_others(edition),
        "is_over": today_in(edition) > edition.closes_date,
        "may_set_capacity": allowed("pavilions.set_capacity", request.user),
    }
    return render(request, "pavilions/editions/detail.html", context, status=422 if refused else 200)


def _has_others(edition: Edition) -> bool:
    return Edition.objects.exclude(pk=edition.pk).exists()
