"""People go on booking, deciding and reading while Valkey is dead or hangs. It is a real one, of its own."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

import pytest
import redis.connection
from celery import current_app
from django.core.cache import cache, caches
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from ciie.accounts.models import User
from ciie.kernel import broadcasting, queueing
from ciie.kernel.circuit import Circuit
from ciie.kernel.queueing import enqueue_on_commit, wake_on_commit
from ciie.kernel.valkey import CIRCUIT, FAILURES
from ciie.local.valkey import start_valkey, stop_valkey
from ciie.settings.env import broker
from ciie.settings.env import caches as cache_settings
from ciie.web.rate_limits import is_within_limit
from exhibitors.states import BookingState
from tests.api_client import Program, body_of
from tests.clients import signed_in
from tests.exhibitors.expo import booked
from tests.factories import BoothFactory, CompanyFactory, organizer, owner_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("valkey")
    yield folder
    stop_valkey(folder)


@pytest.fixture
def valkey(folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Its process id. Cache, tasks and streams of this process use it, as in production."""
    url = start_valkey(folder)
    settings.REDIS_URL, settings.CACHES = url, cache_settings(url)
    monkeypatch.setattr(current_app.conf, "broker_url", broker(url))
    queueing._last_sent.clear()
    forget_broker()
    broadcasting.start_afresh()
    pid = int((folder / "valkey.pid").read_text())
    yield pid
    CIRCUIT.start_afresh()
    monkeypatch.undo()
    forget_broker()


@pytest.fixture(params=["dead", "hung"])
def away(request: pytest.FixtureRequest, valkey: int) -> Iterator[str]:
    cache.set("warm", 1)  # so that there is a connection to be lost
    os.kill(valkey, signal.SIGKILL if request.param == "dead" else signal.SIGSTOP)
    yield str(request.param)
    if request.param == "hung":
        os.kill(valkey, signal.SIGCONT)


def forget_broker() -> None:
    vars(current_app.amqp)["_producer_pool"] = vars(current_app)["_pool"] = None


@pytest.fixture
def tries(away: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What this process has sent to Valkey since it went away: each costs as long as Valkey is given to answer."""
    sent: list[str] = []
    send = redis.connection.AbstractConnection.send_packed_command

    def counted(connection: Any, command: Any, **how: Any) -> None:
        sent.append(str(command)[:200])
        send(connection, command, **how)  # type: ignore[no-untyped-call]

    monkeypatch.setattr(redis.connection.AbstractConnection, "send_packed_command", counted)
    return sent


def test_people_book_decide_and_read(
    tries: list[str], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    booth, company, waiting = BoothFactory(), CompanyFactory(), booked(BoothFactory())
    owner = owner_of(company)
    with django_capture_on_commit_callbacks(execute=True):
        answer = Program.of(owner).post(
            f"editions/{booth.plan.edition.number}/bookings",
            {"company": company.pk, "booths": [f"{booth.plan.hall.name}/{booth.number}"], "submit": True},
        )
    assert (answer.status_code, body_of(answer)["state"]) == (201, "submitted")
    assert signed_in(owner).get(reverse("desk:booking", args=[body_of(answer)["id"]])).status_code == 200
    revision = {"revision": str(waiting.revision)}
    with django_capture_on_commit_callbacks(execute=True):
        page = signed_in(organizer()).post(reverse("organizer:decide", args=[waiting.pk, "approve"]), revision)
    assert page.status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == BookingState.APPROVED
    assert len(tries) <= 2


def test_tries_of_passwords_are_counted_all_the_same(valkey: int, settings: Settings) -> None:
    """In the database: neither does their count go with Valkey, nor does it begin anew when that comes back."""
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/5m/key"}
    User.objects.create_user("ana@example.org", "a long and good password", name="Ana Torres")
    seen = [sign_in(), sign_in()]
    os.kill(valkey, signal.SIGKILL)
    seen += [sign_in(), sign_in()]
    assert ["Too many failed" in page for page in seen] == [False, False, False, True]


def sign_in() -> str:
    return Client().post("/accounts/login/", {"login": "ana@example.org", "password": "a wrong one"}).text


def test_signing_out_holds_though_valkey_hung_meanwhile(valkey: int) -> None:
    """It comes back with all that it had: a session that it kept would be one again."""
    client = signed_in(organizer())
    cookie = client.cookies["sessionid"].value
    assert client.get("/accounts/email/").status_code == 200
    os.kill(valkey, signal.SIGSTOP)
    try:
        client.post("/accounts/logout/")
    finally:
        os.kill(valkey, signal.SIGCONT)
    CIRCUIT.start_afresh()
    stolen = Client(headers={"cookie": f"sessionid={cookie}"})
    assert stolen.get("/accounts/email/").status_code == 302


def test_a_task_that_cannot_be_sent_is_no_error_of_what_was_committed(
    tries: list[str], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        enqueue_on_commit("ciie.web.record_heartbeat")
        wake_on_commit("ciie.mail.deliver_due")
    assert len(tries) <= 2


@pytest.mark.usefixtures("away")
def test_limits_are_kept_by_each_process_meanwhile() -> None:
    caches["default"].clear()
    request = RequestFactory().post("/")
    seen = [is_within_limit(request, "registration", most=2, seconds=60) for _each in range(4)]
    assert seen == [True, True, False, False]


def test_what_comes_back_is_used_again(folder: Path, valkey: int, monkeypatch: pytest.MonkeyPatch) -> None:
    os.kill(valkey, signal.SIGKILL)
    cache.set("kept", 1)
    assert cache.get("kept") is None
    start_valkey(folder)
    cache.set("kept", 2)
    assert cache.get("kept") is None  # nobody asks for a while
    monkeypatch.setattr(CIRCUIT, "_pause", 0.0)
    CIRCUIT.failed("test", OSError("the pause is over at once"))
    cache.set("kept", 3)
    assert cache.get("kept") == 3


def test_one_thread_tries_again_while_the_others_do_not() -> None:
    circuit = Circuit("a part", FAILURES, 5.0)
    circuit.failed("test", OSError("away"))
    assert not circuit.lets_through()
    circuit._closed_until = 1.0  # long ago, by a clock that counts from the start of the machine
    assert [circuit.lets_through(), circuit.lets_through()] == [True, False]
    circuit.worked()
    assert [circuit.lets_through(), circuit.lets_through()] == [True, True]


@pytest.mark.parametrize("works", [True, False])
def test_who_comes_while_one_tries_long_after_a_failure_waits_for_what_comes_of_it(*, works: bool) -> None:
    circuit = Circuit("a part", FAILURES, 60.0)
    circuit.failed("test", OSError("away"))
    circuit._closed_until, circuit._failed_at = 1.0, -1000.0  # long ago
    assert circuit.lets_through(patience=60)
    with ThreadPoolExecutor() as others:
        waiting = others.submit(circuit.lets_through, patience=60)
        assert wait([waiting], timeout=0.2).not_done == {waiting}
        if works:
            circuit.worked()
        else:
            circuit.failed("test", OSError("away still"))
        assert waiting.result() == works
