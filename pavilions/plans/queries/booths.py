"""Booths in lists: what each is to somebody who looks, and which others would do instead."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, CharField, F, FilteredRelation, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from pavilions.floor.models.floor_plan import Booth
from pavilions.geometry import Spot, nearest_spots
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
    free = _free_beside(edition_id, wanted)
    replacements = []
    for booth in wanted:
        nearby = {pk: other for pk, other in free[booth.plan_id, booth.allotment_id].items() if pk not in spoken_for}
        replacement = _replacement(booth, nearby)
        spoken_for.update(offer.id for offer in replacement.offers)
        replacements.append(replacement)
    return replacements


type Nearby = dict[int, tuple[Spot, Offer]]


def _free_beside(edition_id: int, wanted: list[Booth]) -> defaultdict[tuple[int, int], Nearby]:
    """The free booths of the wanted ones' plans and allotments. As tuples: there may be thousands."""
    rows = free_booths(edition_id).filter(allotment__in={booth.allotment_id for booth in wanted}).order_by("pk")
    sides = Coalesce("open_sides_override", "open_sides")
    found: defaultdict[tuple[int, int], Nearby] = defaultdict(dict)
    for plan, allotment, pk, hall, number, sqm, open_sides, x, y in rows.values_list(
        "plan_id", "allotment_id", "pk", "plan__hall__name", "number", "area_sqm", sides, "label_x", "label_y"
    ):
        spot, offer = Spot(x, y, float(sqm)), Offer(pk, f"{hall}/{number}", sqm, open_sides)
        found[plan, allotment][pk] = spot, offer
    return found


def _replacement(wanted: Booth, nearby: Nearby) -> Replacement:
    here = Spot(wanted.label_x, wanted.label_y, float(wanted.area_sqm))
    best = nearest_spots(here, {pk: spot for pk, (spot, _offer) in nearby.items()}, count=OFFERED_INSTEAD)
    return Replacement(
        wanted_id=wanted.pk,
        reference=reference_of(wanted),
        area_sqm=wanted.area_sqm,
        offers=tuple(nearby[pk][1] for pk in best),
    )
