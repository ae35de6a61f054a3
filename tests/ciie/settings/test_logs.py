"""Lines of log: one JSON object each, in UTC, without secrets."""

import json
import logging as python_logging
from typing import Any

import pytest
import structlog

from ciie.settings.logs import logging, mask_secrets


def line(record: dict[str, Any], text: str = "said") -> str:
    formatter = logging(level="INFO", for_people=False)["formatters"]["lines"]
    made = structlog.stdlib.ProcessorFormatter(**{key: value for key, value in formatter.items() if key != "()"})
    return made.format(python_logging.makeLogRecord({"msg": text, "name": "x", "levelname": "INFO", **record}))


def test_a_line_is_one_json_object_in_utc() -> None:
    said = json.loads(line({"path": "/halls/"}))
    assert (said["event"], said["path"]) == ("said", "/halls/")
    assert said["timestamp"].endswith("Z")


def test_a_line_break_forges_no_line() -> None:
    written = line({}, 'a\n{"event": "signed_in"}\r\nb')
    assert len(written.splitlines()) == 1
    assert json.loads(written)["event"] == 'a\n{"event": "signed_in"}\r\nb'


NAMES = ["password", "new_password1", "Authorization", "csrf_token", "api_key", "session_cookie"]


@pytest.mark.parametrize("name", NAMES)
def test_secrets_are_masked(name: str) -> None:
    assert mask_secrets(None, "", {name: "hush", "event": "said"}) == {name: "***", "event": "said"}
    assert json.loads(line({name: "hush"}))[name] == "***"
