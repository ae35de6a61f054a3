"""Streams of server-sent events, which send changes to everybody who has a page open.

The stream processes (`ciie/asgi.py`) are separate from the web processes. A `Hub` reads each change once, however many
follow it, and hands the same bytes to every `Stream`.
"""

from ciie.web.streams.hub import Hub, Snapshot, Unknown
from ciie.web.streams.requests import StreamRequest, stream_route
from ciie.web.streams.stream import Stream, event

__all__ = ["Hub", "Snapshot", "Stream", "StreamRequest", "Unknown", "event", "stream_route"]
