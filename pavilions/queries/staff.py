"""The organizer's team, and the invitations to it that are open."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.functional import Promise

from pavilions.models import Appointment, StaffInvitation
from pavilions.states import Section


def team() -> QuerySet[Appointment]:
    """Every appointment with its person and sectors, by name; two queries."""
    rows = Appointment.objects.select_related("user").prefetch_related("sectors")
    return rows.order_by("user__name", "user__email", "role")


def open_staff_invitations(*, at: datetime) -> QuerySet[StaffInvitation]:
    """Those that can still be accepted, newest first; two queries."""
    rows = StaffInvitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at)
    return rows.select_related("invited_by").prefetch_related("sectors").order_by("-invited_at", "-pk")


def limits_of(row: Appointment | StaffInvitation) -> list[str | Promise]:
    """The sections and sectors to which it is limited, in words; none means that it is not limited."""
    return [*(Section(section).label for section in row.sections), *map(str, row.sectors.all())]
