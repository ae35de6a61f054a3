import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from ciie.local.doors import choose_port, is_free, wait_until_answering

HERE = "127.0.0.1"


@pytest.fixture
def taken() -> Iterator[int]:
    """A port somebody listens on."""
    with socket.socket() as listener:
        listener.bind((HERE, 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_the_wanted_port_is_used(taken: int) -> None:
    wanted = next(port for port in range(taken + 1, taken + 50) if is_free(HERE, port))
    assert choose_port(str(wanted), address=HERE) == wanted


def test_without_a_wish_the_next_free_port_is_used(taken: int) -> None:
    chosen = choose_port("", address=HERE, default=taken)
    assert taken < chosen <= taken + 50
    assert is_free(HERE, chosen)


def test_a_wanted_port_in_use_is_refused_with_a_way_out(taken: int) -> None:
    with pytest.raises(SystemExit) as refusal:
        choose_port(str(taken), address=HERE)
    assert str(refusal.value) == f"Port {taken} is in use. Choose another, for example: PORT={taken + 1} make run"


@pytest.mark.parametrize("wanted", ["web", "0", "65536", "-1", "80.5"])
def test_what_is_no_port_is_refused(wanted: str) -> None:
    with pytest.raises(SystemExit) as refusal:
        choose_port(wanted, address=HERE)
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
