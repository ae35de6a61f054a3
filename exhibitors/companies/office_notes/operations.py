"""Operations on what the office keeps about companies: its record, notes, and tasks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid, Sentence
from ciie.kernel.locking import lock_one, require_seen
from ciie.kernel.validity import require_valid
from exhibitors.companies.models import Company
from exhibitors.companies.office_notes.models import (
    TAG_LENGTH,
    CompanyNote,
    CompanyTask,
    OfficeRecord,
)
from exhibitors.companies.office_notes.queries import tags_in_use, team_members
from exhibitors.companies.office_notes.states import NoteKind
from exhibitors.companies.operations import lock_company

MOST_TAGS: Final = 12
BETWEEN_TAGS = re.compile(r"[,，、;；\n]")
NO_NOTE, NO_TASK = _("Note not found."), _("Task not found.")


@dataclass(frozen=True)
class OfficeTerms:
    """By what the office knows a company. `tags` are words with commas between them, as they were typed."""

    customer_number: str
    owner_id: int | None
    tags: str


@operation("exhibitors.office_record.kept")
def keep_office_record(
    company_id: int, terms: OfficeTerms, *, seen: int | None = None, actor: Actor, at: datetime
) -> OfficeRecord:
    """Set a company's customer number, owner in sales and tags. `seen` is 0 if nothing was set before.

    A tag that another company has is kept as it is spelled there. Raise `customer_number_taken`, `not_of_the_team`,
    `too_many_tags` or `tag_too_long`.
    """
    company = lock_company(company_id)
    require("exhibitors.keep_office_record", actor, company)
    record = OfficeRecord.objects.filter(company=company).first()
    require_seen(record, seen)
    record = record or OfficeRecord(company=company)
    record.customer_number = " ".join(terms.customer_number.split())
    record.owner = _of_the_team(terms.owner_id, record.owner, field="owner")
    record.tags = _tags(terms.tags)
    if record.customer_number:
        _refuse_taken(record)
    require_valid(record, exclude=["company", "owner"])
    record.save()
    return record


@operation("exhibitors.company_note.written")
def write_company_note(
    company_id: int, *, kind: NoteKind, on_date: date, text: str, actor: Actor, at: datetime
) -> CompanyNote:
    """Write a note on a company, or what was said in a call or a meeting. Raise `day_to_come` for a later day."""
    company = lock_company(company_id)
    require("exhibitors.note_on_company", actor, company)
    note = CompanyNote(company=company, author=person_of(actor), written_at=at)
    _write_note(note, kind, on_date, text, at=at)
    return note


@operation("exhibitors.company_note.corrected")
def correct_company_note(
    note_id: int,
    *,
    kind: NoteKind,
    on_date: date,
    text: str,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> CompanyNote:
    """Correct a note, which only its author may do. Its history keeps what it said before."""
    note = _lock_note(note_id, "exhibitors.correct_company_note", seen=seen, actor=actor)
    note.corrected_at = at
    _write_note(note, kind, on_date, text, at=at)
    return note


@operation("exhibitors.company_note.removed")
def remove_company_note(note_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Remove a note; its history remains. Its author may do so, and directors."""
    _lock_note(note_id, "exhibitors.remove_company_note", seen=seen, actor=actor).delete()


@operation("exhibitors.company_task.set")
def set_company_task(
    company_id: int, *, text: str, due_on: date, person_id: int, actor: Actor, at: datetime
) -> CompanyTask:
    """Set a person of the team a task about a company. Raise `not_of_the_team` for anybody else."""
    company = lock_company(company_id)
    require("exhibitors.note_on_company", actor, company)
    task = CompanyTask(company=company, author=person_of(actor), set_at=at)
    _write_task(task, text, due_on, person_id)
    return task


