import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from ciie.local.ports import held_port, wait_until_answering
from ciie.settings.env import BASE_DIR

HERE = "127.0.0.1"
RUNS = 6
RUN = """
import socket, sys, time
from ciie.local.ports import held_port

class Slow(socket.socket):
    def bind(self, address):
        super().bind(address)
        time.sleep(0.2)  # whatever happens between two steps happens here

socket.socket = Slow
print("ready", flush=True)
sys.stdin.readline()
with held_port("", setting="PORT", address="127.0.0.1", default=int(sys.argv[1])) as port:
    print(port, flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def taken() -> Iterator[int]:
    """A port somebody listens on."""
    with socket.socket() as listener:
        listener.bind((HERE, 0))
        listener.listen()
        yield listener.getsockname()[1]


def held(wanted: object = "", *, default: int = 8000) -> AbstractContextManager[int]:
    return held_port(str(wanted), setting="PORT", address=HERE, default=default)


def can_bind(port: int, *options: int) -> bool:
    with socket.socket() as other:
        for option in options:
            other.setsockopt(socket.SOL_SOCKET, option, 1)
        try:
            other.bind((HERE, port))
        except OSError:
            return False
    return True


def test_the_wanted_port_is_used(taken: int) -> None:
    with held(default=taken) as free:
        pass
    with held(free) as port:
        assert port == free


def test_without_a_wish_the_next_free_port_is_used(taken: int) -> None:
    with held(default=taken) as first, held(default=taken) as second:
        assert taken < first < second <= taken + 50


def test_a_held_port_is_closed_to_other_programs_and_open_to_our_servers(taken: int) -> None:
    with held(default=taken) as port:
        assert not can_bind(port)
        assert not can_bind(port, socket.SO_REUSEADDR)
        assert can_bind(port, socket.SO_REUSEADDR, socket.SO_REUSEPORT)  # as granian does
    assert can_bind(port)


def test_a_held_port_takes_no_connection_from_the_server_on_it(taken: int) -> None:
    with held(default=taken) as port, socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        server.bind((HERE, port))
        server.listen()
        for _each in range(20):
            with socket.create_connection((HERE, port), timeout=5):
                server.accept()[0].close()


def test_runs_that_start_at_the_same_moment_never_share_a_port(taken: int) -> None:
    words = [sys.executable, "-c", RUN, str(taken)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    runs: list[subprocess.Popen[str]] = [subprocess.Popen(words, cwd=BASE_DIR, **pipes) for _each in range(RUNS)]  # type: ignore[call-overload]
    for run in runs:
        assert run.stdout
        assert run.stdout.readline() == "ready\n"
    for run in runs:
        assert run.stdin
        run.stdin.write("now\n")
        run.stdin.flush()
    ports = {int(run.stdout.readline()) for run in runs if run.stdout}
    for run in runs:
        run.communicate("done\n")
    assert len(ports) == RUNS


def test_a_wanted_port_in_use_is_refused_with_a_way_out(taken: int) -> None:
    with pytest.raises(SystemExit) as refusal, held(taken):
        pass
    assert str(refusal.value) == f"Port {taken} is in use. Choose another, for example: PORT={taken + 1} make run"


def test_a_port_of_another_run_is_refused_before_its_servers_listen(taken: int) -> None:
    with held(default=taken) as port:
        with pytest.raises(SystemExit) as refusal, held_port(str(port), setting="LIVE_PORT", address=HERE, default=1):
            pass
        assert (
            str(refusal.value) == f"Port {port} is in use. Choose another, for example: LIVE_PORT={port + 1} make run"
        )


@pytest.mark.parametrize("wanted", ["web", "0", "65536", "-1", "80.5"])
def test_what_is_no_port_is_refused(wanted: str) -> None:
    with pytest.raises(SystemExit) as refusal, held(wanted):
        pass
    assert str(refusal.value) == (
        f"PORT={wanted} is not a port. Choose one from 1 to 65535, for example: PORT=8123 make run"
    )


class Ok(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """A test has nothing to say about each request."""


def test_waiting_ends_when_the_site_answers() -> None:
    with HTTPServer((HERE, 0), Ok) as server:
        Thread(target=server.handle_request).start()
        assert wait_until_answering(f"http://{HERE}:{server.server_port}/", patience=10)


def test_waiting_ends_when_patience_does() -> None:
    assert not wait_until_answering(f"http://{HERE}:1/", patience=0.1)
