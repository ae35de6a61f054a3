import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from prometheus_client import REGISTRY

from ciie.settings.env import BASE_DIR
from ciie.web.monitoring import measured

pytestmark = pytest.mark.django_db

COUNT = "ciie_request_seconds_count"


def answered(**labels: str) -> float:
    return REGISTRY.get_sample_value(COUNT, labels) or 0


def test_requests_are_counted_by_route_method_and_status(client: Client) -> None:
    before = answered(method="GET", route="healthz", status="200")
    client.get("/healthz")
    assert answered(method="GET", route="healthz", status="200") == before + 1


@pytest.mark.django_db
def test_paths_and_made_up_methods_never_become_labels(client: Client) -> None:
    before = answered(method="other", route="none", status="404")
    client.generic("SECRET", "/private-person@example.org")
    assert answered(method="other", route="none", status="404") == before + 1
    assert "private-person" not in client.get("/metrics").content.decode()


@pytest.mark.django_db
def test_metrics_speak_prometheus(client: Client) -> None:
    client.get("/healthz")
    response = client.get("/metrics")
    assert response.headers["Content-Type"].startswith("text/plain; version=")
    assert f'{COUNT}{{method="GET",route="healthz",status="200"}}' in response.content.decode()


def test_metrics_add_up_over_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "ciie.settings.test")
    program = """
import django
django.setup()
from django.test import Client
Client().get("/healthz")
print(Client().get("/metrics").content.decode())
"""
    outputs = [
        subprocess.run([sys.executable, "-c", program], cwd=BASE_DIR, check=True, capture_output=True, text=True).stdout
        for _process in range(2)
    ]
    line = f'{COUNT}{{method="GET",route="healthz",status="200"}}'
    assert [f"{line} {count}.0" in output for count, output in enumerate(outputs, start=1)] == [True, True]


def test_gauges_of_processes_that_were_killed_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    program = """
import os, signal
from prometheus_client import Gauge
Gauge("lane", "Requests inside.", multiprocess_mode="livesum").set(7)
os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", program], check=False)
    assert [file.stem.startswith("gauge_livesum_") for file in tmp_path.iterdir()] == [True]
    assert b"lane" not in measured()
    assert list(tmp_path.iterdir()) == []
