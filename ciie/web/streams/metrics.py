"""What a stream process measures of itself."""

from prometheus_client import Counter, Gauge, Histogram

OPEN = Gauge("ciie_live_streams", "Streams that are open.", multiprocess_mode="livesum")
CONNECTIONS = Gauge("ciie_live_connections", "Requests that are being answered.", multiprocess_mode="livesum")
ENDED = Counter("ciie_live_streams_ended", "Streams that have ended, by why.", ["why"])
REFUSED = Counter("ciie_live_streams_refused", "Streams that were not opened, by status.", ["status"])
LAG = Histogram(
    "ciie_live_lag_seconds",
    "From the notification after a commit until the change stands in line for every stream.",
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
)
