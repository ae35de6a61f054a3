"""Runs processes side by side until one ends or a signal stops us, and leaves none behind."""

import os
import shlex
import signal
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import psutil
from honcho.compat import ProcessManager
from honcho.manager import Manager

from ciie.local.processes import Command

MARK = "CIIE_RUN"  # in the environment of all that belongs to one run, so that no list of process ids can go stale
PATIENCE = 10  # seconds to finish a request or a task before being killed


class PoliteProcessManager(ProcessManager):
    """Asks a process to end, not its children: a worker or web server ends them itself, when their work is done."""

    def terminate(self, pid: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)


def supervise(commands: Sequence[Command], *, folder: Path, environment: dict[str, str]) -> int:
    """Run the commands until one of them ends, or SIGINT, SIGTERM or SIGHUP arrives. Returns the exit status.

    What a killed supervisor left running is ended first; `folder` is what a run is known by.
    """
    end_leftovers(folder)
    marked = {**os.environ, **environment, MARK: str(folder), "PYTHONUNBUFFERED": "1"}
    manager = Manager()
    manager._procmgr = PoliteProcessManager()  # noqa: SLF001  # honcho asks for it nowhere
    for command in commands:
        manager.add_process(command.name, f"exec {shlex.join(command.words)}", env=marked)
    signal.signal(signal.SIGHUP, lambda _number, _frame: os.kill(os.getpid(), signal.SIGTERM))
    try:
        manager.loop()
    finally:
        end_leftovers(folder)
    return int(manager.returncode or 0)


def end_leftovers(folder: Path) -> None:
    """End, politely and then not, every process that belongs to a run of this folder."""
    leftovers = [process for process in psutil.process_iter() if _belongs_to(process, folder)]
    for process in leftovers:
        _send(process, signal.SIGTERM)
    _, unmoved = psutil.wait_procs(leftovers, timeout=PATIENCE)
    for process in unmoved:
        _send(process, signal.SIGKILL)
    psutil.wait_procs(unmoved, timeout=PATIENCE)


def _belongs_to(process: psutil.Process, folder: Path) -> bool:
    try:
        return process.environ().get(MARK) == str(folder)
    except (psutil.Error, OSError):
        return False


def _send(process: psutil.Process, number: signal.Signals) -> None:
    try:
        process.send_signal(number)
    except psutil.NoSuchProcess:
        return
