"""What the office keeps about a company, and the open tasks of a person. Only the organizer's team may see it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, F, Func, QuerySet, Value, When

from ciie.accounts.models import User
from ciie.audit.history import entries_of, events_of, newest_first
from exhibitors.companies.models import Company
from exhibitors.companies.office_notes.models import CompanyNote, CompanyTask, OfficeRecord
from exhibitors.history import Event, event_of
from pavilions.floor.staff.queries import staff_allowed

MOVED = frozenset({"exhibitors.company.merged", "exhibitors.company.merge_undone"})
"""Actions that move rows from company to company, which the history of the company itself already tells."""


def office_record_of(company_id: int) -> OfficeRecord:
    """Return what the office knows of a company, or an unsaved blank row of revision 0."""
    found = OfficeRecord.objects.filter(company=company_id).select_related("owner").first()
    return found or OfficeRecord(company_id=company_id, revision=0)


def tags_in_use() -> list[str]:
    """Return every tag that a company has, by name."""
    each = OfficeRecord.objects.filter(company__merged_into=None).annotate(tag=Func(F("tags"), function="unnest"))
    return sorted(set(each.values_list("tag", flat=True)), key=str.casefold)


def owners_in_sales() -> QuerySet[User]:
    """Return everybody who is the owner in sales of a company, by name."""
    owning = OfficeRecord.objects.exclude(owner=None).values("owner")
    people: QuerySet[User] = User.objects.filter(pk__in=owning).order_by("name", "pk")
    return people


def team_members(also: User | None = None) -> list[User]:
    """Return the people of the team, by name, and `also` another one, who may have left it."""
    people = staff_allowed("exhibitors.note_on_company")
    return people if also is None or also in people else [*people, also]


def notes_of_company(company_id: int) -> QuerySet[CompanyNote]:
    """Return the notes on a company with their authors, newest day first."""
    rows = CompanyNote.objects.filter(company=company_id).select_related("author")
    return rows.order_by("-on_date", "-written_at", "-pk")


def tasks_of_company(company_id: int, *, today: date) -> QuerySet[Any]:
    """Return the tasks about a company with their people, annotated with `is_late`: open ones first, by day."""
    rows = _with_lateness(CompanyTask.objects.filter(company=company_id), today)
    return rows.order_by(F("done_at").desc(nulls_first=True), "due_on", "pk")


def open_tasks_of(person: User, *, today: date) -> QuerySet[Any]:
    """Return the open tasks of a person with their companies, annotated with `is_late`, the earliest due first."""
    rows = CompanyTask.objects.filter(person=person.pk, done_at=None).select_related("company")
    return _with_lateness(rows, today).order_by("due_on", "pk")


def _with_lateness(rows: QuerySet[CompanyTask], today: date) -> QuerySet[Any]:
    late = Case(
        When(done_at=None, due_on__lt=today, then=Value(value=True)),
        default=Value(value=False),
        output_field=BooleanField(),
    )
    return rows.select_related("person", "done_by").annotate(is_late=late)


def office_history(company: Company) -> list[Event]:
    """Return the history of what the office keeps about a company, newest first. It is for the team alone."""
    found: list[Event] = []
    for model, fields in (
        (OfficeRecord, ("customer_number", "owner", "tags")),
        (CompanyNote, ("kind", "on_date", "text")),
        (CompanyTask, ("text", "due_on", "person")),
    ):
        events = events_of(model).filter(company=company.pk)
        texts = dict(_texts(events)) if model is not OfficeRecord else {}
        for entry in entries_of(events, fields):
            if entry.code not in MOVED:
                event = event_of(entry, frozenset())
                found.append(Event(event.at, event.who, event.action, event.changes, about=texts.get(entry.row_id, "")))
    return newest_first(found)


def _texts(events: QuerySet[Any]) -> Iterable[tuple[int, str]]:
    """Return the beginning of the last text of each row, which may no longer be there."""
    rows = events.order_by("pgh_id").values_list("pgh_obj_id", "text")
    return ((key, f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”") for key, text in rows)  # noqa: PLR2004
