"""`compose.yaml` is never run here. What it says is what `make machines` starts, and what the site reads."""

import json
import re
from pathlib import Path

import pytest

from ciie.local.processes import mail_worker_command, worker_command
from ciie.settings.env import BASE_DIR
from tests.drills import failover
from tests.drills.machines.compose import Service, as_written, environment_of_image, filled_in, services
from tests.drills.machines.network import Machine, Network
from tests.drills.machines.site import PLAN, Site, values

ONCE = {"migrate", "promote"}
"""Run to their end by a drill as by Compose."""
WATCHING = {name for name, said in as_written()["services"].items() if "monitoring" in said.get("profiles", ())}
"""They only look on, and Prometheus notices by itself when one does not answer."""
NOT_TRIED = {"proxy", "backup-log", "backups", "restore", *WATCHING}
"""The drill's clients stand in the proxy's place: it ends TLS. `tests/drills/test_backups.py` tries the backups."""
STAND_INS = {"names": "the name server of Docker", "storage": "a provider of object storage", "mail": "a mail server"}
WITHOUT_CHECK = ONCE | {"restore"} | WATCHING

SERVICES = services(values())


def test_the_drills_have_a_machine_for_every_service_and_for_no_other() -> None:
    on_machines = {name for plan in (PLAN, failover.PLAN) for names in plan.values() for name in names}
    assert on_machines - set(STAND_INS) == set(SERVICES) - ONCE - NOT_TRIED


@pytest.mark.parametrize("name", sorted(set(SERVICES) - NOT_TRIED))
def test_the_drill_starts_the_words_that_are_written(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr(
        Machine, "start", lambda _machine, words, environment, **_how: started.append((list(words), environment))
    )
    machine = Machine("m", "192.0.2.1", tmp_path, "in-a-namespace", (name,))
    Site(Network(tmp_path), {}, SERVICES).start(name, machine)
    ((words, environment),) = started
    service = SERVICES[name]
    assert len(words) >= len(service.words) > 0
    for said, wanted in zip(words, service.words, strict=False):
        assert said == wanted or _is_path(wanted, service)
    for key, wanted in service.environment.items():
        assert environment[key] == wanted


def _is_path(word: str, service: Service) -> bool:
    return word in service.files or word.startswith(("/tmp/", "/srv/"))


def test_the_servers_of_the_database_differ_in_their_names_alone() -> None:
    db, *standbys = (SERVICES[name] for name in failover.MEMBERS)
    for standby in standbys:
        assert (standby.words, standby.health) == (db.words, db.health)
        assert standby.environment == {**db.environment, "MEMBER": standby.name}


def test_promote_gets_the_quorum_and_the_primary_that_the_servers_have() -> None:
    said = services({**values(), "PRIMARY": "s1", "SYNCHRONOUS_STANDBY_NAMES": failover.QUORUM})
    assert said["promote"].words[-2:] == ["--primary=s1", f"--quorum={failover.QUORUM}"]
    assert f"-csynchronous_standby_names={failover.QUORUM}" in said["db"].words
    assert {said[name].environment["PRIMARY"] for name in ("pgbouncer", "replica", *failover.MEMBERS)} == {"s1"}
    assert said["migrate"].environment["MIGRATION_DATABASE_URL"].endswith("@s1:5432/expo")


def test_nothing_promotes_a_standby_unasked() -> None:
    assert as_written()["services"]["promote"]["profiles"] == ["promote"]


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_every_service_is_checked_and_its_files_exist(service: Service) -> None:
    assert bool(service.health) is (service.name not in WITHOUT_CHECK)
    assert [path for path in service.files.values() if not path.exists()] == []


def test_workers_serve_the_queues_that_those_of_a_checkout_serve() -> None:
    local = {"worker": worker_command(), "mail-worker": mail_worker_command()}
    for name, words in local.items():
        for option in ("--queues", "--concurrency"):
            assert SERVICES[name].words[SERVICES[name].words.index(option) + 1] == words[words.index(option) + 1]


def test_settings_read_every_variable_of_the_site() -> None:
    settings = "".join(path.read_text() for path in (BASE_DIR / "ciie" / "settings").glob("*.py"))
    read = set(re.findall(r'env\.\w+\(\s*"(\w+)"', settings))
    given = {name for name, value in as_written()["x-app"]["environment"].items() if value}
    assert given - read == set()


def test_the_image_starts_the_web_server_in_the_same_words() -> None:
    (words,) = re.findall(r"^CMD (\[.*?\])", (BASE_DIR / "Dockerfile").read_text(), re.MULTILINE | re.DOTALL)
    assert json.loads(words.replace("\\\n", "")) == SERVICES["web"].words
    assert environment_of_image()["DJANGO_SETTINGS_MODULE"] == "ciie.settings.production"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("${A}", "1"),
        ("${B:-two}", "two"),
        ("${A:-two}", "1"),
        ("${B:-}", ""),
        ("$$HOME", "$HOME"),
        ("a${A}b", "a1b"),
    ],
)
def test_values_are_filled_in_as_compose_does(written: str, read: str) -> None:
    assert filled_in(written, {"A": "1"}) == read
    with pytest.raises(KeyError, match="set it"):
        filled_in("${B:?set it}", {})
