"""The entry point of `make run`, which starts everything that a newcomer needs to see the expo work.

It starts from an empty folder or with the data of an earlier run.
"""

import fcntl
import os
import shutil
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import IO

import django
from django.conf import settings

from ciie.local.greeting import Welcome
from ciie.local.ports import held_port
from ciie.local.processes import commands
from ciie.local.sample import prepare_database, welcome
from ciie.local.servers import LOCAL_DIR, SERVERS
from ciie.local.supervisor import end_leftovers, supervise
from ciie.settings.env import env


def main() -> int:
    """Prepare, run until stopped, and return the exit status."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    LOCAL_DIR.mkdir(parents=True, exist_ok=True)
    with (LOCAL_DIR / "run.lock").open("a+") as door:
        only_one_run(door)
        end_leftovers(LOCAL_DIR)
        return run(door)


def run(door: IO[str]) -> int:
    """Run everything on ports that are reserved from the start, since preparing the servers may take minutes."""
    address = os.environ.get("BIND", "127.0.0.1")
    with (
        held_port(os.environ.get("PORT", ""), setting="PORT", address=address, default=8000) as port,
        held_port(os.environ.get("LIVE_PORT", ""), setting="LIVE_PORT", address=address, default=port + 1) as live_port,
    ):
        note(door, home := f"http://localhost:{port}/")
        greeted = prepare(port, live_port)
        return supervise(
            commands(
                address=address,
                port=port,
                live_port=live_port,
                home=home,
                welcome=greeted,
                folder=LOCAL_DIR,
            ),
            folder=LOCAL_DIR,
            watch=SERVERS.revive,
            environment={
                # set explicitly, so that only the run itself, and none of its processes, starts a missing server
                **{name: getattr(settings, name) for name in ("DATABASE_URL", "MIGRATION_DATABASE_URL", "REDIS_URL")},
                "PROMETHEUS_MULTIPROC_DIR": str(empty_folder(LOCAL_DIR / "metrics")),
                "CELERY_SKIP_CHECKS": "1",  # `prepare` has just run them, and two processes would do so again
            },
        )


def stop(number: int, _frame: FrameType | None) -> None:
    """Exit on a signal. Until the supervisor takes over, everything that was started is stopped on the way out."""
    raise SystemExit(128 + number)


def only_one_run(door: IO[str]) -> None:
    """Hold the checkout's run lock, or exit with a message. Child processes do not inherit a record lock."""
    try:
        fcntl.lockf(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        door.seek(0)
        message = f"This checkout already runs: {door.read()}"
        raise SystemExit(message) from None


def note(door: IO[str], home: str) -> None:
    """Write down the address for a second `make run`, which finds the lock taken."""
    door.truncate(0)
    door.write(home)
    door.flush()


def prepare(port: int, live_port: int) -> Welcome:
    """Start the servers, fill an empty database unless `EMPTY=1` is set, and return who can sign in."""
    print("Preparing the database…", flush=True)
    is_ours = not os.environ.get("DATABASE_URL")
    os.environ["PORT"], os.environ["LIVE_PORT"] = str(port), str(live_port)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ciie.settings.local")
    django.setup()
    prepare_database(with_sample=not env.bool("EMPTY", default=False), with_logins=is_ours)
    return welcome(is_ours=is_ours)


def empty_folder(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


if __name__ == "__main__":
    sys.exit(main())
