"""The declarations of personal data that apps share: whose it is, why and for how long it is kept."""

from django.utils.translation import gettext_lazy as _

from ciie.privacy.data_map import Erasure, Kind, Personal

ACCOUNTS = _("people with an account")
RECIPIENTS = _("people whom the site writes to")
PUBLIC = _("people who use the site's public forms")

UNTIL_ERASED = _("until the person is erased")
WITH_RECORD = _("as long as the record itself")
AS_ACCOUNTS = _("as long as the law wants accounts and contracts kept, often 10 years")
BY_RETENTION = _("as the settings of retention say")

ACTED = Personal(ACCOUNTS, _("Shows who did something."), WITH_RECORD, Erasure.FOLLOW, Kind.LINK)
"""A link from an action to its actor's account, which is a pseudonym once the person is erased."""

INVITED = Personal(PUBLIC, _("Invites a person to a role."), BY_RETENTION, Erasure.PSEUDONYM, Kind.EMAIL, of="email")


def acted(*names: str) -> dict[str, Personal]:
    """Return declarations of links to people who acted, each of which is its own path."""
    return {name: ACTED.but(of=name) for name in names}
