"""How often a minute a person may do something that costs others; the database decides what may be done at all."""

import time

import structlog
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import TooMany

WINDOW_SECONDS = 60
log = structlog.get_logger(__name__)


def require_pace(what: str, person_id: int, most: int) -> None:
    """Count once more what a person does. Raises `TooMany` (`too_fast`) beyond so many times a minute; 0 is no limit.

    There is one key for each person and minute. Where the cache cannot be asked, nobody is kept out.
    """
    if not most:
        return
    window, passed = divmod(int(time.time()), WINDOW_SECONDS)
    key = f"{what}-{person_id}-{window}"
    try:
        cache.add(key, 0, timeout=2 * WINDOW_SECONDS)
        count = cache.incr(key)
    except Exception as error:  # noqa: BLE001  # each cache has errors of its own
        log.warning("what people do is not counted", what=what, error=str(error))
        return
    if count > most:
        wait = WINDOW_SECONDS - passed
        raise TooMany(
            _("That is more than %(most)d times a minute. Wait %(wait)d seconds, then go on.")
            % {"most": most, "wait": wait},
            code="too_fast",
            details={"retry_after": wait},
        )
