"""Tokens of programs. A token is shown once, when it is issued; only its digest is kept."""

import hashlib
import secrets
import time

from ciie.accounts.models import ApiToken, User
from ciie.kernel.rows import columns_of, row_from
from ciie.kernel.statements import row_of

PREFIX = "ciie_"
REMEMBERED_FOR_SECONDS = 1.0
MOST_REMEMBERED = 10_000

_holders: dict[str, tuple[float, User]] = {}


def issue_token(user: User, *, name: str = "") -> str:
    """Make a token with which a program acts as this person, and return it. It cannot be read again."""
    token = PREFIX + secrets.token_urlsafe(32)
    ApiToken.objects.create(user=user, name=name, digest=digest_of(token))
    return token


def digest_of(token: str) -> str:
    """SHA-256, in hex. A token is random and long, so its digest needs neither salt nor a slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def holder_of(token: str) -> User | None:
    """The active person whose live token this is, or `None`.

    A holder is remembered for a second, so that a busy program costs no query per request: a revoked token, or that
    of a person made inactive, dies within that second. What the person may do is read anew for each request.
    """
    digest, present = digest_of(token), time.time()
    known = _holders.get(digest)
    if known is None or known[0] <= present:
        holder = _look_up(digest)
        if holder is None:
            _holders.pop(digest, None)
            return None
        known = _remember(digest, present + REMEMBERED_FOR_SECONDS, holder)
    return _another(known[1])


def _another(person: User) -> User:
    """The same row for one request: what rules note on it there is not seen by the next."""
    twin = User.__new__(User)
    twin.__dict__.update(person.__dict__)
    return twin


def forget_holders() -> None:
    """Make this process look every token up again."""
    _holders.clear()


def _look_up(digest: str) -> User | None:
    values = row_of(LIVE % columns_of(User, "person"), {"digest": digest})
    return row_from(User, values) if values else None


LIVE = """
SELECT %s FROM accounts_apitoken AS token JOIN accounts_user AS person ON person.id = token.user_id
WHERE token.digest = %%(digest)s AND token.revoked_at IS NULL AND person.is_active
"""


def _remember(digest: str, until: float, holder: User) -> tuple[float, User]:
    if len(_holders) >= MOST_REMEMBERED:
        _holders.clear()
    _holders[digest] = until, holder
    return _holders[digest]
