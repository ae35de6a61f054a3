"""Change the organizer's team: who joins it, in which role, and who leaves."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.accounts.invitations import InvitationLimits, accept, invite, language_for, lock_invitation, withdraw
from ciie.accounts.models import User
from ciie.accounts.operations import create_person
from ciie.accounts.setup_codes import spend_setup_code
from ciie.audit.models import SecurityEventKind
from ciie.audit.operations import operation
from ciie.audit.security_log import record_role, record_security_event
from ciie.kernel.actors import SYSTEM, Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, NotFound, Sentence
from ciie.kernel.locking import lock_one, lock_topic, require_seen
from ciie.privacy.leaving import Leaving, register_leaving
from ciie.privacy.retention import invitations, register_retention
from pavilions.floor.staff.models import Appointment, StaffInvitation
from pavilions.floor.staff.notifications import announce_staff_invited
from pavilions.floor.staff.queries import has_been_set_up
from pavilions.states import OrganizerRole, Section

TEAM = "organizer"
LAST_DIRECTOR = _("The expo must have at least one director. Appoint another one first.")
OF_THE_ORGANIZER = InvitationLimits(open_at_once=50, a_day=100)


@operation("pavilions.staff.founded")
def set_up_first_person(
    code: str, *, email: str, name: str, language: str, password: str, actor: Actor, at: datetime
) -> User:
    """Create the first administrator, who is a director too, with an address that counts as confirmed.

    The person with the code has access to the machine (`ciie.accounts.setup_codes`). Once there is, or ever was, an
    administrator or an appointment, nobody else is created in this way (`already_set_up`). An account that exists is
    never given powers (`address_taken`), since a stranger may have registered the address.
    """
    lock_topic("first person")  # of two people at once, one is the first
    spend_setup_code(code)
    if has_been_set_up():
        sentence = _("There is an administrator already. Sign in, or ask them to invite you.")
        raise DomainError(sentence, code="already_set_up")
    if User.objects.with_email(email).exists():
        sentence = _("Someone has already registered with this address. Enter another one.")
        raise DomainError(sentence, code="address_taken", field="email")
    person = create_person(email=email, name=name, language=language, password=password, actor=SYSTEM, at=at)
    person.is_staff = person.is_superuser = True
    person.save(update_fields=["is_staff", "is_superuser"])
    powers = {"is_staff": True, "is_superuser": True, "how": "setup code"}
    record_security_event(SecurityEventKind.POWERS_CHANGED, at=at, person=person, actor=SYSTEM, details=powers)
    role = OrganizerRole.DIRECTOR
    Appointment.objects.create(user=person, role=role)
    record_role(SecurityEventKind.ROLE_GIVEN, role, TEAM, person=person, actor=SYSTEM, at=at)
    return person


@operation("pavilions.staff.invited")
def invite_staff(
    *,
    email: str,
    role: OrganizerRole,
    sections: Sequence[Section] = (),
    sector_ids: Sequence[int] = (),
    hall_ids: Sequence[int] = (),
    actor: Actor,
    at: datetime,
) -> StaffInvitation:
    """Invite a person by mail to a role; an open invitation of the same address to it is withdrawn."""
    require("pavilions.appoint_staff", actor)
    if Appointment.objects.filter(user__email__iexact=email, role=role).exists():
        raise DomainError(_("This person already has this role."), code="already_appointed", field="email")
    lock_topic("invitations to the team")
    invitation = invite(
        StaffInvitation.objects.all(),
        OF_THE_ORGANIZER,
        email=email,
        replaces=StaffInvitation.objects.filter(role=role),
        actor=actor,
        at=at,
        role=role,
        sections=list(sections),
    )
    invitation.sectors.set(sector_ids)
    invitation.halls.set(hall_ids)
    announce_staff_invited(invitation, language=language_for(email))
    record_role(SecurityEventKind.ROLE_OFFERED, role, TEAM, email=email, actor=actor, at=at)
    return invitation


@operation("pavilions.staff.uninvited")
def withdraw_staff_invitation(invitation_id: int, *, actor: Actor, at: datetime) -> StaffInvitation:
    """Withdraw an invitation before it is accepted."""
    require("pavilions.appoint_staff", actor)
    invitation = lock_invitation(StaffInvitation.objects.all(), invitation_id)
    withdraw(invitation, at=at)
    return invitation


@operation("pavilions.staff.joined")
def accept_staff_invitation(invitation_id: int, *, actor: User, at: datetime) -> Appointment:
    """Accept an invitation to the actor's address, and appoint the actor."""
    invitation = lock_invitation(StaffInvitation.objects.all(), invitation_id)
    accept(invitation, actor=actor, at=at)
    appointment, _created = Appointment.objects.get_or_create(
        user=actor, role=invitation.role, defaults={"sections": invitation.sections}
    )
    appointment.sectors.set(invitation.sectors.all())
    appointment.halls.set(invitation.halls.all())
    record_role(SecurityEventKind.ROLE_GIVEN, appointment.role, TEAM, person=actor, actor=actor, at=at)
    return appointment


