"""How many invitations somebody may mail: to strangers, in the expo's name, and so not without end."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from ciie.kernel.actors import Actor
from ciie.kernel.errors import TooMany
from ciie.kernel.locking import lock_topic

A_DAY: Final = timedelta(days=1)
AN_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True)
class InvitationLimits:
    """`open_at_once` of one party, `a_day` by one person. An address gets one an hour."""

    open_at_once: int
    a_day: int


OF_A_COMPANY: Final = InvitationLimits(open_at_once=20, a_day=10)
OF_THE_ORGANIZER: Final = InvitationLimits(open_at_once=50, a_day=100)


def require_may_invite[M: Model](
    party: QuerySet[M], limits: InvitationLimits, *, email: str, actor: Actor, at: datetime
) -> None:
    """Raise `TooMany` (field `email`) for one invitation more than the limits allow.

    `party` are all invitations of the inviting party, whose row is locked. Asked under locks of the person and the
    address, so that two requests at once cannot both be the last.
    """
    all_of_kind = party.model._default_manager.all()
    if isinstance(actor, User):
        lock_topic(f"invitations by {actor.pk}")
    lock_topic(f"invitations to {email.casefold()}")
    if all_of_kind.filter(email__iexact=email, invited_at__gt=at - AN_HOUR).exists():
        sentence = _("An invitation was mailed to this address less than an hour ago. Wait before you send another.")
        raise TooMany(sentence, code="invited_just_now", field="email")
    still_open = party.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at).exclude(email__iexact=email)
    if still_open.count() >= limits.open_at_once:
        sentence = _("%(count)d invitations are open already. Withdraw one, or wait until one is accepted.")
        raise TooMany(sentence % {"count": limits.open_at_once}, code="too_many_invitations", field="email")
    sent = all_of_kind.filter(invited_by=actor, invited_at__gt=at - A_DAY) if isinstance(actor, User) else None
    if sent is not None and sent.count() >= limits.a_day:
        sentence = _("You have sent %(count)d invitations within a day. Try again tomorrow.")
        raise TooMany(sentence % {"count": limits.a_day}, code="too_many_invitations_today", field="email")
