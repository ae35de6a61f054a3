"""`make bench-live`: how soon a booking is seen by everybody who has the plan open, and what an open plan costs.

Two stream processes, as many listeners in a process of their own, and bookings made one after the other. A delay counts
from the commit to the arrival of the event in the listening process.
"""

import multiprocessing
import os
import resource
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

import django
import psutil
from django.core.management import call_command
from django.utils.module_loading import import_string

from ciie.local.ports import wait_until_answering
from ciie.local.processes import streams_command
from tests.bench.listeners import Arrival, listen
from tests.bench.servers import FOLDER, data_servers, free_port

PROCESSES = 2
COUNTS = (500, 2_000)
BOOKINGS = 20
PAUSE_SECONDS = 0.6
TARGET_MS = 1_000
FILES = 20_000


def main() -> int:
    """Print the table; the exit status says whether every target was met."""
    with data_servers() as environment:
        os.environ.update(environment)
        django.setup()
        call_command("migrate", verbosity=0)
        booth_by_booth = import_string("tests.bench.booker.booth_by_booth")()  # it imports models
        with stream_server(environment) as (port, server):
            print(f"{'streams':>8}{'opened in s':>13}{'KB each':>9}{'seen':>16}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}")
            met = [measure(port, server, count, booth_by_booth) for count in COUNTS]
    return 0 if all(met) else 1


def measure(port: int, server: psutil.Process, count: int, booth_by_booth: Iterator[tuple[int, float]]) -> bool:
    """One line of the table. Whether nobody was left out and 95 of 100 were notified in time."""
    before, ours, theirs = memory(server), *multiprocessing.Pipe()
    spawn = multiprocessing.get_context("spawn")
    started = time.monotonic()
    listeners = spawn.Process(target=listen, args=(port, import_string("tests.bench.booker.PATH"), count, theirs))
    listeners.start()
    opened = answer(ours)
    each = (memory(server) - before) / count / 1024
    committed = {}
    for _booking in range(BOOKINGS):
        booth, at = next(booth_by_booth)
        committed[booth] = at
        time.sleep(PAUSE_SECONDS)
    ours.send("enough")
    delays = sorted(1000 * (at - committed[booth]) for booth, at in answer(ours))
    listeners.join()
    p50, p95, p99 = (delays[int(share * (len(delays) - 1))] for share in (0.5, 0.95, 0.99))
    actual = f"{len(delays)}/{count * BOOKINGS}"
    took = max(at for _number, at in opened) - started
    print(f"{count:>8}{took:>13.1f}{each:>9.0f}{actual:>16}{p50:>9.1f}{p95:>9.1f}{p99:>9.1f}")
    return len(delays) == count * BOOKINGS and p95 < TARGET_MS


def answer(pipe: Connection) -> list[Arrival]:
    arrivals: list[Arrival] = pipe.recv()
    return arrivals


def memory(server: psutil.Process) -> int:
    """Bytes that only the stream processes have."""
    processes = [server, *server.children(recursive=True)]
    return sum(int(process.memory_full_info().uss) for process in processes)


@contextmanager
def stream_server(environment: dict[str, str]) -> Iterator[tuple[int, psutil.Process]]:
    """Two stream processes on a port of their own."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(FILES, hard), hard))
    port = free_port()
    words = streams_command(address="127.0.0.1", port=port, workers=PROCESSES)
    crowd = {"LIVE_STREAMS_PER_ADDRESS": str(FILES), "LIVE_REQUESTS_PER_MINUTE": "0"}
    log = (FOLDER / "streams.log").open("w")
    with log, subprocess.Popen(words, env=os.environ | environment | crowd, stdout=log, stderr=log) as process:
        try:
            wait_until_answering(f"http://127.0.0.1:{port}/healthz")
            yield port, psutil.Process(process.pid)
        finally:
            process.terminate()


if __name__ == "__main__":
    raise SystemExit(main())
