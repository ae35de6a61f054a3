import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from ciie.local.supervisor import end_leftovers
from ciie.settings.env import BASE_DIR

SUPERVISOR = """
import sys
from pathlib import Path
from ciie.local.processes import Command
from ciie.local.supervisor import supervise
here = Path(sys.argv[1])
sleeper = "import pathlib, sys, time; pathlib.Path(sys.argv[1]).touch(); time.sleep(600)"
commands = [Command(name, [sys.executable, "-c", sleeper, str(here / name)]) for name in ("first", "second")]
sys.exit(supervise(commands, folder=here, environment={}))
"""
PATIENCE = 20


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A supervisor whose two children have started."""
    process = subprocess.Popen([sys.executable, "-c", SUPERVISOR, str(tmp_path)], cwd=BASE_DIR)
    deadline = time.monotonic() + PATIENCE
    while not {"first", "second"} <= {path.name for path in tmp_path.iterdir()}:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    yield process
    process.kill()
    process.wait()
    end_leftovers(tmp_path)


def children(folder: Path) -> int:
    """How many processes that were started with this folder in their arguments still run, supervisors aside."""
    lines = [process.info["cmdline"] or [] for process in psutil.process_iter(["cmdline"])]
    return sum(line[-1] in {str(folder / "first"), str(folder / "second")} for line in lines if line)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all_children(
    supervisor: subprocess.Popen[bytes], tmp_path: Path, number: signal.Signals
) -> None:
    assert children(tmp_path) == 2
    supervisor.send_signal(number)
    assert supervisor.wait(PATIENCE) == (130 if number == signal.SIGINT else 143)
    assert children(tmp_path) == 0


def test_the_children_of_a_killed_supervisor_end_before_the_next_run(
    supervisor: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    supervisor.kill()
    supervisor.wait()
    assert children(tmp_path) == 2
    end_leftovers(tmp_path)
    assert children(tmp_path) == 0


def test_leftovers_of_another_checkout_are_left_alone(supervisor: subprocess.Popen[bytes], tmp_path: Path) -> None:
    end_leftovers(tmp_path / "another")
    assert children(tmp_path) == 2


DYING = """
import sys
from pathlib import Path
from ciie.local.processes import Command
from ciie.local.supervisor import supervise
here = Path(sys.argv[1])
python = [sys.executable, "-c"]
sleep = "import time; time.sleep(600)"
spawn = f"child = subprocess.Popen([sys.executable, '-c', '{sleep}'])"
parent = f"import os, subprocess, sys; {spawn}; print('child', child.pid); os.kill(os.getpid(), 9)"
commands = [
    Command("killed", [*python, "import os, time; print('lives as', os.getpid()); time.sleep(600)"]),
    Command("parent", [*python, parent]),
    Command("once", [*python, "print('said')"], is_once=True),
]
sys.exit(supervise(commands, folder=here, environment={}))
"""


def test_what_dies_is_started_again_and_its_orphans_end(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", DYING, str(tmp_path)], cwd=BASE_DIR, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        said: list[str] = []

        def wait_for(pattern: str) -> re.Match[str]:
            assert process.stdout
            for line in process.stdout:
                said.append(line)
                if found := re.search(pattern, line):
                    return found
            raise AssertionError(said)

        first = int(wait_for(r"killed \| lives as (\d+)")[1])
        os.kill(first, signal.SIGKILL)
        wait_for(r"killed \| killed by SIGKILL; started again now")
        assert int(wait_for(r"killed \| lives as (\d+)")[1]) != first
        wait_for(r"parent \| has ended 3 times in a row soon after its start")
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=PATIENCE)
    whole = "".join(said) + rest
    assert process.returncode == 143
    assert whole.count("once   | said") == 1
    assert "parent | killed by SIGKILL, 1 of its processes ended; started again in 1 s" in whole
    assert not [pid for pid in re.findall(r"child (\d+)", whole) if psutil.pid_exists(int(pid))]


WORKER = """
import os, pathlib, signal, sys, time
here = pathlib.Path(sys.argv[1])
child = os.fork()
if not child:
    signal.signal(signal.SIGTERM, lambda *_: (here / "child-was-signalled").touch())
    (here / "at-work").touch()
    time.sleep(1)
    (here / "work-done").touch()
    os._exit(0)
signal.signal(signal.SIGTERM, lambda *_: (os.waitpid(child, 0), sys.exit(0)))
while not (here / "at-work").exists():
    time.sleep(0.05)
print("ready", flush=True)
time.sleep(600)
"""


def test_a_stop_lets_a_worker_end_its_children_itself(tmp_path: Path) -> None:
    """Celery reports a child that a signal ended as a failure, with its traceback."""
    script = f"""
import sys
from pathlib import Path
from ciie.local.processes import Command
from ciie.local.supervisor import supervise
commands = [Command("worker", [sys.executable, "-c", {WORKER!r}, {str(tmp_path)!r}])]
sys.exit(supervise(commands, folder=Path({str(tmp_path)!r}), environment={{}}))
"""
    with subprocess.Popen([sys.executable, "-c", script], cwd=BASE_DIR, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert any("ready" in line for line in process.stdout)
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "worker | stopped (rc=0)" in rest
    assert {path.name for path in tmp_path.iterdir()} == {"at-work", "work-done"}
