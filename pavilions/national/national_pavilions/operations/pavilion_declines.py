"""Undoing a decline: the pavilion regains its stage, its space, and its events as far as rooms are free."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, NotFound
from ciie.kernel.lifecycle import TransitionRefused
from ciie.kernel.locking import require_seen
from ciie.kernel.wording import list_words
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.ledger.operations.ledger import (
    LockedBooth,
    area_by_allotment,
    claim_booths,
    lock_free_booths,
    take_capacity,
)
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion, PavilionMove
from pavilions.national.national_pavilions.notifications import announce_stage_to_managers
from pavilions.national.national_pavilions.operations.national_pavilions import note_move
from pavilions.national.national_pavilions.operations.pavilion_guards import lock_pavilion, note_space_changed
from pavilions.national.national_pavilions.operations.pavilion_space import commit_space
from pavilions.national.national_pavilions.queries.national_pavilions import claims_of, decline_of, space_before
from pavilions.national.national_pavilions.signals import pavilion_restored
from pavilions.states import ClaimState, PavilionStage, Section


@operation("pavilions.pavilion.decline_taken_back")
def take_back_decline(
    pavilion_id: int, *, seen: int | None = None, actor: Actor, at: datetime
) -> tuple[NationalPavilion, Sequence[object]]:
    """Return a pavilion to the stage at which it declined, with the space that it held and the events it announced.

    All of its space must be free (`space_gone`, naming what is not), and the edition must not be over (`edition_over`).
    Return the pavilion, and the events that stay cancelled because they are past or their rooms are taken by now.
    Managers get a mail.
    """
    require("pavilions.guide_pavilions", actor)
    decline = decline_of(pavilion_id)
    if decline is None:
        raise NotFound(_("This pavilion has not declined."), code="not_declined")
    edition = decline.pavilion.edition
    if day_of(at, edition.zone) > edition.closes_date:
        raise DomainError(
            _("%(edition)s is over, so the decline can no longer be taken back.") % {"edition": edition},
            code="edition_over",
        )
    space = space_before(decline)
    booths = _lock_space(decline, space)
    pavilion = lock_pavilion(pavilion_id)
    require_seen(pavilion, seen)
    if decline_of(pavilion_id) != decline:
        raise TransitionRefused(
            _("%(pavilion)s is %(stage)s by now, so there is no decline to take back.")
            % {"pavilion": pavilion, "stage": pavilion.get_stage_display()},
            code="illegal_move",
        )
    pavilion.stage = decline.from_stage
    pavilion.save(update_fields=["stage"])
    note_move(pavilion, PavilionStage.DECLINED, "", actor, at)
    _claim_again(pavilion, space, booths, at)
    answers: Any = pavilion_restored.send(
        sender=NationalPavilion, pavilion=pavilion, declined_at=decline.moved_at, at=at
    )
    events = [event for _receiver, (restored, _left) in answers for event in restored]
    announce_stage_to_managers(pavilion, is_restored=True, space=list(claims_of(pavilion)), events=events, at=at)
    return pavilion, [event for _receiver, (_restored, left) in answers for event in left]


def _lock_space(decline: PavilionMove, space: Sequence[SpaceClaim]) -> list[LockedBooth]:
    """Lock the booths that were held, which were read before the lock since ended claims do not change.

    Raise `DomainError` (`space_gone`) if they are not free.
    """
    booth_ids = [claim.booth_id for claim in space if claim.booth_id]
    if not booth_ids:
        return []
    try:
        return lock_free_booths(booth_ids, edition_id=decline.pavilion.edition_id, section=Section.NATIONAL)
    except DomainError as refusal:
        named: Any = refusal.details.get("taken") or refusal.details.get("blocked") or refusal.details.get("now")
        held = [f"{claim.allotment.hall.name}/{claim.booth.number}" for claim in space if claim.booth]
        raise DomainError(
            _(
                "The decline of %(pavilion)s cannot be taken back, because its space is no longer free: %(booths)s. "
                "Invite it again, and allocate other space."
            )
            % {"pavilion": decline.pavilion, "booths": list_words(named or held)},
            code="space_gone",
            details=refusal.details,
        ) from refusal


def _claim_again(
    pavilion: NationalPavilion, space: Sequence[SpaceClaim], booths: Sequence[LockedBooth], at: datetime
) -> None:
    if booths:
        claim_booths(pavilion.pk, booths, state=ClaimState.RESERVED, expires_at=None, at=at)
    areas = [
        SpaceClaim(
            holder_id=pavilion.pk,
            allotment_id=claim.allotment_id,
            area_sqm=claim.area_sqm,
            state=ClaimState.RESERVED,
            claimed_at=at,
        )
        for claim in space
        if claim.booth_id is None
    ]
    SpaceClaim.objects.bulk_create(areas)
    take_capacity(area_by_allotment(areas))
    if space:
        note_space_changed([pavilion.pk])
        commit_space(pavilion)
