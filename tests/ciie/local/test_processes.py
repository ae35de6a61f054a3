from pathlib import Path

import pytest
from django.conf import settings

from ciie.local.greeting import FIRST_PERSON, LOGINS, Welcome, greeting
from ciie.local.processes import commands, mail_worker_command, streams_command, web_command, worker_command
from pavilions.states import OrganizerRole
from tests.factories import organizer


def option(words: list[str], name: str) -> str:
    return words[words.index(name) + 1]


def test_a_run_is_web_streams_workers_beat_and_a_greeting(tmp_path: Path) -> None:
    run = commands(
        address="127.0.0.1",
        port=8123,
        live_port=8124,
        home="http://localhost:8123/",
        welcome=Welcome.SAMPLE,
        folder=tmp_path,
    )
    assert [command.name for command in run] == ["web", "streams", "worker", "mail-worker", "beat", "expo"]
    assert run[-1].words[-2:] == ["http://localhost:8123/", "sample"]


def test_every_queue_has_one_worker_and_mail_has_its_own() -> None:
    served = [option(words, "--queues").split(",") for words in (worker_command(), mail_worker_command())]
    assert sorted(name for names in served for name in names) == sorted(
        queue.name for queue in settings.CELERY_TASK_QUEUES
    )
    assert (served[1], option(mail_worker_command(), "--concurrency")) == (["mail"], "1")


def test_the_web_server_listens_where_it_is_configured_to() -> None:
    words = web_command(address="127.0.0.1", port=8123)
    assert (option(words, "--host"), option(words, "--port")) == ("127.0.0.1", "8123")
    assert int(option(words, "--workers")) >= 2


def test_the_streams_have_a_port_and_room_for_thousands() -> None:
    words = streams_command(address="127.0.0.1", port=8124)
    assert (option(words, "--interface"), option(words, "--port"), words[-1]) == (
        "asgi",
        "8124",
        "ciie.asgi:application",
    )
    assert int(option(words, "--backpressure")) > settings.LIVE_STREAMS_PER_PROCESS


def test_the_greeting_names_the_address_and_every_login() -> None:
    text = greeting("http://localhost:8123/", Welcome.SAMPLE)
    assert "http://localhost:8123/" in text
    assert [login in text for login in LOGINS] == [True] * 5
    assert "ciie-sample" in text


@pytest.mark.django_db
def test_the_greeting_says_of_finance_what_it_may() -> None:
    finance = organizer(OrganizerRole.FINANCE)
    may = ("confirm_booking", "count_deals", "set_prices", "run_invoices", "run_payments")
    said = "sets prices, issues invoices, matches payments, confirms bookings, counts deals"
    assert LOGINS["finance@example.org"] == said
    assert [finance.has_perm(f"exhibitors.{what}") for what in may] == [True] * len(may)


def test_the_greeting_names_no_login_that_does_not_exist() -> None:
    assert greeting("http://localhost:8123/", Welcome.OTHERS) == (
        "\nThe expo is open: http://localhost:8123/\n\nCtrl-C stops everything."
    )


def test_the_greeting_of_an_empty_expo_says_how_the_first_person_is_created() -> None:
    text = greeting("http://localhost:8123/", Welcome.NOBODY, code="abcde-fghjk")
    assert FIRST_PERSON in text
    assert "http://localhost:8123/set-up/" in text
    assert "\n  abcde-fghjk\n" in text
    assert [login in text for login in LOGINS] == [False] * 5
