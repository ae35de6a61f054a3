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
from ciie.kernel.actors import SYSTEM
from ciie.kernel.valkey import FAILURES
from ciie.settings.env import BASE_DIR
from ciie.web.streams.application import REFUSED
from ciie.web.streams.stream import ENDED
from ciie.web.tasks import record_heartbeat
from exhibitors.office.reconciliation.operations import reconcile_totals
from tests.factories import NOON, EditionFactory

FOLDER = BASE_DIR / ".docker" / "monitoring"
SELECTOR = re.compile(r"\b((?:ciie|pg|node|probe)_\w+|up)\b(?:\{([^}]*)\})?")
MATCHED = re.compile(r"(\w+)\s*(?:=|!=|=~|!~)\"")
BY = re.compile(r"\bby \(([^)]*)\)")
PLACE = re.compile(r"\{\{\s*(?:\$labels\.)?(\w+)\s*\}\}")
OF_OTHERS = {  # as Prometheus, postgres_exporter, node_exporter and blackbox_exporter have them
    "up": {"job", "instance"},
    "pg_replication_slot_wal_status": {"slot_name", "slot_type", "wal_status"},
    "pg_replication_slot_slot_is_active": {"slot_name", "slot_type"},
    "pg_stat_replication_pg_wal_lsn_diff": {"application_name", "client_addr", "slot_name", "state", "server"},
    "node_filesystem_avail_bytes": {"device", "fstype", "mountpoint"},
    "node_filesystem_size_bytes": {"device", "fstype", "mountpoint"},
    "probe_success": {"instance"},
    "probe_ssl_earliest_cert_expiry": {"instance"},
}


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
    reconcile_totals(EditionFactory().pk, actor=SYSTEM, at=NOON)
    record_heartbeat.apply()
    of_backups: dict[str, set[str]] = {name: set() for name in re.findall(r"figure (ciie_backup_\w+)", script)}
    found = OF_OTHERS | of_backups
    for family in text_string_to_metric_families(client.get("/metrics").text):
        for sample in family.samples:
            found[sample.name] = found.get(sample.name, set()) | set(sample.labels)
    return found


def test_rules_and_panels_ask_for_figures_that_exist(labels: dict[str, set[str]]) -> None:
    asked = list(questions())
    assert len(asked) > 20
    for expression, words in asked:
        names = SELECTOR.findall(expression)
        assert names, expression
        for name, matchers in names:
            assert set(MATCHED.findall(matchers)) <= labels[name], expression  # fails for a figure that there is not
        known = set.union(*(labels[name] for name, _matchers in names))
        grouped = {each.strip() for group in BY.findall(expression) for each in group.split(",")}
        assert grouped <= known, expression
        assert set(PLACE.findall(words)) <= (grouped or known), expression


def test_states_of_letters_that_alert_are_states(client: Client, db: None) -> None:
    figures = client.get("/metrics").text
    states = {
        state for expression, _words in questions() for state in re.findall(r'letters\{state="(\w+)"', expression)
    }
    assert states == {"in_doubt", "failed"}
    assert all(f'ciie_mail_letters{{state="{state}"}}' in figures for state in states)
