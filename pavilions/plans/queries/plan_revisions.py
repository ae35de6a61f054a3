"""Queries for whether published plans have changed, and which of their booths are taken.

They run many times a second, for every visitor and every stream, so their SQL is written by hand: running it costs a
fifth of what the ORM needs to build it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import blake2b

from django.db import connection

from ciie.kernel.statements import row_of, rows_of
from pavilions.plans.queries.plans import availability_of
from pavilions.states import Availability

type HallKey = tuple[int, str]
"""An edition's number and a hall's name."""


@dataclass(frozen=True)
class PlanVersion:
    """A published plan at one moment. `revisions` are those of the plan and of the hall's allotments."""

    plan_id: int
    edition_id: int
    hall_id: int
    revisions: str

    @property
    def etag(self) -> str:
        """A strong ETag, with its quotes."""
        return f'"{self.plan_id}:{self.revisions}"'


# A plan's own revision, and those of the hall's allotments, which change with every claim.
REVISION = """plan.revision || coalesce((
    SELECT string_agg('-' || allotment.id || '.' || allotment.revision, '' ORDER BY allotment.id)
    FROM pavilions_allotment AS allotment
    WHERE allotment.edition_id = plan.edition_id AND allotment.hall_id = plan.hall_id
), '')"""
PUBLISHED = f"""
SELECT plan.id, plan.edition_id, plan.hall_id, {REVISION}
FROM pavilions_floorplan AS plan
JOIN pavilions_edition AS edition ON edition.id = plan.edition_id
JOIN pavilions_hall AS hall ON hall.id = plan.hall_id
WHERE plan.state = 'published' AND edition.number = %s
"""  # noqa: S608  # ours
VERSION = PUBLISHED + " AND hall.name = %s"
VERSIONS = PUBLISHED + " ORDER BY hall.position, hall.name"
# Edition numbers are compared as numeric, since an address may contain one of any size.
REVISIONS = f"""
SELECT edition.number, hall.name, plan.id || ':' || {REVISION}
FROM unnest(%s::numeric[], %s::text[]) AS followed (edition, hall)
JOIN pavilions_edition AS edition ON edition.number = followed.edition
JOIN pavilions_hall AS hall ON hall.name = followed.hall
JOIN pavilions_floorplan AS plan ON plan.edition_id = edition.id AND plan.hall_id = hall.id
WHERE plan.state = 'published'
"""  # noqa: S608  # ours

TAKEN = """
SELECT booth.id, booth.blocked_reason, claim.state
FROM pavilions_booth AS booth
LEFT JOIN pavilions_spaceclaim AS claim
    ON claim.booth_id = booth.id AND claim.state IN ('held', 'reserved', 'committed')
WHERE (claim.id IS NOT NULL OR booth.blocked_reason <> '') AND booth.plan_id
"""
TAKEN_IN_PLAN = f"{TAKEN} = %s"
TAKEN_IN_VENUE = f"""{TAKEN} IN (
    SELECT plan.id FROM pavilions_floorplan AS plan JOIN pavilions_edition AS edition ON edition.id = plan.edition_id
    WHERE edition.number = %s AND plan.state = 'published'
)"""  # noqa: S608  # ours
HALLS = """
SELECT edition.number, hall.name FROM pavilions_floorplan AS plan
JOIN pavilions_edition AS edition ON edition.id = plan.edition_id
JOIN pavilions_hall AS hall ON hall.id = plan.hall_id
WHERE edition.number = ANY(%s::numeric[]) AND plan.state = 'published'
"""

ON_PLAN = """
SELECT 1 FROM pavilions_booth AS booth
JOIN pavilions_floorplan AS plan ON plan.id = booth.plan_id
JOIN pavilions_edition AS edition ON edition.id = plan.edition_id
JOIN pavilions_hall AS hall ON hall.id = plan.hall_id
WHERE booth.id = %s AND plan.state = 'published' AND edition.number = %s AND hall.name = %s
"""

