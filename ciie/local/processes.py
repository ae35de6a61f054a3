"""The processes of a running checkout: web, streams, workers and beat. Production has its own, see `compose.yaml`."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from ciie.local.greeting import Welcome

ROOT_IS_FINE_HERE = "ignore:You're running the worker with superuser privileges"
MOST_WEB_PROCESSES = 4  # their threads share the hundred connections of PostgreSQL with the workers
FEWEST_WEB_PROCESSES = 2  # a slow page in one must never be the whole site


@dataclass(frozen=True)
class Command:
    """A process of the run: its name in the log and its words. One that is for once may end when it is done."""

    name: str
    words: list[str]
    is_once: bool = False


def commands(*, address: str, port: int, live_port: int, home: str, welcome: Welcome, folder: Path) -> list[Command]:
    """All processes of one run; the folder takes what they write."""
    return [
        Command("web", web_command(address=address, port=port)),
        Command("streams", streams_command(address=address, port=live_port)),
        Command("worker", worker_command()),
        Command("mail-worker", mail_worker_command()),
        Command("beat", beat_command(schedule=folder / "beat-schedule")),
        Command("expo", greeting_command(home, welcome), is_once=True),
    ]


def web_command(*, address: str, port: int) -> list[str]:
    """The web server: as many processes as cores, since the threads of one share a core (`ciie.web.lanes`)."""
    workers = min(max(FEWEST_WEB_PROCESSES, os.cpu_count() or 1), MOST_WEB_PROCESSES)
    return _granian("asginl", "ciie.wsgi:lanes", address=address, port=port, workers=workers)


def streams_command(*, address: str, port: int, workers: int = 1) -> list[str]:
    """The server of streams: its process only waits and hands on, so one is enough for thousands."""
    return _granian("asgi", "ciie.asgi:application", address=address, port=port, workers=workers)


def _granian(interface: str, application: str, *, address: str, port: int, workers: int) -> list[str]:
    options = {
        "--interface": interface,
        "--host": address,
        "--port": str(port),
        "--workers": str(workers),
        "--backlog": "4096",
        "--backpressure": "16384",  # how many may be answered at a time; a stream is answered for as long as it is open
        "--workers-kill-timeout": "5",
        "--log-level": "error",
    }
    flat = [word for pair in options.items() for word in pair]
    return [sys.executable, "-m", "granian", *flat, "--no-ws", "--respawn-failed-workers", application]


def worker_command() -> list[str]:
    """One worker with two children for all queues but that of mail: long work in one leaves the other for the rest."""
    return _worker("celery", queues="default,totals", children=2)


def mail_worker_command() -> list[str]:
    """The only process that talks to the mail server, so that nothing else waits for one that is slow or silent."""
    return _worker("mail", queues="mail", children=1)


def beat_command(*, schedule: Path) -> list[str]:
    """Celery beat, which sends the tasks of `ciie/settings/beat.py`."""
    return [*_celery(), "beat", "--schedule", str(schedule), "--loglevel", "WARNING"]


def greeting_command(home: str, welcome: Welcome) -> list[str]:
    """Tells the person at the terminal that the site answers."""
    return [sys.executable, "-m", "ciie.local.greeting", home, welcome.value]


def _worker(name: str, *, queues: str, children: int) -> list[str]:
    """A worker, which leaves the processor to those who wait for a page. Two on one machine need names of their own."""
    options = ["--hostname", f"{name}@%h", "--queues", queues, "--concurrency", str(children)]
    quiet = ["--without-gossip", "--without-mingle", "--loglevel", "WARNING"]
    return ["nice", "-n", "10", *_celery("-W", ROOT_IS_FINE_HERE), "worker", *options, *quiet]


def _celery(*python_options: str) -> list[str]:
    return [sys.executable, *python_options, "-m", "celery", "--app", "ciie", "--quiet"]
