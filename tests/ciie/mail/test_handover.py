"""Handing a letter over and noting it are two steps, and a worker may die between them."""

import signal
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from post_office.models import STATUS, Email
from pytest_django import Settings

from ciie.accounts.models import User
from ciie.kernel.errors import DomainError
from ciie.mail.delivery import PAUSES, RESENT_HEADER, deliver_due
from ciie.mail.figures import letters_by_state
from ciie.mail.models import Handover
from ciie.mail.queue import queue_letters, send_letter_again
from ciie.mail.queue_checks import in_mailbox, in_postfix_log
from ciie.mail.states import HandoverState
from tests.ciie.mail.letters import AT, letter, wire
from tests.ciie.mail.wires import Killed

LEASE = timedelta(minutes=5)
LATER = AT + LEASE


def die_sending(settings: Settings) -> None:
    """A letter is handed over, and the worker killed before it notes that."""
    queue_letters([letter()])
    wire(settings, "DiesAfterwards")
    with pytest.raises(Killed):
        deliver_due(at=AT)
    wire(settings)


def answers(settings: Settings, answer: bool | None) -> None:
    """What the mail server says when it is asked about a letter."""
    settings.MAIL_QUEUE_CHECK = f"tests.ciie.mail.test_handover.{ {True: 'yes', False: 'no', None: 'unknown'}[answer] }"


def yes(_message_id: str) -> bool:
    return True


def no(_message_id: str) -> bool:
    return False


def unknown(_message_id: str) -> None:
    return None


def marks() -> list[bool]:
    """Of each mail that went, whether it says that it may be a duplicate."""
    return [RESENT_HEADER in message.extra_headers for message in mail.outbox]


def states() -> list[str]:
    return list(Handover.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.django_db
def test_sent_letter_leaves_no_doubt() -> None:
    queue_letters([letter()])
    assert deliver_due(at=AT) == 1
    assert (states(), marks()) == ([], [False])


@pytest.mark.django_db
def test_letter_of_a_dead_worker_is_in_hand_until_its_lease_ends(settings: Settings) -> None:
    die_sending(settings)
    (left,) = Handover.objects.all()
    assert (left.state, left.since, left.until) == (HandoverState.SENDING, AT, LATER)
    assert deliver_due(at=LATER - timedelta(seconds=1)) == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "outcome", "marked"),
    [
        (None, HandoverState.RESENT, [False, True]),
        (False, HandoverState.ABSENT, [False, False]),
        (True, HandoverState.FOUND, [False]),
    ],
)
def test_letter_in_doubt_is_asked_about_or_marked(
    settings: Settings, answer: bool | None, outcome: HandoverState, marked: list[bool]
) -> None:
    die_sending(settings)
    answers(settings, answer)
    assert deliver_due(at=LATER) == 1
    assert (states(), marks(), Email.objects.get().status) == ([outcome], marked, STATUS.sent)
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 1


@pytest.mark.django_db
def test_letter_that_kills_every_worker_is_given_up(settings: Settings) -> None:
    die_sending(settings)
    wire(settings, "DiesAfterwards")
    at = AT
    for _pause in PAUSES:
        at += LEASE
        with pytest.raises(Killed):
            deliver_due(at=at)
    assert deliver_due(at=at + LEASE) == 0
    assert (Email.objects.get().status, len(mail.outbox)) == (STATUS.failed, len(PAUSES) + 1)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "marked"), [("FallsSilent", [False, True]), ("Refuses", [False])])
def test_silence_leaves_doubt_and_a_refusal_does_not(settings: Settings, name: str, marked: list[bool]) -> None:
    queue_letters([letter()])
    wire(settings, name)
    assert deliver_due(at=AT) == 0
    wire(settings)
    assert deliver_due(at=AT + PAUSES[0]) == 1
    assert marks() == marked


