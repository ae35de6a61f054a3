"""Mail servers that are silent, slow or refuse: what becomes of the letters, and who learns of it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from post_office.models import STATUS, Email, Log
from pytest_django import Settings

from ciie.mail.delivery import PAUSES, deliver_due
from ciie.mail.models import Handover
from ciie.mail.queue import queue_letters
from ciie.mail.states import HandoverState
from ciie.mail.transport import PAUSE
from tests.ciie.mail.letters import AT, letter
from tests.clients import signed_in
from tests.drills.mail_server import MailServer, Manner, mail_server
from tests.factories import EditionFactory, organizer

TIMEOUT = 1.0

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings: Settings, tmp_path: Path) -> Iterator[MailServer]:
    with mail_server(tmp_path / "mail.log") as running:
        options = {"host": "127.0.0.1", "port": running.port, "timeout": TIMEOUT}
        transport = {"BACKEND": "ciie.mail.transport.SmtpBackend", "OPTIONS": options}
        settings.MAILERS = {**settings.MAILERS, "transport": transport}
        yield running


def queue(many: int) -> None:
    queue_letters([letter(f"company-invitation-{number}") for number in range(many)])


def attempts() -> list[int]:
    """Of each letter, how often it has been tried."""
    return [tried or 0 for tried in Email.objects.order_by("pk").values_list("number_of_retries", flat=True)]


@pytest.mark.parametrize(
    ("manner", "in_doubt"),
    [
        (Manner.SILENT, []),
        (Manner.SILENT_AFTER_GREETING, []),
        (Manner.PUTS_OFF, []),
        (Manner.REFUSES_RECIPIENTS, []),
        (Manner.CUTS_BEFORE_LETTER, []),
        (Manner.CUTS_IN_LETTER, [HandoverState.IN_DOUBT]),
        (Manner.TAKES_WITHOUT_ANSWER, [HandoverState.IN_DOUBT]),
    ],
)
def test_only_a_letter_that_was_handed_over_is_in_doubt(
    server: MailServer, manner: Manner, in_doubt: list[str]
) -> None:
    queue(1)
    server.manner = manner
    assert deliver_due(at=AT) == 0
    assert list(Handover.objects.values_list("state", flat=True)) == in_doubt
    server.manner = Manner.WELL
    Email.objects.update(status=STATUS.queued, scheduled_time=None)
    assert deliver_due(at=AT + PAUSE) == 1
    assert server.marked.total() == len(in_doubt)


def test_a_silent_server_costs_one_timeout_and_no_letter_an_attempt(server: MailServer) -> None:
    queue(3)
    server.manner = Manner.SILENT
    assert [deliver_due(at=AT + timedelta(seconds=second)) for second in (0, 10, 20, 29)] == [0] * 4
    assert (server.connections, attempts()) == (1, [0, 0, 0])
    server.manner = Manner.WELL
    assert deliver_due(at=AT + PAUSE) == 3
    assert deliver_due(at=AT + PAUSE) == 0


def test_a_connection_that_falls_silent_ends_the_run(server: MailServer) -> None:
    queue(3)
    server.manner = Manner.TAKES_WITHOUT_ANSWER
    assert deliver_due(at=AT) == 0
    assert (server.connections, attempts()) == (1, [1, 0, 0])


def test_a_refusal_leaves_the_server_open_to_the_others(server: MailServer) -> None:
    queue(3)
    server.manner = Manner.REFUSES_RECIPIENTS
    assert deliver_due(at=AT) == 0
    assert (server.connections, attempts()) == (3, [1, 1, 1])


@pytest.mark.parametrize(
    ("manner", "status", "said"),
    [
        (Manner.REFUSES_RECIPIENTS, STATUS.failed, "550 5.1.1 no such user"),
        (Manner.REFUSES_CONTENT, STATUS.failed, "554 5.6.0 not wanted"),
        (Manner.PUTS_OFF, STATUS.requeued, "450 4.2.1 try later"),
    ],
)
def test_a_final_refusal_ends_a_letter_at_once(server: MailServer, manner: Manner, status: int, said: str) -> None:
    EditionFactory()
    queue(1)
    server.manner = manner
    deliver_due(at=AT)
    row, log = Email.objects.get(), Log.objects.get()
    next_attempt = AT + PAUSES[0] if status == STATUS.requeued else None
    assert (row.status, row.scheduled_time, log.message) == (status, next_attempt, said)
    assert said in signed_in(organizer()).get(reverse("organizer:mail_undelivered")).text


def test_readyz_and_metrics_say_that_the_mail_server_fails(server: MailServer, client: Client) -> None:
    queue(1)
    server.manner = Manner.SILENT
    figure = 'ciie_part_works{part="mail"}'
    assert (client.get("/readyz").json()["mail"], f"{figure} 1.0" in client.get("/metrics").text) == ("ok", True)
    deliver_due(at=AT)
    assert (client.get("/readyz").json()["mail"], f"{figure} 0.0" in client.get("/metrics").text) == ("failing", True)
    server.manner = Manner.WELL
    deliver_due(at=AT + PAUSE)
    assert client.get("/readyz").json()["mail"] == "ok"
