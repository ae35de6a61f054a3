"""Links that prove that a mail was read: its holder may act on one thing, for a while."""

from datetime import timedelta

from django.core import signing
from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import DomainError

VALID_FOR = timedelta(days=3)


def link_token(what: str, pk: int) -> str:
    """A token for one row; `what` names the kind of thing, so that a token for one kind opens no other."""
    return signing.TimestampSigner(salt=f"link:{what}").sign(str(pk))


def read_link_token(what: str, token: str, *, valid_for: timedelta | None = VALID_FOR) -> int:
    """The row's key. Raises `DomainError` `link_expired`, or `link_broken` where we did not write it."""
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