@operation("exhibitors.company_task.changed")
def change_company_task(
    task_id: int,
    *,
    text: str,
    due_on: date,
    person_id: int,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> CompanyTask:
    """Change what has to be done, by when or by whom. Raise `task_done` if it is done."""
    task = _lock_task(task_id, "exhibitors.note_on_company", seen=seen, actor=actor)
    if task.done_at is not None:
        raise DomainError(_("This task is done. Open it again before you change it."), code="task_done")
    _write_task(task, text, due_on, person_id)
    return task


@operation("exhibitors.company_task.finished")
def finish_company_task(task_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> CompanyTask:
    """Note that a task is done. A task that is done stays as it is."""
    task = _lock_task(task_id, "exhibitors.note_on_company", seen=seen, actor=actor)
    if task.done_at is None:
        task.done_at, task.done_by = at, person_of(actor)
        task.save(update_fields=["done_at", "done_by"])
    return task


@operation("exhibitors.company_task.reopened")
def reopen_company_task(task_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> CompanyTask:
    """Open a task again that was done."""
    task = _lock_task(task_id, "exhibitors.note_on_company", seen=seen, actor=actor)
    task.done_at, task.done_by = None, None
    task.save(update_fields=["done_at", "done_by"])
    return task


@operation("exhibitors.company_task.removed")
def remove_company_task(task_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Remove a task; its history remains. Who set it may do so, and directors."""
    task = _lock_task(task_id, "exhibitors.note_on_company", seen=seen, actor=actor)
    require("exhibitors.remove_company_note", actor, task)
    task.delete()


def _lock_note(note_id: int, permission: str, *, seen: int | None, actor: Actor) -> CompanyNote:
    """Lock the company and then its note, so that both stay together while companies are merged."""
    company = _lock_company_of(CompanyNote, note_id, NO_NOTE)
    note = lock_one(CompanyNote.objects.filter(company=company), note_id, missing=NO_NOTE)
    require(permission, actor, note)
    require_seen(note, seen)
    return note


def _lock_task(task_id: int, permission: str, *, seen: int | None, actor: Actor) -> CompanyTask:
    company = _lock_company_of(CompanyTask, task_id, NO_TASK)
    task = lock_one(CompanyTask.objects.filter(company=company), task_id, missing=NO_TASK)
    require(permission, actor, company)
    require_seen(task, seen)
    return task


def _lock_company_of(model: type[CompanyNote | CompanyTask], key: int, missing: Sentence) -> Company:
    company_id = model._default_manager.filter(pk=key).values_list("company_id", flat=True).first()
    return lock_one(Company.objects.all(), company_id or 0, missing=missing)


def _write_note(note: CompanyNote, kind: NoteKind, on_date: date, text: str, *, at: datetime) -> None:
    note.kind, note.on_date, note.text = kind, on_date, text.strip()
    require_valid(note, exclude=["company", "author"])
    if on_date > day_of(at, get_default_timezone()):
        raise Invalid(
            _("This day is still to come. Set a task for what is to be done."), code="day_to_come", field="on_date"
        )
    note.save()


def _write_task(task: CompanyTask, text: str, due_on: date, person_id: int) -> None:
    task.text, task.due_on = " ".join(text.split()), due_on
    task.person = _of_the_team(person_id, task.person, field="person")
    require_valid(task, exclude=["company", "author", "person", "done_by"])
    task.save()


def _of_the_team(person_id: int | None, present: User | None, *, field: str) -> User | None:
    """Return the person with this key, who must be of the team now unless they already have this duty."""
    person = next((each for each in team_members(present) if each.pk == person_id), None)
    if person_id is not None and person is None:
        raise Invalid(_("Choose someone of the organizer’s team."), code="not_of_the_team", field=field)
    return person


def _tags(typed: str) -> list[str]:
    """Return the words that were typed, each once, in the spelling that is already in use."""
    in_use = {tag.casefold(): tag for tag in tags_in_use()}
    found: dict[str, str] = {}
    for word in filter(None, (" ".join(each.split()) for each in BETWEEN_TAGS.split(typed))):
        found.setdefault(word.casefold(), in_use.get(word.casefold(), word))
    if len(found) > MOST_TAGS:
        raise Invalid(
            _("A company can have at most %(limit)d tags.") % {"limit": MOST_TAGS}, code="too_many_tags", field="tags"
        )
    if any(len(tag) > TAG_LENGTH for tag in found.values()):
        raise Invalid(
            _("A tag has at most %(limit)d characters. Put commas between tags.") % {"limit": TAG_LENGTH},
            code="tag_too_long",
            field="tags",
        )
    return sort_tags(found.values())


def sort_tags(tags: Iterable[str]) -> list[str]:
    return sorted(tags, key=str.casefold)


def _refuse_taken(record: OfficeRecord) -> None:
    """Raise `customer_number_taken`, with the name of the company that has the number.

    The database refuses a number that two people give at the same moment.
    """
    others = OfficeRecord.objects.filter(customer_number__iexact=record.customer_number).exclude(pk=record.pk)
    if other := others.select_related("company").first():
        raise Invalid(
            _("%(company)s has this customer number.") % {"company": other.company},
            code="customer_number_taken",
            field="customer_number",
        )
