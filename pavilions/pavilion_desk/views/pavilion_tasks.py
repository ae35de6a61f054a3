"""The tasks of a pavilion: managers tick them, directors set them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.web.refusals import announce_refusal, attempt
from ciie.web.revision_forms import revision_seen
from pavilions.editions.views import today_in
from pavilions.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national_pavilions.models.pavilion_work import PavilionTask
from pavilions.national_pavilions.operations.pavilion_tasks import (
    change_task_day,
    drop_task,
    finish_task,
    reopen_task,
    set_task,
)
from pavilions.national_pavilions.queries.pavilion_tasks import tasks_of
from pavilions.pavilion_desk.forms import TaskDayForm, TaskForm
from pavilions.pavilion_desk.views.pavilion_desk import pavilion_for, show

MOVES: dict[str, Any] = {"done": finish_task, "reopen": reopen_task, "drop": drop_task}


@login_required
@require_http_methods(["GET", "POST"])
def tasks(request: PersonRequest, pk: int) -> HttpResponse:
    """What is to be done by when, and for directors a form for one more."""
    pavilion = pavilion_for(request, pk)
    form = TaskForm(request.POST if request.method == "POST" else None)
    task = _set(request, pk, form) if form.is_valid() else None
    if task:
        messages.success(request, _("The task is set."))
        return redirect("pavilion:tasks", pk)
    return _show(request, pavilion, form)


def _show(request: PersonRequest, pavilion: NationalPavilion, form: TaskForm, **refused: Any) -> HttpResponse:
    only_overdue = "overdue" in request.GET
    rows = tasks_of(pavilion, today=today_in(pavilion.edition))
    return show(
        request,
        "tasks",
        pavilion,
        tasks=[row for row in rows if row.is_late] if only_overdue else rows,
        only_overdue=only_overdue,
        form=form,
        may_guide=allowed("pavilions.guide_pavilions", request.user),
        **refused,
    )


def _set(request: PersonRequest, pk: int, form: TaskForm) -> PavilionTask | None:
    return attempt(form, lambda: set_task(pk, **form.cleaned_data, actor=request.user, at=now()))


@login_required
@require_POST
def move_task(request: PersonRequest, pk: int, task: int, name: str) -> HttpResponse:
    """`done`, `reopen`, `drop`, or `day` with another day."""
    if name not in {*MOVES, "day"}:
        raise Http404
    pavilion = pavilion_for(request, pk)
    get_object_or_404(PavilionTask, pk=task, pavilion=pavilion)
    if name == "day":
        return _change_day(request, pavilion, task)
    try:
        MOVES[name](task, seen=revision_seen(request), actor=request.user, at=now())
    except DomainError as refusal:
        announce_refusal(request, refusal)
    else:
        messages.success(request, _("Noted."))
    return redirect("pavilion:tasks", pk)


def _change_day(request: PersonRequest, pavilion: NationalPavilion, task: int) -> HttpResponse:
    """A refusal keeps the day that was typed."""
    form = TaskDayForm(request.POST)
    changed = attempt(form, lambda: _set_day(request, task, form)) if form.is_valid() else None
    if changed:
        messages.success(request, _("The day is changed."))
        return redirect("pavilion:tasks", pavilion.pk)
    answer = _show(request, pavilion, TaskForm(), refused=task, day_form=form)
    answer.status_code = 422
    return answer


def _set_day(request: PersonRequest, task: int, form: TaskDayForm) -> PavilionTask:
    due_date = form.cleaned_data["due_date"]
    return change_task_day(task, due_date=due_date, seen=form.seen, actor=request.user, at=now())
