"""The history of a hall's plan: its versions and publications, the plan on a day, and any two versions side by side."""

from collections.abc import Mapping
from datetime import datetime, time

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.wording import list_words
from exhibitors.bookings.models import Booking
from exhibitors.plan_pages.plan_versions.forms import DayForm, TwoVersionsForm
from pavilions.floor.editions.views import edition_of
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.floor.models.venue import Hall
from pavilions.permissions import for_organizers
from pavilions.plans.drawing import (
    Appearance,
    BoothMark,
    ChangedBooth,
    DrawnHall,
    ObstructionMark,
    draw_changes,
    draw_hall,
    draw_legend_of_changes,
)
from pavilions.plans.publishing.comparison import ChangeKind, ComparedPlan, Comparison, PlanChange
from pavilions.plans.publishing.models import PlanPublication
from pavilions.plans.publishing.queries.plan_comparisons import compare_versions, compared_plan
from pavilions.plans.publishing.queries.plan_history import holders_on, periods_of, publication_on, versions_of
from pavilions.plans.queries.plans import ring_of
from pavilions.states import Availability


@for_organizers
@require_safe
def versions(request: PersonRequest, name: str) -> HttpResponse:
    edition, hall = _place(request, name)
    context = {
        "edition": edition,
        "hall": hall,
        "versions": versions_of(edition.pk, hall.pk),
        "periods": periods_of(edition.pk, hall.pk),
        "day_form": DayForm(),
        "two_form": TwoVersionsForm(edition_id=edition.pk, hall_id=hall.pk),
        "may_plan": allowed("pavilions.plan_floor", request.user, hall),
    }
    return render(request, "exhibitors/plan_versions/versions.html", context)


@for_organizers
@require_safe
def as_of(request: PersonRequest, name: str) -> HttpResponse:
    """Show the plan in force at the end of a day, in the edition's time zone, with the booths that were taken then."""
    edition, hall = _place(request, name)
    form = DayForm(request.GET)
    publication, drawing = None, None
    taken: Mapping[int, int] = {}
    if form.is_valid():
        moment = datetime.combine(form.cleaned_data["as_of"], time.max, tzinfo=edition.zone)
        publication = publication_on(edition.pk, hall.pk, moment)
        if publication:
            taken = holders_on(publication.plan, moment)
            drawing = _drawn(publication, taken)
    context = {
        "edition": edition,
        "hall": hall,
        "form": form,
        "day": form.cleaned_data.get("as_of"),
        "publication": publication,
        "drawing": drawing,
        "taken": len(taken),
    }
    return render(request, "exhibitors/plan_versions/as_of.html", context)


@for_organizers
@require_safe
def compare(request: PersonRequest, name: str) -> HttpResponse:
    edition, hall = _place(request, name)
    form = TwoVersionsForm(request.GET, edition_id=edition.pk, hall_id=hall.pk)
    context: dict[str, object] = {"edition": edition, "hall": hall, "form": form}
    if form.is_valid():
        before, after = form.cleaned_data["before"], form.cleaned_data["after"]
        old, new, comparison = compare_versions(before, after)
        after.hall = hall
        context |= {
            "before": before,
            "after": after,
            "comparison": comparison,
            "drawing": drawn_changes(after, old, new, comparison, {}),
            "legend": draw_legend_of_changes(),
        }
    return render(request, "exhibitors/plan_versions/compare.html", context)


def _place(request: PersonRequest, name: str) -> tuple[Edition, Hall]:
    """Return the edition requested and the hall. Raise `Http404` if the hall has no plan in that edition."""
    edition = edition_of(request)
    hall = Hall.objects.filter(name=name, floor_plans__edition=edition).first()
    if hall is None:
        raise Http404
    return edition, hall


def _drawn(publication: PlanPublication, holders: Mapping[int, int]) -> SafeString:
    plan = publication.plan
    names = dict(Booking.objects.filter(pk__in=holders.values()).values_list("pk", "company__name"))
    shown = compared_plan(plan.pk)
    marks = [
        BoothMark(
            id=booth.id,
            number=booth.number,
            ring=booth.ring,
            area_sqm=booth.area_sqm,
            availability=Availability.BOOKED if booth.id in holders else Availability.FREE,
            kind=booth.kind,
            open_sides=booth.open_sides,
            label=names.get(holders.get(booth.id, 0)),
        )
        for booth in shown.booths
    ]
    obstructions = tuple(ObstructionMark(each.kind, each.ring) for each in shown.obstructions)
    return draw_hall(DrawnHall(plan.hall.name, ring_of(plan.hall.outline), obstructions, tuple(marks)))


def drawn_changes(
    plan: FloorPlan, old: ComparedPlan, new: ComparedPlan, comparison: Comparison, holders: Mapping[int, str]
) -> SafeString:
    """Draw the booths of the later version, highlighted where they differ, above those that have gone or moved.

    `holders` maps booths of the earlier version to names.
    """
    hall = DrawnHall(
        name=plan.hall.name,
        outline=ring_of(plan.hall.outline),
        obstructions=tuple(ObstructionMark(each.kind, each.ring) for each in new.obstructions),
        booths=(),
    )
    there = {booth.ring for booth in new.booths}
    gone = [
        ChangedBooth(b.id, b.number, b.ring, b.area_sqm, Appearance.GONE, words_of(change), holders.get(b.id))
        for b in old.booths
        if b.ring not in there and (change := comparison.by_booth.get(b.id))
    ]
    present = []
    for booth in new.booths:
        change = comparison.by_booth.get(booth.id)
        appearance = Appearance.SAME
        if change is not None:
            appearance = Appearance.ADDED if ChangeKind.ADDED in change.kinds else Appearance.CHANGED
        words = words_of(change) if change else ""
        present.append(ChangedBooth(booth.id, booth.number, booth.ring, booth.area_sqm, appearance, words))
    return draw_changes(hall, [*gone, *present])


def words_of(change: PlanChange) -> str:
    """Return the kinds of change in words, such as `moved, resized`."""
    return list_words(kind.label for kind in change.ordered_kinds)
