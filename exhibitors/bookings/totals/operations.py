"""Operations that fold movements of m² into running totals, and record what was booked each day for the pace curve."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from exhibitors.states import BOOKED_STATES

SNAPSHOT = """
INSERT INTO exhibitors_dailysnapshot (edition_id, on_date, booked_sqm, companies, countries, source)
SELECT edition.id, day, coalesce(sum(stood.area_sqm), 0), count(DISTINCT stood.company_id),
    count(DISTINCT stood.country) FILTER (WHERE stood.country <> ''), ''
FROM pavilions_edition AS edition CROSS JOIN unnest(%(days)s::date[]) AS day
LEFT JOIN LATERAL (
    SELECT movement.company_id, movement.country, sum(movement.area_sqm) AS area_sqm
    FROM exhibitors_spacemovement AS movement
    JOIN pavilions_allotment AS allotment ON allotment.id = movement.allotment_id
    WHERE allotment.edition_id = edition.id AND movement.state = ANY(%(booked)s)
        AND movement.happened_at < (day + 1)::timestamp AT TIME ZONE edition.time_zone
    GROUP BY movement.company_id, movement.country HAVING sum(movement.area_sqm) <> 0
) AS stood ON true
WHERE edition.id = %(edition)s
GROUP BY edition.id, day
ON CONFLICT (edition_id, on_date) DO NOTHING
"""


@operation("exhibitors.snapshot.taken")
def take_snapshots(edition_id: int, days: Sequence[date], *, actor: Actor, at: datetime) -> int:
    """Record what was booked when each of these days ended in the edition's time zone. Return the number of new rows.

    The figures are computed from the movements, so a missed day can be recorded later. Recorded days are not changed.
    """
    booked = [str(state) for state in BOOKED_STATES]
    with connection.cursor() as cursor:
        cursor.execute(SNAPSHOT, {"edition": edition_id, "days": list(days), "booked": booked})
        return int(cursor.rowcount)


FOLD = """
WITH waiting AS (
    SELECT id, allotment_id, company_id, country, state, area_sqm FROM exhibitors_spacemovement
    WHERE folded_at IS NULL ORDER BY id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
), marked AS (
    UPDATE exhibitors_spacemovement AS movement SET folded_at = %(at)s
    FROM waiting WHERE movement.id = waiting.id RETURNING movement.id
), sums AS (
    SELECT allotment_id, company_id, country, state, sum(area_sqm) AS area_sqm FROM waiting
    GROUP BY allotment_id, company_id, country, state ORDER BY allotment_id, company_id, country, state
), folded AS (
    INSERT INTO exhibitors_spacetotal AS total (allotment_id, company_id, country, state, area_sqm)
    SELECT allotment_id, company_id, country, state, area_sqm FROM sums
    ON CONFLICT (allotment_id, company_id, country, state)
    DO UPDATE SET area_sqm = total.area_sqm + excluded.area_sqm
)
SELECT count(*) FROM marked
"""


@operation("exhibitors.totals.folded")
def fold_movements(*, actor: Actor, at: datetime, limit: int = 20_000) -> int:
    """Fold up to `limit` unfolded movements into the totals, and return their number.

    Ids commit out of order, so this takes unfolded rows rather than everything after the last id. Rows that another
    worker has locked are skipped. Totals plus unfolded movements are exact before, during and after.
    """
    with connection.cursor() as cursor:
        cursor.execute(FOLD, {"limit": limit, "at": at})
        (folded,) = cursor.fetchone()
    return int(folded)
