"""Proof of the running totals: they must equal the live claims they are running totals of."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import connection


@dataclass(frozen=True)
class Difference:
    """One place where figures disagree. `kept_sqm` is what is kept, `claimed_sqm` the sum of the live claims.

    Company and state are None where it is the allotment's own `claimed_sqm` that is wrong.
    """

    allotment_id: int
    place: str
    company_id: int | None
    company: str | None
    state: str | None
    kept_sqm: Decimal
    claimed_sqm: Decimal

    @property
    def by_sqm(self) -> Decimal:
        return self.kept_sqm - self.claimed_sqm


DIFFERENCES = """
WITH kept AS (
    SELECT allotment_id, company_id, state, sum(area_sqm) AS area_sqm FROM (
        SELECT allotment_id, company_id, state, area_sqm FROM exhibitors_spacetotal
        UNION ALL
        SELECT allotment_id, company_id, state, area_sqm FROM exhibitors_spacemovement WHERE folded_at IS NULL
    ) AS noted GROUP BY allotment_id, company_id, state
), live AS (
    SELECT holder_id, allotment_id, area_sqm FROM pavilions_spaceclaim WHERE state <> 'released'
), claimed AS (
    SELECT live.allotment_id, booking.company_id, booking.state, sum(live.area_sqm) AS area_sqm
    FROM live JOIN exhibitors_booking AS booking USING (holder_id)
    GROUP BY live.allotment_id, booking.company_id, booking.state
), taken AS (
    SELECT allotment_id, sum(area_sqm) AS area_sqm FROM live GROUP BY allotment_id
), differing AS (
    SELECT allotment_id, company_id, state,
        coalesce(kept.area_sqm, 0) AS kept_sqm, coalesce(claimed.area_sqm, 0) AS claimed_sqm
    FROM kept FULL JOIN claimed USING (allotment_id, company_id, state)
    UNION ALL
    SELECT allotment.id, NULL, NULL, allotment.claimed_sqm, coalesce(taken.area_sqm, 0)
    FROM pavilions_allotment AS allotment LEFT JOIN taken ON taken.allotment_id = allotment.id
)
SELECT allotment_id, concat_ws(' ', edition.number, hall.name, sector.name), company_id, company.name,
    differing.state, kept_sqm, differing.claimed_sqm
FROM differing
JOIN pavilions_allotment AS allotment ON allotment.id = allotment_id
JOIN pavilions_edition AS edition ON edition.id = allotment.edition_id
JOIN pavilions_hall AS hall ON hall.id = allotment.hall_id
LEFT JOIN pavilions_sector AS sector ON sector.id = allotment.sector_id
LEFT JOIN exhibitors_company AS company ON company.id = company_id
WHERE kept_sqm <> differing.claimed_sqm
ORDER BY allotment_id, company_id, differing.state
"""


def differences() -> list[Difference]:
    """Every disagreement, read in one statement and thus at one moment; none when all is well."""
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENCES)
        return [Difference(*row) for row in cursor.fetchall()]
