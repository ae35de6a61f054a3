"""The rights to national pavilions."""

from ciie.accounts.models import User
from ciie.kernel.actors import Visitor
from ciie.kernel.authority import permit, predicate
from pavilions.floor.staff.rules import is_admin, is_director, is_organizer, reviews_national_exhibition
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion


@predicate
def manages_pavilion(actor: Visitor, pavilion: NationalPavilion | None) -> bool:
    return pavilion is not None and isinstance(actor, User) and pavilion.managers.filter(pk=actor.pk).exists()


permit("pavilions.guide_pavilions", is_admin | is_director)
permit("pavilions.keep_pavilion", is_admin | is_director | manages_pavilion)
permit("pavilions.review_designs", is_admin | is_director | reviews_national_exhibition)
permit("pavilions.discuss_design", is_admin | is_director | reviews_national_exhibition | manages_pavilion)
permit("pavilions.see_pavilion", is_admin | is_organizer | manages_pavilion)
