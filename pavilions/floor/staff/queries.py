"""The organizer's team, and its open invitations."""

import re
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Now
from django.utils.functional import Promise
from django.utils.translation import gettext
from rules.permissions import permissions

from ciie.accounts.invitations import open_invitations
from ciie.accounts.models import ApiToken, User
from ciie.audit.history import events_of
from ciie.kernel.authority import allowed
from ciie.kernel.wording import list_words, with_note
from pavilions.floor.staff.models import Appointment, StaffInvitation
from pavilions.states import OrganizerRole, Section


def has_been_set_up() -> bool:
    """Return whether there is, or ever was, an administrator or an appointment."""
    administrators, appointments = User.objects.filter(is_superuser=True), Appointment.objects.all()
    present = administrators.exists() or appointments.exists()
    return present or events_of(User).filter(is_superuser=True).exists() or events_of(Appointment).exists()


def team() -> QuerySet[Appointment]:
    """Return every appointment with its person, sectors and halls, by name, with three queries."""
    rows = Appointment.objects.select_related("user").prefetch_related("sectors", "halls")
    return rows.order_by("user__name", "user__email", "role")


def open_staff_invitations(*, at: datetime) -> QuerySet[StaffInvitation]:
    """Return the invitations that can still be accepted, newest first, with three queries."""
    rows = StaffInvitation.objects.select_related("invited_by").prefetch_related("sectors", "halls")
    return open_invitations(rows, at=at)


def staff_allowed(permission: str, subject: object = None) -> list[User]:
    """Return the active people of the team who may do this with the subject, by name, with three queries."""
    team = User.objects.filter(is_active=True, appointments__isnull=False).distinct().order_by("name", "pk")
    people = team.prefetch_related("appointments__sectors")
    return [person for person in people if allowed(permission, person, subject)]


def limits_of(row: Appointment | StaffInvitation) -> list[str | Promise]:
    """Return the names of the sections, sectors and halls that limit it; empty if it is not limited."""
    return [
        *(Section(section).label for section in row.sections),
        *map(str, row.sectors.all()),
        *map(str, row.halls.all()),
    ]


def people_with_access() -> QuerySet[User]:
    """Return everybody who may open the admin or has a role in the team, by address, with four queries.

    `factors` are their kinds of second factor without recovery codes; `live_tokens` counts their API tokens.
    """
    factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    tokens = ApiToken.objects.filter(user=OuterRef("pk"), revoked_at=None, expires_at__gt=Now())
    admins = User.objects.filter(is_superuser=True).values("pk"), User.objects.filter(is_staff=True).values("pk")
    found: QuerySet[User] = (
        User.objects.filter(pk__in=Appointment.objects.values("user").union(*admins))
        .annotate(
            factors=ArraySubquery(factors.order_by("type").values("type").distinct()),
            live_tokens=Coalesce(Subquery(tokens.order_by().values("user").annotate(n=Count("pk")).values("n")), 0),
        )
        .prefetch_related("appointments__sectors", "appointments__halls")
        .order_by("email")
    )
    return found


def roles_of(person: User) -> list[str]:
    """Return a person's roles in words: admin, then each role with its limits."""
    admin = [gettext("superuser")] * person.is_superuser + [gettext("admin pages")] * person.is_staff
    team = sorted(person.appointments.all(), key=lambda appointment: appointment.role)
    return admin + [
        with_note(appointment.get_role_display(), list_words(limits_of(appointment)))
        if limits_of(appointment)
        else str(appointment.get_role_display())
        for appointment in team
    ]


@dataclass(frozen=True)
class PermissionRow:
    """One permission: the roles that have it, those that have it within limits, and other rules that grant it."""

    code: str
    roles: frozenset[str]
    limited: frozenset[str]
    others: tuple[str, ...]


EVERY_ROLE = frozenset(OrganizerRole.values)
WITH_ROLE = {
    "is_admin": frozenset({"admin"}),
    "is_director": frozenset({OrganizerRole.DIRECTOR.value}),
    "is_finance": frozenset({OrganizerRole.FINANCE.value}),
    "is_floor_planner": frozenset({OrganizerRole.FLOOR_PLANNER.value}),
    "is_reviewer": frozenset({OrganizerRole.REVIEWER.value}),
    "is_organizer": EVERY_ROLE,
}
WITHIN_LIMITS = ("reviews_",)
"""Prefixes of rules that are for reviewers, for what lies within their sections and sectors."""


def permission_matrix() -> list[PermissionRow]:
    """Return every permission of the site and who has it, read from the rules, which are alternatives of predicates."""
    rows = []
    for code, rule in sorted(permissions.items()):
        questions = re.findall(r"\w+", re.sub(r"~\w+", "", rule.name))
        limited = any(name.startswith(WITHIN_LIMITS) for name in questions)
        others = [name for name in questions if name not in WITH_ROLE and not name.startswith(WITHIN_LIMITS)]
        having = frozenset[str]().union(*(WITH_ROLE.get(name, frozenset()) for name in questions))
        within = (frozenset({OrganizerRole.REVIEWER.value}) if limited else frozenset[str]()) - having
        rows.append(PermissionRow(code, having, within, tuple(others)))
    return rows
