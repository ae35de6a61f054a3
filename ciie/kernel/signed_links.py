"""Signed links, which prove that a mail was read. Their holder may act on one object for a limited time."""

from datetime import timedelta

from django.core import signing
from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import DomainError

VALID_FOR = timedelta(days=3)


def link_token(what: str, pk: int) -> str:
    """Return a token for one row. `what` names the kind of object, so that a token is not valid for another kind."""
    return signing.TimestampSigner(salt=f"link:{what}").sign(str(pk))


def read_link_token(what: str, token: str, *, valid_for: timedelta | None = VALID_FOR) -> int:
    """Return the row's primary key.

    Raises `DomainError` (`link_expired`), or (`link_broken`) if this site did not create the token.
    """
    try:
        return int(signing.TimestampSigner(salt=f"link:{what}").unsign(token, max_age=valid_for))
    except signing.SignatureExpired as error:
        raise DomainError(
            _("This link was valid for three days and has expired. Please request a new one."), code="link_expired"
        ) from error
    except (signing.BadSignature, ValueError) as error:
        raise DomainError(
            _("This link is incomplete. Copy the whole link from the email, or request a new one."), code="link_broken"
        ) from error
