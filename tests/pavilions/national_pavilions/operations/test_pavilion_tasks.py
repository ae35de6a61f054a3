"""Tasks: set, ticked, and called to mind once for each day and kind."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from post_office.models import Email

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, Invalid, NotAllowed, NotFound
from pavilions.floor.staff.queries import staff_allowed
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.models.pavilion_work import PavilionTask, TaskReminder
from pavilions.national.national_pavilions.operations.pavilion_designs import send_design, submit_design
from pavilions.national.national_pavilions.operations.pavilion_managers import (
    accept_manager_invitation,
    dismiss_manager,
    invite_manager,
    withdraw_manager_invitation,
)
from pavilions.national.national_pavilions.operations.pavilion_profiles import (
    ContactTerms,
    ProfileTerms,
    add_picture,
    note_contact,
    write_profile,
)
from pavilions.national.national_pavilions.operations.pavilion_space import request_area
from pavilions.national.national_pavilions.operations.pavilion_tasks import (
    change_task_day,
    drop_task,
    finish_task,
    remind_of_task,
    reopen_task,
    set_task,
)
from pavilions.national.national_pavilions.queries.national_pavilions import open_invitations_of
from pavilions.national.national_pavilions.queries.pavilion_deadlines import tasks_of, tasks_to_remind_of
from pavilions.national.national_pavilions.states import ContactKind, ProfileLanguage, ReminderKind, StandardTask
from pavilions.national.national_pavilions.tasks import remind_of_tasks
from pavilions.national.programme.operations.programme import plan_event
from pavilions.states import OrganizerRole, PavilionStage
from tests.factories import NOON, UserFactory, organizer
from tests.pavilions.national_pavilions.national import invited, manager_of, move, national, pavilion_at, pdf, picture
from tests.pavilions.programme.programme import terms

pytestmark = pytest.mark.django_db
TODAY, DAY = date(2024, 5, 17), timedelta(days=1)


def open_tasks(pavilion: NationalPavilion) -> set[str]:
    return set(pavilion.tasks.filter(done_at=None).values_list("standard", flat=True))


@pytest.mark.usefixtures("media")
def test_doing_what_a_standard_task_asks_for_ticks_it() -> None:
    pavilion = pavilion_at(PavilionStage.CONFIRMED)
    manager = manager_of(pavilion)
    write_profile(pavilion.pk, ProfileLanguage.HUNGARIAN, ProfileTerms("Magyar pavilon"), actor=manager, at=NOON)
    assert StandardTask.PROFILE in open_tasks(pavilion)
    write_profile(
        pavilion.pk, ProfileLanguage.SERBIAN, ProfileTerms("Павиљон", text="Добро дошли."), actor=manager, at=NOON
    )
    add_picture(pavilion.pk, picture(), alt="The stand", actor=manager, at=NOON)
    plan_event(pavilion.edition_id, terms(pavilion_id=pavilion.pk), actor=manager, at=NOON)
    assert open_tasks(pavilion) == {StandardTask.SPACE, StandardTask.CONTRACTOR, StandardTask.DESIGN}


@pytest.mark.usefixtures("media")
def test_what_was_done_while_invited_is_done_with_the_confirmation() -> None:
    pavilion = invited()
    manager = manager_of(pavilion)
    write_profile(pavilion.pk, ProfileLanguage.FRENCH, ProfileTerms("France", text="Oui."), actor=manager, at=NOON)
    add_picture(pavilion.pk, picture(), alt="The stand", actor=manager, at=NOON)
    move(pavilion, PavilionStage.CONFIRMED)
    assert open_tasks(pavilion) == {
        StandardTask.SPACE,
        StandardTask.CONTRACTOR,
        StandardTask.DESIGN,
        StandardTask.PROGRAMME,
    }


def test_organizers_get_a_mail_for_a_new_request_for_space_only() -> None:
    pavilion = pavilion_at(PavilionStage.CONFIRMED)
    national(pavilion.edition)
    manager = manager_of(pavilion)

    def ask(area_sqm: int | None) -> int:
        wanted = None if area_sqm is None else Decimal(area_sqm)
        request_area(pavilion.pk, wanted_sqm=wanted, actor=manager, at=NOON + Email.objects.count() * DAY)
        return len(Email.objects.filter(context__kind="pavilion_space_requested"))

    directors = len(staff_allowed("pavilions.guide_pavilions"))
    assert [ask(90), ask(90), ask(None), ask(120)] == [directors, directors, directors, 2 * directors]


def task(pavilion: NationalPavilion | None = None, due_date: date = TODAY + 7 * DAY) -> PavilionTask:
    of = pavilion or invited()
    return set_task(of.pk, title="Send the flag", due_date=due_date, actor=organizer(), at=NOON)


def letters() -> list[tuple[str, bool]]:
    rows = Email.objects.filter(context__kind="pavilion_task_due").order_by("pk")
    return [(row.to[0], row.context["is_overdue"]) for row in rows]


def test_reminders_go_to_every_manager_once_when_due_soon_and_once_when_overdue() -> None:
    pavilion = invited()
    emails = [manager_of(pavilion).email, manager_of(pavilion, language="zh-hans").email]
    given = task(pavilion)

    def on(moment: datetime) -> None:
        with time_machine.travel(moment, tick=False):
            remind_of_tasks()
            remind_of_tasks()

    on(NOON - DAY)
    assert letters() == []
    on(NOON)
    assert sorted(letters()) == sorted((email, False) for email in emails)
    on(NOON + 7 * DAY)
    assert len(letters()) == 2
    on(NOON + 8 * DAY)
    on(NOON + 30 * DAY)
    assert sorted(letters()[2:]) == sorted((email, True) for email in emails)
    kinds = TaskReminder.objects.filter(task=given).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == [ReminderKind.DUE_SOON, ReminderKind.OVERDUE]


def test_task_is_overdue_once_its_day_is_over_where_the_expo_is() -> None:
    pavilion = invited()
    manager_of(pavilion)
    given = task(pavilion, TODAY)
    midnight = datetime(2024, 5, 17, 16, tzinfo=NOON.tzinfo)  # in Shanghai
    before = midnight - timedelta(seconds=1)
    assert remind_of_task(given.pk, actor=SYSTEM, at=before) == ReminderKind.DUE_SOON
    assert list(tasks_to_remind_of(at=midnight)) == [given]
    assert remind_of_task(given.pk, actor=SYSTEM, at=midnight) == ReminderKind.OVERDUE
    assert remind_of_task(given.pk, actor=SYSTEM, at=midnight) is None


def test_repeated_request_for_a_sent_reminder_writes_to_nobody() -> None:
    pavilion = invited()
    manager_of(pavilion)
    given = task(pavilion)
    asked = [remind_of_task(given.pk, actor=SYSTEM, at=NOON + hours * timedelta(hours=1)) for hours in range(3)]
    assert asked == [ReminderKind.DUE_SOON, None, None]
    assert len(letters()) == 1
    assert TaskReminder.objects.get(task=given).reminded_at == NOON


def test_nobody_is_reminded_of_what_is_done_or_of_a_pavilion_that_declined_or_has_no_manager() -> None:
    done, declined, alone = task(invited("FR")), task(invited("TH")), task(invited("KZ"))
    for each in (done, declined):
        manager_of(each.pavilion)
    finish_task(done.pk, actor=organizer(), at=NOON)
    move(declined.pavilion, PavilionStage.DECLINED)
    assert list(tasks_to_remind_of(at=NOON)) == []
    for each in (done, declined, alone):
        assert remind_of_task(each.pk, actor=SYSTEM, at=NOON) is None
    assert letters() == []


def test_another_day_brings_reminders_of_its_own() -> None:
    pavilion = invited()
    manager_of(pavilion)
    given = task(pavilion)
    remind_of_task(given.pk, actor=SYSTEM, at=NOON)
    change_task_day(given.pk, due_date=TODAY + 3 * DAY, actor=organizer(), at=NOON)
    assert remind_of_task(given.pk, actor=SYSTEM, at=NOON) == ReminderKind.DUE_SOON
    assert len(letters()) == 2


def test_manager_ticks_and_takes_the_tick_back() -> None:
    given = task()
    manager = manager_of(given.pavilion)
    first = finish_task(given.pk, actor=manager, at=NOON)
    assert finish_task(given.pk, actor=organizer(), at=NOON + DAY).done_by == manager
    assert (first.done_at, first.done_by) == (NOON, manager)
    assert reopen_task(given.pk, actor=manager, at=NOON).done_at is None


def test_open_tasks_come_first_by_day_with_how_late_they_are() -> None:
    pavilion = invited()
    late, soon = task(pavilion, TODAY - 2 * DAY), task(pavilion, TODAY + DAY)
    finished = finish_task(task(pavilion, TODAY - 9 * DAY).pk, actor=organizer(), at=NOON)
    shown = [(now.task, now.is_late, now.days_left) for now in tasks_of(pavilion, today=TODAY)]
    assert shown == [(late, True, -2), (soon, False, 1), (finished, False, -9)]


@pytest.mark.parametrize(
    ("title", "day", "field"),
    [(" ", TODAY, "title"), ("x" * 161, TODAY, "title"), ("x", date(1999, 1, 1), "due_date")],
)
def test_bad_tasks_are_refused_beside_their_field(title: str, day: date, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        set_task(invited().pk, title=title, due_date=day, actor=organizer(), at=NOON)
    assert refusal.value.field == field


def test_only_directors_set_move_and_drop_tasks() -> None:
    given = task()
    for person in (manager_of(given.pavilion), organizer(OrganizerRole.REVIEWER)):
        with pytest.raises(NotAllowed):
            set_task(given.pavilion_id, title="x", due_date=TODAY, actor=person, at=NOON)
        with pytest.raises(NotAllowed):
            change_task_day(given.pk, due_date=TODAY, actor=person, at=NOON)
        with pytest.raises(NotAllowed):
            drop_task(given.pk, actor=person, at=NOON)
    with pytest.raises(NotAllowed):
        finish_task(given.pk, actor=manager_of(invited("TH")), at=NOON)
    drop_task(given.pk, actor=organizer(), at=NOON)
    with pytest.raises(NotFound):
        finish_task(given.pk, actor=organizer(), at=NOON)


def test_manager_comes_by_an_invitation_and_goes() -> None:
    pavilion, person = invited(), UserFactory(email="Ann@example.org")
    older = invite_manager(pavilion.pk, email="ann@example.org", actor=organizer(), at=NOON - DAY)
    invitation = invite_manager(pavilion.pk, email="ann@example.org", actor=organizer(), at=NOON)
    assert list(open_invitations_of(pavilion, at=NOON)) == [invitation]
    with pytest.raises(NotFound):
        accept_manager_invitation(invitation.pk, actor=UserFactory(), at=NOON)
    for key, at in ((older.pk, NOON), (invitation.pk, NOON + 14 * DAY)):
        with pytest.raises(DomainError) as refusal:
            accept_manager_invitation(key, actor=person, at=at)
        assert refusal.value.code == "invitation_over"
    accept_manager_invitation(invitation.pk, actor=person, at=NOON)
    assert list(pavilion.managers.all()) == [person]
    with pytest.raises(DomainError):
        withdraw_manager_invitation(invitation.pk, actor=organizer(), at=NOON)
    with pytest.raises(DomainError) as known:
        invite_manager(pavilion.pk, email="ANN@example.org", actor=organizer(), at=NOON)
    assert (known.value.code, known.value.field) == ("already_manages", "email")
    dismiss_manager(pavilion.pk, person.pk, actor=organizer(), at=NOON)
    assert list(pavilion.managers.all()) == []
    with pytest.raises(NotFound):
        dismiss_manager(pavilion.pk, person.pk, actor=organizer(), at=NOON)


def test_only_directors_invite_managers() -> None:
    pavilion = invited()
    for person in (manager_of(pavilion), organizer(OrganizerRole.FINANCE)):
        with pytest.raises(NotAllowed):
            invite_manager(pavilion.pk, email="ann@example.org", actor=person, at=NOON)


def standard_task_done(pavilion: NationalPavilion, task: StandardTask) -> tuple[datetime | None, User | None]:
    row = PavilionTask.objects.get(pavilion=pavilion, standard=task)
    return row.done_at, row.done_by


def contractor(pavilion: NationalPavilion, who: User) -> None:
    terms = ContactTerms(ContactKind.CONTRACTOR, "Ann", email="ann@example.org")
    note_contact(pavilion.pk, terms, actor=who, at=NOON)


@pytest.mark.usefixtures("media")
def test_submitting_a_design_and_naming_the_contractor_do_their_tasks() -> None:
    pavilion = pavilion_at(PavilionStage.CONFIRMED)
    manager = manager_of(pavilion)
    design = send_design(pavilion.pk, pdf(), actor=manager, at=NOON)
    note_contact(pavilion.pk, ContactTerms(ContactKind.PRESS, "Bea", email="b@example.org"), actor=manager, at=NOON)
    open_still = [standard_task_done(pavilion, task)[0] for task in (StandardTask.DESIGN, StandardTask.CONTRACTOR)]
    assert open_still == [None, None]
    submit_design(pavilion.pk, design.pk, actor=manager, at=NOON)
    contractor(pavilion, manager)
    request_area(pavilion.pk, wanted_sqm=Decimal(90), actor=manager, at=NOON)
    done = [
        standard_task_done(pavilion, task)
        for task in (StandardTask.DESIGN, StandardTask.CONTRACTOR, StandardTask.SPACE)
    ]
    assert done == [(NOON, manager)] * 3
    assert remind_of_task(PavilionTask.objects.get(standard="design").pk, actor=SYSTEM, at=NOON + 200 * DAY) is None


def test_what_was_done_while_invited_is_done_when_the_tasks_come() -> None:
    pavilion = invited()
    contractor(pavilion, organizer())
    move(pavilion, PavilionStage.CONFIRMED)
    assert standard_task_done(pavilion, StandardTask.CONTRACTOR)[0] == NOON
    assert standard_task_done(pavilion, StandardTask.SPACE) == (None, None)
