"""Processor time of the servers that are measured. Unlike answers a second it hardly depends on who else is at work."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil


@dataclass
class ProcessorTime:
    """Seconds that the web server's and the database's processes worked, all together."""

    web: float = 0.0
    database: float = 0.0


@dataclass(frozen=True)
class Workers:
    """The first process of each server; the others descend from it."""

    web: psutil.Process
    database: psutil.Process

    @contextmanager
    def clocked(self) -> Iterator[ProcessorTime]:
        """Fills what it yields as it ends."""
        spent, web, database = ProcessorTime(), _seconds(self.web), _seconds(self.database)
        yield spent
        spent.web, spent.database = _seconds(self.web) - web, _seconds(self.database) - database


def _seconds(first: psutil.Process) -> float:
    own = first.cpu_times()
    ended = own.children_user + own.children_system
    living = [_own_seconds(process) for process in (first, *first.children(recursive=True))]
    return float(ended + sum(living))


def _own_seconds(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)
