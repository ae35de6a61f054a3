"""`make failover`: the primary is lost while bookings are taken, and nothing that was acknowledged is.

The site of `make machines`, with three database servers: the primary and two standbys, one of which has whatever is
acknowledged. Clients book and note every answer. In one round the primary is killed; in the other it is cut off from
the standbys while the site still reaches it. The service `promote` of `compose.yaml` promotes a standby, PgBouncer is
led to it, and the old primary rejoins. `--asynchronous` is the control, in which bookings have to be lost.
"""

import argparse
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import psycopg

from tests.drills.chaos import CLAIMS
from tests.drills.judgement import Found, Noted, differences
from tests.drills.machines.bookers import Clients
from tests.drills.machines.compose import as_written, services
from tests.drills.machines.network import Machine, Network, may_have_namespaces, wait_until
from tests.drills.machines.scenarios import Drill
from tests.drills.machines.site import FOLDER, NEEDED, Site, missing_programs, site

PLAN: dict[str, tuple[str, ...]] = {
    "a": ("web", "streams"),
    "front": ("balancer", "names"),
    "pool": ("pgbouncer",),
    "db": ("db",),
    "s1": ("s1",),
    "s2": ("s2",),
    "queue": ("redis",),
    "objects": ("storage",),
    "post": ("mail",),
}
MEMBERS = ("db", "s1", "s2")
QUORUM = f"ANY 1 ({', '.join(MEMBERS)})"
MOST_SECONDS = 30
"""From the loss of the primary to the first booking that is acknowledged again, with the time of the command."""
WATCHED_SECONDS = 5
"""How long the site goes on asking the old primary after another was promoted."""
WRITE = "SELECT pg_logical_emit_message(true, 'drill', '')"
"""A transaction that writes to the log and to nothing else."""
FOLLOWS = "SELECT count(*) FROM pg_stat_replication WHERE application_name = %s AND state = 'streaming'"
END_WRITES = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = %s AND pid <> pg_backend_pid()"


@dataclass
class Round:
    """How a primary was lost: what clients were answered, and when."""

    clients: Clients
    lost: str
    lost_at: float
    before: int
    promoted_at: float = 0.0
    led_at: float = 0.0

    def acknowledged(self, since: float, until: float = float("inf")) -> list[float]:
        """The moments at which bookings were acknowledged."""
        moments = [each.asked_at + each.took for each in self.clients.noted if each.booking is not None]
        return [moment for moment in moments if since < moment < until]


