"""Booths in lists: what each is to somebody who looks, and which others would do instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, CharField, F, FilteredRelation, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from pavilions.geometry import nearest_alike
from pavilions.models import Booth
from pavilions.queries.plans import ring_of
from pavilions.states import AVAILABILITY_OF_CLAIM, LIVE_CLAIMS, Availability, PlanState

OFFERED_INSTEAD = 3


@dataclass(frozen=True)
class Offer:
    """A free booth that would do instead of one that is not to be had."""

    id: int
    reference: str
    area_sqm: Decimal
    open_sides: int


@dataclass(frozen=True)
class Replacement:
    """The booth wanted, by what people call it, and what is offered instead, best first."""

    wanted_id: int
    reference: str
    area_sqm: Decimal
    offers: tuple[Offer, ...]


def published_booths(edition_id: int) -> QuerySet[Booth]:
    """The booths of an edition's published plans with hall and sector, `availability`, `sides` and `holder_id`."""
    booths = Booth.objects.filter(plan__edition_id=edition_id, plan__state=PlanState.PUBLISHED)
    return with_availability(booths).select_related("plan__hall", "allotment__sector")


def with_availability(booths: QuerySet[Booth]) -> QuerySet[Booth]:
    """Add `availability`, `counted_sides` and `holder_id` to each booth, in the same statement."""
    claimed = [When(claim__state=state, then=Value(seen.value)) for state, seen in AVAILABILITY_OF_CLAIM.items()]
    blocked = When(~Q(blocked_reason=""), then=Value(Availability.BLOCKED.value))
    return booths.annotate(
        claim=FilteredRelation("claims", condition=Q(claims__state__in=LIVE_CLAIMS)),
        availability=Case(*claimed, blocked, default=Value(Availability.FREE.value), output_field=CharField()),
        counted_sides=Coalesce("open_sides_override", "open_sides"),
        holder_id=F("claim__holder_id"),
    )


def free_booths(edition_id: int) -> QuerySet[Booth]:
    """The booths of an edition that are on sale and that nobody claims."""
    return Booth.objects.on_sale().filter(plan__edition_id=edition_id).exclude(claims__state__in=LIVE_CLAIMS)


def reference_of(booth: Booth) -> str:
    """Hall and number, such as `5.1H/A01`; the plan and its hall must have been read."""
    return f"{booth.plan.hall.name}/{booth.number}"


def replacements_for(booth_ids: Iterable[int], *, edition_id: int, besides: Iterable[int] = ()) -> list[Replacement]:
    """For each of these booths the nearest free ones of like size, in its own hall and sector; two queries.

    `besides` are booths already chosen; they, and those offered for another of the list, are not offered.
    """
    spoken_for = set(besides)
    wanted = list(Booth.objects.filter(pk__in=list(booth_ids)).select_related("plan__hall").order_by("pk"))
    free = list(_alike(edition_id, wanted))
    replacements = []
    for booth in wanted:
        replacement = _replacement(booth, [other for other in free if other.pk not in spoken_for])
        spoken_for.update(offer.id for offer in replacement.offers)
        replacements.append(replacement)
    return replacements


def _alike(edition_id: int, wanted: list[Booth]) -> QuerySet[Booth]:
    places = {booth.allotment_id for booth in wanted}
    return free_booths(edition_id).filter(allotment__in=places).select_related("plan__hall")


def _replacement(wanted: Booth, free: list[Booth]) -> Replacement:
    nearby = {other.pk: other for other in free if other.allotment_id == wanted.allotment_id}
    rings = {pk: ring_of(other.footprint) for pk, other in nearby.items() if other.plan_id == wanted.plan_id}
    best = nearest_alike(ring_of(wanted.footprint), rings, count=OFFERED_INSTEAD)
    return Replacement(
        wanted_id=wanted.pk,
        reference=reference_of(wanted),
        area_sqm=wanted.area_sqm,
        offers=tuple(_offer(nearby[pk]) for pk in best),
    )


def _offer(booth: Booth) -> Offer:
    return Offer(booth.pk, reference_of(booth), booth.area_sqm, booth.sides)
