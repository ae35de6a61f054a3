"""Numbers that the booths of a plan had in the versions before it: people go on asking for them."""

from django.db import connection

FORMER = """
WITH RECURSIVE line (booth_id, ancestor_id) AS (
    SELECT ancestry.booth_id, ancestry.ancestor_id
    FROM pavilions_boothancestry AS ancestry JOIN pavilions_booth AS booth ON booth.id = ancestry.booth_id
    WHERE booth.plan_id = %s
    UNION
    SELECT line.booth_id, ancestry.ancestor_id
    FROM line JOIN pavilions_boothancestry AS ancestry ON ancestry.booth_id = line.ancestor_id
)
SELECT line.booth_id, array_agg(DISTINCT ancestor.number ORDER BY ancestor.number)
FROM line
JOIN pavilions_booth AS ancestor ON ancestor.id = line.ancestor_id
JOIN pavilions_booth AS booth ON booth.id = line.booth_id
WHERE upper(ancestor.number) <> upper(booth.number)
GROUP BY line.booth_id
"""


def former_numbers(plan_id: int) -> dict[int, tuple[str, ...]]:
    """By booth of the plan; booths that never had another number are left out. One query."""
    with connection.cursor() as cursor:
        cursor.execute(FORMER, [plan_id])
        return {booth_id: tuple(numbers) for booth_id, numbers in cursor.fetchall()}
