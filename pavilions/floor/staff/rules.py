"""Permissions of the organizer's staff by role, as predicates of (actor, object)."""

from django.db.models import prefetch_related_objects

from ciie.accounts.models import User
from ciie.accounts.second_factors import register_staff_rule
from ciie.kernel.actors import Visitor
from ciie.kernel.authority import permit, predicate
from pavilions.floor.models.venue import Hall
from pavilions.floor.staff.models import Appointment
from pavilions.states import OrganizerRole, Section


def appointments_of(actor: Visitor) -> list[Appointment]:
    """Return the actor's appointments with their sectors, read once per user object."""
    if not isinstance(actor, User):
        return []
    prefetch_related_objects([actor], "appointments__sectors")
    return list(actor.appointments.all())


def has_role(actor: Visitor, *roles: OrganizerRole) -> bool:
    return any(appointment.role in roles for appointment in appointments_of(actor))


@predicate
def is_admin(actor: Visitor) -> bool:
    return bool(actor.is_active and actor.is_superuser)


@predicate
def is_organizer(actor: Visitor) -> bool:
    return bool(appointments_of(actor))


register_staff_rule(is_organizer)


@predicate
def is_director(actor: Visitor) -> bool:
    return has_role(actor, OrganizerRole.DIRECTOR)


@predicate
def is_floor_planner(actor: Visitor, hall: Hall | None) -> bool:
    """Return whether the actor plans floors, of this hall if one is given.

    An appointment that names no halls is for all of them.
    """
    planning = [each for each in appointments_of(actor) if each.role == OrganizerRole.FLOOR_PLANNER]
    if hall is None:
        return bool(planning)
    prefetch_related_objects(planning, "halls")  # read once per user object
    return any(not (halls := each.halls.all()) or hall in halls for each in planning)


@predicate
def is_finance(actor: Visitor) -> bool:
    return has_role(actor, OrganizerRole.FINANCE)


@predicate
def is_reviewer(actor: Visitor) -> bool:
    return has_role(actor, OrganizerRole.REVIEWER)


@predicate
def reviews_national_exhibition(actor: Visitor) -> bool:
    """Return whether the actor reviews the national exhibition.

    The reviewer must not be limited to sectors, which the national exhibition lacks, nor to the other section.
    """
    return any(
        appointment.role == OrganizerRole.REVIEWER
        and not appointment.sectors.all()
        and (not appointment.sections or Section.NATIONAL in appointment.sections)
        for appointment in appointments_of(actor)
    )


permit("pavilions.enter_organizer_desk", is_admin | is_organizer)
permit("pavilions.plan_floor", is_admin | is_director | is_floor_planner)
permit("pavilions.set_capacity", is_admin | is_director | is_floor_planner)
permit("pavilions.run_edition", is_admin | is_director)
permit("pavilions.run_fairs", is_admin | is_director)
permit("pavilions.name_countries", is_admin | is_director)
permit("pavilions.appoint_staff", is_admin | is_director)
permit("pavilions.appoint_without_invitation", is_admin)
