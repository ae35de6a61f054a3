"""compose.yaml cannot be run everywhere the tests run; what it promises the code can still be held against the code."""

import re
import shlex
from typing import Any, cast

import pytest
import yaml
from django.conf import settings

from ciie.settings.env import BASE_DIR
from tests.ciie.settings.test_production import SAFE, findings

FILLED_IN = {
    "SITE_HOST": "expo.example.com",
    "SECRET_KEY": SAFE["SECRET_KEY"],
    "POSTGRES_PASSWORD": "word",
    "EMAIL_URL": SAFE["EMAIL_URL"],
    "DEFAULT_FROM_EMAIL": "expo@example.com",
}
PLACE = re.compile(r"\$\{(?P<name>\w+)(?::[-?](?P<default>[^}]*))?\}")


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """The services, with the values of `.docker/example.env` filled in."""
    text = (BASE_DIR / "compose.yaml").read_text()
    filled = PLACE.sub(lambda place: FILLED_IN.get(place["name"], place["default"] or ""), text)
    return cast("dict[str, Any]", yaml.safe_load(filled)["services"])


@pytest.mark.parametrize("name", ["web", "streams", "worker", "beat", "migrate"])
def test_every_container_starts_under_production_settings(services: dict[str, Any], name: str) -> None:
    assert findings(**services[name]["environment"]) == []


def test_the_example_asks_for_every_value_that_must_be_set() -> None:
    asked = set(re.findall(r"^(\w+)=", (BASE_DIR / ".docker" / "example.env").read_text(), re.MULTILINE))
    required = set(re.findall(r"\$\{(\w+):\?", (BASE_DIR / "compose.yaml").read_text()))
    assert required - asked == set()
    assert set(FILLED_IN) == required


def test_the_workers_serve_every_queue(services: dict[str, Any]) -> None:
    words = shlex.split(services["worker"]["command"])
    served = words[words.index("--queues") + 1].split(",")
    assert set(served) == {queue.name for queue in settings.CELERY_TASK_QUEUES}


def test_only_the_web_pools_connections(services: dict[str, Any]) -> None:
    """Celery's prefork children must not share the sockets of a pool."""
    assert [name for name, service in services.items() if "DATABASE_POOL_SIZE" in service.get("environment", {})] == [
        "web"
    ]


def test_there_is_one_beat_and_only_the_proxy_has_ports(services: dict[str, Any]) -> None:
    assert "deploy" not in services["beat"]
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]


def test_the_image_holds_no_more_than_the_product() -> None:
    kept = {line[1:] for line in (BASE_DIR / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert kept == {"manage.py", "pyproject.toml", "uv.lock", "ciie", "pavilions", "exhibitors", "templates"}