@dataclass
class Failover:
    """Three servers, of which one is the primary, and all bookings that clients have answers for.

    In the control bookings have to be lost, or the comparison would be worth nothing.
    """

    drill: Drill
    least: int
    is_control: bool = False
    booked: dict[str, int] = field(default_factory=dict)

    @property
    def site(self) -> Site:
        """What runs."""
        return self.drill.site

    @property
    def primary(self) -> str:
        """As `.env` says."""
        return self.site.values["PRIMARY"]

    def lose(self, what: str, fault: Callable[[Machine], None], promote: Callable[[], str]) -> None:
        """Book, lose the primary, promote another, go on booking, and compare."""
        clients, lost = self.drill.clients(self.drill.at("a")), self.site.machine(self.primary)
        clients.start(self.drill.many)
        wait_until(lambda: len(clients.booked) >= self.least, what=f"{self.least} bookings", seconds=120)
        round_ = Round(clients, lost.name, time.monotonic(), len(clients.booked))
        fault(lost)
        chosen = promote()
        round_.promoted_at = time.monotonic()
        if lost.processes():
            time.sleep(WATCHED_SECONDS)
        round_.led_at = time.monotonic()
        self.lead_to(chosen)
        after = f"{self.least} bookings after the promotion"
        wait_until(lambda: len(round_.acknowledged(round_.led_at)) >= self.least, what=after, seconds=120)
        clients.stop()
        self.booked |= clients.booked
        self.report(f"{what}, {chosen} promoted", round_)

    def report(self, what: str, round_: Round) -> None:
        """Compare the database with what clients were answered, and say what came of it."""
        after = round_.acknowledged(round_.led_at)
        stray = len(round_.acknowledged(round_.promoted_at, round_.led_at))
        again, wrong = min(after) - round_.lost_at, self.differences()
        refused = [each.refused for each in round_.clients.noted if each.refused]
        proofs = self.site.manage("manage.py", "reconcile_totals").splitlines()[-1]
        figure = (
            f"{round_.before} bookings acknowledged before, {len(after)} after; "
            f"{len({line.split()[1] for line in wrong})} lost or doubled; "
            f"{stray} acknowledged by {round_.lost} after the promotion; promoted after "
            f"{round_.promoted_at - round_.lost_at:.1f} s, writing again after {again:.1f} s; {proofs}"
        )
        is_well = not (wrong or stray or refused) and again <= MOST_SECONDS and "0.00" in proofs
        if self.is_control:
            is_well = bool(wrong)
        self.drill.note(what, "; ".join([figure, *refused[:1], *wrong[:3]]), is_well=is_well)

    def differences(self) -> list[str]:
        """What the primary holds otherwise than clients were answered: a sentence each."""
        with self.site.connected(self.primary) as connection:
            found = Found(
                dict(connection.execute("SELECT holder_id, state FROM exhibitors_booking").fetchall()),
                {(key, booth): many for key, booth, many in connection.execute(CLAIMS).fetchall()},
            )
        return differences(
            Noted(dict.fromkeys(self.booked.values(), "submitted"), {key: booth for booth, key in self.booked.items()}),
            found,
        )

    def promoted(self) -> str:
        """The server that the shipped command has promoted. Raises `RuntimeError` with what it said otherwise."""
        done = self.site.run("promote", self.site.machine("a"))
        print("".join(f"    {line}\n" for line in (done.stdout + done.stderr).splitlines()), end="", flush=True)
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)
        return done.stdout.rpartition("PRIMARY=")[2].split()[0]

    def promoted_by_hand(self) -> str:
        """A standby, promoted although the shipped command refuses."""
        with suppress(RuntimeError):
            self.promoted()
            raise AssertionError("The command has promoted a standby that need not have what was acknowledged.")
        with self.site.connected("s1") as connection:
            connection.execute("SELECT pg_promote()")
        return "s1"

    def lead_to(self, chosen: str) -> None:
        """As `PRIMARY` in `.env` and `docker compose up --no-deps pgbouncer` do."""
        pool = self.site.machine("pool")
        for process in pool.started:
            process.send_signal(signal.Signals[as_written()["services"]["pgbouncer"]["stop_signal"]])
            process.wait(10)
        pool.started.clear()
        self.site.values["PRIMARY"] = chosen
        self.site.services = services(self.site.values)
        self.site.start("pgbouncer", pool)

    def rejoin(self, name: str) -> None:
        """Bring an old primary back: alone it acknowledges nothing and does not start; then it follows the new one."""
        machine = self.site.machine(name)
        has_acknowledged = bool(machine.processes()) and self.acknowledges(name)
        machine.kill()
        status = self.site.start(name, machine).wait(60)
        began = time.monotonic()
        done = self.site.run(name, machine, "rejoin")
        if done.returncode:
            raise RuntimeError(f"{name} does not rejoin: {done.stderr}")
        self.site.start(name, machine)
        wait_until(lambda: self.follows(name), what=f"{name} follows {self.primary}", seconds=120)
        took = time.monotonic() - began
        figure = f"acknowledges {'A WRITE' if has_acknowledged else 'nothing'} by itself; is "
        figure += f"{'refused' if status == 1 else 'STARTED'} as it is; copied and following after {took:.1f} s"
        self.drill.note(f"{name}, the old primary, rejoins", figure, is_well=status == 1 and not has_acknowledged)

    def acknowledges(self, name: str, seconds: float = 3) -> bool:
        """Whether a server acknowledges a write. Who waits is terminated: cancelled, it would see a commit."""
        done = threading.Event()

        def write() -> None:
            with suppress(psycopg.Error), self.site.connected(name) as connection:
                connection.execute(WRITE)
                done.set()

        writer = threading.Thread(target=write, daemon=True)
        writer.start()
        writer.join(seconds)
        with self.site.connected(name) as connection:
            connection.execute(END_WRITES, [WRITE])
        writer.join()
        return done.is_set()

    def follows(self, name: str) -> bool:
        """Whether the primary sends its log to this server."""
        with self.site.connected(self.primary) as connection:
            return connection.execute(FOLLOWS, [name]).fetchone() == (1,)

    def cut_off(self, lost: Machine) -> None:
        """Neither the other servers nor who promotes reaches it; PgBouncer does."""
        for name in {*MEMBERS, "a"} - {lost.name}:
            self.site.network.cut(lost, self.site.machine(name))

    def reconnect(self, name: str) -> None:
        """Undo that."""
        for other in {*MEMBERS, "a"} - {name}:
            self.site.network.reconnect(self.site.machine(name), self.site.machine(other))


