"""The rights to exhibits."""

from ciie.kernel.actors import Visitor
from ciie.kernel.authority import permit, predicate
from exhibitors.companies.models import Company
from exhibitors.companies.rules import is_editor, is_member
from exhibitors.promotion.catalogue.models import Exhibit
from pavilions.floor.staff.rules import is_admin, is_director, is_organizer, is_reviewer
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.rules import manages_pavilion

type Shown = Exhibit | Company | NationalPavilion | None
"""An exhibit, or the company or pavilion that shows it."""


@predicate
def shows(actor: Visitor, shown: Shown) -> bool:
    """Return whether the actor is an owner or editor of the company, or a manager of the pavilion."""
    exhibitor = shown.exhibitor if isinstance(shown, Exhibit) else shown
    if isinstance(exhibitor, NationalPavilion):
        return manages_pavilion(actor, exhibitor)
    return is_editor(actor, exhibitor)


@predicate
def belongs_to_exhibitor(actor: Visitor, shown: Shown) -> bool:
    exhibitor = shown.exhibitor if isinstance(shown, Exhibit) else shown
    if isinstance(exhibitor, NationalPavilion):
        return manages_pavilion(actor, exhibitor)
    return is_member(actor, exhibitor)


permit("exhibitors.see_exhibits", is_admin | is_organizer | belongs_to_exhibitor)
permit("exhibitors.edit_exhibits", is_admin | shows)
permit("exhibitors.judge_debuts", is_admin | is_director | is_reviewer)
