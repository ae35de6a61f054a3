"""The processes of a running checkout: web, streams, workers and beat. For those of production, see `compose.yaml`."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from ciie.local.greeting import Welcome

ROOT_IS_FINE_HERE = "ignore:You're running the worker with superuser privileges"
MOST_WEB_PROCESSES = 4  # their threads and the workers share PostgreSQL's hundred connections
FEWEST_WEB_PROCESSES = 2  # a slow page in one must not block the whole site
WEB_STARTS_SECONDS = 6.0  # on two cores; pages come first, since every process imports the whole site as it starts


@dataclass(frozen=True)
class Command:
    """A process of the run: its name in the log, its arguments, and how many seconds after the others it starts.

    With `is_once`, it may end when it is done.
    """

    name: str
    words: list[str]
    is_once: bool = False
    starts_after: float = 0


def commands(*, address: str, port: int, live_port: int, home: str, welcome: Welcome, folder: Path) -> list[Command]:
    """Return all processes of one run. They write their files to the folder."""
    return [
        Command("web", web_command(address=address, port=port)),
        Command("streams", streams_command(address=address, port=live_port)),
        Command("worker", worker_command(), starts_after=WEB_STARTS_SECONDS),
        Command("mail-worker", mail_worker_command(), starts_after=WEB_STARTS_SECONDS),
        Command("beat", beat_command(schedule=folder / "beat-schedule"), starts_after=WEB_STARTS_SECONDS),
        Command("expo", greeting_command(home, welcome), is_once=True),
    ]


def web_command(*, address: str, port: int) -> list[str]:
    """Return the command of the web server, with one process per core within limits.

    The threads of one process share a core (`ciie.web.lanes`).
    """
    workers = min(max(FEWEST_WEB_PROCESSES, os.cpu_count() or 1), MOST_WEB_PROCESSES)
    return _granian("asginl", "ciie.wsgi:lanes", address=address, port=port, workers=workers)


def streams_command(*, address: str, port: int, workers: int = 1) -> list[str]:
    """Return the command of the server of streams.

    Its process only waits and forwards, so that one is enough for thousands of streams.
    """
    return _granian("asgi", "ciie.asgi:application", address=address, port=port, workers=workers)


def _granian(interface: str, application: str, *, address: str, port: int, workers: int) -> list[str]:
    options = {
        "--interface": interface,
        "--host": address,
        "--port": str(port),
        "--workers": str(workers),
        "--backlog": "4096",
        "--backpressure": "16384",  # limit of concurrent responses, including open streams
        "--workers-kill-timeout": "5",
        "--log-level": "error",
    }
    flat = [word for pair in options.items() for word in pair]
    return [sys.executable, "-m", "granian", *flat, "--no-ws", "--respawn-failed-workers", application]


def worker_command() -> list[str]:
    """Return the command of a worker with two children for all queues except mail's.

    While one child is busy with a long task, the other one processes the rest.
    """
    return _worker("celery", queues="default,totals", children=2)


def mail_worker_command() -> list[str]:
    """Return the command of the only process that talks to the mail server.

    Nothing else therefore waits for a mail server that is slow or does not answer.
    """
    return _worker("mail", queues="mail", children=1)


def beat_command(*, schedule: Path) -> list[str]:
    """Return the command of Celery beat, which sends the tasks of `ciie/settings/beat.py`."""
    return [*_celery(), "beat", "--schedule", str(schedule), "--loglevel", "WARNING"]


def greeting_command(home: str, welcome: Welcome) -> list[str]:
    """Return the command that announces on the terminal that the site answers."""
    return [sys.executable, "-m", "ciie.local.greeting", home, welcome.value]


def _worker(name: str, *, queues: str, children: int) -> list[str]:
    """Return the command of a worker with low priority, so that pages come first.

    Two workers on one machine need different names.
    """
    options = ["--hostname", f"{name}@%h", "--queues", queues, "--concurrency", str(children)]
    quiet = ["--without-gossip", "--without-mingle", "--loglevel", "WARNING"]
    return ["nice", "-n", "10", *_celery("-W", ROOT_IS_FINE_HERE), "worker", *options, *quiet]


def _celery(*python_options: str) -> list[str]:
    return [sys.executable, *python_options, "-m", "celery", "--app", "ciie", "--quiet"]