def lose_and_rejoin(failover: Failover) -> None:
    """Both rounds. In the second, the server that rejoined is one of the standbys."""
    first = failover.primary
    failover.lose(f"{first} killed (-9)", Machine.kill, failover.promoted)
    failover.rejoin(first)
    second = failover.primary
    failover.lose(f"{second} cut off, still reached by the site", failover.cut_off, failover.promoted)
    failover.reconnect(second)
    failover.rejoin(second)


def lose_asynchronously(failover: Failover) -> None:
    """The control. Where no standby is waited for the command refuses, and who promotes all the same loses bookings."""

    def cut_off(lost: Machine) -> None:
        failover.cut_off(lost)
        time.sleep(WATCHED_SECONDS)

    failover.lose("control: asynchronous, db cut off, still reached by the site", cut_off, failover.promoted_by_hand)


def main() -> int:
    asked = argparse.ArgumentParser(prog="make failover", description=__doc__.split("\n", 1)[0])
    asked.add_argument("--least", type=int, default=300, help="bookings before the loss, and after it (300)")
    asked.add_argument("--clients", type=int, default=6, help="how many book at the same time (6)")
    asked.add_argument("--asynchronous", action="store_true", help="the control: no standby is waited for")
    said = asked.parse_args()
    if missing := missing_programs():
        packages = " ".join(NEEDED[program] for program in missing)
        print(f"{', '.join(missing)} missing. As root: apt-get install --no-install-recommends {packages}")
        return 2
    if not may_have_namespaces(Network(FOLDER).mark):
        print("A server can be cut off only where root may make network namespaces (iproute2).")
        return 2
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with site(PLAN, PRIMARY="db", SYNCHRONOUS_STANDBY_NAMES="" if said.asynchronous else QUORUM) as running:
        failover = Failover(Drill(running, 0, said.clients, halls=3), said.least, said.asynchronous)
        try:
            for name in ("s1", "s2"):
                wait_until(lambda: failover.follows(name), what=f"{name} follows the primary", seconds=120)  # noqa: B023
            (lose_asynchronously if said.asynchronous else lose_and_rejoin)(failover)
        except (OSError, RuntimeError, psycopg.Error, subprocess.SubprocessError) as error:
            failover.drill.note("the drill", f"{type(error).__name__}: {error}", is_well=False)
        status = failover.drill.say()
        for name in MEMBERS if status else ():
            said_by = (running.machine(name).folder / f"{name}.log").read_text().splitlines()
            print(f"\n{name}:", *said_by[-25:], sep="\n    ")
        return status


if __name__ == "__main__":
    sys.exit(main())
