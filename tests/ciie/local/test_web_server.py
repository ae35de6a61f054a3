"""The web server as it ships: connections stay as many as threads, and slow clients hold nobody up."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from django.db import connection

from ciie.local.ports import wait_until_answering
from ciie.local.processes import web_command
from ciie.web.lanes import BODY_SECONDS, THREADS
from tests.bench.servers import free_port
from tests.database import OWN_CONNECTION, superuser

HOST = "127.0.0.1"
WAVES = 4
ASKED_AT_ONCE = 16
IDLE_SECONDS = 5
"""The least after which granian ends an idle thread of its own; 30 as it ships."""
PROCESSES = 2
MANY = 40
"""Slow clients: more than there are threads."""
PAGES = 40
PATIENCE = 60


@contextmanager
def server(words: Sequence[str], port: int) -> Iterator[None]:
    """A web server on the database of the tests."""
    where = connection.settings_dict
    url = f"postgres://{where['USER']}@/{quote(where['HOST'])}/{where['NAME']}"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "ciie.settings.test",
        "DATABASE_URL": url,
        "GRANIAN_BLOCKING_THREADS_IDLE_TIMEOUT": str(IDLE_SECONDS),
    }
    process = subprocess.Popen(words, env=environment)
    try:
        assert wait_until_answering(f"http://{HOST}:{port}/healthz", patience=PATIENCE)
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


def connections_after_each_wave(port: int) -> list[int]:
    """Ask for many pages at once, again and again, with pauses longer than a thread may be idle."""
    found = []
    with ThreadPoolExecutor(ASKED_AT_ONCE) as visitors:
        for wave in range(WAVES):
            time.sleep(IDLE_SECONDS + 2 if wave else 0)
            list(visitors.map(lambda _one: read(port), range(3 * ASKED_AT_ONCE)))
            found.append(connections())
    return found


def read(port: int) -> float:
    """The seconds that the home page takes, which asks the database."""
    began = time.monotonic()
    with urlopen(f"http://{HOST}:{port}/", timeout=PATIENCE) as answer:
        answer.read()
    return time.monotonic() - began


def prompt_pages(port: int) -> int:
    """How many pages in a row took less than two seconds each: `PAGES`, unless it takes a minute to come to that."""
    prompt, until = 0, time.monotonic() + PATIENCE
    while prompt < PAGES and time.monotonic() < until:
        prompt = prompt + 1 if read(port) < 2 else 0
    return prompt


def connections() -> int:
    """Return how many the server under test has: those to the database that are not the tests' own."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND application_name <> %s"
    with superuser() as database:
        row = database.execute(query, [connection.settings_dict["NAME"], OWN_CONNECTION]).fetchone()
    assert row
    return int(row[0])


@pytest.fixture(scope="module")
def port(django_db_setup: None) -> Iterator[int]:
    """Of the web server in the words of `make run`."""
    port = free_port()
    with server(web_command(address=HOST, port=port), port):
        yield port


def test_connections_stay_as_many_as_threads_however_often_visitors_come_back(port: int) -> None:
    found = connections_after_each_wave(port)
    assert PROCESSES < max(found) <= PROCESSES * THREADS
    assert found[-1] <= found[0] + PROCESSES


def test_threads_that_end_leave_their_connections_behind() -> None:
    """The control: granian's own threads, which end when they are idle, as the site was served once."""
    port = free_port()
    words = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port)]
    threads = ["--workers", str(PROCESSES), "--blocking-threads", "8", "--no-ws", "--workers-kill-timeout", "5"]
    with server([*words, *threads, "ciie.wsgi:application"], port):
        assert connections_after_each_wave(port)[-1] > PROCESSES * 8


HALF_A_BODY = (
    b"POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 400\r\n\r\nlogin=a"
)
HALF_A_HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
NOT_READ = b"GET /static/vendor/inter-5.3.0/inter-latin-opsz-normal.woff2 HTTP/1.1\r\nHost: localhost\r\n\r\n" * 50


@pytest.mark.parametrize("sent", [HALF_A_BODY, HALF_A_HEAD, NOT_READ], ids=["body", "head", "reader"])
def test_slow_clients_hold_nobody_up(port: int, sent: bytes) -> None:
    read(port)
    slow = [socket.create_connection((HOST, port)) for _one in range(MANY)]
    try:
        for one in slow:
            one.sendall(sent)
        assert prompt_pages(port) == PAGES
    finally:
        for one in slow:
            one.close()


def test_a_body_that_stops_is_answered_and_its_connection_ends(port: int) -> None:
    with socket.create_connection((HOST, port)) as slow:
        slow.settimeout(BODY_SECONDS + PATIENCE)
        slow.sendall(HALF_A_BODY)
        assert slow.recv(100).startswith(b"HTTP/1.1 408 ")
        while slow.recv(100_000):
            pass
