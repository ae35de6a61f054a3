"""The whole of `make run`, on an edition that is there already, so that the sample need not be loaded."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest

from ciie.local.ports import held_port, wait_until_answering
from ciie.local.postgres import postmaster
from ciie.local.supervisor import MARK, end_leftovers
from ciie.local.valkey import answers, socket_path, valkey_runs
from ciie.settings.env import BASE_DIR

PREPARE = """
import django
django.setup()
from django.core.management import call_command
from tests.factories import EditionFactory
call_command("migrate", verbosity=0)
EditionFactory()
"""
PATIENCE = 90


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A checkout's data in a folder of its own, with one edition in its database."""
    inherited = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    with held_port("", setting="PORT", address="127.0.0.1", default=8600) as port:  # where no other test's server goes
        pass
    here = {"LOCAL_DIR": str(tmp_path_factory.mktemp("run")), "PORT": str(port)}
    whole = inherited | here | {"DJANGO_SETTINGS_MODULE": "ciie.settings.local"}
    subprocess.run([sys.executable, "-c", PREPARE], cwd=BASE_DIR, env=whole, check=True)
    return whole


@pytest.fixture
def run(environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    process = start(environment)
    yield process
    process.kill()
    process.communicate()
    end_leftovers(Path(environment["LOCAL_DIR"]))


def start(environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "ciie.local"], cwd=BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True
    )


def stopped(environment: dict[str, str]) -> bool:
    """Nothing of the run is left: neither its processes nor its servers."""
    folder = Path(environment["LOCAL_DIR"])
    return not (of_the_run(folder) or postmaster(folder / "postgres") or answers(socket_path(folder / "valkey")))


def poll_until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def of_the_run(folder: Path) -> list[psutil.Process]:
    marked = []
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK) == str(folder):
                marked.append(process)
        except psutil.Error:
            continue
    return marked


def readiness(home: str) -> dict[str, str]:
    with urlopen(f"{home}/readyz", timeout=10) as answer:  # noqa: S310  # our own http address
        words: dict[str, str] = json.load(answer)
        return words


def test_run_serves_works_and_stops_without_a_trace(run: subprocess.Popen[str], environment: dict[str, str]) -> None:
    home, folder = f"http://localhost:{environment['PORT']}", Path(environment["LOCAL_DIR"])
    assert wait_until_answering(f"{home}/readyz", patience=PATIENCE)
    until = time.monotonic() + PATIENCE
    while readiness(home)["worker"] != "ok" and time.monotonic() < until:
        time.sleep(0.2)
    assert readiness(home) == {
        "status": "ready",
        **dict.fromkeys(["database", "redis", "worker", "disk", "mail"], "ok"),
    }

    second = subprocess.run(
        [sys.executable, "-m", "ciie.local"], cwd=BASE_DIR, env=environment, check=False, capture_output=True, text=True
    )
    assert (second.returncode, second.stderr) == (1, f"This checkout already runs: {home}/\n")

    servers = [postmaster(folder / "postgres"), psutil.Process(int((folder / "valkey" / "valkey.pid").read_text()))]
    for process in servers:
        assert process
        process.kill()
    poll_until(lambda: postmaster(folder / "postgres") and valkey_runs(folder / "valkey"))
    assert wait_until_answering(f"{home}/readyz", patience=PATIENCE)

    run.send_signal(signal.SIGTERM)
    output, _ = run.communicate(timeout=PATIENCE)
    assert run.returncode == 143
    assert f"The expo is open: {home}/" in output
    assert [f"{name} had died" in output for name in ("PostgreSQL", "Valkey")] == [True, True]
    assert stopped(environment)


def test_run_recovers_from_being_killed(run: subprocess.Popen[str], environment: dict[str, str]) -> None:
    home = f"http://localhost:{environment['PORT']}"
    assert wait_until_answering(f"{home}/healthz", patience=PATIENCE)
    for process in of_the_run(Path(environment["LOCAL_DIR"])):
        if "beat" in process.cmdline():
            process.suspend()  # so that something is left for certain, however fast the rest ends by itself
    run.kill()
    run.wait()
    assert not stopped(environment)

    with start(environment) as again:
        assert again.stdout
        assert any(f"The expo is open: {home}/" in line for line in again.stdout)
        again.send_signal(signal.SIGINT)
        again.communicate(timeout=PATIENCE)
    assert again.returncode == 130
    assert stopped(environment)
