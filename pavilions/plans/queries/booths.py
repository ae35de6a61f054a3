"""Booths in lists with their availability, booths by reference, and free booths to offer instead of others."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, CharField, F, FilteredRelation, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from ciie.kernel.errors import Invalid, NotFound
from ciie.kernel.statements import Row, rows_of
from ciie.kernel.wording import in_sequence, list_words
from pavilions.drawings.geometry import Spot, nearest_spots
from pavilions.floor.ledger.queries import formerly_called
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import AVAILABILITY_OF_CLAIM, LIVE_CLAIMS, Availability, PlanState

OFFERED_INSTEAD = 3


@dataclass(frozen=True)
class Offer:
    """A free booth to take instead of one that is not free."""

    id: int
    reference: str
    area_sqm: Decimal
    open_sides: int


@dataclass(frozen=True)
class Replacement:
    """The booth that was wanted, and what is offered instead, best first."""

    wanted_id: int
    reference: str
    area_sqm: Decimal
    offers: tuple[Offer, ...]


def published_booths(edition_id: int) -> QuerySet[Booth]:
    """Return the booths of an edition's published plans with hall, sector, and what `with_availability` adds."""
    booths = Booth.objects.filter(plan__edition_id=edition_id, plan__state=PlanState.PUBLISHED)
    return with_availability(booths).select_related("plan__hall", "allotment__sector")


def with_availability(booths: QuerySet[Booth]) -> QuerySet[Booth]:
    """Add `availability`, `counted_sides` and `holder_id` to each booth, in the same query."""
    claimed = [When(claim__state=state, then=Value(seen.value)) for state, seen in AVAILABILITY_OF_CLAIM.items()]
    blocked = When(~Q(blocked_reason=""), then=Value(Availability.BLOCKED.value))
    return booths.annotate(
        claim=FilteredRelation("claims", condition=Q(claims__state__in=LIVE_CLAIMS)),
        availability=Case(*claimed, blocked, default=Value(Availability.FREE.value), output_field=CharField()),
        counted_sides=Coalesce("open_sides_override", "open_sides"),
        holder_id=F("claim__holder_id"),
    )


def free_booths(edition_id: int) -> QuerySet[Booth]:
    """Return the booths of an edition that are on sale and unclaimed."""
    return Booth.objects.on_sale().filter(plan__edition_id=edition_id).exclude(claims__state__in=LIVE_CLAIMS)


def reference_of(booth: Booth) -> str:
    """Return hall and number, such as `5.1H/A01`. This reads the plan and its hall unless they were selected."""
    return f"{booth.plan.hall.name}/{booth.number}"


def replacements_for(booth_ids: Iterable[int], *, edition_id: int, besides: Iterable[int] = ()) -> list[Replacement]:
    """Return for each of these booths the nearest free ones of similar size in its own hall and sector; two queries.

    `besides` are booths already chosen. Neither they nor booths offered for another booth of the list are offered.
    """
    offered = set(besides)
    wanted = list(Booth.objects.filter(pk__in=list(booth_ids)).select_related("plan__hall").order_by("pk"))
    free = _free_beside(edition_id, wanted)
    replacements = []
    for booth in wanted:
        nearby = {pk: each for pk, each in free[booth.plan_id, booth.allotment_id].items() if pk not in offered}
        here = Spot(booth.label_x, booth.label_y, float(booth.area_sqm))
        best = nearest_spots(here, {pk: spot for pk, (spot, _offer) in nearby.items()}, count=OFFERED_INSTEAD)
        offered.update(best)
        offers = tuple(nearby[pk][1] for pk in best)
        replacements.append(Replacement(booth.pk, reference_of(booth), booth.area_sqm, offers))
    return replacements


