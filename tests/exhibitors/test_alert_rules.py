"""Every alert fires where it should and keeps quiet where it should not, as Prometheus' own promtool evaluates it."""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from ciie.settings.env import BASE_DIR

RULES = BASE_DIR / ".docker" / "monitoring" / "alerts.yaml"
NONE: dict[str, str] = {}
DAY_MINUTES = 24 * 60
type World = tuple[int, dict[str, Any]]
"""The minute at which it is looked at, and what promtool reads."""


@dataclass(frozen=True)
class Case:
    """Two worlds, each with its series and their values minute by minute: one where the alert fires at the minute `at`,
    once with these labels, and one where it does not.
    """

    fires: dict[str, str]
    quiet: dict[str, str]
    labels: dict[str, str] = field(default_factory=dict)
    at: int = 20


WORKS = 'ciie_part_works{part="database"'
ANSWERS, TIMES = "ciie_request_seconds_count", "ciie_request_seconds_bucket"
PERIOD = 'ciie_task_period_seconds{task="fold"}'
SUCCEEDED_AT = 'ciie_task_last_success_timestamp_seconds{task="fold"}'
DISK = '{mountpoint="/", fstype="ext4"}'
ROOM, SIZE = f"node_filesystem_avail_bytes{DISK}", f"node_filesystem_size_bytes{DISK}"
SLOT = {"slot_name": "backups"}
CASES = {
    "PartFails": Case(
        {f'{WORKS}, instance="a"}}': "0x20", f'{WORKS}, instance="b"}}': "1x20"},
        {f'{WORKS}, instance="a"}}': "1x20"},
        {"part": "database"},
    ),
    "NoWebAnswers": Case(NONE, {'ciie_part_works{part="database"}': "0x20"}, {"part": "database"}),
    "ErrorsOfOurs": Case(
        {f'{ANSWERS}{{status="200"}}': "0+98x20", f'{ANSWERS}{{status="503"}}': "0+2x20"},
        {f'{ANSWERS}{{status="200"}}': "0+998x20", f'{ANSWERS}{{status="503"}}': "0+2x20"},
    ),
    "SlowAnswers": Case(
        {f'{TIMES}{{le="1"}}': "0+90x30", f'{TIMES}{{le="2.5"}}': "0+99x30", f'{TIMES}{{le="+Inf"}}': "0+100x30"},
        {f'{TIMES}{{le="1"}}': "0+96x30", f'{TIMES}{{le="2.5"}}': "0+99x30", f'{TIMES}{{le="+Inf"}}': "0+100x30"},
        at=30,
    ),
    "LettersInDoubt": Case(
        {'ciie_mail_letters{state="in_doubt"}': "1x40"}, {'ciie_mail_letters{state="in_doubt"}': "0x40"}, at=40
    ),
    "LettersFailed": Case(
        {'ciie_mail_letters{state="failed"}': "5x60 16x30"}, {'ciie_mail_letters{state="failed"}': "5x60 15x30"}, at=80
    ),
    "TasksParked": Case({"ciie_parked_tasks": "1x20"}, {"ciie_parked_tasks": "0x20"}),
    "ValkeyFails": Case(
        {'ciie_valkey_failures_total{asker="cache"}': "0+1x20"},
        {'ciie_valkey_failures_total{asker="cache"}': "7x20"},
        {"asker": "cache"},
    ),
    "LittleRoom": Case({"ciie_media_free_bytes": "1000000-800x90"}, {"ciie_media_free_bytes": "1000000-600x90"}, at=90),
    "OpenPlansLag": Case(
        {'ciie_live_lag_seconds_bucket{le="2.5"}': "0+90x30", 'ciie_live_lag_seconds_bucket{le="+Inf"}': "0+100x30"},
        {'ciie_live_lag_seconds_bucket{le="1"}': "0+96x30", 'ciie_live_lag_seconds_bucket{le="+Inf"}': "0+100x30"},
        at=30,
    ),
    "StreamsRefused": Case(
        {'ciie_live_streams_refused_total{status="503"}': "0+1x20"},
        {'ciie_live_streams_refused_total{status="429"}': "0+1x20"},
    ),
    "TaskFails": Case(
        {'ciie_task_failures_total{task="fold", instance="a"}': "0x10 1x10"},
        {'ciie_task_failures_total{task="fold", instance="a"}': "3x20"},
        {"task": "fold"},
    ),
    "TaskLate": Case(
        {PERIOD: "86400x20", SUCCEEDED_AT: "-104000x20"},
        {PERIOD: "86400x20", SUCCEEDED_AT: "-103000x20"},
        {"task": "fold"},
    ),
    "TaskNeverSucceeds": Case(
        {PERIOD: "5x1700"}, {PERIOD: "5x1700", SUCCEEDED_AT: "0x1700"}, {"task": "fold"}, at=27 * 60
    ),
    "QueueStands": Case(
        {'ciie_queue_oldest_seconds{queue="mail"}': "301x20"},
        {'ciie_queue_oldest_seconds{queue="mail"}': "299x20"},
        {"queue": "mail"},
    ),
    "TotalsDiffer": Case({"ciie_totals_differences": "1x20"}, {"ciie_totals_differences": "0x20"}),
    "TotalsNotCompared": Case(
        {"ciie_totals_compared_timestamp_seconds": "-92500x20"}, {"ciie_totals_compared_timestamp_seconds": "-92300x20"}
    ),
    "ConnectionsScarce": Case(
        {
            'ciie_database_connections{state="idle", instance="a"}': "80x20",
            'ciie_database_connections{state="active", instance="a"}': "1x20",
            "ciie_database_connections_most": "100x20",
        },
        {  # counted by two processes, and still the same connections
            'ciie_database_connections{state="idle", instance="a"}': "80x20",
            'ciie_database_connections{state="idle", instance="b"}': "80x20",
            "ciie_database_connections_most": "100x20",
        },
    ),
    "BackupOld": Case(
        {"ciie_backup_last_success_timestamp_seconds": "-92500x20"},
        {"ciie_backup_last_success_timestamp_seconds": "-92300x20"},
    ),
    "BackupUnknown": Case(NONE, {"ciie_backup_last_success_timestamp_seconds": "0x90"}, at=80),
    "BackupLogStands": Case(
        {"ciie_backup_log_received_timestamp_seconds": "500x20"},
        {"ciie_backup_log_received_timestamp_seconds": "700x20"},
    ),
    "BackupSlotLost": Case({"ciie_backup_slots_lost_total": "0x10 1x10"}, {"ciie_backup_slots_lost_total": "1x20"}),
    "RestoreUnproved": Case(
        {"ciie_backup_last_verified_restore_timestamp_seconds": "-690100x20"},
        {"ciie_backup_last_verified_restore_timestamp_seconds": "-689900x20"},
    ),
    "MediaCopyOld": Case(
        {"ciie_backup_media_timestamp_seconds": "-21100x20"}, {"ciie_backup_media_timestamp_seconds": "-20300x20"}
    ),
    "TargetDown": Case(
        {'up{job="postgres", instance="a"}': "0x20"},
        {'up{job="postgres", instance="a"}': "1x20"},
        {"job": "postgres", "instance": "a"},
    ),
    "SlotLost": Case(
        {'pg_replication_slot_wal_status{slot_name="backups", wal_status="lost"}': "1x20"},
        {'pg_replication_slot_wal_status{slot_name="backups", wal_status="extended"}': "1x20"},
        SLOT,
    ),
    "SlotIdle": Case(
        {'pg_replication_slot_slot_is_active{slot_name="backups"}': "0x20"},
        {'pg_replication_slot_slot_is_active{slot_name="backups"}': "1x20"},
        SLOT,
    ),
    "ReplicaLags": Case(
        {'pg_stat_replication_pg_wal_lsn_diff{application_name="replica"}': "67108865x20"},
        {'pg_stat_replication_pg_wal_lsn_diff{application_name="replica"}': "67108864x20"},
        {"application_name": "replica"},
    ),
    "DiskFills": Case(
        {ROOM: "300-0.3x20", SIZE: "1000x20"},
        {ROOM: "300-0.1x20", SIZE: "1000x20"},
        {"mountpoint": "/", "fstype": "ext4"},
    ),
    "CertificateEnds": Case(
        {'probe_ssl_earliest_cert_expiry{instance="https://expo.example.com/healthz"}': "1210000x20"},
        {'probe_ssl_earliest_cert_expiry{instance="https://expo.example.com/healthz"}': "1220000x20"},
        {"instance": "https://expo.example.com/healthz"},
    ),
    "SiteUnreachable": Case(
        {'probe_success{instance="https://expo.example.com/healthz"}': "0x20"},
        {'probe_success{instance="https://expo.example.com/healthz"}': "1x20"},
        {"instance": "https://expo.example.com/healthz"},
    ),
}


