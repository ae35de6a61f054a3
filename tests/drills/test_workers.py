"""The workers and the timetable of `make run`, on the database of the tests, with what goes wrong on a bad day."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import redis
from django.test import Client
from django.utils import timezone

from ciie.accounts.models import User
from ciie.background.models import FatalTask
from ciie.background.operations import release_task
from ciie.background.parking import MOST_DEATHS
from ciie.celery import app
from ciie.local.processes import beat_command, mail_worker_command, worker_command
from ciie.local.servers import EmbeddedServers
from ciie.mail.queue import queue_letters
from ciie.settings.env import broker
from ciie.web.parts import failing_parts
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.states import BookingState
from tests.ciie.mail.letters import letter
from tests.ciie.web.streams.servers import database_url
from tests.drills.mail_server import MailServer, Manner, mail_server
from tests.factories import NOON, BoothFactory, CompanyFactory, owner_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PATIENCE = 120
LATEST = 5.0
"""Seconds after its time by which a hold has ended."""
HOLD = timedelta(minutes=30)
"""Of an edition of the factories."""


@pytest.fixture
def queue_url(tmp_path: Path) -> Iterator[str]:
    """A Valkey of its own: other tests' messages are none of these workers' business."""
    servers = EmbeddedServers(tmp_path / "servers")
    yield servers.join(postgres=False).redis
    servers.leave()


@contextmanager
def processes(commands: Mapping[str, list[str]], environment: Mapping[str, str], folder: Path) -> Iterator[None]:
    """These processes until the context ends, with their logs in the folder."""
    with ExitStack() as until_the_end:
        for name, words in commands.items():
            log = until_the_end.enter_context((folder / f"{name}.log").open("w"))
            process = subprocess.Popen(words, env=os.environ | environment, stdout=log, stderr=log)
            until_the_end.callback(process.wait)
            until_the_end.callback(process.terminate)
        yield


def environment_of_workers(queue_url: str, *, smtp_port: int, offset: timedelta) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "tests.drills.settings",
        "DATABASE_URL": database_url(),
        "REDIS_URL": queue_url,
        "SMTP_PORT": str(smtp_port),
        "CLOCK_OFFSET_SECONDS": str(offset.total_seconds()),
    }


def wait_until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def holds_that_end(ends: list[datetime]) -> dict[int, datetime]:
    """Bookings whose holds end at these moments of the domain's clock."""
    booths = [BoothFactory() for _end in ends]
    companies = [CompanyFactory() for _end in ends]
    return {
        hold_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner_of(company), at=end - HOLD).pk: end
        for company, booth, end in zip(companies, booths, ends, strict=True)
    }


@pytest.mark.parametrize("manner", [Manner.SILENT, Manner.SLOW])
def test_holds_end_in_time_whatever_the_mail_server_does(manner: Manner, queue_url: str, tmp_path: Path) -> None:
    offset = NOON - timezone.now()
    with mail_server(tmp_path / "mail.log") as server:
        server.manner = manner
        environment = environment_of_workers(queue_url, smtp_port=server.port, offset=offset)
        commands = {
            "worker": worker_command(),
            "mail-worker": mail_worker_command(),
            "beat": beat_command(schedule=tmp_path / "schedule"),
        }
        queue_letters([letter(f"company-invitation-{number}") for number in range(40)])
        with processes(commands, environment, tmp_path):
            wait_until(lambda: "worker" not in failing_parts() and server.connections)
            assert max(lateness_of_holds(offset)) < LATEST
            assert_mail_is_slow(server)


def lateness_of_holds(offset: timedelta) -> list[float]:
    """Seconds after their time at which ten holds have ended, one every two seconds."""
    begins = timezone.now() + offset
    due = holds_that_end([begins + timedelta(seconds=5 + 2 * number) for number in range(10)])
    seen: dict[int, float] = {}

    def all_have_ended() -> bool:
        ended = Booking.objects.filter(pk__in=due, state=BookingState.EXPIRED).values_list("pk", flat=True)
        for key in set(ended) - seen.keys():
            seen[key] = (timezone.now() + offset - due[key]).total_seconds()
        return len(seen) == len(due)

    wait_until(all_have_ended)
    return list(seen.values())


def assert_mail_is_slow(server: MailServer) -> None:
    """The trial was one: letters wait, and a server that says nothing is known to."""
    assert server.taken.total() < 20
    says = Client().get("/readyz").json()["mail"]
    assert says == ("failing" if server.manner is Manner.SILENT else "ok")


def test_a_task_that_kills_its_process_runs_three_times_and_is_parked(queue_url: str, tmp_path: Path) -> None:
    note = tmp_path / "deaths"
    note.touch()
    environment = environment_of_workers(queue_url, smtp_port=1, offset=timedelta(0))
    words = [*worker_command(), "--include", "tests.drills.fatal_tasks"]

    def send() -> None:
        with app.connection_for_write(broker(queue_url)) as connection:
            app.send_task("tests.kill_process", kwargs={"note": str(note)}, connection=connection)

    def deaths() -> int:
        return len(note.read_text().splitlines())

    def is_parked() -> bool:
        return FatalTask.objects.filter(parked_until__isnull=False).exists()

    with redis.Redis.from_url(queue_url) as queue, processes({"worker": words}, environment, tmp_path):

        def is_idle() -> bool:
            return not queue.llen("default") and not queue.hlen("unacked")

        send()
        wait_until(is_parked)
        wait_until(is_idle)
        assert deaths() == MOST_DEATHS
        send()
        wait_until(is_idle)
        assert deaths() == MOST_DEATHS
        parked = FatalTask.objects.get()
        assert (parked.name, parked.arguments, parked.deaths) == (
            "tests.kill_process",
            {"note": str(note)},
            MOST_DEATHS,
        )
        assert 'ciie_parked_tasks{state="parked"} 1.0' in Client().get("/metrics").text
        release_task(parked.pk, actor=User(is_superuser=True, email="root@example.org"), at=timezone.now())
        send()
        wait_until(lambda: deaths() > MOST_DEATHS)
