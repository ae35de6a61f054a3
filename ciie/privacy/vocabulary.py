"""What apps say of their personal data, in words that they share: whose, why and for how long."""

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
"""A link from what somebody did to their account, which is a pseudonym once they are erased."""

INVITED = Personal(PUBLIC, _("Invites a person to a role."), BY_RETENTION, Erasure.PSEUDONYM, Kind.EMAIL, of="email")


def acted(*names: str) -> dict[str, Personal]:
    """Links to people who acted, each found by itself."""
    return {name: ACTED.but(of=name) for name in names}
