"""Streams of server-sent events: what has changed, sent to everybody who has a page open.

The stream processes (`ciie/asgi.py`) are separate from the web's. A `Hub` reads each change once, however many follow
it, and hands the same bytes to every `Stream`.
"""

from ciie.web.streams.frames import event
from ciie.web.streams.hub import Hub, Snapshot, Unknown
from ciie.web.streams.requests import Refused, StreamRequest, stream_path
from ciie.web.streams.stream import Stream

__all__ = ["Hub", "Refused", "Snapshot", "Stream", "StreamRequest", "Unknown", "event", "stream_path"]