def _free_beside(edition_id: int, wanted: list[Booth]) -> defaultdict[tuple[int, int], dict[int, tuple[Spot, Offer]]]:
    """Return the free booths by plan and allotment of the wanted ones, read as tuples, since there may be thousands."""
    rows = free_booths(edition_id).filter(allotment__in={booth.allotment_id for booth in wanted}).order_by("pk")
    sides = Coalesce("open_sides_override", "open_sides")
    found: defaultdict[tuple[int, int], dict[int, tuple[Spot, Offer]]] = defaultdict(dict)
    for plan, allotment, pk, hall, number, sqm, open_sides, x, y in rows.values_list(
        "plan_id", "allotment_id", "pk", "plan__hall__name", "number", "area_sqm", sides, "label_x", "label_y"
    ):
        spot, offer = Spot(x, y, float(sqm)), Offer(pk, f"{hall}/{number}", sqm, open_sides)
        found[plan, allotment][pk] = spot, offer
    return found


def edition_and_booths(edition_number: int, references: Sequence[str]) -> tuple[int, list[int]]:
    """Return the keys of an edition and of the booths of its published plans with these references; one statement.

    Raise `NotFound` if there is no such edition. Raise `Invalid` (`unknown_booths`) with every reference that is not
    found and, for a number of an earlier version, with the booths that it became. These may be elsewhere or of another
    size, so a booth cannot be booked by its old number.
    """
    return found_booths(references, rows_of(FIND_BY_NUMBER, values_to_find(edition_number, references)))


def values_to_find(edition_number: int, references: Sequence[str]) -> dict[str, object]:
    """Return the values for `FIND_BY_NUMBER`."""
    return {"edition": edition_number, **_parts_of(references)}


def found_booths(references: Sequence[str], rows: Sequence[Row]) -> tuple[int, list[int]]:
    """Return what the rows of `FIND_BY_NUMBER` found, in the form and with the errors of `edition_and_booths`."""
    if not rows:
        raise NotFound(_("Edition not found."), code="not_found", field="edition")
    return rows[0][0], _in_order(rows[0][0], references, rows)


def booth_ids(edition_id: int, references: Sequence[str]) -> list[int]:
    """Return the keys of the booths with these references in an edition's published plans.

    Raise `Invalid` (`unknown_booths`) as `edition_and_booths` does.
    """
    rows = rows_of(FIND_BY_KEY, {"edition": edition_id, **_parts_of(references)})
    return _in_order(edition_id, references, rows)


def _parts_of(references: Sequence[str]) -> dict[str, list[str]]:
    parts = [reference.partition("/") for reference in references]
    return {"halls": [hall for hall, _slash, _number in parts], "numbers": [number for _hall, _slash, number in parts]}


# Subqueries make every execution plan use indexes. Each booking runs this statement, and joins of small tables would
# read them whole.
FIND = """
SELECT edition.id AS edition, wanted.hall || '/' || wanted.number AS reference, (
    SELECT booth.id FROM pavilions_booth AS booth
    WHERE booth.plan_id = (
        SELECT plan.id FROM pavilions_floorplan AS plan
        WHERE plan.edition_id = edition.id AND plan.state = 'published'
            AND plan.hall_id = (SELECT hall.id FROM pavilions_hall AS hall WHERE hall.name = wanted.hall)
    ) AND upper(booth.number) = upper(wanted.number) AND booth.number = wanted.number
) AS booth
FROM pavilions_edition AS edition
LEFT JOIN unnest(%(halls)s::text[], %(numbers)s::text[]) AS wanted (hall, number) ON true
"""
FIND_BY_NUMBER = f"{FIND}WHERE edition.number = %(edition)s"
FIND_BY_KEY = f"{FIND}WHERE edition.id = %(edition)s"


def _in_order(edition_id: int, references: Sequence[str], rows: Sequence[Row]) -> list[int]:
    found = {reference: booth_id for _edition, reference, booth_id, *_rest in rows if booth_id}
    wanted = list(dict.fromkeys(references))
    unknown = [reference for reference in wanted if reference not in found]
    if not unknown:
        return [found[reference] for reference in wanted]
    formerly = formerly_called(edition_id, unknown)
    now = {old: [booth.reference for booth in became] for old, became in formerly.items()}
    changes = [f"{old} → {list_words(now[old])}" if now.get(old) else old for old in unknown]
    raise Invalid(
        _("Not on the published plans of this edition: %(booths)s.") % {"booths": in_sequence(changes)},
        code="unknown_booths",
        field="booths",
        details={"unknown": unknown, "now": now},
    )
