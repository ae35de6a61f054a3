"""Invitations by email, which are sent to an address, accepted by the account with that address, or withdrawn before.

Each party that invites has a model of its own with `email`, `invited_by`, `invited_at`, `expires_at`, `accepted_at` and
`withdrawn_at`. These functions are parts of its operations, which lock and authorise before they call them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Model, QuerySet, Value
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from ciie.accounts.mailboxes import mailbox_of
from ciie.accounts.models import User
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.errors import DomainError, NotFound, TooMany
from ciie.kernel.locking import lock_one, lock_topic

VALID_DAYS: Final = 14
A_DAY: Final = timedelta(days=1)
AN_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True)
class InvitationLimits:
    """The limits on mails to strangers in the site's name.

    One party has at most `open_at_once` open invitations, and one person sends at most `a_day` in 24 hours. An address
    gets at most one an hour.
    """

    open_at_once: int
    a_day: int


def to_mailbox_of[M: Model](rows: QuerySet[M], person: User) -> QuerySet[M]:
    """Return the invitations sent to any address of the person's mailbox.

    jo+fair@ex.com, for example, belongs to the mailbox jo@ex.com.
    """
    return rows.filter(Exact(mailbox_of("email"), mailbox_of(Value(person.email))))


def open_invitations[M: Model](rows: QuerySet[M], *, at: datetime) -> QuerySet[M]:
    """Return the invitations that can still be accepted, newest first."""
    return rows.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at).order_by("-invited_at", "-pk")


def invite[M: Model](
    party: QuerySet[M],
    limits: InvitationLimits,
    *,
    email: str,
    replaces: QuerySet[M] | None = None,
    actor: Actor,
    at: datetime,
    **particulars: object,
) -> M:
    """Add an invitation that is valid for 14 days, and withdraw earlier ones to the same address.

    `party` are all invitations of the inviting party, which the caller has locked. Earlier invitations are withdrawn
    among those in `replaces`, by default among all of the party's. Raises `TooMany` (field `email`) if a limit is
    exceeded.
    """
    _require_within_limits(party, limits, email=email, actor=actor, at=at)
    older = (party if replaces is None else replaces).filter(email__iexact=email)
    older.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=at)
    return party.model._default_manager.create(
        email=email,
        invited_by=person_of(actor),
        invited_at=at,
        expires_at=at + timedelta(days=VALID_DAYS),
        **particulars,
    )


def language_for(email: str, *, otherwise: str = "en") -> str:
    """Return the language of the account with this address, or `otherwise` if there is none."""
    known = User.objects.with_email(email).first()
    return known.language if known else otherwise


def lock_invitation[M: Model](rows: QuerySet[M], invitation_id: int) -> M:
    return lock_one(rows, invitation_id, missing=_("Invitation not found."))


def withdraw(invitation: Any, *, at: datetime) -> None:
    """Withdraw a locked invitation. Do nothing if it was withdrawn before.

    Raises `DomainError` (`invitation_over`) if it has been accepted.
    """
    if invitation.accepted_at is not None:
        raise DomainError(_("This invitation has already been accepted."), code="invitation_over")
    invitation.withdrawn_at = invitation.withdrawn_at or at
    invitation.save(update_fields=["withdrawn_at"])


def accept(invitation: Any, *, actor: User, at: datetime) -> None:
    """Record that the actor accepts a locked invitation.

    An invitation to another address of the actor's mailbox counts as theirs. Raises `NotFound` for one to another
    mailbox, and `DomainError` (`invitation_over`) for one that is not open.
    """
    if not User.objects.filter(pk=actor.pk, mailbox=mailbox_of(Value(invitation.email))).exists():
        raise NotFound(_("This invitation was sent to another email address."), code="not_found")
    if invitation.withdrawn_at or invitation.accepted_at or invitation.expires_at <= at:
        raise DomainError(_("This invitation is no longer valid. Ask for a new one."), code="invitation_over")
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])


def _require_within_limits[M: Model](
    party: QuerySet[M], limits: InvitationLimits, *, email: str, actor: Actor, at: datetime
) -> None:
    """Raise `TooMany` if one more invitation would exceed a limit.

    Locks on the person and the address ensure that two simultaneous requests cannot both be the last one allowed.
    """
    all_of_kind, person = party.model._default_manager.all(), person_of(actor)
    if person:
        lock_topic(f"invitations by {person.pk}")
    lock_topic(f"invitations to {email.casefold()}")
    if all_of_kind.filter(email__iexact=email, invited_at__gt=at - AN_HOUR).exists():
        sentence = _(
            "An invitation was sent to this address less than an hour ago. Please wait before sending another."
        )
        raise TooMany(sentence, code="invited_just_now", field="email")
    if open_invitations(party, at=at).exclude(email__iexact=email).count() >= limits.open_at_once:
        sentence = _("There are already %(count)d open invitations. Withdraw one, or wait until one is accepted.")
        raise TooMany(sentence % {"count": limits.open_at_once}, code="too_many_invitations", field="email")
    if person and all_of_kind.filter(invited_by=person, invited_at__gt=at - A_DAY).count() >= limits.a_day:
        sentence = _("You have sent %(count)d invitations within a day. Try again tomorrow.")
        raise TooMany(sentence % {"count": limits.a_day}, code="too_many_invitations_today", field="email")
