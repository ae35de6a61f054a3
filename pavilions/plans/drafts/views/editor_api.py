"""The editor's server side, which answers with JSON: a draft's contents, its changes, and every edit of it."""

import json
from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, cast

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ciie.accounts.models import User
from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import require
from ciie.kernel.clock import now
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid, NotFound
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.plans.drafts.edits import edit_in
from pavilions.plans.drafts.operations.plan_edits import (
    ChangedMeanwhile,
    EditMade,
    edit_draft,
    redo_edit,
    redoable,
    undo_edit,
    undoable,
)
from pavilions.plans.drafts.queries.draft_contents import (
    changes_since,
    contents_of,
    gone_of,
    items_of,
    problems_as_json,
)
from pavilions.plans.drafts.queries.planners import planners_beside
from pavilions.plans.safety.documents.drawn import words_and_marks
from pavilions.plans.safety.documents.walks import draw_walks
from pavilions.plans.safety.queries import check_drawn, measured_plan

type Answer[**P] = Callable[Concatenate[PersonRequest, int, P], JsonResponse]
type View = Callable[..., JsonResponse]

LARGEST_REVISION = 2**62


def for_planners[**P](answer: Answer[P]) -> View:
    """Admit floor planners only.

    Others, people who are signed out, and refusals get a JSON response with a message.
    """

    @never_cache
    @wraps(answer)
    def view(request: HttpRequest, plan: int, *args: P.args, **kwargs: P.kwargs) -> JsonResponse:
        if not isinstance(request.user, User):
            return _problem(
                HTTPStatus.UNAUTHORIZED,
                "signed_out",
                _("You have been signed out. Sign in again; your work is kept here."),
            )
        try:
            require("pavilions.plan_floor", request.user)
            return answer(cast("PersonRequest", request), plan, *args, **kwargs)
        except DomainError as refusal:
            return _refused(plan, refusal)

    return view


@require_safe
@for_planners
def contents(request: PersonRequest, plan: int) -> JsonResponse:
    found = _plan_of(plan, request.user)
    return JsonResponse({**contents_of(found), **_steps(found, request.user), **_others(found, request.user)})


@require_safe
@for_planners
def changes(request: PersonRequest, plan: int) -> JsonResponse:
    """Return what has changed since the revision `?since=`, or everything without it."""
    since = request.GET.get("since", "")
    known = int(since) if since.isascii() and since.isdigit() and len(since) < len(str(LARGEST_REVISION)) else None
    found = _plan_of(plan, request.user)
    return JsonResponse({**changes_since(found, known), **_steps(found, request.user), **_others(found, request.user)})


@require_safe
@for_planners
def safety(request: PersonRequest, plan: int) -> JsonResponse:
    """Return what breaks the rules of the hall: with `?ways` what is measured along ways through it, else all the rest.

    With `?walks` return the ways themselves, and how far each place is from an exit, as SVG.
    """
    if "walks" in request.GET:
        return JsonResponse({"walks": draw_walks(measured_plan(_plan_of(plan, request.user)))})
    found, along_ways = _plan_of(plan, request.user), "ways" in request.GET
    check = check_drawn(found, along_ways=along_ways, today=day_of(now(), found.edition.zone))
    part = "ways" if along_ways else "near"
    said = words_and_marks(check, along_ways=along_ways)
    return JsonResponse({f"{part}-{name}": text for name, text in said.items()})


@require_POST
@for_planners
def edits(request: PersonRequest, plan: int) -> JsonResponse:
    try:
        edit = edit_in(request.body)
    except RequestDataTooBig as error:
        raise Invalid(_("Too many changes at once. Edit fewer booths at a time."), code="too_large") from error
    return _made(edit_draft(plan, edit, actor=request.user, at=now()), request.user)


@require_POST
@for_planners
def undo(request: PersonRequest, plan: int) -> JsonResponse:
    return _made(undo_edit(plan, actor=request.user, at=now()), request.user)


@require_POST
@for_planners
def redo(request: PersonRequest, plan: int) -> JsonResponse:
    return _made(redo_edit(plan, actor=request.user, at=now()), request.user)


def _plan(key: int) -> FloorPlan:
    found = FloorPlan.objects.select_related("hall", "edition", "background").filter(pk=key).first()
    if found is None:
        raise NotFound(_("Plan not found."), code="not_found")
    return found


def _plan_of(key: int, person: User) -> FloorPlan:
    found = _plan(key)
    require("pavilions.plan_floor", person, found.hall)
    return found


def _made(made: EditMade, person: User) -> JsonResponse:
    current = items_of(made.plan, made.booths, made.obstructions)
    answer = {
        "revision": made.plan.revision,
        "edit": made.number,
        "changed": current,
        "gone": {"booths": sorted(made.gone), "obstructions": sorted(made.gone_obstructions)},
        **_steps(made.plan, person),
    }
    return JsonResponse(answer)


def _steps(plan: FloorPlan, person: User) -> dict[str, bool]:
    return {"can_undo": undoable(plan, person).exists(), "can_redo": redoable(plan, person).exists()}


def _others(plan: FloorPlan, person: User) -> dict[str, list[str]]:
    return {"others": planners_beside(plan.pk, person, at=now())}


def _refused(plan: int, refusal: DomainError) -> JsonResponse:
    details: dict[str, Any] = dict(refusal.details)
    problems = problems_as_json(details.pop("problems", ()))
    if isinstance(refusal, ChangedMeanwhile):
        found = _plan(plan)
        current = items_of(found, refusal.booths, refusal.obstructions)
        details |= {"current": current, "gone": gone_of(current, refusal.booths, refusal.obstructions)}
    return _problem(refusal.status, refusal.code, str(refusal), field=refusal.field, problems=problems, **details)


def _problem(status: int, code: str, message: str, **details: object) -> JsonResponse:
    body: Mapping[str, object] = {"field": None, "problems": [], **details, "code": code, "message": message}
    return JsonResponse(json.loads(json.dumps(body, default=str)), status=status)
