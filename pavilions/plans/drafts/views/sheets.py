"""Sends any version of a hall's plan on paper, for those who plan the floor."""

from dataclasses import replace
from typing import cast

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import require
from ciie.kernel.clock import now
from ciie.kernel.days import day_of
from ciie.kernel.wording import list_words
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.permissions import only
from pavilions.plans.documents import Kind, Sheet, draw_sheets
from pavilions.plans.drafts.queries.draft_contents import booths_as_json
from pavilions.plans.queries.plans import HallPlan, plan_with
from pavilions.plans.views.plan_sheets import TYPES, paper_asked, sheet_file
from pavilions.states import Availability, PlanState


@never_cache
@only("pavilions.plan_floor")
@require_safe
def version_sheet(request: PersonRequest, plan: int, kind: str) -> HttpResponse:
    """Send a version on the paper and at the ratio of `?paper=a3&ratio=500`.

    A draft is marked as one, and its title block names those who drew it.
    """
    found = get_object_or_404(FloorPlan.objects.select_related("hall", "edition"), pk=plan)
    require("pavilions.plan_floor", request.user, found.hall)
    (paper, ratio), drawn = paper_asked(request), plan_with(plan)
    if kind not in TYPES or drawn is None:
        raise Http404
    editors = found.edits.filter(made_by__isnull=False, undone_at=None).order_by("made_by__name")
    sheet = Sheet(
        as_booked(drawn, found),
        str(found.edition),
        found.get_state_display(),
        is_draft=found.state == PlanState.DRAFT,
        is_for_team=True,
        drawn_by=list_words(list(dict.fromkeys(editors.values_list("made_by__name", flat=True)))),
    )
    made = str(date_format(day_of(now(), found.edition.zone)))
    body = draw_sheets([sheet], paper=paper, ratio=ratio, kind=cast("Kind", kind), made=made)
    return sheet_file(body, kind, f"{found.edition.number}-{found.hall.name}-{found.version}-{paper}")


def as_booked(drawn: HallPlan, plan: FloorPlan) -> HallPlan:
    """Return the plan with the availability and holders that a draft's booths have from the booths they come from."""
    booked = {booth["id"]: booth for booth in booths_as_json(plan.booths.all())}
    return replace(
        drawn,
        booths=tuple(
            replace(
                booth,
                availability=Availability(booked[booth.id]["availability"]),
                holder_id=booked[booth.id]["holder"],
            )
            for booth in drawn.booths
        ),
    )
