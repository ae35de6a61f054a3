"""The tasks of a pavilion: managers tick them, directors set them."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ciie.accounts.models import User
from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.web.refusals import announce_refusal, attempt
from pavilions.forms.pavilion_desk import TaskDayForm, TaskForm
from pavilions.models import PavilionTask
from pavilions.operations.pavilion_tasks import change_task_day, drop_task, finish_task, reopen_task, set_task
from pavilions.queries.pavilion_tasks import tasks_of
from pavilions.views.current import today_in
from pavilions.views.pavilion_desk import pavilion_for, show

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
    return show(
        request,
        "tasks",
        pavilion,
        tasks=tasks_of(pavilion, today=today_in(pavilion.edition)),
        form=form,
        may_guide=allowed("pavilions.guide_pavilions", request.user),
    )


def _set(request: PersonRequest, pk: int, form: TaskForm) -> PavilionTask | None:
    return attempt(form, lambda: set_task(pk, **form.cleaned_data, actor=request.user, at=now()))


@login_required
@require_POST
def move_task(request: PersonRequest, pk: int, task: int, name: str) -> HttpResponse:
    """`done`, `reopen`, `drop`, or `day` with another day."""
    if name not in {*MOVES, "day"}:
        raise Http404
    get_object_or_404(PavilionTask, pk=task, pavilion=pavilion_for(request, pk))
    try:
        said = _moved(request, task, name, request.user, now())
    except DomainError as refusal:
        announce_refusal(request, refusal)
    else:
        messages.success(request, said)
    return redirect("pavilion:tasks", pk)


def _moved(request: PersonRequest, task: int, name: str, actor: User, at: datetime) -> str:
    if name in MOVES:
        MOVES[name](task, actor=actor, at=at)
        return _("Noted.")
    form = TaskDayForm(request.POST)
    if not form.is_valid():
        raise DomainError(_("This is not a day."), code="not_a_day")
    change_task_day(task, due_date=form.cleaned_data["due_date"], actor=actor, at=at)
    return _("The day is changed.")
