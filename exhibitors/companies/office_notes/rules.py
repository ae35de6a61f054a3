"""Permissions on what the office keeps about companies."""

from typing import Protocol

from ciie.accounts.models import User
from ciie.kernel.actors import Visitor
from ciie.kernel.authority import permit, predicate
from exhibitors.companies.rules import is_merged
from pavilions.floor.staff.rules import is_admin, is_director, is_finance, is_organizer, is_reviewer


class Written(Protocol):
    @property
    def author_id(self) -> int | None: ...


@predicate
def wrote_it(actor: Visitor, row: Written | None) -> bool:
    """Return whether the actor is of the team, or an administrator, and wrote the note or set the task."""
    if row is None or not isinstance(actor, User) or row.author_id != actor.pk:
        return False
    return is_admin(actor) or is_organizer(actor)


permit("exhibitors.keep_office_record", (is_admin | is_director | is_reviewer | is_finance) & ~is_merged)
permit("exhibitors.note_on_company", (is_admin | is_organizer) & ~is_merged)
permit("exhibitors.correct_company_note", wrote_it)
permit("exhibitors.remove_company_note", is_admin | is_director | wrote_it)
