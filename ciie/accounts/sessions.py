"""The session store. One prepared statement per page of a signed-in person reads the session's row.

There is no cache in front: after a sign-out, the session would live on if the cache was unreachable at that moment, and
reading a row this way costs less than asking the cache. See `docs/decisions/degraded.md`.
"""

from django.contrib.sessions.backends.db import SessionStore as RowStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils import timezone

from ciie.kernel.statements import row_of

SESSION = "SELECT session_data, expire_date FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(RowStore):
    """The `SESSION_ENGINE` of this site."""

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        key = self.session_key
        row = row_of(SESSION, [key, timezone.now()]) if key else None
        if key is None or row is None:
            self._session_key = None
            return None
        return self.model(session_key=key, session_data=row[0], expire_date=row[1])