def rules() -> dict[str, dict[str, Any]]:
    groups = yaml.safe_load(RULES.read_text())["groups"]
    return {rule["alert"]: rule for group in groups for rule in group["rules"]}


def expected(name: str, labels: dict[str, str]) -> dict[str, Any]:
    """The alert as Prometheus sends it."""
    rule = rules()[name]
    words = {
        key: re.sub(r"\{\{ \$labels\.(\w+) \}\}", lambda place: labels[place[1]], text)
        for key, text in rule["annotations"].items()
    }
    return {"exp_labels": rule["labels"] | labels, "exp_annotations": words}


def world(name: str, series: dict[str, str], at: int, alerts: list[dict[str, Any]]) -> World:
    return at, {
        "name": name,
        "interval": "1m",
        "input_series": [{"series": each, "values": values} for each, values in series.items()],
        "alert_rule_test": [{"eval_time": f"{at}m", "alertname": name, "exp_alerts": alerts}],
    }


def promtool(folder: Path, worlds: Sequence[World]) -> subprocess.CompletedProcess[str]:
    """Let promtool evaluate the rules in these worlds: every minute, or every hour where one lasts for days."""
    if (program := shutil.which("promtool")) is None:
        pytest.skip("promtool is not installed (Debian: apt-get install --no-install-recommends prometheus)")
    tried = []
    for interval, are_long in (("1m", False), ("1h", True)):
        file = folder / f"{interval}.yaml"
        tests = [each for at, each in worlds if (at > DAY_MINUTES) is are_long]
        file.write_text(yaml.safe_dump({"rule_files": [str(RULES)], "evaluation_interval": interval, "tests": tests}))
        tried.append(str(file))
    return subprocess.run([program, "test", "rules", *tried], check=False, capture_output=True, text=True)


def test_every_alert_is_tried() -> None:
    assert list(CASES) == list(rules())


def test_every_alert_fires_where_it_should_and_nowhere_else(tmp_path: Path) -> None:
    fires = [world(name, case.fires, case.at, [expected(name, case.labels)]) for name, case in CASES.items()]
    quiet = [world(name, case.quiet, case.at, []) for name, case in CASES.items()]
    run = promtool(tmp_path, fires + quiet)
    assert run.returncode == 0, run.stdout + run.stderr


def test_an_alert_that_does_not_do_as_it_should_is_noticed(tmp_path: Path) -> None:
    silent = [world(name, case.fires, case.at, []) for name, case in CASES.items()]
    noisy = [world(name, case.quiet, case.at, [expected(name, case.labels)]) for name, case in CASES.items()]
    run = promtool(tmp_path, silent + noisy)
    assert run.returncode == 1
    noticed = Counter(re.findall(r"alertname: (\w+), time", run.stdout + run.stderr))
    assert noticed == dict.fromkeys(CASES, 2)
