"""Codes that prove access to the machine: only with one is the first person of an installation created on a page.

A stranger who reaches an empty site before its owner has none. A code is signed with the secret key and stored nowhere.
It is good for a day, and for nothing as soon as there is an administrator.
"""

from datetime import timedelta

from django.core import signing
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import NotAllowed

VALID_FOR = timedelta(days=1)
SIGNER = signing.TimestampSigner
SALT = "accounts.setup_code"
NONCE_LENGTH = 8


def new_setup_code() -> str:
    """Return a code that is valid for a day."""
    return SIGNER(salt=SALT, sep=".").sign(get_random_string(NONCE_LENGTH))


def require_setup_code(code: str) -> None:
    """Raise `NotAllowed` (`setup_code_expired`, `setup_code_wrong`) unless this machine made the code within a day."""
    try:
        SIGNER(salt=SALT, sep=".").unsign(code.strip(), max_age=VALID_FOR)
    except signing.SignatureExpired as error:
        raise NotAllowed(
            _("This code was valid for a day and has expired. Have the server print a new one."),
            code="setup_code_expired",
            field="code",
        ) from error
    except signing.BadSignature as error:
        raise NotAllowed(
            _("This is not a code of this installation. Copy all of it, as the server printed it."),
            code="setup_code_wrong",
            field="code",
        ) from error
