"""A number that earlier versions of a hall's plan had and the one in force has not: where it leads now."""

from dataclasses import dataclass

from ciie.kernel.statements import rows_of
from pavilions.floor.models.floor_plan import Booth
from pavilions.plans.queries.booth_lineage import present_booths
from pavilions.states import LIVE_CLAIMS, PlanState


@dataclass(frozen=True, slots=True)
class GoneNumber:
    """Booths in force, by key: those that come from the one that had the number, and those that whoever held it when it
    went was given instead. Who that is, and so where they stand now, is not for everybody.
    """

    became: frozenset[int]
    moved_to: frozenset[int]


# Over as many publications as there were since, to booths that the same holder has now.
MOVED = """
WITH RECURSIVE moved (holder_id, booth_id) AS (
    SELECT claim.holder_id, carried.to_booth_id
    FROM pavilions_carriedclaim AS carried JOIN pavilions_spaceclaim AS claim ON claim.id = carried.claim_id
    WHERE carried.from_booth_id = %(booth)s
    UNION
    SELECT moved.holder_id, carried.to_booth_id
    FROM moved JOIN pavilions_carriedclaim AS carried ON carried.from_booth_id = moved.booth_id
)
SELECT moved.booth_id
FROM moved
JOIN pavilions_booth AS booth ON booth.id = moved.booth_id
JOIN pavilions_floorplan AS plan ON plan.id = booth.plan_id AND plan.state = 'published'
JOIN pavilions_spaceclaim AS claim ON claim.booth_id = moved.booth_id AND claim.holder_id = moved.holder_id
WHERE claim.state = ANY(%(live)s)
"""


def gone_number(edition_id: int, hall_id: int, number: str) -> GoneNumber | None:
    """For a number in any case; None where no version that was in force had it. Three queries.

    Where several versions had the number, the latest of them counts.
    """
    if "\x00" in number:
        return None  # the database could have stored no such number
    places = Booth.objects.filter(plan__edition=edition_id, plan__hall=hall_id, plan__state=PlanState.SUPERSEDED)
    latest = places.filter(number__iexact=number).order_by("-plan__version").values_list("pk", flat=True).first()
    if latest is None:
        return None
    became = present_booths([latest]).get(latest, ())
    moved = rows_of(MOVED, {"booth": latest, "live": [state.value for state in LIVE_CLAIMS]})
    return GoneNumber(frozenset(booth.id for booth in became), frozenset(booth_id for (booth_id,) in moved))
