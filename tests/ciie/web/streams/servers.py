"""Real stream processes on the test's database, and a reader of what they send."""

import json
import os
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any, Self
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from ciie.local.ports import wait_until_answering
from ciie.local.processes import streams_command


def free_port() -> int:
    """The first free one from a fixed one upward would be another worker's too: several processes may share a port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def stream_process(redis_url: str, environment: Mapping[str, str], *, port: int | None = None) -> Iterator[int]:
    """One process; yields its port once it answers."""
    port = port or free_port()
    words = streams_command(address="127.0.0.1", port=port)
    given = {
        "DJANGO_SETTINGS_MODULE": "ciie.settings.test",
        "DATABASE_URL": database_url(),
        "REDIS_URL": redis_url,
        **environment,
    }
    with subprocess.Popen(words, env=os.environ | given) as process:
        try:
            assert wait_until_answering(f"http://127.0.0.1:{port}/healthz", patience=60), process.poll()
            yield port
        finally:
            process.terminate()


def database_url() -> str:
    where = connection.settings_dict
    host, port = str(where["HOST"]), f":{where['PORT']}" if where["PORT"] else ""
    server = f"{quote(host, safe='')}{port}" if not host.startswith("/") else ""
    path = f"/{quote(host)}/{where['NAME']}" if host.startswith("/") else f"/{where['NAME']}"
    secret = f":{quote(str(where['PASSWORD']))}" if where["PASSWORD"] else ""
    return f"postgres://{where['USER']}{secret}@{server}{path}"


@dataclass(frozen=True)
class Event:
    name: str
    data: dict[str, Any]


class Reader:
    """An open stream, or what the server said instead."""

    def __init__(self, port: int, path: str, *, seen: str = "", cookie: str = "", **headers: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        lines = [f"GET {path}?seen={quote(seen)} HTTP/1.1", "Host: localhost", f"Cookie: {cookie}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self._socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        self._text = b""
        head = self._until(b"\r\n\r\n").decode()
        self.status = int(head.split()[1])
        self.headers = {
            name.lower(): value for name, value in (line.split(": ", 1) for line in head.splitlines()[1:] if line)
        }

    def next(self, patience: float = 10) -> Event:
        """The next event; comments and the like are passed over. Raises `TimeoutError` when none comes."""
        self._socket.settimeout(patience)
        deadline = monotonic() + patience
        while monotonic() < deadline:
            fields = dict(line.split(": ", 1) for line in self._until(b"\n\n").decode().splitlines() if ": " in line)
            if "event" in fields:
                return Event(fields["event"], json.loads(fields["data"]))
        raise TimeoutError

    def rest(self) -> bytes:
        """All that comes until the server closes the connection."""
        while part := self._socket.recv(65_536):
            self._text += part
        return self._text

    def close(self) -> None:
        self._socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _until(self, end: bytes) -> bytes:
        while end not in self._text:
            part = self._socket.recv(65_536)
            if not part:
                raise ConnectionResetError
            self._text += part
        found, _end, self._text = self._text.partition(end)
        return found


SESSION = settings.SESSION_COOKIE_NAME
