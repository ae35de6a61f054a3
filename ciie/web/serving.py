"""Runs a web server with a graceful shutdown: `python -m ciie.web.serving granian …`.

After SIGTERM, `readyz` returns 404 for `DRAIN_SECONDS`, so that a balancer sends new requests elsewhere; then the
server gets the signal, finishes current requests, and ends. Without this pause, requests that arrive at that moment
would get no response.
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
"""The drain period. The balancer checks each second (`.docker/haproxy.cfg`)."""
MARK = "LEAVING_MARK"


def serve(words: Sequence[str], *, drain_seconds: float = DRAIN_SECONDS) -> int:
    """Run the server until it ends. Return its exit status, or 0 if it was asked to end."""
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
