"""The port the site listens on, and whether it answers there."""

import socket
import time
from urllib.request import urlopen

PORTS_TRIED = 100


def choose_port(wanted: str, *, address: str, default: int = 8000) -> int:
    """The wanted port, or, where none was asked for, the first free one from the default upward.

    Raises `SystemExit` with a sentence if the wanted port cannot be had.
    """
    if not wanted:
        return next(port for port in range(default, default + PORTS_TRIED) if is_free(address, port))
    if not wanted.isdecimal() or not 0 < int(wanted) < 65536:  # noqa: PLR2004  # the ports there are
        message = f"PORT={wanted} is not a port. Choose one from 1 to 65535, for example: PORT=8123 make run"
        raise SystemExit(message)
    if not is_free(address, int(wanted)):
        message = f"Port {wanted} is in use. Choose another, for example: PORT={int(wanted) + 1} make run"
        raise SystemExit(message)
    return int(wanted)


def is_free(address: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


def wait_until_answering(url: str, *, patience: float = 120) -> bool:
    """Whether the URL answered with success within `patience` seconds."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            with urlopen(url, timeout=5):  # noqa: S310  # our own http address
                return True
        except OSError:
            time.sleep(0.2)
    return False
