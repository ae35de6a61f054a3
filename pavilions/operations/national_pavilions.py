"""Inviting countries and organizations to the national exhibition, and moving their pavilions from stage to stage."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.locking import lock_one
from ciie.kernel.validity import require_valid
from pavilions.models import Edition, NationalPavilion, SpaceHolder
from pavilions.states import PAVILION_LIFECYCLE, HolderKind, PavilionStage


@operation("pavilions.pavilion.invited")
def invite_to_national_exhibition(
    edition_id: int,
    *,
    country: str = "",
    organization: str = "",
    is_guest_of_honour: bool = False,
    actor: Actor,
    at: datetime,
) -> NationalPavilion:
    """Invite a country (ISO 3166 alpha-2) or an international organization to an edition, once."""
    require("pavilions.guide_pavilions", actor)
    edition = lock_one(Edition.objects.all(), edition_id, missing=_("There is no such edition."))
    holder = SpaceHolder.objects.create(edition=edition, kind=HolderKind.NATIONAL_PAVILION)
    pavilion = NationalPavilion(
        holder=holder,
        edition=edition,
        country=country,
        organization=organization,
        is_guest_of_honour=is_guest_of_honour,
        invited_at=at,
    )
    require_valid(pavilion, exclude=["holder", "edition"])
    pavilion.save(force_insert=True)
    return pavilion


@operation("pavilions.pavilion.moved")
def move_pavilion(pavilion_id: int, *, to: PavilionStage, actor: Actor, at: datetime) -> NationalPavilion:
    """Move a pavilion to the next stage; stages are not skipped."""
    require("pavilions.guide_pavilions", actor)
    pavilion = lock_one(NationalPavilion.objects.all(), pavilion_id, missing=_("There is no such pavilion."))
    PAVILION_LIFECYCLE.require(pavilion.stage, to)
    pavilion.stage = to
    if to == PavilionStage.CONFIRMED:
        pavilion.confirmed_at = at
    pavilion.save(update_fields=["stage", "confirmed_at"])
    return pavilion
