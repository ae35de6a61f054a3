"""Runs processes side by side until a signal stops it, starts again what dies, and leaves none behind."""

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

MARK = "CIIE_RUN"  # in the environment of all that belongs to one run, so that no list of process ids can go stale
PART = "CIIE_PART"  # and which of its commands started it, so that the children of a killed process are found
PATIENCE = 20  # seconds to finish a request, a task or a letter before being killed
LEFTOVERS_PATIENCE = 10
ORPHANS_PATIENCE = 5
LOOK_SECONDS = 0.2
WATCH_SECONDS = 1.0
STEADY_SECONDS = 60  # one that has lived so long is started again at once
LONGEST_PAUSE = 30
MANY_DEATHS = 3


class Process:
    """One command of the run, through all its lives."""

    def __init__(self, command: Command, environment: dict[str, str], width: int) -> None:
        self.name = command.name
        self.is_done = False
        self.quick_deaths = 0
        self.shown_name = command.name.ljust(width)
        self._command = command
        self._environment = {**environment, PART: command.name}
        self._child: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None
        self._started = self._again = 0.0

    def start(self) -> None:
        """In a session of its own, so that Ctrl-C at the terminal does not reach it, nor its children."""
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
        """Notice that it has died, and start it again when its pause is over."""
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
        """Ask it, not its children, to end: a worker or web server ends them itself, when their work is done."""
        self.is_done = True
        if self._child:
            with suppress(ProcessLookupError):
                self._child.send_signal(signal.SIGTERM)

    def stopped(self, until: float, came: Sequence[int]) -> None:
        """Wait for it; kill it if it does not end, or if a second signal comes."""
        if self._child is None:
            return
        while self._child.poll() is None and time.monotonic() < until and len(came) == 1:
            time.sleep(LOOK_SECONDS / 4)
        if self._child.poll() is None:
            self._child.kill()
        status = self._child.wait()
        if self._reader:
            self._reader.join(1)  # longer only where a child of its own holds the pipe
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
    """Run the commands until SIGINT, SIGTERM or SIGHUP arrives; start again what dies. Returns the exit status.

    What a killed supervisor left running is ended first; `folder` is what a run is known by. `watch` is called every
    second, looks after what runs besides, and returns what it has to say.
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
    """Until a signal came."""
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
    """End, politely and then not, every process that belongs to a run of this folder."""
    end_all(_of(folder), patience=LEFTOVERS_PATIENCE)


def end_all(processes: Sequence[psutil.Process], *, patience: float) -> int:
    """End them, politely and then not. Returns how many there were."""
    for process in processes:
        _send(process, signal.SIGTERM)
    _, unmoved = psutil.wait_procs(processes, timeout=patience)
    for process in unmoved:
        _send(process, signal.SIGKILL)
    psutil.wait_procs(unmoved, timeout=patience)
    return len(processes)


def _of(folder: Path, part: str = "") -> list[psutil.Process]:
    """What belongs to a run of this folder, or to one of its commands."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            environment = process.environ()
            if environment.get(MARK) == str(folder) and part in {"", environment.get(PART)}:
                found.append(process)
    return found


def _how(status: int) -> str:
    """How it ended, in words."""
    return f"killed by {signal.Signals(-status).name}" if status < 0 else f"ended with status {status}"


def _send(process: psutil.Process, number: signal.Signals) -> None:
    with suppress(psutil.NoSuchProcess):
        process.send_signal(number)
