"""The organizer's team, and the invitations to it that are open."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.functional import Promise

from ciie.accounts.invitations import open_invitations
from ciie.accounts.models import User
from ciie.kernel.authority import allowed
from pavilions.staff.models import Appointment, StaffInvitation
from pavilions.states import Section


def team() -> QuerySet[Appointment]:
    """Every appointment with its person and sectors, by name; two queries."""
    rows = Appointment.objects.select_related("user").prefetch_related("sectors")
    return rows.order_by("user__name", "user__email", "role")


def open_staff_invitations(*, at: datetime) -> QuerySet[StaffInvitation]:
    """Those that can still be accepted, newest first; two queries."""
    rows = StaffInvitation.objects.select_related("invited_by").prefetch_related("sectors")
    return open_invitations(rows, at=at)


def staff_allowed(permission: str, subject: object = None) -> list[User]:
    """The active people of the team who may do this with the subject, by name; three queries."""
    team = User.objects.filter(is_active=True, appointments__isnull=False).distinct().order_by("name", "pk")
    people = team.prefetch_related("appointments__sectors")
    return [person for person in people if allowed(permission, person, subject)]


def limits_of(row: Appointment | StaffInvitation) -> list[str | Promise]:
    """The names of the sections and sectors to which it is limited; empty if it is not limited."""
    return [*(Section(section).label for section in row.sections), *map(str, row.sectors.all())]
