"""Debuts: how many counted at a moment, and which may be the same product."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ciie.kernel.statements import rows_of
from exhibitors.catalogue.models import Exhibit

# What an exhibit, its company and its pavilion were at a moment is read from their histories. It counts as the
# directory shows it: while its exhibitor takes part and, if it is a company, is named in public.
COUNTED = """
SELECT shown.edition_id, count(*) AS debuts FROM (
    SELECT DISTINCT ON (event.pgh_obj_id) event.edition_id, event.company_id, event.pavilion_id, event.state,
        event.debut_state
    FROM exhibitors_exhibitevent AS event
    LEFT JOIN pghistory_context AS context ON context.id = event.pgh_context_id
    WHERE event.edition_id IN (SELECT id FROM unpublished)
        AND coalesce((context.metadata ->> 'at')::timestamptz, event.pgh_created_at) <= %(until)s
    ORDER BY event.pgh_obj_id, event.pgh_id DESC
) AS shown
WHERE shown.state = 'published' AND shown.debut_state = 'verified' AND CASE
    WHEN shown.company_id IS NULL THEN (
        SELECT move.to_stage NOT IN ('invited', 'declined') FROM pavilions_pavilionmove AS move
        WHERE move.pavilion_id = shown.pavilion_id AND move.moved_at <= %(until)s ORDER BY move.id DESC LIMIT 1
    )
    ELSE (
        SELECT event.is_on_public_plans FROM exhibitors_companyevent AS event
        LEFT JOIN pghistory_context AS context ON context.id = event.pgh_context_id
        WHERE event.pgh_obj_id = shown.company_id
            AND coalesce((context.metadata ->> 'at')::timestamptz, event.pgh_created_at) <= %(until)s
        ORDER BY event.pgh_id DESC LIMIT 1
    ) AND (
        SELECT sum(movement.area_sqm) > 0 FROM exhibitors_spacemovement AS movement
        JOIN pavilions_allotment AS allotment ON allotment.id = movement.allotment_id
        WHERE movement.company_id = shown.company_id AND allotment.edition_id = shown.edition_id
            AND movement.state IN ('approved', 'confirmed') AND movement.happened_at <= %(until)s
    )
END
GROUP BY shown.edition_id
"""
"""Debuts by edition; wants a table expression `unpublished` of the editions to count."""

SIMILAR = """
SELECT judged.id, other.id, CASE WHEN other.name = '' THEN other.name_zh ELSE other.name END,
    other.debut_state = 'verified'
FROM exhibitors_exhibit AS judged
JOIN exhibitors_exhibit AS other ON other.edition_id = judged.edition_id AND other.id <> judged.id
    AND (other.company_id = judged.company_id OR other.pavilion_id = judged.pavilion_id)
WHERE judged.id = ANY(%(exhibits)s) AND other.state = 'published' AND other.debut_state IN ('claimed', 'verified')
    AND (
        judged.name <> '' AND other.name <> ''
            AND similarity(lower(judged.name), lower(other.name)) >= %(alike)s
        OR judged.name_zh <> '' AND replace(judged.name_zh, ' ', '') = replace(other.name_zh, ' ', '')
    )
ORDER BY judged.id, other.id
"""
ALIKE = 0.8


@dataclass(frozen=True)
class SimilarDebut:
    """Another debut of the same exhibitor with the same or nearly the same name."""

    pk: int
    name: str
    is_verified: bool


def debuts_counted(editions: Collection[int], *, until: datetime) -> dict[int, int]:
    """How many debuts of each edition counted at a moment; one statement. Editions without any are left out."""
    statement = f"WITH unpublished AS (SELECT unnest(%(editions)s::bigint[]) AS id) {COUNTED}"  # our own
    return dict(rows_of(statement, {"editions": list(editions), "until": until}))


def similar_debuts(exhibits: Sequence[Exhibit]) -> Mapping[int, Sequence[SimilarDebut]]:
    """By the key of each of these exhibits, what else may be the same product; one statement."""
    found: defaultdict[int, list[SimilarDebut]] = defaultdict(list)
    for judged, pk, name, is_verified in rows_of(SIMILAR, {"exhibits": [each.pk for each in exhibits], "alike": ALIKE}):
        found[judged].append(SimilarDebut(pk, name, is_verified))
    return found
