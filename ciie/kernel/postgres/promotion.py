"""Makes a standby the primary, or says why that is not safe: `python -m ciie.kernel.postgres.promotion`.

It is the service `promote` in `compose.yaml`; `docs/operations.md` explains when to use it. It needs neither settings
nor a writable database.

A commit is acknowledged once as many standbys as the quorum requires have it on disk. As soon as all but fewer than
that have disconnected from the old primary, it can acknowledge nothing more; and the one of them with the most log has
every commit that was ever acknowledged.
"""

import argparse
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import Self

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Literal

CONNECT = 3
PATIENCE = 30
"""The time in seconds for a server to replay what it has received, and for standbys to connect to the new primary."""
QUORUM = re.compile(r"ANY (?P<needed>\d+) \((?P<members>[^*]+)\)", re.IGNORECASE)
DURABLE = ("on", "remote_apply")
"""The values of `synchronous_commit` that wait until a standby has written to disk."""

KIND = """
SELECT pg_is_in_recovery(), current_setting('synchronous_standby_names'), current_setting('synchronous_commit')
"""
HELD = """
SELECT NOT EXISTS (SELECT FROM pg_stat_wal_receiver) AND EXISTS (
        SELECT FROM pg_stat_activity WHERE backend_type = 'startup'
            AND wait_event IN ('RecoveryWalStream', 'RecoveryRetrieveRetryInterval')
    ),
    (SELECT max(left(name, 8)) FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$'),
    (greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()) - '0/0')::bigint
"""
"""Selects whether a standby has disconnected and replayed its log, and that log's timeline and end.

A standby that was restarted knows where its log ends only once it has replayed it.
"""
FOLLOWERS = """
SELECT count(*), string_agg(application_name, ' and ') FROM pg_stat_replication
WHERE sync_state = 'quorum' AND state = 'streaming'
"""


class Refused(Exception):
    """Raised with the reason when a promotion would not be safe."""


@dataclass(frozen=True)
class Quorum:
    """The number of standbys for which a commit waits, and the host names of all servers, including the primary."""

    needed: int
    members: tuple[str, ...]

    @classmethod
    def read(cls, setting: str) -> Self:
        """Parse `synchronous_standby_names`, such as `ANY 1 (db, s1, s2)`. Raises `Refused` if it is different."""
        found = QUORUM.fullmatch(setting.strip())
        if found is None or not int(found["needed"]):
            said = f"synchronous_standby_names is {setting!r} and not like 'ANY 1 (db, s1, s2)'"
            raise Refused(f"{said}: no standby need have what was acknowledged.")
        return cls(int(found["needed"]), tuple(name.strip(' "') for name in found["members"].split(",")))


@dataclass(frozen=True)
class Server:
    """A server to which the superuser has connected."""

    name: str
    connection: psycopg.Connection[TupleRow]

    @classmethod
    def reached(cls, name: str, connections: ExitStack) -> Self:
        """Connect to a server. Port and password come from libpq's `PG…` variables.

        Raises `psycopg.OperationalError` if the server does not answer.
        """
        connection = psycopg.connect(
            host=name,
            user="postgres",
            dbname="postgres",
            autocommit=True,
            connect_timeout=CONNECT,
            keepalives_idle=1,
            keepalives_interval=1,
            keepalives_count=CONNECT,
            tcp_user_timeout=CONNECT * 1000,
        )
        return cls(name, connections.enter_context(connection))

    def row(self, statement: str) -> TupleRow:
        """Return the only row of a query's result."""
        return self.connection.execute(statement.encode()).fetchone() or ()

    def follow(self, name: str, password: str) -> None:
        """Replicate from the server with this name from now on, or from none if the name is empty."""
        where = make_conninfo(host=name, user="replicator", password=password) if name else ""
        self.connection.execute(SQL("ALTER SYSTEM SET primary_conninfo = {}").format(Literal(where)))
        self.connection.execute("SELECT pg_reload_conf()")

    def held(self) -> tuple[str, int]:
        """Return the timeline and the end of the log that the standby holds, once it has disconnected.

        Raises `Refused` if that takes longer than `PATIENCE`.
        """
        until = time.monotonic() + PATIENCE
        while not (row := self.row(HELD))[0]:
            if time.monotonic() > until:
                raise Refused(f"{self.name} is not done with what it has received after {PATIENCE} s.")
            time.sleep(0.1)
        return row[1], row[2]


def promote(primary: str, setting: str, *, password: str, switch: bool, say: Callable[[str], object]) -> str:
    """Promote the standby with the most log, let the others follow it, and return its name.

    `password` is the replicator's. With `switch`, a primary that answers is no reason to refuse. Raises `Refused`.
    """
    quorum = Quorum.read(setting)
    if primary not in quorum.members:
        raise Refused(f"The primary, {primary}, is none of {', '.join(quorum.members)}.")
    with ExitStack() as connections:
        if (server := _reached(primary, setting, connections, say)) is not None:
            _require_left(server, switch=switch)
        names = [name for name in quorum.members if name != primary]
        standbys = [server for name in names if (server := _reached(name, setting, connections, say))]
        for standby in standbys:
            _require_standby(standby)
        _require_enough(standbys, primary, quorum)
        chosen = _freshest(standbys, primary, password, say)
        for standby in standbys:
            if standby is not chosen:
                standby.follow(chosen.name, password)
        if not chosen.row(f"SELECT pg_promote(true, {PATIENCE})")[0]:
            raise Refused(f"{chosen.name} has not become the primary within {PATIENCE} s. Its log says why; ask again.")
        say(f"{chosen.name} is the primary.")
        _wait_for_followers(chosen, quorum, say)
        return chosen.name


