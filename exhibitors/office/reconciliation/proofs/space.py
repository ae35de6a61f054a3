"""Proofs of m²: totals, claims, capacities, booths, companies and pavilions."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from exhibitors.office.reconciliation.proofs.proof import Proof

SPACE: Mapping[str, Proof] = {
    "space": Proof(
        _("Booked space"),
        _(
            "The running totals by hall, sector, company, country or region and state, compared with the "
            "live claims of each booking, its state and the current country or region of its company."
        ),
        """
WITH kept AS (
    SELECT allotment_id, company_id, country, state, sum(area_sqm) AS area_sqm FROM noted
    GROUP BY allotment_id, company_id, country, state HAVING sum(area_sqm) <> 0
), counted AS (
    SELECT live.allotment_id, booking.company_id, company.country, booking.state, sum(live.area_sqm) AS area_sqm
    FROM live JOIN exhibitors_booking AS booking USING (holder_id)
    JOIN exhibitors_company AS company ON company.id = booking.company_id
    GROUP BY live.allotment_id, booking.company_id, company.country, booking.state
)
SELECT concat_ws(', ', place.name, company.name, nullif(both_sides.country, ''), both_sides.state) AS what,
    both_sides.kept, both_sides.counted
FROM (
    SELECT allotment_id, company_id, country, state,
        coalesce(kept.area_sqm, 0) AS kept, coalesce(counted.area_sqm, 0) AS counted
    FROM kept FULL JOIN counted USING (allotment_id, company_id, country, state)
) AS both_sides
JOIN place ON place.id = allotment_id JOIN exhibitors_company AS company ON company.id = company_id
""",
    ),
    "capacity": Proof(
        _("Claimed space"),
        _(
            "The m² claimed of each hall's capacity, compared with the live claims of bookings and "
            "national pavilions there."
        ),
        """
SELECT place.name AS what, place.claimed_sqm AS kept, coalesce(sum(live.area_sqm), 0) AS counted
FROM place LEFT JOIN live ON live.allotment_id = place.id GROUP BY place.id, place.name, place.claimed_sqm
""",
    ),
    "pavilion_space": Proof(
        _("Space of national pavilions"),
        _(
            "What is claimed in each hall, less what bookings claim there, compared with the claims of "
            "national pavilions."
        ),
        """
WITH of_bookings AS (
    SELECT allotment_id, sum(area_sqm) AS area_sqm FROM noted GROUP BY allotment_id
), of_pavilions AS (
    SELECT live.allotment_id, sum(live.area_sqm) AS area_sqm
    FROM live JOIN pavilions_nationalpavilion AS pavilion USING (holder_id) GROUP BY live.allotment_id
)
SELECT place.name AS what, place.claimed_sqm - coalesce(of_bookings.area_sqm, 0) AS kept,
    coalesce(of_pavilions.area_sqm, 0) AS counted
FROM place LEFT JOIN of_bookings ON of_bookings.allotment_id = place.id
LEFT JOIN of_pavilions ON of_pavilions.allotment_id = place.id
""",
    ),
    "booths": Proof(
        _("Claimed booths"),
        _("The booths claimed in each hall, compared with those of them on the plan in force there."),
        """
SELECT place.name AS what, count(*) AS kept,
    count(*) FILTER (WHERE plan.state = %(plan_in_force)s AND booth.allotment_id = place.id) AS counted
FROM live JOIN place ON place.id = live.allotment_id
JOIN pavilions_booth AS booth ON booth.id = live.booth_id
JOIN pavilions_floorplan AS plan ON plan.id = booth.plan_id
GROUP BY place.id, place.name
""",
    ),
    "companies": Proof(
        _("Companies and countries or regions"),
        _(
            "The companies, and their countries or regions, with booked space in each edition, sector and "
            "hall by the running totals, compared with approved and confirmed bookings with live claims."
        ),
        """
WITH kept AS (
    SELECT allotment_id, company_id, country FROM noted WHERE state = ANY(%(booked)s)
    GROUP BY allotment_id, company_id, country HAVING sum(area_sqm) <> 0
), counted AS (
    SELECT DISTINCT live.allotment_id, booking.company_id, company.country
    FROM live JOIN exhibitors_booking AS booking USING (holder_id)
    JOIN exhibitors_company AS company ON company.id = booking.company_id
    WHERE booking.state = ANY(%(booked)s)
), both_counted AS (
    SELECT 'kept' AS side, * FROM kept UNION ALL SELECT 'counted', * FROM counted
), grouped AS (
    SELECT coalesce(place.name, place.number::text) AS name,
        count(DISTINCT company_id) FILTER (WHERE side = 'kept') AS kept_companies,
        count(DISTINCT company_id) FILTER (WHERE side = 'counted') AS counted_companies,
        count(DISTINCT country) FILTER (WHERE side = 'kept' AND country <> '') AS kept_countries,
        count(DISTINCT country) FILTER (WHERE side = 'counted' AND country <> '') AS counted_countries
    FROM both_counted JOIN place ON place.id = allotment_id
    GROUP BY GROUPING SETS ((place.number), (place.number, place.name))
)
SELECT name || ', companies' AS what, kept_companies AS kept, counted_companies AS counted FROM grouped
UNION ALL SELECT name || ', countries or regions', kept_countries, counted_countries FROM grouped
""",
    ),
    "pavilions": Proof(
        _("Stages of national pavilions"),
        _("The pavilions at each stage, compared with the latest stage change of each pavilion on record."),
        """
WITH last_move AS (
    SELECT DISTINCT ON (pavilion_id) pavilion_id, to_stage
    FROM pavilions_pavilionmove JOIN pavilions_nationalpavilion AS pavilion ON pavilion.holder_id = pavilion_id
    WHERE pavilion.edition_id = %(edition)s
    ORDER BY pavilion_id, pavilions_pavilionmove.id DESC
), stages AS (
    SELECT stage, 1 AS kept, 0 AS counted FROM pavilions_nationalpavilion WHERE edition_id = %(edition)s
    UNION ALL
    SELECT to_stage, 0, 1 FROM last_move
)
SELECT concat_ws(', ', edition.number, stage) AS what, sum(kept) AS kept, sum(counted) AS counted
FROM stages JOIN pavilions_edition AS edition ON edition.id = %(edition)s GROUP BY edition.number, stage
""",
    ),
}