@operation("pavilions.staff.appointed")
def appoint_staff(
    person_id: int,
    *,
    role: OrganizerRole,
    sections: Sequence[Section] = (),
    sector_ids: Sequence[int] = (),
    hall_ids: Sequence[int] = (),
    actor: Actor,
    at: datetime,
) -> Appointment:
    """Appoint a person who has an account, without an invitation; only admins may."""
    require("pavilions.appoint_without_invitation", actor)
    person = User.objects.filter(pk=person_id).first()
    if person is None:
        raise NotFound(_("Person not found."), code="not_found", field="user")
    if person.appointments.filter(role=role).exists():
        raise DomainError(_("This person already has this role."), code="already_appointed", field="user")
    appointment = Appointment.objects.create(user=person, role=role, sections=list(sections))
    appointment.sectors.set(sector_ids)
    appointment.halls.set(hall_ids)
    record_role(SecurityEventKind.ROLE_GIVEN, role, TEAM, person=person, actor=actor, at=at)
    return appointment


@operation("pavilions.staff.limited")
def limit_appointment(
    appointment_id: int,
    *,
    sections: Sequence[Section],
    sector_ids: Sequence[int],
    hall_ids: Sequence[int] = (),
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> Appointment:
    """Set the sections, sectors and halls that an appointment is limited to; none means all."""
    require("pavilions.appoint_staff", actor)
    appointment = lock_one(Appointment.objects.all(), appointment_id, missing=_("Appointment not found."))
    require_seen(appointment, seen)
    appointment.sections = list(sections)
    appointment.revision += 1  # sectors are rows of another table, which the trigger does not see
    appointment.save(update_fields=["sections", "revision"])
    appointment.sectors.set(sector_ids)
    appointment.halls.set(hall_ids)
    record_role(SecurityEventKind.ROLE_CHANGED, appointment.role, TEAM, person=appointment.user, actor=actor, at=at)
    return appointment


@operation("pavilions.staff.dismissed")
def end_appointment(appointment_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """End an appointment, except that of the last director."""
    require("pavilions.appoint_staff", actor)
    lock_topic("directors")
    appointment = lock_one(Appointment.objects.all(), appointment_id, missing=_("Appointment not found."))
    require_seen(appointment, seen)
    others = Appointment.objects.filter(role=OrganizerRole.DIRECTOR).exclude(pk=appointment.pk)
    if appointment.role == OrganizerRole.DIRECTOR and not others.exists():
        raise DomainError(LAST_DIRECTOR, code="last_director")
    record_role(SecurityEventKind.ROLE_ENDED, appointment.role, TEAM, person=appointment.user, actor=actor, at=at)
    appointment.delete()


def _obstacles(person: User, _at: datetime) -> Iterable[Sentence]:
    of_role = Appointment.objects.filter(role=OrganizerRole.DIRECTOR)
    if of_role.filter(user=person).exists() and not of_role.exclude(user=person).exists():
        yield LAST_DIRECTOR


def _leave(person: User, *, actor: Actor, at: datetime) -> None:
    lock_topic("directors")
    for appointment in Appointment.objects.filter(user=person).order_by("pk"):
        record_role(SecurityEventKind.ROLE_ENDED, appointment.role, TEAM, person=person, actor=actor, at=at)
        appointment.delete()


register_leaving(Leaving(_obstacles, _leave))
register_retention(invitations("staff_invitations", _("Invitations to the team"), StaffInvitation.objects.all()))
