"""What the office keeps about a company: its team writes it, and nobody else does."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from ciie.accounts.models import User
from ciie.audit.history import events_of
from ciie.kernel.errors import DomainError, Invalid, NotAllowed, NotFound
from ciie.privacy.operations import erase_person
from exhibitors.companies.models import Company
from exhibitors.companies.office_notes.models import CompanyNote, CompanyTask, OfficeRecord
from exhibitors.companies.office_notes.operations import (
    MOST_TAGS,
    change_company_task,
    correct_company_note,
    finish_company_task,
    remove_company_note,
    remove_company_task,
    reopen_company_task,
)
from exhibitors.companies.office_notes.queries import (
    notes_of_company,
    office_history,
    office_record_of,
    open_tasks_of,
    tags_in_use,
    tasks_of_company,
)
from exhibitors.companies.office_notes.states import NoteKind
from exhibitors.companies.operations import remove_company
from pavilions.states import OrganizerRole
from tests.exhibitors.office_notes.notes import TODAY, kept, noted, tasked
from tests.factories import NOON, CompanyFactory, UserFactory, organizer, owner_of

pytestmark = pytest.mark.django_db

WORDS: dict[str, Any] = {"kind": NoteKind.MEETING, "on_date": TODAY, "text": "Wants two corners.", "at": NOON}


def code_of(refusal: "pytest.ExceptionInfo[DomainError]") -> tuple[str, str | None]:
    return refusal.value.code, refusal.value.field


def test_a_customer_number_is_of_one_company_in_any_case() -> None:
    one, other = CompanyFactory(), CompanyFactory()
    assert kept(one, " K-17  a ").customer_number == "K-17 a"
    with pytest.raises(Invalid, match=f"{one.name} has this customer number") as refusal:
        kept(other, "k-17 A")
    assert code_of(refusal) == ("customer_number_taken", "customer_number")
    kept(one, "K-17 A", seen=1)
    assert office_record_of(one.pk).revision == 2
    assert not OfficeRecord.objects.filter(company=other).exists()


def test_the_database_refuses_a_number_that_two_give_at_once() -> None:
    """Control: the operation looks first, and two of them may look at the same moment."""
    one, other = CompanyFactory(), CompanyFactory()
    kept(one, "K-17")
    with pytest.raises(IntegrityError, match="customer_number_once"), transaction.atomic():
        OfficeRecord.objects.create(company=other, customer_number="k-17")
    assert [kept(company).customer_number for company in (CompanyFactory(), CompanyFactory())] == ["", ""]


def test_the_owner_in_sales_is_of_the_team_and_may_leave_it_later() -> None:
    company, person = CompanyFactory(), organizer(OrganizerRole.REVIEWER)
    for stranger in (UserFactory(), owner_of(company)):
        with pytest.raises(Invalid) as refusal:
            kept(company, owner=stranger.pk)
        assert code_of(refusal) == ("not_of_the_team", "owner")
    assert kept(company, owner=person.pk).owner == person
    person.appointments.all().delete()
    assert kept(company, "K-1", owner=person.pk).owner == person
    assert kept(company, "K-1").owner is None
    with pytest.raises(Invalid):
        kept(company, owner=person.pk)


def test_tags_are_typed_and_spelled_as_they_are_elsewhere() -> None:
    one, other = CompanyFactory(), CompanyFactory()
    assert kept(one, tags="VIP, organic  food，, vip").tags == ["organic food", "VIP"]
    assert kept(other, tags="vip、 Organic Food; new").tags == ["new", "organic food", "VIP"]
    assert tags_in_use() == ["new", "organic food", "VIP"]
    for typed, code in ((", ".join(map(str, range(MOST_TAGS + 1))), "too_many_tags"), ("x" * 31, "tag_too_long")):
        with pytest.raises(Invalid) as refusal:
            kept(other, tags=typed)
        assert code_of(refusal) == (code, "tags")
    assert kept(other).tags == []


def test_a_record_that_was_kept_meanwhile_is_not_overwritten() -> None:
    company = CompanyFactory()
    kept(company, "K-1", seen=0)
    for seen in (0, 2):
        with pytest.raises(DomainError) as refusal:
            kept(company, "K-2", seen=seen)
        assert refusal.value.code == "changed_meanwhile"
    assert office_record_of(company.pk).customer_number == "K-1"


def test_only_its_author_corrects_a_note_and_its_history_keeps_what_it_said() -> None:
    author, director, company = organizer(OrganizerRole.FLOOR_PLANNER), organizer(), CompanyFactory()
    note = noted(company, actor=author)
    with pytest.raises(NotAllowed):
        correct_company_note(note.pk, **WORDS, actor=director)
    with pytest.raises(DomainError, match="since you opened the page"):
        correct_company_note(note.pk, **WORDS, seen=7, actor=author)
    later = NOON + timedelta(hours=1)
    corrected = correct_company_note(note.pk, **{**WORDS, "at": later}, seen=note.revision, actor=author)
    assert (corrected.text, corrected.kind, corrected.corrected_at) == ("Wants two corners.", "meeting", later)
    remove_company_note(note.pk, actor=director, at=later)
    assert not CompanyNote.objects.exists()
    texts = events_of(CompanyNote).order_by("pgh_id").values_list("text", flat=True)
    assert list(texts) == ["Wants a corner.", "Wants two corners.", "Wants two corners."]
    history = office_history(company)
    assert [str(event.action).partition(" ")[0] for event in history] == ["note"] * 3
    assert {event.about for event in history} == {"“Wants two corners.”"}


def test_an_author_who_left_the_team_corrects_nothing_more() -> None:
    author = organizer()
    note = noted(CompanyFactory(), actor=author)
    author.appointments.all().delete()
    author = User.objects.get(pk=author.pk)
    with pytest.raises(NotAllowed):
        correct_company_note(note.pk, **WORDS, actor=author)
    with pytest.raises(NotAllowed):
        remove_company_note(note.pk, actor=author, at=NOON)


def test_a_note_of_nobody_is_of_no_one_who_asks() -> None:
    note = noted(CompanyFactory())
    CompanyNote.objects.filter(pk=note.pk).update(author=None)
    with pytest.raises(NotAllowed):
        correct_company_note(note.pk, **WORDS, actor=organizer(OrganizerRole.FINANCE))


def test_a_note_has_words_and_no_day_to_come() -> None:
    company = CompanyFactory()
    with pytest.raises(Invalid) as refusal:
        noted(company, on_date=TODAY + timedelta(days=1))
    assert code_of(refusal) == ("day_to_come", "on_date")
    with pytest.raises(Invalid):
        noted(company, "  ")
    old = noted(company, on_date=TODAY - timedelta(days=40))
    new = noted(company)
    assert list(notes_of_company(company.pk)) == [new, old]


def test_a_task_is_open_until_it_is_done_and_late_after_its_day() -> None:
    company, person = CompanyFactory(), organizer(OrganizerRole.FINANCE)
    tomorrow = TODAY + timedelta(days=1)
    task = tasked(company, due_on=TODAY, person_id=person.pk)
    for today, is_late in ((TODAY, False), (tomorrow, True)):
        (found,) = open_tasks_of(person, today=today)
        assert (found, found.is_late) == (task, is_late)
    done = finish_company_task(task.pk, seen=task.revision, actor=organizer(), at=NOON)
    assert list(open_tasks_of(person, today=tomorrow)) == []
    (found,) = tasks_of_company(company.pk, today=tomorrow)
    assert not found.is_late
    again = finish_company_task(task.pk, actor=person, at=NOON + timedelta(days=2))
    assert (again.done_at, again.done_by) == (NOON, done.done_by)
    with pytest.raises(DomainError) as refusal:
        change_company_task(task.pk, text="x", due_on=TODAY, person_id=person.pk, actor=person, at=NOON)
    assert refusal.value.code == "task_done"
    reopen_company_task(task.pk, actor=person, at=NOON)
    changed = change_company_task(task.pk, text="Write", due_on=tomorrow, person_id=person.pk, actor=person, at=NOON)
    assert (changed.text, changed.due_on, changed.done_by) == ("Write", tomorrow, None)


def test_open_tasks_come_first_by_their_day() -> None:
    company, actor = CompanyFactory(), organizer()
    late, soon, done = (tasked(company, due_on=TODAY + timedelta(days=days), actor=actor) for days in (-3, 2, -9))
    finish_company_task(done.pk, actor=actor, at=NOON)
    assert list(tasks_of_company(company.pk, today=TODAY)) == [late, soon, done]


def test_a_task_is_for_the_team_and_stale_forms_are_refused() -> None:
    company, actor = CompanyFactory(), organizer()
    with pytest.raises(Invalid) as refusal:
        tasked(company, person_id=owner_of(company).pk)
    assert code_of(refusal) == ("not_of_the_team", "person")
    task = tasked(company, actor=actor)
    by: dict[str, Any] = {"seen": task.revision + 1, "actor": actor, "at": NOON}
    with pytest.raises(DomainError, match="since you opened the page"):
        change_company_task(task.pk, text="x", due_on=TODAY, person_id=actor.pk, **by)
    for button in (finish_company_task, reopen_company_task, remove_company_task):
        with pytest.raises(DomainError, match="since you opened the page"):
            button(task.pk, **by)
    with pytest.raises(NotFound):
        finish_company_task(0, actor=actor, at=NOON)


def test_who_set_a_task_and_directors_remove_it() -> None:
    company, finance, other = CompanyFactory(), organizer(OrganizerRole.FINANCE), organizer(OrganizerRole.REVIEWER)
    task = tasked(company, actor=finance)
    with pytest.raises(NotAllowed):
        remove_company_task(task.pk, actor=other, at=NOON)
    remove_company_task(task.pk, actor=finance, at=NOON)
    remove_company_task(tasked(company, actor=finance).pk, actor=organizer(), at=NOON)
    assert not CompanyTask.objects.exists()


@pytest.mark.parametrize("role", list(OrganizerRole))
def test_every_role_of_the_organizer_writes_notes_and_tasks(role: OrganizerRole) -> None:
    company, actor = CompanyFactory(), organizer(role)
    noted(company, actor=actor)
    tasked(company, actor=actor)
    if role == OrganizerRole.FLOOR_PLANNER:
        with pytest.raises(NotAllowed):
            kept(company, "K-1", actor=actor)
    else:
        assert kept(company, "K-1", actor=actor).customer_number == "K-1"


def test_the_company_itself_and_strangers_do_none_of_it() -> None:
    company = CompanyFactory()
    note, task = noted(company), tasked(company)
    by: dict[str, Any] = {"at": NOON}
    for stranger in (owner_of(company), UserFactory()):
        for write in (kept, noted, tasked):
            with pytest.raises(NotAllowed):
                write(company, actor=stranger)
        with pytest.raises(NotAllowed):
            correct_company_note(note.pk, **WORDS, actor=stranger)
        with pytest.raises(NotAllowed):
            remove_company_note(note.pk, actor=stranger, **by)
        for button in (finish_company_task, reopen_company_task, remove_company_task):
            with pytest.raises(NotAllowed):
                button(task.pk, actor=stranger, **by)


def test_erasing_a_person_keeps_what_they_wrote_and_not_who_they_were() -> None:
    author, admin = organizer(OrganizerRole.REVIEWER), UserFactory(is_superuser=True)
    company, name = CompanyFactory(), author.name
    kept(company, owner=author.pk)
    note, task = noted(company, actor=author), tasked(company, actor=author)
    author.appointments.all().delete()
    erase_person(author.pk, actor=admin, at=NOON)
    note.refresh_from_db()
    task.refresh_from_db()
    assert (note.text, task.text) == ("Wants a corner.", "Call again")
    assert note.author is not None
    assert note.author.name != name
    assert str(office_record_of(company.pk).owner) != name
    assert name not in str(office_history(company))


def test_a_company_with_notes_is_not_removed() -> None:
    company, admin = CompanyFactory(), UserFactory(is_superuser=True)
    noted(company)
    with pytest.raises(DomainError, match="notes on companies"):
        remove_company(company.pk, actor=admin, at=NOON)
    assert Company.objects.filter(pk=company.pk).exists()
