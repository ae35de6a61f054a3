"""The alert rules and the dashboard ask for figures that exist, under labels that these have."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

import exhibitors.urls.streams  # noqa: F401  # the stream processes' figures
from ciie.kernel.valkey import FAILURES
from ciie.settings.env import BASE_DIR
from ciie.web.streams.application import REFUSED
from ciie.web.streams.stream import ENDED

FOLDER = BASE_DIR / ".docker" / "monitoring"
SELECTOR = re.compile(r"\b(ciie_\w+)(?:\{([^}]*)\})?")
MATCHED = re.compile(r"(\w+)\s*(?:=|!=|=~|!~)\"")
BY = re.compile(r"\bby \(([^)]*)\)")
PLACE = re.compile(r"\{\{\s*(?:\$labels\.)?(\w+)\s*\}\}")


def questions() -> Iterator[tuple[str, str]]:
    """Each expression and what is written with its answer."""
    groups: list[dict[str, Any]] = yaml.safe_load((FOLDER / "alerts.yaml").read_text())["groups"]
    for rule in [rule for group in groups for rule in group["rules"]]:
        yield rule["expr"], " ".join(rule["annotations"].values())
    for panel in json.loads((FOLDER / "dashboard.json").read_text())["panels"]:
        for target in panel["targets"]:
            yield target["expr"], target["legendFormat"]


@pytest.fixture
def labels(client: Client, settings: Settings, redis_url: str, db: None) -> dict[str, set[str]]:
    """The labels of every figure that `/metrics` has, and of those of the backups, which have none."""
    settings.REDIS_URL = redis_url
    FAILURES.labels("cache")
    REFUSED.labels(503)
    ENDED.labels("over")
    client.get("/healthz")
    script = (BASE_DIR / ".docker" / "backup" / "backup.sh").read_text()
    found: dict[str, set[str]] = {name: set() for name in re.findall(r"figure (ciie_backup_\w+)", script)}
    for family in text_string_to_metric_families(client.get("/metrics").text):
        for sample in family.samples:
            found.setdefault(sample.name, set()).update(sample.labels)
    return found


def test_rules_and_panels_ask_for_figures_that_exist(labels: dict[str, set[str]]) -> None:
    asked = list(questions())
    assert len(asked) > 20
    for expression, words in asked:
        names = SELECTOR.findall(expression)
        assert names, expression
        known = set.intersection(*(labels[name] for name, _matchers in names))  # fails for a figure that there is not
        matched = {
            each.partition("=")[0].rstrip("!~ ").strip() for _name, all_ in names for each in all_.split(",") if each
        }
        grouped = {each.strip() for group in BY.findall(expression) for each in group.split(",")}
        assert matched | grouped <= known, expression
        assert set(PLACE.findall(words)) <= grouped, expression


def test_states_of_letters_that_alert_are_states(client: Client, db: None) -> None:
    figures = client.get("/metrics").text
    states = {state for expression, _words in questions() for state in re.findall(r'state="(\w+)"', expression)}
    assert states == {"in_doubt", "failed"}
    assert all(f'ciie_mail_letters{{state="{state}"}}' in figures for state in states)
