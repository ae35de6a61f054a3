"""Sentry and OpenTelemetry are off, and wired where their settings are set: tried in a process of its own."""

import json
import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from ciie.settings.env import BASE_DIR
from ciie.web.telemetry import start_telemetry
from tests.ciie.web.streams.servers import database_url

PROGRAM = """
import json, logging, sys
logging.disable(logging.CRITICAL)
import django
from django.conf import settings
settings.ROOT_URLCONF = "tests.ciie.web.pages"
django.setup()
import sentry_sdk
from opentelemetry import trace as traces
assert not sentry_sdk.is_initialized(), "off unless it is asked for"
assert isinstance(traces.get_tracer_provider(), traces.ProxyTracerProvider), "off unless it is asked for"

from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from sentry_sdk.transport import Transport
from ciie.celery import app
from ciie.web.telemetry import report_errors, trace

class Kept(Transport):
    events = []
    def capture_envelope(self, envelope):
        self.events.append(envelope.get_event())

spans = InMemorySpanExporter()
settings.SENTRY_DSN = "https://key@errors.example.com/1"
report_errors(transport=Kept)
trace(SimpleSpanProcessor(spans))

from django.test import Client
client = Client(raise_request_exception=False)
status = client.post("/mistake/", {"password": "a secret"}, headers={"X-Request-ID": sys.argv[1]}).status_code
app.conf.task_always_eager = True
@app.task(name="tests.telemetry")
def nothing():
    pass
nothing.apply()
print(json.dumps({
    "status": status,
    "sentry": [
        (event["exception"]["values"][-1]["value"], event["tags"], event["request"].get("data"))
        for event in Kept.events
    ],
    "spans": [(span.name, dict(span.attributes).get("request.id"), span.resource.attributes["service.name"])
              for span in spans.get_finished_spans()],
}))
"""
STATEMENTS = """
import json, logging
logging.disable(logging.CRITICAL)
import django
django.setup()
from django.db import DatabaseError, connection
from opentelemetry import trace as traces
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from ciie.accounts.models import User
from ciie.kernel.statements import row_of
from ciie.web.telemetry import trace

spans = InMemorySpanExporter()
trace(SimpleSpanProcessor(spans))
User.objects.exists()
with traces.get_tracer("tests").start_as_current_span("a request"):
    User.objects.filter(email="a secret").exists()
    row_of("SELECT %s::text", ["a secret"])
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::int", ["a secret"])
    except DatabaseError:
        pass
print(json.dumps([json.loads(span.to_json()) for span in spans.get_finished_spans()]))
"""
GIVEN = "6f1a4c1e-1c52-4f5e-9d39-0d8f8e2f7a11"


def test_errors_and_traces_arrive_with_the_id_of_the_request_and_without_what_was_sent() -> None:
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROGRAM, GIVEN],
        cwd=BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "ciie.settings.test"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    answer = json.loads(run.stdout.splitlines()[-1])
    assert answer["status"] == 500
    assert answer["sentry"] == [["our mistake", {"request.id": GIVEN}, ""]]
    assert ["POST mistake/", GIVEN, "expo"] in answer["spans"]
    assert ["run/tests.telemetry", None, "expo"] in answer["spans"]
    assert "a secret" not in run.stdout


@pytest.mark.django_db
def test_statements_of_a_request_have_spans_without_their_values() -> None:
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", STATEMENTS],
        cwd=BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "ciie.settings.test", "DATABASE_URL": database_url()},
        check=False,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    *statements, request = json.loads(run.stdout.splitlines()[-1])
    assert [each["parent_id"] for each in statements] == [request["context"]["span_id"]] * 3
    by_orm, *written_out = [each["attributes"]["db.query.text"] for each in statements]
    assert 'WHERE "accounts_user"."email" = %s' in by_orm
    assert written_out == ["SELECT %s::text", "SELECT %s::int"]
    assert [each["name"] for each in statements] == ["SELECT"] * 3
    assert [each["status"] for each in statements] == [{"status_code": code} for code in ("UNSET", "UNSET", "ERROR")]
    assert statements[-1]["attributes"]["error.type"] == "DataError"
    assert "a secret" not in run.stdout


def test_what_is_asked_for_and_not_installed_is_said(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SENTRY_DSN = "https://key@errors.example.com/1"
    monkeypatch.setitem(sys.modules, "sentry_sdk", None)
    with pytest.raises(ImproperlyConfigured, match="uv sync --extra telemetry"):
        start_telemetry()
