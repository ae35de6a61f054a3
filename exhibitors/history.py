"""The lines of the histories that packages show of their rows."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from ciie.audit.history import Change, Entry
from ciie.kernel.actors import Visitor
from ciie.kernel.errors import Sentence
from pavilions.floor.staff.rules import is_admin, is_organizer


@dataclass(frozen=True)
class Event:
    """One line of a history.

    `taken` and `given_back` name booths or space; `about` names the person or company concerned.
    """

    at: datetime
    who: Sentence
    action: Sentence
    changes: tuple[Change, ...] = ()
    about: str = ""
    taken: tuple[str, ...] = ()
    given_back: tuple[str, ...] = ()


def unnamed_to(viewer: Visitor, company_id: int) -> frozenset[int]:
    """Return the keys of the organizer's people whom this viewer sees only as "the organizer".

    Admins and organizers see every name. Exhibitors see the names of those who are also members of this company.
    """
    if is_admin(viewer) or is_organizer(viewer):
        return frozenset()
    appointed = User.objects.filter(appointments__isnull=False).values("pk")
    staff = User.objects.filter(pk__in=appointed.union(User.objects.filter(is_superuser=True).values("pk")))
    return frozenset(staff.exclude(memberships__company_id=company_id).values_list("pk", flat=True))


def event_of(entry: Entry, unnamed: frozenset[int]) -> Event:
    who: Sentence = _("the organizer") if entry.actor_id in unnamed else entry.actor_name
    if entry.actor_id is None:
        who = _("the system")
    return Event(at=entry.at, who=who, action=entry.action, changes=entry.changes)
