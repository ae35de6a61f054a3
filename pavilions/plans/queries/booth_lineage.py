"""What became of booths of earlier versions, so that an old number still finds its way."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import connection

from pavilions.floor.models.floor_plan import Booth
from pavilions.states import PlanState


@dataclass(frozen=True, slots=True)
class PresentBooth:
    """A booth of the plan in force; `reference` is hall and number."""

    id: int
    reference: str


# Descendants and ancestors first. A booth of a version that was taken back has neither on the plan in force; then
# whatever comes from the same booth as it does will do.
FIND = """
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
    """For each of these booths, of whatever version, those of the plan in force that it became; one query.

    Those that are on it themselves, and those that left nothing behind, are left out.
    """
    direct: defaultdict[int, list[PresentBooth]] = defaultdict(list)
    aside: defaultdict[int, list[PresentBooth]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(FIND, {"booths": list(booth_ids)})
        for origin, booth, reference, is_direct in cursor.fetchall():
            (direct if is_direct else aside)[origin].append(PresentBooth(booth, reference))
    return {origin: tuple(direct.get(origin) or aside[origin]) for origin in {*direct, *aside}}


def formerly_called(edition_id: int, references: Collection[str]) -> Mapping[str, tuple[PresentBooth, ...]]:
    """For each reference (`5.1H/A01`) that an earlier version of its hall's plan had, what it became; two queries.

    Where several versions had the number, the latest of them counts. References that none had are left out.
    """
    parts = [reference.partition("/") for reference in references]
    rows = Booth.objects.filter(
        plan__edition_id=edition_id,
        plan__state=PlanState.SUPERSEDED,
        plan__hall__name__in={hall for hall, _slash, _number in parts},
        number__in={number for _hall, _slash, number in parts},
    )
    in_turn = rows.order_by("plan__version").values_list("plan__hall__name", "number", "pk")
    latest = {f"{hall}/{number}": booth for hall, number, booth in in_turn}
    wanted = {reference: latest[reference] for reference in references if reference in latest}
    became = present_booths(list(wanted.values()))
    return {reference: became.get(booth, ()) for reference, booth in wanted.items()}


def became_of_number(edition_id: int, number: str) -> frozenset[int]:
    """The booths in force that come from one that had this number, in whichever hall of the edition; two queries."""
    rows = Booth.objects.filter(
        plan__edition_id=edition_id, plan__state=PlanState.SUPERSEDED, number__iexact=number
    ).values_list("pk", flat=True)
    return frozenset(booth.id for became in present_booths(list(rows)).values() for booth in became)


def booths_called(edition_number: int, hall: str, number: str) -> tuple[bool, list[dict[str, object]]] | None:
    """What a reference stands for, as `(is_former, booths)`; None where no version in force had such a number."""
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
