"""A task is parked at its third death in a row; `tests/drills/test_workers.py` has real processes die."""

from datetime import timedelta

import pytest
from celery import shared_task
from django.test import Client
from django.urls import reverse

from ciie.accounts.models import User
from ciie.background.models import FatalTask
from ciie.background.operations import release_task
from ciie.background.parking import MOST_DEATHS, PARKED_FOR, CountedTask, forget_deaths, is_parked
from ciie.celery import app
from ciie.kernel.errors import DomainError, NotAllowed
from tests.clients import signed_in
from tests.factories import NOON, UserFactory, organizer

NAME = "tests.never_run"
GIVEN = {"run_id": 1}

pytestmark = pytest.mark.django_db


@shared_task(name=NAME)
def never_run(run_id: int) -> None:
    """A task for its name."""


def die(times: int, *, after: timedelta = timedelta(0)) -> list[bool]:
    """What the deliveries after so many deaths meet: whether the task is parked."""
    return [is_parked(NAME, GIVEN, has_died=True, at=NOON + after) for _time in range(times)]


def is_parked_after(pause: timedelta, arguments: dict[str, int] | None = None) -> bool:
    return is_parked(NAME, arguments or GIVEN, has_died=False, at=NOON + pause)


def superuser() -> User:
    person: User = UserFactory(is_staff=True, is_superuser=True)
    return person


def test_every_task_is_counted() -> None:
    app.loader.import_default_modules()
    assert all(isinstance(task, CountedTask) for name, task in app.tasks.items() if not name.startswith("celery."))


def test_task_is_parked_from_its_third_death_on() -> None:
    assert die(MOST_DEATHS) == [False, False, True]
    assert (is_parked_after(timedelta(0)), is_parked_after(timedelta(0), {"run_id": 2})) == (True, False)


def test_deaths_that_are_long_ago_do_not_count() -> None:
    die(2)
    assert die(1, after=PARKED_FOR + timedelta(seconds=1)) == [False]
    assert FatalTask.objects.get().deaths == 1


def test_parked_task_is_tried_once_an_hour() -> None:
    die(MOST_DEATHS)
    assert [is_parked_after(pause) for pause in (PARKED_FOR - timedelta(seconds=1), PARKED_FOR)] == [True, False]
    assert die(1, after=PARKED_FOR) == [True]
    assert is_parked_after(PARKED_FOR * 2 - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("deaths", "is_redelivered", "after", "left"),
    [
        (2, True, timedelta(0), 0),
        (2, False, timedelta(0), 1),
        (MOST_DEATHS, False, PARKED_FOR - timedelta(seconds=1), 1),
        (MOST_DEATHS, False, PARKED_FOR, 0),
    ],
)
def test_only_the_end_of_a_delivery_that_had_died_forgets_deaths(
    deaths: int, is_redelivered: bool, after: timedelta, left: int
) -> None:
    die(deaths)
    forget_deaths(NAME, GIVEN, is_redelivered=is_redelivered, at=NOON + after)
    assert FatalTask.objects.count() == left


def test_superuser_runs_a_parked_task_again() -> None:
    die(MOST_DEATHS)
    task = FatalTask.objects.get()
    with pytest.raises(NotAllowed):
        release_task(task.pk, actor=organizer(), at=NOON)
    release_task(task.pk, actor=superuser(), at=NOON)
    assert not is_parked_after(timedelta(0))
    with pytest.raises(DomainError) as refused:
        release_task(task.pk, actor=superuser(), at=NOON)
    assert refused.value.code == "not_found"


def test_admin_lists_parked_tasks_and_runs_them_again() -> None:
    die(MOST_DEATHS)
    client, address = signed_in(superuser()), reverse("admin:background_fataltask_changelist")
    assert NAME in client.get(address).text
    client.post(address, {"action": "run_again", "_selected_action": [FatalTask.objects.get().pk]})
    assert not FatalTask.objects.exists()


def test_metrics_count_parked_tasks_alone(client: Client) -> None:
    die(MOST_DEATHS - 1)
    assert 'ciie_parked_tasks{state="parked"} 0.0' in client.get("/metrics").text
    die(1)
    assert 'ciie_parked_tasks{state="parked"} 1.0' in client.get("/metrics").text
