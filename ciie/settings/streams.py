"""The stream processes, which keep pages up to date: where they are, and how many may listen. 0 is no limit."""

from ciie.settings.env import env

STREAM_URLCONF = "exhibitors.urls.streams"
# Where nothing in front leads /live/ to the stream processes, the port of this host on which they listen themselves.
LIVE_PORT: int | None = env.int("LIVE_PORT", default=0) or None
LIVE_STREAMS_PER_PROCESS = env.int("LIVE_STREAMS_PER_PROCESS", default=5_000)
LIVE_STREAMS_PER_ADDRESS = env.int("LIVE_STREAMS_PER_ADDRESS", default=200)  # an office may share one
LIVE_STREAMS_PER_PERSON = env.int("LIVE_STREAMS_PER_PERSON", default=40)  # each open plan has one
LIVE_REQUESTS_PER_MINUTE = env.int("LIVE_REQUESTS_PER_MINUTE", default=1_200)  # for each address, refused ones too
LIVE_HEARTBEAT_SECONDS = env.float("LIVE_HEARTBEAT_SECONDS", default=20)  # shorter than a proxy's patience
