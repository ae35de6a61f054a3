"""Codes that prove access to the machine: only with one is the first person of an installation created on a page.

A stranger who reaches an empty site before its owner has none. Only the digest of the newest code is stored, for a day,
in the cache that is a table, so that every process knows it and no key that others may know makes one.
"""

from datetime import timedelta
from hashlib import sha256

from django.core.cache import caches
from django.utils.crypto import constant_time_compare, get_random_string
from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import NotAllowed

VALID_FOR = timedelta(days=1)
KEY = "setup_code"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 5, 5  # 123 random bits


def new_setup_code() -> str:
    """Return a code that is valid for a day, in place of the one before it."""
    code = "-".join(get_random_string(GROUP_LENGTH, LETTERS) for _group in range(GROUPS))
    caches["database"].set(KEY, _digest(code), VALID_FOR.total_seconds())
    return code


def spend_setup_code(code: str) -> None:
    """Take a code, as part of an operation. Raise `NotAllowed` (`setup_code_wrong`) unless it is the valid one."""
    known = caches["database"].get(KEY)
    if known is None or not constant_time_compare(known, _digest(code)):
        raise NotAllowed(
            _("This is not the code of this installation, or it has expired. Have the server print a new one."),
            code="setup_code_wrong",
            field="code",
        )
    caches["database"].delete(KEY)


def _digest(code: str) -> str:
    return sha256(code.strip().lower().encode()).hexdigest()
