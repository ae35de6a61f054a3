"""What the office keeps about a company: its customer number, owner in sales and tags, notes, and tasks."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed, require
from ciie.kernel.clock import now
from ciie.web.refusals import attempt, perform
from ciie.web.revision_forms import revision_seen
from exhibitors.companies.models import Company
from exhibitors.companies.office_notes.forms import (
    NoteCorrectionForm,
    NoteForm,
    OfficeRecordForm,
    TaskChangeForm,
    TaskForm,
)
from exhibitors.companies.office_notes.models import CompanyNote, CompanyTask
from exhibitors.companies.office_notes.operations import (
    change_company_task,
    correct_company_note,
    finish_company_task,
    keep_office_record,
    remove_company_note,
    remove_company_task,
    reopen_company_task,
    set_company_task,
    write_company_note,
)
from exhibitors.companies.office_notes.queries import office_record_of
from exhibitors.companies.queries import companies_visible_to
from exhibitors.office.company_records.views.organizer import show_company
from pavilions.permissions import for_organizers

FORM = "exhibitors/company_records/office_form.html"


@for_organizers
@require_http_methods(["GET", "POST"])
def keep(request: PersonRequest, pk: int) -> HttpResponse:
    """Set a company's customer number, owner in sales and tags."""
    company = _company(request, pk)
    require("exhibitors.keep_office_record", request.user, company)
    form = OfficeRecordForm(request.POST or None, record=office_record_of(pk))
    if attempt(form, lambda: keep_office_record(pk, form.terms, seen=form.seen, actor=request.user, at=now())):
        messages.success(request, _("The record has been saved."))
        return redirect("organizer:company", pk)
    context = {"company": company, "form": form, "heading": _("Edit what the office keeps")}
    return render(request, FORM, context, status=422 if form.is_bound else 200)


@for_organizers
@require_POST
def write_note(request: PersonRequest, pk: int) -> HttpResponse:
    """Write a note on a company."""
    company, form = _company(request, pk), NoteForm(request.POST)
    if attempt(form, lambda: write_company_note(pk, **form.words, actor=request.user, at=now())):
        messages.success(request, _("The note has been saved."))
        return redirect(_part(pk, "notes"))
    return show_company(request, company, note=form)


@for_organizers
@require_http_methods(["GET", "POST"])
def correct_note(request: PersonRequest, pk: int) -> HttpResponse:
    """Correct a note, or show it to its author in a form."""
    note = _note(request, pk)
    require("exhibitors.correct_company_note", request.user, note)
    shown = {**model_to_dict(note, ["kind", "on_date", "text"]), "revision": note.revision}
    form = NoteCorrectionForm(request.POST or None, initial=shown)
    if attempt(form, lambda: correct_company_note(pk, **form.words, seen=form.seen, actor=request.user, at=now())):
        messages.success(request, _("The note has been saved."))
        return redirect(_part(note.company_id, "notes"))
    context = {"company": note.company, "form": form, "heading": _("Correct a note"), "note": note}
    return render(request, FORM, context, status=422 if form.is_bound else 200)


@for_organizers
@require_POST
def remove_note(request: PersonRequest, pk: int) -> HttpResponse:
    """Remove a note; its history remains."""
    note = _note(request, pk)
    return _then_show(request, note, remove_company_note, "notes", _("The note has been removed."))


@for_organizers
@require_POST
def set_task(request: PersonRequest, pk: int) -> HttpResponse:
    """Set somebody of the team a task about a company."""
    company, form = _company(request, pk), TaskForm(request.POST)
    if attempt(form, lambda: set_company_task(pk, **form.words, actor=request.user, at=now())):
        messages.success(request, _("The task has been saved."))
        return redirect(_part(pk, "tasks"))
    return show_company(request, company, task=form)


@for_organizers
@require_http_methods(["GET", "POST"])
def change_task(request: PersonRequest, pk: int) -> HttpResponse:
    """Change a task, or show it in a form."""
    task = _task(request, pk)
    require("exhibitors.note_on_company", request.user, task.company)
    shown = {**model_to_dict(task, ["text", "due_on", "person"]), "revision": task.revision}
    form = TaskChangeForm(request.POST or None, initial=shown, present=task.person)
    if attempt(form, lambda: change_company_task(pk, **form.words, seen=form.seen, actor=request.user, at=now())):
        messages.success(request, _("The task has been saved."))
        return redirect(_part(task.company_id, "tasks"))
    context = {
        "company": task.company,
        "form": form,
        "heading": _("Edit a task"),
        "task": task,
        "may_remove": allowed("exhibitors.remove_company_note", request.user, task),
    }
    return render(request, FORM, context, status=422 if form.is_bound else 200)


@for_organizers
@require_POST
def finish_task(request: PersonRequest, pk: int) -> HttpResponse:
    return _then_show(request, _task(request, pk), finish_company_task, "tasks", _("The task is done."))


@for_organizers
@require_POST
def reopen_task(request: PersonRequest, pk: int) -> HttpResponse:
    return _then_show(request, _task(request, pk), reopen_company_task, "tasks", _("The task is open again."))


@for_organizers
@require_POST
def remove_task(request: PersonRequest, pk: int) -> HttpResponse:
    """Remove a task; its history remains."""
    return _then_show(request, _task(request, pk), remove_company_task, "tasks", _("The task has been removed."))


def _then_show(
    request: PersonRequest, row: CompanyNote | CompanyTask, operation: Callable[..., object], part: str, done: str
) -> HttpResponse:
    """Run the operation of a button on the row, and return to this part of its company's page."""
    perform(request, lambda: operation(row.pk, seen=revision_seen(request), actor=request.user, at=now()), done)
    return redirect(_part(row.company_id, part))


def _part(company: int, part: str) -> str:
    return f"{reverse('organizer:company', args=[company])}#{part}"


def _company(request: PersonRequest, pk: int) -> Company:
    return get_object_or_404(companies_visible_to(request.user), pk=pk)


def _note(request: PersonRequest, pk: int) -> CompanyNote:
    rows = CompanyNote.objects.select_related("company")
    return get_object_or_404(rows, pk=pk, company__in=companies_visible_to(request.user))


def _task(request: PersonRequest, pk: int) -> CompanyTask:
    rows = CompanyTask.objects.select_related("company", "person")
    return get_object_or_404(rows, pk=pk, company__in=companies_visible_to(request.user))