@pytest.mark.django_db
def test_signal_to_end_waits_for_the_letter(settings: Settings) -> None:
    queue_letters([letter("company-invitation-1"), letter("company-invitation-2")])
    wire(settings, "ToldToEnd")
    noted: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda *_: noted.append(Email.objects.filter(status=STATUS.sent).count()))
    try:
        deliver_due(at=AT)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert noted == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_what_was_sent_is_noted_although_the_database_went_away(settings: Settings) -> None:
    queue_letters([letter()])
    wire(settings, "LosesTheDatabase")
    assert deliver_due(at=AT) == 1
    assert (Email.objects.get().status, states(), marks()) == (STATUS.sent, [], [False])


@pytest.mark.django_db
def test_letter_in_hand_is_not_sent_again_by_hand(settings: Settings) -> None:
    queue_letters([letter()])
    wire(settings, "Refuses")
    deliver_due(at=AT)
    wire(settings, "DiesAfterwards")
    with pytest.raises(Killed):
        deliver_due(at=AT + PAUSES[0])
    with pytest.raises(DomainError) as refused:
        send_letter_again(Email.objects.get().pk, actor=User(is_superuser=True), at=AT)
    assert refused.value.code == "not_failed"


@pytest.mark.django_db
def test_letters_in_hand_and_in_doubt_are_counted(settings: Settings) -> None:
    die_sending(settings)
    queue_letters([letter("company-invitation-2")])
    assert [letters_by_state()[state] for state in ("queued", "sending", "in_doubt")] == [2, 1, 0]
    deliver_due(at=LATER)
    assert [letters_by_state()[state] for state in ("queued", "sending", "resent")] == [0, 0, 1]
    assert 'ciie_mail_letters{state="resent"} 1.0' in Client().get("/metrics").text


def take_over(settings: Settings, *, rivals: int) -> list[bool]:
    """A letter of a dead worker, and senders that start together when its lease ends. Returns marks of its mails."""
    die_sending(settings)
    start = threading.Barrier(rivals)

    def send() -> None:
        start.wait()
        try:
            deliver_due(at=LATER)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _rival in range(rivals)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return marks()


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_rivals_take_a_letter_in_doubt_over_once(settings: Settings) -> None:
    assert take_over(settings, rivals=4) == [False, True]


LOG = """\
2024-05-17T04:00:00.100000+00:00 mail postfix/smtpd[11]: 4VgT1x0Zk1z: client=worker[10.0.0.7]
2024-05-17T04:00:00.200000+00:00 mail postfix/cleanup[12]: 4VgT1x0Zk1z: message-id=<a.b=c@expo.example>
2024-05-17T04:00:00.300000+00:00 mail postfix/qmgr[13]: 4VgT1x0Zk1z: from=<a@b.org>, size=8, nrcpt=1 (queue active)
May 17 04:00:01 mail postfix/submission/cleanup[12]: 9A3F2C: message-id=<cut-off@expo.example>
May 17 04:00:01 mail postfix/smtpd[11]: lost connection after DATA from worker[10.0.0.7]
"""


@pytest.mark.parametrize(
    ("message_id", "known"),
    [
        ("<a.b=c@expo.example>", True),
        ("<a.b=c@expo>", None),
        ("<cut-off@expo.example>", None),
        ("<aab=c@expo.example>", None),
    ],
)
def test_postfix_has_what_came_into_its_queue(
    settings: Settings, tmp_path: Path, message_id: str, known: bool | None
) -> None:
    settings.MAIL_LOG = str(tmp_path / "mail.log")
    assert in_postfix_log(message_id) is None
    (tmp_path / "mail.log.1").write_text(LOG)
    assert in_postfix_log(message_id) is known


def test_mailbox_of_a_developer_knows_what_it_holds(settings: Settings, tmp_path: Path) -> None:
    settings.MAILBOX_DIR = tmp_path
    (tmp_path / "a.log").write_text("Subject: A\nMessage-ID: <a@b>\n\nText\n")
    assert [in_mailbox(key) for key in ("<a@b>", "<b@b>")] == [True, False]
