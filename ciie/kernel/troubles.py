"""Exceptions that report a temporary failure of the infrastructure, for which the request is not to blame."""

import errno
from collections.abc import Iterator

from django.db import InterfaceError, OperationalError

RETRY_AFTER_SECONDS = 5
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# SQLSTATE: connection lost or refused, no space or memory, server shutting down or not ready
AWAY = ("08", "53", "57P")


def is_trouble(error: BaseException | None) -> bool:
    """Return whether the database is unreachable or a disk full."""
    return any(_is_away(each) or is_no_room(each) for each in _causes(error))


def is_no_room(error: BaseException) -> bool:
    """Return whether the system refused to write a file because there is no space for it."""
    return isinstance(error, OSError) and error.errno in NO_ROOM


def _is_away(error: BaseException) -> bool:
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith(AWAY)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error:
        yield error
        error = error.__cause__
