"""The ports on which a run listens, and a check whether it answers there."""

import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.request import urlopen

PORTS_TRIED = 100


@contextmanager
def held_port(wanted: str, *, setting: str, address: str, default: int) -> Iterator[int]:
    """Reserve and yield a port: the wanted one, or if none is wanted, the first free one from the default.

    Raises `SystemExit` with a message that names the setting if the wanted port is not available.
    """
    if wanted and not (wanted.isdecimal() and 0 < int(wanted) < 65536):  # noqa: PLR2004  # the ports there are
        message = f"{setting}={wanted} is not a port. Choose one from 1 to 65535, for example: {setting}=8123 make run"
        raise SystemExit(message)
    for port in [int(wanted)] if wanted else range(default, default + PORTS_TRIED):
        if (held := _hold(address, port)) is not None:
            with closing(held[0]), closing(held[1]):
                yield port
                return
    if wanted:
        message = f"Port {wanted} is in use. Choose another, for example: {setting}={int(wanted) + 1} make run"
    else:
        message = f"Ports {default} to {default + PORTS_TRIED - 1} are in use. Choose another with {setting}=… make run"
    raise SystemExit(message)


def _hold(address: str, port: int) -> tuple[socket.socket, socket.socket] | None:
    """Return two sockets to keep open, or `None` if the port is in use.

    The servers bind minutes later, and with SO_REUSEPORT, which shares a port among all who set it. The UDP port of the
    same number therefore decides between runs: it belongs to one process at a time and is free when that one ends. The
    TCP socket, bound but not listening, keeps other programs out and lets the servers in.
    """
    between_runs, place = socket.socket(type=socket.SOCK_DGRAM), socket.socket()
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections of an earlier run may be closing
    try:
        between_runs.bind((address, port))
        place.bind((address, port))
    except OSError:
        between_runs.close()
        place.close()
        return None
    if sys.platform == "linux":
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    else:  # on other systems, the servers could not bind beside it
        place.close()
    for each in (between_runs, place):
        os.register_at_fork(after_in_child=each.close)  # a child that survives a killed run must not keep the port
    return between_runs, place


def wait_until_answering(url: str, *, patience: float = 120) -> bool:
    """Return whether the URL responds with success within `patience` seconds."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            with urlopen(url, timeout=5):  # noqa: S310  # our own http address
                return True
        except OSError:
            time.sleep(0.2)
    return False
