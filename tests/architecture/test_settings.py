"""Each setting is documented, passed on to the containers of the application, and read."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ciie.settings.env import BASE_DIR
from tests.ciie.settings.production import SAFE
from tests.drills.machines.compose import VARIABLE, as_written, services

# `promote` needs no settings.
OF_THE_SITE = sorted(
    name for name, said in as_written()["services"].items() if said["image"] == "ciie" and name != "promote"
)
OF_ITSELF = {"DJANGO_SETTINGS_MODULE", "LEAVING_MARK"}
"""The product sets these for processes that it starts."""
OF_PROMOTION = {"REPLICATION_PASSWORD"}
"""`promote` reads this, which needs no settings."""
NOT_OF_ENV = {"DEBUG", "PORT", "BIND", "LOCAL_DIR", "EMPTY", "LIVE_PORT", "MEDIA_ROOT", "PROMETHEUS_MULTIPROC_DIR"}
"""Of `make run`, or set by the image."""
OF_OTHERS = {"MIGRATION_DATABASE_URL", "POSTGRES_PASSWORD", "DATABASE_OWNER_PASSWORD"} | {
    "REPLICATION_PASSWORD",
    "BACKUP_PASSWORD",
    "MONITOR_PASSWORD",
    "ALERTS_SMTP_PASSWORD",
}
"""What would let the application act as another role; `migrate` gets the first."""

RUNNING = (BASE_DIR / "docs" / "running.md").read_text()
COMPOSE = (BASE_DIR / "compose.yaml").read_text()
EXAMPLE = dict(re.findall(r"^#?([A-Z]\w*)=(.*)$", (BASE_DIR / ".docker" / "example.env").read_text(), re.MULTILINE))


def in_table(heading: str) -> set[str]:
    """The names in the first column of the table below a heading, or below a sentence."""
    table = RUNNING.partition(heading)[2].partition("\n| Variable |")[2].partition("\n\n")[0]
    return {
        name
        for row in table.splitlines()
        for name in re.findall(r"`(\w+)`", row.split("|")[1] if row[:1] == "|" else "")
    }


def read_by_the_code() -> set[str]:
    code = "\n".join(path.read_text() for path in (BASE_DIR / "ciie").rglob("*.py"))
    asked = re.findall(r"""env\.\w+\(\s*f?["'](\w+)["']""", code)
    asked += re.findall(r"""os\.environ(?:\.\w+\(|\[)["'](\w+)["']""", code)
    return set(asked) | set(re.findall(r"""["'](\w+)["'] in os\.environ""", code))


def variables_of_compose() -> set[str]:
    return set(re.findall(r"\$\{(\w+)", COMPOSE))


DOCUMENTED = in_table("## Settings")
SETTINGS = DOCUMENTED - NOT_OF_ENV


def test_every_setting_that_is_read_is_documented_and_every_documented_one_is_read() -> None:
    assert read_by_the_code() - OF_ITSELF - OF_PROMOTION == DOCUMENTED


def test_every_variable_of_compose_is_documented() -> None:
    assert in_table("`.env` has settings of `compose.yaml` itself") == variables_of_compose() - DOCUMENTED


def test_the_example_names_every_setting_and_every_variable_of_compose_and_nothing_else() -> None:
    assert set(EXAMPLE) == SETTINGS | variables_of_compose()


@pytest.mark.parametrize("name", OF_THE_SITE)
def test_what_env_says_reaches_the_container(name: str) -> None:
    """Every value of `.env` arrives as it stands there; what the application must not know does not arrive at all."""
    given = {key: f"{key} of .env" for key in EXAMPLE}
    arrived = services(given)[name].environment
    hidden = OF_OTHERS - {"MIGRATION_DATABASE_URL"} if name == "migrate" else OF_OTHERS
    assert {key: arrived[key] for key in EXAMPLE} == given | dict.fromkeys(hidden, "")


def test_no_password_but_the_applications_own_reaches_it() -> None:
    passwords = {name for name in EXAMPLE if name.endswith("_PASSWORD")}
    assert passwords - OF_OTHERS == {"DATABASE_PASSWORD", "REDIS_PASSWORD"}


def test_what_compose_says_itself_holds_only_where_env_says_nothing() -> None:
    for key, value in as_written()["x-app"]["environment"].items():
        found = VARIABLE.fullmatch(value)
        assert value == "" if key in OF_OTHERS else found and found["name"] == key


RECORDED = """
import json, os, sys
from ciie.settings.env import env
seen = set()
class Recording(dict):
    def __getitem__(self, name):
        seen.add(name)
        return super().__getitem__(name)
    def get(self, name, default=None):
        seen.add(name)
        return super().get(name, default)
env.ENVIRON = Recording(os.environ)
import ciie.settings.production
print(json.dumps(sorted(seen)))
"""


def test_production_starts_with_everything_of_the_example_and_reads_all_of_it() -> None:
    filled_in = {name: value.strip("'") for name, value in EXAMPLE.items()}
    filled_in |= {name: "word" for name in EXAMPLE if name.endswith("_PASSWORD")} | {"SECRET_KEY": SAFE["SECRET_KEY"]}
    environment = services(filled_in)["migrate"].environment | {
        "DJANGO_SETTINGS_MODULE": SAFE["DJANGO_SETTINGS_MODULE"]
    }
    done = subprocess.run(
        [sys.executable, "-c", RECORDED], cwd=BASE_DIR, env=environment, check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert SETTINGS - set(json.loads(done.stdout)) == set()


def test_defaults_are_the_same_wherever_they_stand() -> None:
    """Of images and of what the image carries: in `compose.yaml`, the Dockerfiles, the example and the Makefile."""
    dockerfiles = [BASE_DIR / "Dockerfile", BASE_DIR / ".docker" / "pgbouncer.Dockerfile"]
    arguments = re.findall(r'^ARG (\w+)="?([^"\n]+)', "".join(path.read_text() for path in dockerfiles), re.MULTILINE)
    said = dict(re.findall(r"\$\{(EXTRAS|\w+_IMAGE):-([^}]*)\}", COMPOSE))
    assert {name: said[name] for name, _default in arguments} == dict(arguments)
    assert {name: EXAMPLE[name].strip("'") for name in said} == said
    assert re.findall(r"^EXTRAS \?= (.*)$", (BASE_DIR / "Makefile").read_text(), re.MULTILINE) == [said["EXTRAS"]]


def test_digests_of_all_images_are_written_down_by_one_command(tmp_path: Path) -> None:
    registry = tmp_path / "docker"
    registry.write_text('#!/bin/sh\n[ "$1 $2 $3" = "buildx imagetools inspect" ] && echo "sha256:of-$4"\n')
    registry.chmod(0o755)
    pin = ["sh", str(BASE_DIR / ".docker" / "pin-images.sh")]
    path = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    printed = subprocess.run(pin, env=path, check=True, capture_output=True, text=True).stdout
    images = {name: default for name, default in EXAMPLE.items() if name.endswith("_IMAGE")}
    assert dict(line.split("=") for line in printed.splitlines()) == {
        name: f"{image}@sha256:of-{image}" for name, image in images.items()
    }
    registry.write_text("#!/bin/sh\nexit 1\n")
    assert subprocess.run(pin, env=path, check=False, capture_output=True).returncode == 1


def test_the_image_can_carry_every_extra_and_carries_those_that_settings_need() -> None:
    extras = set(re.findall(r"the extra `(\w+)`", RUNNING))
    assert extras <= set(EXAMPLE["EXTRAS"].strip("'").split())


def hardened() -> dict[str, Any]:
    return {name: value for name, value in as_written()["x-hardened"].items() if name != "restart"}


@pytest.mark.parametrize("name", sorted(as_written()["services"]))
def test_every_container_can_do_little_more_than_its_work(name: str) -> None:
    said = as_written()["services"][name]
    assert {key: said[key] for key in hardened()} == {
        "read_only": True,
        "cap_drop": ["ALL"],
        "security_opt": ["no-new-privileges:true"],
        "pids_limit": 256,
        "logging": {"driver": "json-file", "options": {"max-size": "20m", "max-file": "5"}},
    }
    assert said.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else [])
    assert re.fullmatch(r"\d+[mg]", said["mem_limit"])


def test_every_image_is_named_by_a_full_version_that_a_digest_may_replace() -> None:
    images = [said["image"] for said in as_written()["services"].values()]
    assert {image for image in images if not image.startswith("${")} == {"ciie", "ciie-pgbouncer"}
    for image in re.findall(r"\w+_IMAGE:-([^}]*)\}", COMPOSE):
        assert re.search(r":v?\d+\.\d+", image)


def test_valkey_asks_for_a_password() -> None:
    given = services({name: f"{name.lower()}1" for name in EXAMPLE} | {"REDIS_URL": ""})
    words = given["redis"].words
    assert words[words.index("--requirepass") + 1] == "redis_password1"
    assert given["redis"].environment == {"REDISCLI_AUTH": "redis_password1"}
    assert given["web"].environment["REDIS_URL"] == "redis://:redis_password1@redis:6379/0"
