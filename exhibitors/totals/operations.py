"""What stood booked at the end of each day, kept for the pace curve."""

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
    """Write what stood booked when each of these days ended in the edition's zone; return how many were written.

    Computed from the movements, so a missed day can be written later. A day that is written stays as it is.
    """
    booked = [str(state) for state in BOOKED_STATES]
    with connection.cursor() as cursor:
        cursor.execute(SNAPSHOT, {"edition": edition_id, "days": list(days), "booked": booked})
        return int(cursor.rowcount)
