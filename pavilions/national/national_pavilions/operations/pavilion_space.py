"""Operations on the space of national pavilions: requested, allocated and taken back.

It is on the same ledger and within the same capacity as bookings.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.locking import lock, lock_keys, require_seen
from ciie.kernel.validity import require_valid
from ciie.kernel.wording import area_words
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.ledger.operations.ledger import claim_booths, lock_free_booths, release_claims, take_capacity
from pavilions.floor.models.allotment import Allotment
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.notifications import (
    announce_plan_changed_to_pavilion,
    announce_space_requested,
)
from pavilions.national.national_pavilions.operations.pavilion_guards import (
    lock_kept,
    lock_pavilion,
    note_space_changed,
    require_under_way,
)
from pavilions.national.national_pavilions.operations.pavilion_tasks import finish_standard_task
from pavilions.national.national_pavilions.states import StandardTask
from pavilions.plans.publishing.comparison import summarize_changes
from pavilions.plans.publishing.operations.holder_handlers import HolderChange, PlanNews, register_holder_handler
from pavilions.states import ClaimState, HolderKind, PavilionStage, Section

KEEPS_ITS_SPACE = {PavilionStage.OPEN, PavilionStage.CLOSED}


@operation("pavilions.pavilion.area_asked")
def request_area(
    pavilion_id: int,
    *,
    wanted_sqm: Decimal | None,
    space_wishes: str = "",
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> NationalPavilion:
    """Record how many m² a pavilion requests, and where. None withdraws the request.

    A request finishes the standard task to make one, and the organizers who allocate space get a mail if anything has
    changed.

    Raise `Invalid` (`larger_than_any_hall`) with the figures if no hall has this much for the national exhibition.
    """
    pavilion = lock_kept(pavilion_id, actor)
    require_seen(pavilion, seen)
    before = pavilion.wanted_sqm, pavilion.space_wishes
    pavilion.wanted_sqm, pavilion.space_wishes = wanted_sqm, space_wishes.strip()
    require_valid(pavilion, exclude=["holder", "edition", "managers"])
    if wanted_sqm is not None:
        national = Allotment.objects.filter(edition=pavilion.edition, section=Section.NATIONAL)
        largest = national.aggregate(most=Max("capacity_sqm"))["most"]
        if largest is not None and wanted_sqm > largest:
            raise Invalid(
                _(
                    "%(wanted)s m² are more than any hall has for the national exhibition. The largest has "
                    "%(largest)s m²."
                )
                % {"wanted": area_words(wanted_sqm), "largest": area_words(largest)},
                code="larger_than_any_hall",
                field="wanted_sqm",
                details={"wanted_sqm": str(wanted_sqm), "largest_sqm": str(largest)},
            )
        finish_standard_task(pavilion, StandardTask.SPACE, actor=actor, at=at)
    pavilion.save(update_fields=["wanted_sqm", "space_wishes"])
    if wanted_sqm is not None and before != (pavilion.wanted_sqm, pavilion.space_wishes):
        announce_space_requested(pavilion, at=at)
    return pavilion


@operation("pavilions.pavilion.space_given")
def give_booths(
    pavilion_id: int, booth_ids: Collection[int], *, seen: int | None = None, actor: Actor, at: datetime
) -> NationalPavilion:
    """Allocate free booths of the national exhibition to a pavilion, all or none.

    They are reserved for a pavilion that is invited, and committed to one that takes part. Raise the errors of
    `lock_free_booths`, `require_seen` and `take_capacity`.
    """
    require("pavilions.guide_pavilions", actor)
    # A pavilion's edition never changes, so it may be read before the booths are locked.
    edition_id = NationalPavilion.objects.filter(pk=pavilion_id).values_list("edition_id", flat=True).first()
    if edition_id is None:
        raise NotFound(_("Pavilion not found."), code="not_found")
    booths = lock_free_booths(booth_ids, edition_id=edition_id, section=Section.NATIONAL)
    pavilion = lock_pavilion(pavilion_id)
    require_seen(pavilion, seen)
    require_under_way(pavilion)
    claim_booths(pavilion.pk, booths, state=ClaimState.RESERVED, expires_at=None, at=at)
    note_space_changed([pavilion.pk])
    commit_space(pavilion)
    return pavilion


@operation("pavilions.pavilion.space_given")
def give_area(
    pavilion_id: int,
    allotment_id: int,
    *,
    area_sqm: Decimal,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> NationalPavilion:
    """Allocate m² of a hall's part in the national exhibition before a booth is drawn for them.

    Raise `Invalid` (`larger_than_hall`) or `DomainError` (`capacity_exceeded`), both with the figures.
    """
    require("pavilions.guide_pavilions", actor)
    pavilion = lock_pavilion(pavilion_id)
    require_seen(pavilion, seen)
    require_under_way(pavilion)
    rows = Allotment.objects.select_related("hall", "sector")
    allotment = rows.filter(pk=allotment_id, edition_id=pavilion.edition_id, section=Section.NATIONAL).first()
    if allotment is None:
        raise Invalid(
            _("Choose a hall of the national exhibition of this edition."), code="not_national", field="allotment"
        )
    claim = SpaceClaim(
        holder_id=pavilion.pk, allotment=allotment, area_sqm=area_sqm, state=ClaimState.RESERVED, claimed_at=at
    )
    require_valid(claim, exclude=["holder", "allotment"])
    _require_fits(allotment, area_sqm)
    claim.save()
    take_capacity({allotment.pk: area_sqm})
    note_space_changed([pavilion.pk])
    commit_space(pavilion)
    return pavilion


@operation("pavilions.pavilion.space_taken_back")
def take_back_space(
    pavilion_id: int, claim_ids: Collection[int], *, seen: int | None = None, actor: Actor, at: datetime
) -> NationalPavilion:
    """Release these claims of a pavilion.

    A pavilion that is open or closed keeps its space, and one under construction must keep some of it.
    """
    require("pavilions.guide_pavilions", actor)
    pavilion = lock_pavilion(pavilion_id)
    require_seen(pavilion, seen)
    if pavilion.stage in KEEPS_ITS_SPACE:
        raise DomainError(
            _("%(pavilion)s is %(stage)s; its space is on record and cannot be taken back.")
            % {"pavilion": pavilion, "stage": pavilion.get_stage_display()},
            code="pavilion_keeps_space",
        )
    wanted = set(claim_ids)
    claims = lock(SpaceClaim.objects.live().filter(holder_id=pavilion.pk), wanted)
    if not wanted or len(claims) != len(wanted):
        raise NotFound(_("The pavilion no longer holds this space. Check it again."), code="no_claim")
    left = SpaceClaim.objects.live().filter(holder_id=pavilion.pk).exclude(pk__in=wanted)
    if pavilion.stage == PavilionStage.UNDER_CONSTRUCTION and not left.exists():
        raise DomainError(
            _("%(pavilion)s is under construction. Allocate other space before you take back all of it.")
            % {"pavilion": pavilion},
            code="building_needs_space",
        )
    release_claims(claims, at=at)
    note_space_changed([pavilion.pk])
    return pavilion


def commit_space(pavilion: NationalPavilion) -> None:
    """Commit the claims that a locked pavilion has reserved, unless it is only invited."""
    if pavilion.stage == PavilionStage.INVITED:
        return
    reserved = SpaceClaim.objects.filter(holder_id=pavilion.pk, state=ClaimState.RESERVED)
    SpaceClaim.objects.filter(
        pk__in=[claim.pk for claim in lock(reserved, reserved.values_list("pk", flat=True))]
    ).update(state=ClaimState.COMMITTED)


def _require_fits(allotment: Allotment, area_sqm: Decimal) -> None:
    if area_sqm > allotment.capacity_sqm:
        raise Invalid(
            _("%(wanted)s m² do not fit: hall %(hall)s has %(capacity)s m² for the national exhibition in total.")
            % {
                "wanted": area_words(area_sqm),
                "hall": allotment.hall,
                "capacity": area_words(allotment.capacity_sqm),
            },
            code="larger_than_hall",
            field="area_sqm",
            details={"wanted_sqm": str(area_sqm), "capacity_sqm": str(allotment.capacity_sqm)},
        )


class PavilionHandler:
    """The handler of pavilions whose space changes.

    One that loses all space keeps its stage and can get other space.
    """

    def lock(self, holder_ids: Collection[int]) -> None:
        lock_keys(NationalPavilion, holder_ids)

    def require_may_release(self, holder_ids: Collection[int], *, actor: Actor, at: datetime) -> None:
        require("pavilions.guide_pavilions", actor)

    def settle(self, changes: Sequence[HolderChange], news: PlanNews, *, actor: Actor, at: datetime) -> None:
        pavilions = lock(NationalPavilion.objects.prefetch_related("managers"), [c.holder_id for c in changes])
        by_holder = {pavilion.pk: pavilion for pavilion in pavilions}
        for change in changes:
            lines = summarize_changes(change.outcomes, news.booths)
            announce_plan_changed_to_pavilion(by_holder[change.holder_id], news.publication, lines)
        note_space_changed(by_holder)


register_holder_handler(HolderKind.NATIONAL_PAVILION, PavilionHandler())
