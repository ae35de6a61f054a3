"""The clock of the sample edition. If `make run` has loaded it, time begins at 2024-05-17 09:00 in Shanghai."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from ciie.local.servers import LOCAL_DIR

SAMPLE_BEGINS_AT = datetime(2024, 5, 17, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
CLOCK_FILE = LOCAL_DIR / "sample-loaded-at"


def clock_offset() -> timedelta:
    """Return the offset from real time, which is zero if no sample was loaded."""
    if not CLOCK_FILE.exists():
        return timedelta(0)
    return SAMPLE_BEGINS_AT - datetime.fromisoformat(CLOCK_FILE.read_text())


def start_sample_clock() -> None:
    """Start this checkout's expo time at the morning on which the sample begins."""
    CLOCK_FILE.write_text(datetime.now(UTC).isoformat())
