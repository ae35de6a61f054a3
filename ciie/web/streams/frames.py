"""Server-sent events as bytes."""

import json
from collections.abc import Mapping

HEARTBEAT = b":\n\n"  # a comment; it tells both ends that the other is there
RETRY_MS = 2_000


def event(name: str, data: Mapping[str, object], *, revision: str = "") -> bytes:
    """One event. `revision` becomes its id, which a browser sends as `Last-Event-ID` when it comes back."""
    line = f"id: {revision}\n" if revision else ""
    return f"{line}event: {name}\ndata: {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n\n".encode()


def opening() -> bytes:
    """What a stream begins with: how long to wait before coming back. The browser adds some chance of its own."""
    return f"retry: {RETRY_MS}\n\n".encode()
