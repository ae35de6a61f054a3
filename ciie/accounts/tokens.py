"""Tokens of programs. A token is shown once, when it is issued; only its digest is stored."""

import hashlib
import secrets
import time
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet

from ciie.accounts.models import ApiToken, TokenScope, User
from ciie.audit.models import SecurityEventKind
from ciie.audit.security_log import record_security_event
from ciie.kernel.caches import KeyedCache
from ciie.kernel.statements import columns_of, row_from, row_of, run

PREFIX = "ciie_"
REMEMBERED_FOR_SECONDS = 1.0
MOST_REMEMBERED = 10_000


@dataclass(frozen=True)
class LiveToken:
    """A token's holder, scope and expiry. It may have expired, but is not revoked, and its holder is active."""

    holder: User
    scope: str
    expires_at: datetime

    @property
    def may_write(self) -> bool:
        return self.scope == TokenScope.WRITE


_tokens = KeyedCache[str, tuple[float, LiveToken]](MOST_REMEMBERED)


def new_token() -> str:
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """Return the SHA-256 digest in hexadecimal.

    A token is random and long, so its digest needs neither salt nor a slow hash.
    """
    return hashlib.sha256(token.encode()).hexdigest()


def live_token(token: str, *, at: datetime) -> LiveToken | None:
    """Return the live token, or `None`. The use of an expired token is recorded in the security log.

    A token is cached for a second, so that a busy program costs no query per request. A token that is revoked, or whose
    holder is deactivated, therefore stops working within a second. The holder's permissions are read anew for each
    request.
    """
    digest, present = digest_of(token), time.time()
    known = _tokens.get(digest)
    if known is None or known[0] <= present:
        values = row_of(LIVE % columns_of(User, "person"), {"digest": digest, "at": at})
        if values is None:
            return None
        scope, expires_at, was_used_lately, *person = values
        if not was_used_lately:
            run(USED, {"digest": digest, "at": at})
        known = present + REMEMBERED_FOR_SECONDS, LiveToken(row_from(User, person), scope, expires_at)
        _tokens.set(digest, known)
    live = known[1]
    if live.expires_at <= at:
        record_security_event(SecurityEventKind.TOKEN_EXPIRED, at=at, person=live.holder, once_a_minute=digest)
        return None
    holder = User.__new__(User)  # a copy per request, so that values cached on it do not leak into the next one
    holder.__dict__.update(live.holder.__dict__)
    return LiveToken(holder, live.scope, live.expires_at)


def holder_of(token: str, *, at: datetime) -> User | None:
    """Return the active person whose live token this is, or `None`."""
    live = live_token(token, at=at)
    return live.holder if live else None


def tokens_of(person: User) -> QuerySet[ApiToken]:
    """Return a person's tokens: those not revoked first, then by creation, newest first."""
    return ApiToken.objects.filter(user=person).order_by(F("revoked_at").desc(nulls_first=True), "-created_at", "-pk")


def forget_tokens() -> None:
    """Clear this process's cache of tokens."""
    _tokens.clear()


LIVE = """
SELECT token.scope, token.expires_at,
    coalesce(token.last_used_at > %%(at)s::timestamptz - interval '1 minute', false), %s
FROM accounts_apitoken AS token JOIN accounts_user AS person ON person.id = token.user_id
WHERE token.digest = %%(digest)s AND token.revoked_at IS NULL AND person.is_active
"""
USED = """
UPDATE accounts_apitoken SET last_used_at = %(at)s
WHERE digest = %(digest)s AND revoked_at IS NULL AND expires_at > %(at)s
"""
"""Records the use of a token, once a minute."""
