"""Numbers that the booths of a plan had in other versions that were in force: people go on asking for them."""

from django.db import connection

# A version that was taken back comes from this one instead of going before it. Drafts are nobody's business yet.
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
    """By booth of the plan; booths that never had another number are left out. One query."""
    with connection.cursor() as cursor:
        cursor.execute(FORMER, {"plan": plan_id})
        return {booth_id: tuple(numbers) for booth_id, numbers in cursor.fetchall()}