def _reached(name: str, setting: str, connections: ExitStack, say: Callable[[str], object]) -> Server | None:
    try:
        server = Server.reached(name, connections)
    except psycopg.OperationalError as error:
        say(f"{name} does not answer: {_short(error)}")
        return None
    _require_setting(server, setting)
    return server


def _require_left(primary: Server, *, switch: bool) -> None:
    name = primary.name
    if primary.row(KIND)[0]:
        raise Refused(f"{name} is no primary but a standby. PRIMARY names the server that was promoted last.")
    if not switch:
        stop = f"docker compose stop {name}"
        raise Refused(f"{name} answers. Stop it and ask again ({stop}), or if it cannot be stopped, ask with --switch.")


def _require_standby(server: Server) -> None:
    name = server.name
    if not server.row(KIND)[0]:
        raise Refused(
            f"{name} is no standby but a primary. If it was promoted, set PRIMARY={name}; if it was the primary "
            f"before, let it rejoin (docker compose run --rm {name} rejoin)."
        )


def _require_setting(server: Server, setting: str) -> None:
    _is_standby, names, commit = server.row(KIND)
    if names != setting:
        raise Refused(f"{server.name} runs with synchronous_standby_names = {names!r}, asked was for {setting!r}.")
    if commit not in DURABLE:
        raise Refused(
            f"{server.name} runs with synchronous_commit = {commit}, which does not wait for a standby's disk."
        )


def _require_enough(standbys: Sequence[Server], primary: str, quorum: Quorum) -> None:
    """Raise `Refused` if so many standbys do not answer that they could acknowledge a commit among themselves."""
    names = [name for name in quorum.members if name != primary]
    away = [name for name in names if name not in {standby.name for standby in standbys}]
    if len(away) >= quorum.needed or not standbys:
        raise Refused(
            f"{' and '.join(away)} may hold commits that no other standby has, and may still acknowledge some for "
            f"{primary}. Nothing was changed. Bring {'it' if len(away) == 1 else 'them'} back and ask again."
        )


def _freshest(standbys: Sequence[Server], primary: str, password: str, say: Callable[[str], object]) -> Server:
    """Return the standby with the most log, once all have disconnected. If that fails, they reconnect."""
    try:
        held = _held_by(standbys, primary, password)
    except (Refused, psycopg.Error) as error:
        for standby in standbys:
            with suppress(psycopg.Error):
                standby.follow(primary, password)
        raise error if isinstance(error, Refused) else Refused(_short(error)) from error
    say(f"{' and '.join(held)} no longer listen to {primary}, which can acknowledge nothing more.")
    for name, (_timeline, end) in held.items():
        say(f"{name} holds the log up to {end >> 32:X}/{end & 0xFFFFFFFF:08X}.")
    return max(standbys, key=lambda standby: held[standby.name])


def _held_by(standbys: Sequence[Server], primary: str, password: str) -> dict[str, tuple[str, int]]:
    for standby in standbys:
        standby.follow("", password)
    held = {standby.name: standby.held() for standby in standbys}
    if len({timeline for timeline, _end in held.values()}) > 1:
        said = ", ".join(f"{name} {timeline}" for name, (timeline, _end) in held.items())
        raise Refused(f"The standbys are on different timelines ({said}): one of them has not followed {primary}.")
    return held


def _wait_for_followers(chosen: Server, quorum: Quorum, say: Callable[[str], object]) -> None:
    until = time.monotonic() + PATIENCE
    while (followers := chosen.row(FOLLOWERS))[0] < quorum.needed and time.monotonic() < until:
        time.sleep(0.1)
    many, names = followers
    say(f"It is followed by {names or 'no standby'}.")
    if many < quorum.needed:
        say(f"Every commit waits until {quorum.needed} follow.")


def _short(error: psycopg.Error) -> str:
    return " ".join(str(error).split())


def main() -> int:
    asked = argparse.ArgumentParser(prog="promote", description=__doc__.split("\n", 1)[0])
    asked.add_argument("--primary", required=True, help="the host name of the primary that is to be replaced")
    asked.add_argument("--quorum", required=True, help="synchronous_standby_names of all servers")
    asked.add_argument("--switch", action="store_true", help="although the primary answers")
    said = asked.parse_args()
    password = os.environ["REPLICATION_PASSWORD"]
    try:
        name = promote(said.primary, said.quorum, password=password, switch=said.switch, say=_say)
    except Refused as refusal:
        _say(f"Refused: {refusal}")
        return 1
    except psycopg.Error as error:
        _say(f"A server has gone meanwhile ({_short(error)}). Ask again.")
        return 1
    _say(f"Now set PRIMARY={name} in .env on every machine, and there: docker compose up --detach --no-deps pgbouncer")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
