"""Runs a web server and lets it leave politely: `python -m ciie.web.serving granian …`.

On SIGTERM `readyz` says 404 for `DRAIN_SECONDS`, so that a balancer sends new requests elsewhere; then the server gets
the signal, answers what it has begun, and ends. Without this pause what reaches it at that moment gets no answer.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp
from types import FrameType

DRAIN_SECONDS = 4.0
"""The balancer asks each second (`.docker/haproxy.cfg`)."""
MARK = "LEAVING_MARK"


def serve(words: Sequence[str], *, drain_seconds: float = DRAIN_SECONDS) -> int:
    """Run the server to its end; returns its exit status, 0 where it was asked to end."""
    mark = Path(mkdtemp(prefix="serving-")) / "leaving"
    server = subprocess.Popen(words, env={**os.environ, MARK: str(mark)})  # noqa: S603  # the words of compose.yaml
    asked = False

    def leave(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        if not asked and server.poll() is None:
            asked = True
            mark.touch()
            time.sleep(drain_seconds)
            server.terminate()

    signal.signal(signal.SIGTERM, leave)
    status = server.wait()
    mark.unlink(missing_ok=True)
    mark.parent.rmdir()
    return 0 if asked else status


if __name__ == "__main__":
    sys.exit(serve(sys.argv[1:]))
