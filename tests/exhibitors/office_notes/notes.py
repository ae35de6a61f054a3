"""What the office keeps about companies, as tests write it."""

from typing import Any

from exhibitors.companies.models import Company
from exhibitors.companies.office_notes.models import CompanyNote, CompanyTask, OfficeRecord
from exhibitors.companies.office_notes.operations import (
    OfficeTerms,
    keep_office_record,
    set_company_task,
    write_company_note,
)
from exhibitors.companies.office_notes.states import NoteKind
from tests.factories import NOON, organizer

TODAY = NOON.date()


def kept(company: Company, number: str = "", *, owner: int | None = None, tags: str = "", **by: Any) -> OfficeRecord:
    by = {"actor": by.get("actor") or organizer(), "at": NOON, **by}
    return keep_office_record(company.pk, OfficeTerms(number, owner, tags), **by)


def noted(company: Company, text: str = "Wants a corner.", **terms: Any) -> CompanyNote:
    terms = {"kind": NoteKind.CALL, "on_date": TODAY, "actor": terms.get("actor") or organizer(), "at": NOON, **terms}
    return write_company_note(company.pk, text=text, **terms)


def tasked(company: Company, text: str = "Call again", **terms: Any) -> CompanyTask:
    actor = terms.get("actor") or organizer()
    terms = {"due_on": TODAY, "person_id": actor.pk, "at": NOON, **terms, "actor": actor}
    return set_company_task(company.pk, text=text, **terms)
