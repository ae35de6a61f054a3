import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest
import redis

from ciie.local.postgres import postmaster, stop_postgres
from ciie.local.servers import EmbeddedServers, ServerUrls, server_urls
from ciie.local.valkey import answers, socket_path, stop_valkey
from ciie.settings.env import BASE_DIR, database

USER = """
import sys
from pathlib import Path
from ciie.local.servers import EmbeddedServers
servers = EmbeddedServers(Path(sys.argv[1]))
print(*servers.join(), flush=True)
sys.stdin.read()
servers.leave()
"""

FORKING = """
import os, sys
from pathlib import Path
from ciie.local.servers import EmbeddedServers
from ciie.local.valkey import answers, socket_path

folder = Path(sys.argv[1])
valkey = socket_path(folder / "valkey")
servers = EmbeddedServers(folder)

def forked(work):
    if (child := os.fork()) == 0:
        work()
        os._exit(0)
    return child

servers.join(postgres=False)
os.waitpid(forked(servers.leave), 0)
print(f"child-left:{answers(valkey)}", flush=True)

reading, writing = os.pipe()
def until_told():
    os.close(writing)
    os.read(reading, 1)
    servers.leave()
child = forked(until_told)
servers.leave()
print(f"parent-left:{answers(valkey)}", flush=True)
os.close(writing)
os.waitpid(child, 0)
"""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once: a new cluster takes a second or two."""
    return tmp_path_factory.mktemp("embedded")


@pytest.fixture
def folder(cluster: Path) -> Iterator[Path]:
    yield cluster
    stop_valkey(cluster / "valkey")
    stop_postgres(cluster / "postgres")


def running(folder: Path) -> tuple[bool, bool]:
    return postmaster(folder / "postgres") is not None, answers(socket_path(folder / "valkey"))


def query(database_url: str, sql: LiteralString) -> tuple[object, ...] | None:
    where = database(database_url)
    with psycopg.connect(host=where["HOST"], user=where["USER"], dbname=where["NAME"]) as connection:
        return connection.execute(sql).fetchone()


def other_user(folder: Path) -> subprocess.Popen[str]:
    """Another process that uses the servers until its standard input closes."""
    return subprocess.Popen(
        [sys.executable, "-c", USER, str(folder)],
        cwd=BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def test_join_starts_both_and_leave_stops_both(folder: Path) -> None:
    servers = EmbeddedServers(folder)
    database_url, redis_url, _migrations = servers.join()
    assert query(database_url, "SELECT current_database()") == ("ciie",)
    with redis.Redis.from_url(redis_url) as client:
        assert client.ping()
    servers.leave()
    assert running(folder) == (False, False)


def test_join_starts_only_what_is_wanted(folder: Path) -> None:
    servers = EmbeddedServers(folder)
    assert servers.join(postgres=False)[0] == ""
    assert running(folder) == (False, True)
    servers.leave()


def test_data_survive_a_restart(folder: Path) -> None:
    servers = EmbeddedServers(folder)
    with redis.Redis.from_url(servers.join(postgres=False)[1]) as client:
        client.set("kept", "yes")
    servers.leave()
    with redis.Redis.from_url(servers.join(postgres=False)[1], decode_responses=True) as client:
        assert client.get("kept") == "yes"
    servers.leave()


def test_servers_run_on_while_another_process_uses_them(folder: Path) -> None:
    servers = EmbeddedServers(folder)
    urls = servers.join()
    with other_user(folder) as other:
        assert first_line(other) == " ".join(urls)
        servers.leave()
        assert running(folder) == (True, True)
    assert running(folder) == (False, False)


def test_a_killed_user_no_longer_counts(folder: Path) -> None:
    with other_user(folder) as other:
        first_line(other)
        other.kill()
    assert running(folder) == (True, True)
    servers = EmbeddedServers(folder)
    servers.join()
    servers.leave()
    assert running(folder) == (False, False)


def test_many_starting_at_once_share_one_server(folder: Path) -> None:
    others = [other_user(folder) for _ in range(4)]
    assert len({first_line(other) for other in others}) == 1
    for other in others:
        other.communicate()
    assert [other.returncode for other in others] == [0, 0, 0, 0]
    assert running(folder) == (False, False)


def test_start_survives_killed_servers_and_a_reused_process_id(folder: Path) -> None:
    servers = EmbeddedServers(folder)
    servers.join()
    server = postmaster(folder / "postgres")
    assert server
    server.send_signal(signal.SIGQUIT)  # dies at once and leaves its files, as in a crash
    server.wait()
    (folder / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n")
    database_url = servers.join().database
    assert query(database_url, "SELECT 1") == (1,)
    assert running(folder) == (True, True)
    servers.leave()


def test_a_forked_child_keeps_the_servers_and_does_not_stop_its_parents(folder: Path) -> None:
    parent = subprocess.run([sys.executable, "-c", FORKING, str(folder)], cwd=BASE_DIR, check=True, capture_output=True)
    assert parent.stdout.split() == [b"child-left:True", b"parent-left:True"]
    assert running(folder) == (False, False)


def test_given_urls_are_used_as_they_are() -> None:
    given = ServerUrls("postgres://app@db/expo", "redis://queue", "postgres://owner@db/expo")
    assert server_urls(given) == given


def test_socket_path_stays_short_enough_for_the_kernel(tmp_path: Path) -> None:
    deep = tmp_path / ("very-long-folder-name/" * 8)
    assert len(bytes(socket_path(deep))) <= 100
    assert socket_path(deep) == socket_path(deep)
    assert socket_path(deep) != socket_path(deep / "other")
    assert socket_path(tmp_path) == tmp_path / "valkey.sock"
