"""Follow booths through the versions of a hall's plan: what became of a booth, and what a former number stands for."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from pavilions.floor.models.floor_plan import Booth
from pavilions.states import LIVE_CLAIMS, PlanState


@dataclass(frozen=True, slots=True)
class PresentBooth:
    """A booth of a published plan; `reference` is hall and number."""

    id: int
    reference: str


# Descendants and ancestors come first. A booth of a version that was withdrawn has neither on the published plan, so it
# stands for whatever comes from one of its ancestors.
PRESENT = """
WITH RECURSIVE later (origin, booth) AS (
    SELECT id, id FROM pavilions_booth WHERE id = ANY(%(booths)s)
    UNION
    SELECT later.origin, ancestry.booth_id
    FROM later JOIN pavilions_boothancestry AS ancestry ON ancestry.ancestor_id = later.booth
), earlier (origin, booth) AS (
    SELECT id, id FROM pavilions_booth WHERE id = ANY(%(booths)s)
    UNION
    SELECT earlier.origin, ancestry.ancestor_id
    FROM earlier JOIN pavilions_boothancestry AS ancestry ON ancestry.booth_id = earlier.booth
), aside (origin, booth) AS (
    SELECT origin, booth FROM earlier
    UNION
    SELECT aside.origin, ancestry.booth_id
    FROM aside JOIN pavilions_boothancestry AS ancestry ON ancestry.ancestor_id = aside.booth
), found (origin, booth, is_direct) AS (
    SELECT origin, booth, true FROM later UNION SELECT origin, booth, true FROM earlier
    UNION SELECT origin, booth, false FROM aside
)
SELECT found.origin, booth.id, hall.name || '/' || booth.number, bool_or(found.is_direct)
FROM found
JOIN pavilions_booth AS booth ON booth.id = found.booth
JOIN pavilions_floorplan AS plan ON plan.id = booth.plan_id AND plan.state = 'published'
JOIN pavilions_hall AS hall ON hall.id = plan.hall_id
WHERE booth.id <> found.origin
GROUP BY found.origin, booth.id, hall.name ORDER BY booth.number
"""


def present_booths(booth_ids: Collection[int]) -> Mapping[int, tuple[PresentBooth, ...]]:
    """Return the booths of the published plan that each of these booths, of any version, became, with one query.

    Booths that are on the published plan themselves, and booths that nothing comes from, are omitted.
    """
    direct: defaultdict[int, list[PresentBooth]] = defaultdict(list)
    aside: defaultdict[int, list[PresentBooth]] = defaultdict(list)
    for origin, booth, reference, is_direct in _rows(PRESENT, {"booths": list(booth_ids)}):
        (direct if is_direct else aside)[origin].append(PresentBooth(booth, reference))
    return {origin: tuple(direct.get(origin) or aside[origin]) for origin in {*direct, *aside}}


def formerly_called(edition_id: int, references: Collection[str]) -> Mapping[str, tuple[PresentBooth, ...]]:
    """Return what each reference (`5.1H/A01`) of an earlier version of its hall's plan became, with two queries.

    Where several versions had the number, the latest counts. References that no version had are omitted.
    """
    parts = [reference.partition("/") for reference in references]
    booths = Booth.objects.filter(
        plan__edition_id=edition_id,
        plan__state=PlanState.SUPERSEDED,
        plan__hall__name__in={hall for hall, _slash, _number in parts},
        number__in={number for _hall, _slash, number in parts},
    )
    rows = booths.order_by("plan__version").values_list("plan__hall__name", "number", "pk")
    latest = {f"{hall}/{number}": booth for hall, number, booth in rows}
    wanted = {reference: latest[reference] for reference in references if reference in latest}
    became = present_booths(list(wanted.values()))
    return {reference: became.get(booth, ()) for reference, booth in wanted.items()}


def became_of_number(edition_id: int, number: str) -> frozenset[int]:
    """Return the published booths that come from a booth with this number, in any hall, with two queries."""
    rows = Booth.objects.filter(
        plan__edition_id=edition_id, plan__state=PlanState.SUPERSEDED, number__iexact=number
    ).values_list("pk", flat=True)
    return frozenset(booth.id for became in present_booths(list(rows)).values() for booth in became)


def booths_called(edition_number: int, hall: str, number: str) -> tuple[bool, list[dict[str, object]]] | None:
    """Return what a reference stands for, as `(is_former, booths)`, or None if no published version had that number."""
    places = Booth.objects.filter(plan__edition__number=edition_number, plan__hall__name=hall, number=number)
    present = places.filter(plan__state=PlanState.PUBLISHED).values_list("pk", "plan__hall__name", "number").first()
    if present is not None:
        pk, hall_name, booth_number = present
        return False, [{"id": pk, "ref": f"{hall_name}/{booth_number}"}]
    former = places.filter(plan__state=PlanState.SUPERSEDED).order_by("-plan__version").values_list("pk", flat=True)
    latest = former.first()
    if latest is None:
        return None
    became = present_booths([latest]).get(latest, ())
    return True, [{"id": booth.id, "ref": booth.reference} for booth in became]


@dataclass(frozen=True, slots=True)
class GoneNumber:
    """The published booths, by key, that a former number stands for.

    `became` are those that come from the booth that had the number, `moved_to` those to which its holder was moved. The
    holder, and so where it is now, is not public.
    """

    became: frozenset[int]
    moved_to: frozenset[int]


# Follow a holder over any number of publications to booths that the same holder has now.
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
    """Return what a number of an earlier version, in any case, stands for, or None if none had it, with three queries.

    Where several versions had the number, the latest counts.
    """
    if "\x00" in number:
        return None  # the database could not have stored this number
    places = Booth.objects.filter(plan__edition=edition_id, plan__hall=hall_id, plan__state=PlanState.SUPERSEDED)
    latest = places.filter(number__iexact=number).order_by("-plan__version").values_list("pk", flat=True).first()
    if latest is None:
        return None
    became = present_booths([latest]).get(latest, ())
    moved = _rows(MOVED, {"booth": latest, "live": [state.value for state in LIVE_CLAIMS]})
    return GoneNumber(frozenset(booth.id for booth in became), frozenset(booth_id for (booth_id,) in moved))


# Include all versions but drafts, before this one and after it: a version that was withdrawn comes from the published
# one.
FORMER = """
WITH RECURSIVE earlier (booth_id, kin_id) AS (
    SELECT ancestry.booth_id, ancestry.ancestor_id
    FROM pavilions_boothancestry AS ancestry JOIN pavilions_booth AS booth ON booth.id = ancestry.booth_id
    WHERE booth.plan_id = %(plan)s
    UNION
    SELECT earlier.booth_id, ancestry.ancestor_id
    FROM earlier JOIN pavilions_boothancestry AS ancestry ON ancestry.booth_id = earlier.kin_id
), later (booth_id, kin_id) AS (
    SELECT ancestry.ancestor_id, ancestry.booth_id
    FROM pavilions_boothancestry AS ancestry JOIN pavilions_booth AS booth ON booth.id = ancestry.ancestor_id
    WHERE booth.plan_id = %(plan)s
    UNION
    SELECT later.booth_id, ancestry.booth_id
    FROM later JOIN pavilions_boothancestry AS ancestry ON ancestry.ancestor_id = later.kin_id
), line AS (
    SELECT booth_id, kin_id FROM earlier UNION SELECT booth_id, kin_id FROM later
)
SELECT line.booth_id, array_agg(DISTINCT kin.number ORDER BY kin.number)
FROM line
JOIN pavilions_booth AS kin ON kin.id = line.kin_id
JOIN pavilions_floorplan AS plan ON plan.id = kin.plan_id AND plan.state <> 'draft'
JOIN pavilions_booth AS booth ON booth.id = line.booth_id
WHERE upper(kin.number) <> upper(booth.number)
GROUP BY line.booth_id
"""


def former_numbers(plan_id: int) -> dict[int, tuple[str, ...]]:
    """Return the numbers that a plan's booths had in other published versions, by booth, with one query.

    People still ask for such numbers. Booths that never had another number are omitted.
    """
    return {booth_id: tuple(numbers) for booth_id, numbers in _rows(FORMER, {"plan": plan_id})}


def _rows(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