DRAFTS = "SELECT id, state || ':' || revision FROM pavilions_floorplan WHERE id = ANY(%s)"
ON_SALE = """
SELECT edition.number, md5(coalesce(string_agg(plan.id::text, ' ' ORDER BY plan.id), ''))
FROM pavilions_edition AS edition
LEFT JOIN pavilions_floorplan AS plan ON plan.edition_id = edition.id AND plan.state = 'published'
WHERE edition.number = ANY(%s::numeric[]) GROUP BY edition.id
"""


def plan_version(edition_number: int, hall_name: str) -> PlanVersion | None:
    """Return the present version of the hall's published plan, or None; one cheap query."""
    row = row_of(VERSION, [edition_number, hall_name])
    return PlanVersion(*row) if row else None


def plan_versions(edition_number: int) -> list[PlanVersion]:
    """Return the versions of all published plans of an edition, in the order of halls; one query."""
    return [PlanVersion(*row) for row in rows_of(VERSIONS, [edition_number])]


def plan_revisions(halls: Collection[HallKey]) -> dict[HallKey, str]:
    """Return `<plan id>:<revisions>` of the published plan of each of these halls that has one; one cheap query."""
    with connection.cursor() as cursor:
        cursor.execute(REVISIONS, [[edition for edition, _hall in halls], [hall for _edition, hall in halls]])
        return {(edition, hall): revision for edition, hall, revision in cursor.fetchall()}


def venue_revisions(editions: Collection[int]) -> dict[int, str]:
    """Return the `venue_revision` of each of these editions that has a published plan; two cheap queries."""
    with connection.cursor() as cursor:
        cursor.execute(HALLS, [list(editions)])
        halls = cursor.fetchall()
    found: defaultdict[int, list[str]] = defaultdict(list)
    for (edition, _hall), revision in plan_revisions(halls).items():
        found[edition].append(revision)
    return {edition: venue_revision(revisions) for edition, revisions in found.items()}


def venue_revision(revisions: Iterable[str]) -> str:
    """Return one revision for all of these. As with one plan, the part before the colon changes with the plans
    themselves.
    """
    ordered = sorted(revisions)
    return f"venue-{_digest(each.partition(':')[0] for each in ordered)}:{_digest(ordered)}"


def _digest(words: Iterable[str]) -> str:
    return blake2b(" ".join(words).encode(), digest_size=8).hexdigest()


def taken_booths(plan_id: int) -> dict[int, Availability]:
    """Return the availability of the booths of a plan that are not free, by booth."""
    return _taken(TAKEN_IN_PLAN, plan_id)


def taken_in_venue(edition: int) -> dict[int, Availability]:
    """Return the availability of the booths that are not free in all published plans of an edition, by booth."""
    return _taken(TAKEN_IN_VENUE, edition)


def _taken(query: str, of: int) -> dict[int, Availability]:
    with connection.cursor() as cursor:
        cursor.execute(query, [of])
        return {pk: availability_of(reason, claim) for pk, reason, claim in cursor.fetchall()}


def draft_revisions(plan_ids: Collection[int]) -> dict[int, str]:
    """Return `<state>:<revision>` of each of these plans that exists."""
    with connection.cursor() as cursor:
        cursor.execute(DRAFTS, [list(plan_ids)])
        return dict(cursor.fetchall())


def halls_revisions(editions: Collection[int]) -> dict[int, str]:
    """Return, by edition number, a revision that changes when a hall goes on sale or gets another plan."""
    with connection.cursor() as cursor:
        cursor.execute(ON_SALE, [list(editions)])
        return dict(cursor.fetchall())


def is_on_plan(booth_id: int, hall: HallKey) -> bool:
    """Return whether the published plan of the hall has this booth; one query by key."""
    return bool(rows_of(ON_PLAN, [booth_id, *hall]))
