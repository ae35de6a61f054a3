"""A web server that is asked to end says so first, and ends afterwards."""

import json
import signal
import subprocess
import sys
from pathlib import Path

from django.test import Client
from pytest_django import Settings

SERVER = """
import json, os, signal, sys
def end(*_):
    print(json.dumps(os.path.exists(os.environ["LEAVING_MARK"])), flush=True)
    sys.exit(3)
signal.signal(signal.SIGTERM, end)
print(json.dumps(os.path.exists(os.environ["LEAVING_MARK"])), flush=True)
while True: signal.pause()
"""
SERVING = "import sys; from ciie.web.serving import serve; sys.exit(serve(sys.argv[1:], drain_seconds=0.1))"


def test_the_mark_is_there_before_the_server_is_asked_to_end(tmp_path: Path) -> None:
    words = [sys.executable, "-c", SERVING, sys.executable, "-c", SERVER]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env={"TMPDIR": str(tmp_path)}) as serving:
        assert serving.stdout
        assert json.loads(serving.stdout.readline()) is False
        serving.send_signal(signal.SIGTERM)
        assert json.loads(serving.stdout.readline()) is True
        assert serving.wait(60) == 0
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_fails_by_itself_fails() -> None:
    words = [sys.executable, "-c", SERVING, sys.executable, "-c", "raise SystemExit(3)"]
    assert subprocess.run(words, check=False).returncode == 3


def test_a_machine_that_is_about_to_end_is_not_ready(settings: Settings, tmp_path: Path) -> None:
    settings.LEAVING_MARK = str(tmp_path / "leaving")
    Path(settings.LEAVING_MARK).touch()
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()) == (404, {"status": "leaving"})
