"""Operations on a pavilion's managers: inviting them by mail, accepting an invitation, removing them."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from ciie.accounts.invitations import accept, invite, language_for, lock_invitation, withdraw
from ciie.accounts.models import User
from ciie.audit.models import SecurityEventKind
from ciie.audit.operations import operation
from ciie.audit.security_log import record_role
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.days import day_there
from ciie.kernel.errors import DomainError, NotFound, Sentence
from ciie.kernel.locking import lock
from ciie.privacy.leaving import Leaving, register_leaving
from ciie.privacy.retention import invitations, register_retention
from pavilions.floor.staff.operations import OF_THE_ORGANIZER
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion, PavilionInvitation
from pavilions.national.national_pavilions.notifications import announce_pavilion_manager_invited
from pavilions.national.national_pavilions.operations.pavilion_guards import lock_pavilion, require_under_way
from pavilions.states import PavilionStage

MANAGER = "pavilion manager"


@operation("pavilions.pavilion.manager_invited")
def invite_manager(pavilion_id: int, *, email: str, actor: Actor, at: datetime) -> PavilionInvitation:
    """Invite somebody by mail to manage a pavilion. An open invitation of the same address is withdrawn."""
    require("pavilions.guide_pavilions", actor)
    pavilion = lock_pavilion(pavilion_id)
    require_under_way(pavilion)
    if pavilion.managers.filter(email__iexact=email).exists():
        raise DomainError(_("This person already manages the pavilion."), code="already_manages", field="email")
    invitation = invite(
        pavilion.invitations.all(), OF_THE_ORGANIZER, email=email, actor=actor, at=at, pavilion=pavilion
    )
    announce_pavilion_manager_invited(invitation, language=language_for(email))
    record_role(SecurityEventKind.ROLE_OFFERED, MANAGER, pavilion, email=email, actor=actor, at=at)
    return invitation


@operation("pavilions.pavilion.manager_uninvited")
def withdraw_manager_invitation(invitation_id: int, *, actor: Actor, at: datetime) -> PavilionInvitation:
    """Withdraw an invitation before it is accepted."""
    require("pavilions.guide_pavilions", actor)
    invitation = lock_invitation(PavilionInvitation.objects.select_related("pavilion__edition"), invitation_id)
    withdraw(invitation, at=at)
    return invitation


@operation("pavilions.pavilion.manager_joined")
def accept_manager_invitation(invitation_id: int, *, actor: User, at: datetime) -> NationalPavilion:
    """Accept an invitation to the actor's address, and make the actor a manager of the pavilion."""
    invitation = lock_invitation(PavilionInvitation.objects.select_related("pavilion__edition"), invitation_id)
    accept(invitation, actor=actor, at=at)
    invitation.pavilion.managers.add(actor)
    record_role(SecurityEventKind.ROLE_GIVEN, MANAGER, invitation.pavilion, person=actor, actor=actor, at=at)
    return invitation.pavilion


@operation("pavilions.pavilion.manager_left")
def dismiss_manager(pavilion_id: int, person_id: int, *, actor: Actor, at: datetime) -> NationalPavilion:
    """Remove a manager from a pavilion."""
    require("pavilions.guide_pavilions", actor)
    pavilion = lock_pavilion(pavilion_id)
    manager = pavilion.managers.filter(pk=person_id).first()
    if manager is None:
        raise NotFound(_("This person does not manage the pavilion."), code="not_found")
    pavilion.managers.remove(manager)
    record_role(SecurityEventKind.ROLE_ENDED, MANAGER, pavilion, person=manager, actor=actor, at=at)
    return pavilion


def _obstacles(person: User, at: datetime) -> Iterable[Sentence]:
    under_way = NationalPavilion.objects.exclude(stage=PavilionStage.DECLINED).filter(
        edition__closes_date__gte=day_there(at, "edition__time_zone"), managers=person
    )
    others = User.objects.filter(national_pavilions=OuterRef("pk"), is_active=True).exclude(pk=person.pk)
    for pavilion in under_way.exclude(Exists(others)).order_by("pk"):
        sentence = _("No one else manages the pavilion of %(pavilion)s. Invite another manager first.")
        yield sentence % {"pavilion": pavilion}


def _leave(person: User, *, actor: Actor, at: datetime) -> None:
    for pavilion in lock(NationalPavilion.objects.all(), person.national_pavilions.values_list("pk", flat=True)):
        pavilion.managers.remove(person)
        record_role(SecurityEventKind.ROLE_ENDED, MANAGER, pavilion, person=person, actor=actor, at=at)


register_leaving(Leaving(_obstacles, _leave))
register_retention(invitations("pavilion_invitations", _("Invitations to pavilions"), PavilionInvitation.objects.all()))
