"""Who manages a pavilion: invited by mail, taken up, removed."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from ciie.audit.models import SecurityEventKind
from ciie.audit.operations import operation
from ciie.audit.security_log import record_role
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, NotFound
from ciie.kernel.locking import lock_one
from pavilions.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national_pavilions.models.pavilion_stages import PavilionInvitation
from pavilions.national_pavilions.notifications import announce_pavilion_manager_invited
from pavilions.national_pavilions.operations.pavilion_guards import lock_pavilion, require_under_way
from pavilions.staff.operations.invitation_limits import OF_THE_ORGANIZER, require_may_invite

INVITATION_DAYS = 14
MANAGER = "pavilion manager"


@operation("pavilions.pavilion.manager_invited")
def invite_manager(pavilion_id: int, *, email: str, actor: Actor, at: datetime) -> PavilionInvitation:
    """Invite somebody by mail to manage a pavilion; valid for 14 days. An older invitation of theirs is withdrawn."""
    require("pavilions.guide_pavilions", actor)
    pavilion = lock_pavilion(pavilion_id)
    require_under_way(pavilion)
    if pavilion.managers.filter(email__iexact=email).exists():
        raise DomainError(_("This person manages the pavilion already."), code="already_manages", field="email")
    require_may_invite(pavilion.invitations.all(), OF_THE_ORGANIZER, email=email, actor=actor, at=at)
    older = PavilionInvitation.objects.filter(pavilion=pavilion, email__iexact=email)
    older.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=at)
    invitation = PavilionInvitation.objects.create(
        pavilion=pavilion,
        email=email,
        invited_by=actor if isinstance(actor, User) else None,
        invited_at=at,
        expires_at=at + timedelta(days=INVITATION_DAYS),
    )
    known = User.objects.with_email(email).first()
    announce_pavilion_manager_invited(invitation, language=known.language if known else "en")
    record_role(SecurityEventKind.ROLE_OFFERED, MANAGER, pavilion, email=email, actor=actor, at=at)
    return invitation


@operation("pavilions.pavilion.manager_uninvited")
def withdraw_manager_invitation(invitation_id: int, *, actor: Actor, at: datetime) -> PavilionInvitation:
    """Take an invitation back before it is accepted."""
    require("pavilions.guide_pavilions", actor)
    invitation = _lock_invitation(invitation_id)
    if invitation.accepted_at is not None:
        raise DomainError(_("This invitation has been accepted already."), code="invitation_over")
    invitation.withdrawn_at = invitation.withdrawn_at or at
    invitation.save(update_fields=["withdrawn_at"])
    return invitation


@operation("pavilions.pavilion.manager_joined")
def accept_manager_invitation(invitation_id: int, *, actor: User, at: datetime) -> NationalPavilion:
    """Take up the pavilion to which the actor's address was invited."""
    invitation = _lock_invitation(invitation_id)
    if invitation.email.casefold() != actor.email.casefold():
        raise NotFound(_("This invitation was sent to another e-mail address."), code="not_found")
    if invitation.withdrawn_at or invitation.accepted_at or invitation.expires_at <= at:
        raise DomainError(_("This invitation is no longer valid. Ask for a new one."), code="invitation_over")
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    invitation.pavilion.managers.add(actor)
    record_role(SecurityEventKind.ROLE_GIVEN, MANAGER, invitation.pavilion, person=actor, actor=actor, at=at)
    return invitation.pavilion


@operation("pavilions.pavilion.manager_left")
def dismiss_manager(pavilion_id: int, person_id: int, *, actor: Actor, at: datetime) -> NationalPavilion:
    """Let somebody manage a pavilion no more."""
    require("pavilions.guide_pavilions", actor)
    pavilion = lock_pavilion(pavilion_id)
    manager = pavilion.managers.filter(pk=person_id).first()
    if manager is None:
        raise NotFound(_("This person does not manage the pavilion."), code="not_found")
    pavilion.managers.remove(manager)
    record_role(SecurityEventKind.ROLE_ENDED, MANAGER, pavilion, person=manager, actor=actor, at=at)
    return pavilion


def _lock_invitation(invitation_id: int) -> PavilionInvitation:
    rows = PavilionInvitation.objects.select_related("pavilion__edition")
    return lock_one(rows, invitation_id, missing=_("There is no such invitation."))
