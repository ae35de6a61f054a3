"""`make update-drill`: the release before serves on, on the schema of this one.

The code of an earlier commit is checked out beside this one (`COMMIT`; else the last tag; else what was there before
the newest migration). A database is migrated by the code here, and the tests of operations of the earlier code run on
it: that is what happens while machines are updated one after the other.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree as ET

import psycopg
from psycopg.sql import SQL, Identifier

from ciie.local.postgres import OWNER, SUPERUSER
from ciie.local.servers import DATABASE_NAME, LOCAL_DIR, EmbeddedServers, ServerUrls
from ciie.settings.env import BASE_DIR, database
from ciie.web.management.commands.translations import as_mo, read

BEFORE = LOCAL_DIR / "update-drill" / "before"
LEAST_TESTS = 500
"""So many of the earlier tests must pass: fewer show that they were not found."""
TESTED = ("tests/**/operations", "tests/**/test_operations*.py")
NAME_OF_TEMPLATE = "from tests.database import PREFIX, _digest_of_migrations; print(PREFIX + _digest_of_migrations())"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commit", nargs="?", help="a tag, branch or commit of the release before")
    commit = parser.parse_args().commit or release_before()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    print(f"The code of {commit} on the schema of {git('describe', '--always', '--dirty')}", flush=True)
    with earlier_checkout(commit), earlier_server() as urls:
        template = output_of(BEFORE, "-c", NAME_OF_TEMPLATE)
        started = time.monotonic()
        migrated_here(urls, template)
        print(f"migrated in {time.monotonic() - started:.0f} s", flush=True)
        tests = sorted({str(path.relative_to(BEFORE)) for each in TESTED for path in BEFORE.glob(each)})
        report = BEFORE.with_name("report.xml")
        how = ["-m", "pytest", "-q", f"--junitxml={report}", "--numprocesses", "logical", "--dist", "worksteal", *tests]
        done = subprocess.run([sys.executable, *how], cwd=BEFORE, env=environment(BEFORE), check=False)
        many = passed(report)
        print(f"{many} tests passed, at least {LEAST_TESTS} are wanted")
        return done.returncode or int(many < LEAST_TESTS)


def passed(report: Path) -> int:
    """Return how many tests of a JUnit report have passed."""
    figures = ET.parse(report).getroot()[0].attrib  # noqa: S314  # our own file
    return int(figures["tests"]) - sum(int(figures[name]) for name in ("errors", "failures", "skipped"))


def release_before() -> str:
    """The last tag; where there is none, the commit before the one that brought the newest migration."""
    if tag := git("tag", "--sort=-creatordate", "--merged", "HEAD").partition("\n")[0]:
        return tag
    newest = git("log", "-1", "--diff-filter=A", "--format=%H", "--", "*/migrations/0*.py")
    return git("rev-parse", "--short", f"{newest}^")


def git(*words: str) -> str:
    return subprocess.run(
        ["git", *words],  # noqa: S607  # wherever it is installed
        cwd=BASE_DIR,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()


@contextmanager
def earlier_checkout(commit: str) -> Iterator[None]:
    """With the packages of this checkout: dependencies are updated with the code, the schema before it."""
    git("worktree", "prune")
    shutil.rmtree(BEFORE, ignore_errors=True)
    git("worktree", "add", "--force", "--detach", str(BEFORE), commit)
    try:
        compile_translations()
        yield
    finally:
        git("worktree", "remove", "--force", str(BEFORE))


def compile_translations() -> None:
    """Compile those of the earlier checkout, which are not in the repository since release 1.0.0."""
    for catalogue in BEFORE.glob("ciie/locale/*/LC_MESSAGES/django.po"):
        catalogue.with_suffix(".mo").write_bytes(as_mo(read(catalogue, catalogue.parts[-3])))


@contextmanager
def earlier_server() -> Iterator[ServerUrls]:
    """The server that the tests of the earlier checkout will join."""
    servers = EmbeddedServers(BEFORE / ".local" / "tests")
    try:
        yield servers.join(valkey=False)
    finally:
        servers.leave()


def migrated_here(urls: ServerUrls, name: str) -> None:
    """Make the database that the earlier tests take for one migrated by themselves."""
    where = database(urls.database)
    with psycopg.connect(host=where["HOST"], user=SUPERUSER, dbname="postgres", autocommit=True) as server:
        server.execute(SQL("CREATE DATABASE {} OWNER {}").format(Identifier(name), Identifier(OWNER)))
    there = {
        "DJANGO_SETTINGS_MODULE": "ciie.settings.local",
        "DATABASE_URL": urls.database.removesuffix(DATABASE_NAME) + name,
        "MIGRATION_DATABASE_URL": urls.migrations.removesuffix(DATABASE_NAME) + name,
        "REDIS_URL": "redis://127.0.0.1:1",  # nothing is asked of it
    }
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=BASE_DIR, env=environment(BASE_DIR) | there, check=True)


def output_of(folder: Path, *words: str) -> str:
    command = [sys.executable, *words]
    done = subprocess.run(command, cwd=folder, env=environment(folder), check=True, capture_output=True, text=True)
    return done.stdout.strip()


def environment(folder: Path) -> dict[str, str]:
    others = {
        name: value for name, value in os.environ.items() if name not in {"LOCAL_DIR", "DATABASE_URL", "REDIS_URL"}
    }
    return others | {"DJANGO_SETTINGS_MODULE": "ciie.settings.test", "PYTHONPATH": str(folder)}


if __name__ == "__main__":
    raise SystemExit(main())
