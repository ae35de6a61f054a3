"""Runs processes side by side until a signal arrives, restarts those that die, and leaves none behind."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType

import psutil

from ciie.local.processes import Command

MARK = "CIIE_RUN"  # an environment variable of all processes of one run, so that no list of process IDs can go stale
PART = "CIIE_PART"  # the name of the command, by which the children of a killed process are found
PATIENCE = 20  # seconds to finish a request, a task or a mail before being killed
LEFTOVERS_PATIENCE = 10
ORPHANS_PATIENCE = 5
LOOK_SECONDS = 0.2
WATCH_SECONDS = 1.0
STEADY_SECONDS = 60  # a process that has lived this long is restarted at once
LONGEST_PAUSE = 30
MANY_DEATHS = 3


class Process:
    """One command of the run, across restarts."""

    def __init__(self, command: Command, environment: dict[str, str], width: int) -> None:
        self.name = command.name
        self.is_done = False
        self.quick_deaths = 0
        self.shown_name = command.name.ljust(width)
        self._command = command
        self._environment = {**environment, PART: command.name}
        self._child: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None
        self._started = 0.0
        self._again = time.monotonic() + command.starts_after

    def start(self) -> None:
        """Start the process in a session of its own, so that Ctrl-C reaches neither it nor its children."""
        self._started = time.monotonic()
        self._child = subprocess.Popen(
            self._command.words,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._repeat, args=[self._child], daemon=True)
        self._reader.start()

    def say(self, line: str) -> None:
        say(self.shown_name, line)

    def look(self, folder: Path) -> None:
        """Check whether the process has died, and restart it when its pause is over."""
        if self.is_done:
            return
        if self._child is None:
            if time.monotonic() >= self._again:
                self.start()
            return
        status = self._child.poll()
        if status is None:
            return
        if self._command.is_once and status == 0:
            self.is_done = True
            return
        self._child = None
        lived = time.monotonic() - self._started
        self.quick_deaths = 0 if lived > STEADY_SECONDS else self.quick_deaths + 1
        pause = min(2 ** (self.quick_deaths - 1) - 1, LONGEST_PAUSE) if self.quick_deaths else 0
        self._again = time.monotonic() + pause
        orphans = end_all(_of(folder, self.name), patience=ORPHANS_PATIENCE)
        left = f", {orphans} of its processes ended" if orphans else ""
        self.say(f"{_how(status)}{left}; started again {f'in {pause} s' if pause else 'now'}")
        if self.quick_deaths >= MANY_DEATHS:
            self.say(f"has ended {self.quick_deaths} times in a row soon after its start: see its lines above for why")

    def stop(self) -> None:
        """Ask the process to end, but not its children.

        A worker or web server ends these itself when their work is done.
        """
        self.is_done = True
        if self._child:
            with suppress(ProcessLookupError):
                self._child.send_signal(signal.SIGTERM)

    def stopped(self, until: float, came: Sequence[int]) -> None:
        """Wait for the process. Kill it if it does not end, or if a second signal arrives."""
        if self._child is None:
            return
        while self._child.poll() is None and time.monotonic() < until and len(came) == 1:
            time.sleep(LOOK_SECONDS / 4)
        if self._child.poll() is None:
            self._child.kill()
        status = self._child.wait()
        if self._reader:
            self._reader.join(1)  # longer only if a child of the process holds the pipe
        self.say(f"stopped (rc={status})")

    def _repeat(self, child: subprocess.Popen[str]) -> None:
        for line in child.stdout or ():
            self.say(line.rstrip("\n"))


def say(name: str, line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {name} | {line}", flush=True)


def supervise(
    commands: Sequence[Command],
    *,
    folder: Path,
    environment: dict[str, str],
    watch: Callable[[], Sequence[str]] = tuple,
) -> int:
    """Run the commands until SIGINT, SIGTERM or SIGHUP arrives, restart those that die, and return the exit status.

    Processes that a killed supervisor left running are ended first; `folder` identifies the run. `watch` is called
    every second, checks on other services, and returns lines to print.
    """
    end_leftovers(folder)
    marked = {**os.environ, **environment, MARK: str(folder), "PYTHONUNBUFFERED": "1"}
    width = max(len(command.name) for command in commands)
    processes = [Process(command, marked, width) for command in commands]
    came: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        came.append(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, note)
    try:
        _look_after(processes, folder, watch, came)
        for process in processes:
            process.stop()
        until = time.monotonic() + PATIENCE
        for process in processes:
            process.stopped(until, came)
    finally:
        end_leftovers(folder)
    return 128 + (signal.SIGINT if came[0] == signal.SIGINT else signal.SIGTERM)


def _look_after(
    processes: Sequence[Process], folder: Path, watch: Callable[[], Sequence[str]], came: Sequence[int]
) -> None:
    """Restart dead processes and call `watch` until a signal has arrived."""
    watched = 0.0
    while not came:
        for process in processes:
            process.look(folder)
        if time.monotonic() - watched > WATCH_SECONDS:
            for line in watch():
                say("servers".ljust(len(processes[0].shown_name)), line)
            watched = time.monotonic()
        time.sleep(LOOK_SECONDS)


def end_leftovers(folder: Path) -> None:
    """End every process that belongs to a run of this folder, first with SIGTERM and then with SIGKILL."""
    end_all(_of(folder), patience=LEFTOVERS_PATIENCE)


def end_all(processes: Sequence[psutil.Process], *, patience: float) -> int:
    """End the processes, first with SIGTERM and then with SIGKILL. Return how many there were."""
    for process in processes:
        _send(process, signal.SIGTERM)
    _, unmoved = psutil.wait_procs(processes, timeout=patience)
    for process in unmoved:
        _send(process, signal.SIGKILL)
    psutil.wait_procs(unmoved, timeout=patience)
    return len(processes)


def _of(folder: Path, part: str = "") -> list[psutil.Process]:
    """Return the processes that belong to a run of this folder, or to one of its commands."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            environment = process.environ()
            if environment.get(MARK) == str(folder) and part in {"", environment.get(PART)}:
                found.append(process)
    return found


def _how(status: int) -> str:
    """Return a phrase that describes how the process ended."""
    return f"killed by {signal.Signals(-status).name}" if status < 0 else f"ended with status {status}"


def _send(process: psutil.Process, number: signal.Signals) -> None:
    with suppress(psutil.NoSuchProcess):
        process.send_signal(number)
