"""Proofs of published figures: deals, debuts, roadshows, snapshots, decks, areas and published results."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from exhibitors.office.reconciliation.proofs.proof import Proof

FIGURES: Mapping[str, Proof] = {
    "deals": Proof(
        _("Counted deals"),
        _(
            "The deals that count now, with their US dollars, compared with the entries that added them to "
            "the totals or removed them."
        ),
        """
SELECT concat_ws(', ', edition.number, figure) AS what, figures.kept, figures.counted
FROM (
    SELECT edition_id, count(*) FILTER (WHERE state = %(counted_deal)s) AS deals,
        coalesce(sum(amount_usd) FILTER (WHERE state = %(counted_deal)s), 0) AS amount_usd
    FROM exhibitors_deal WHERE edition_id = %(edition)s GROUP BY edition_id
) AS kept JOIN (
    SELECT deal.edition_id, coalesce(sum(entry.deals), 0) AS deals, coalesce(sum(entry.amount_usd), 0) AS amount_usd
    FROM exhibitors_deal AS deal LEFT JOIN exhibitors_dealcount AS entry ON entry.deal_id = deal.id
    WHERE deal.edition_id = %(edition)s GROUP BY deal.edition_id
) AS counted USING (edition_id)
JOIN pavilions_edition AS edition ON edition.id = edition_id CROSS JOIN LATERAL (VALUES
    ('deals', kept.deals::numeric, counted.deals::numeric), ('US$', kept.amount_usd, counted.amount_usd)
) AS figures (figure, kept, counted)
""",
    ),
    "debuts": Proof(
        _("Verified debuts"),
        _("The exhibits whose debut is verified now, compared with the latest version of each exhibit in its history."),
        """
WITH last AS (
    SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id, debut_state, state FROM exhibitors_exhibitevent
    WHERE edition_id = %(edition)s ORDER BY pgh_obj_id, pgh_id DESC
), sides AS (
    SELECT 1 AS kept, 0 AS counted FROM exhibitors_exhibit
    WHERE edition_id = %(edition)s AND debut_state = %(verified_debut)s AND state = %(published_exhibit)s
    UNION ALL
    SELECT 0, 1 FROM last WHERE debut_state = %(verified_debut)s AND state = %(published_exhibit)s
)
SELECT edition.number::text AS what, sum(kept) AS kept, sum(counted) AS counted
FROM sides JOIN pavilions_edition AS edition ON edition.id = %(edition)s GROUP BY edition.number
""",
    ),
    "roadshows": Proof(
        _("Held roadshows"),
        _(
            "The roadshows held and their attendance, by country or region, compared with the latest "
            "report of each roadshow."
        ),
        """
WITH last AS (
    SELECT DISTINCT ON (report.roadshow_id) report.country, report.attendance
    FROM exhibitors_roadshowreport AS report
    JOIN exhibitors_roadshow AS roadshow ON roadshow.id = report.roadshow_id
    WHERE roadshow.edition_id = %(edition)s ORDER BY report.roadshow_id, report.id DESC
), sides AS (
    SELECT country, 1 AS held, attendance, 0 AS reported, 0 AS counted FROM exhibitors_roadshow
    WHERE edition_id = %(edition)s AND state = %(held_roadshow)s
    UNION ALL
    SELECT country, 0, 0, 1, attendance FROM last
), grouped AS (
    SELECT concat_ws(', ', edition.number, country) AS name, sum(held) AS held, sum(reported) AS reported,
        coalesce(sum(attendance), 0) AS attendance, coalesce(sum(counted), 0) AS counted
    FROM sides JOIN pavilions_edition AS edition ON edition.id = %(edition)s GROUP BY edition.number, country
)
SELECT name || ', roadshows' AS what, held AS kept, reported AS counted FROM grouped
UNION ALL SELECT name || ', attendance', attendance, counted FROM grouped
""",
    ),
    "snapshots": Proof(
        _("Daily snapshots"),
        _(
            "The booked space at the end of each day as recorded then, with companies and countries or "
            "regions, compared with the movements of space up to the end of that day in the edition's time "
            "zone."
        ),
        """
WITH kept AS (
    SELECT edition.number, on_date, booked_sqm, companies, countries,
        (on_date + 1)::timestamp AT TIME ZONE edition.time_zone AS until,
        row_number() OVER (ORDER BY on_date) AS nth
    FROM exhibitors_dailysnapshot AS snapshot JOIN pavilions_edition AS edition ON edition.id = snapshot.edition_id
    WHERE snapshot.edition_id = %(edition)s AND snapshot.source = ''
), moved AS (
    -- the first recorded day at whose end each movement stood, and what moved on it, by company and country
    SELECT movement.company_id, movement.country, sum(movement.area_sqm) AS area_sqm,
        width_bucket(movement.happened_at, (SELECT array_agg(until ORDER BY nth) FROM kept)) + 1 AS nth
    FROM exhibitors_spacemovement AS movement
    JOIN pavilions_allotment AS allotment ON allotment.id = movement.allotment_id
    WHERE allotment.edition_id = %(edition)s AND movement.state = ANY(%(booked)s)
    GROUP BY movement.company_id, movement.country, 4
), stood AS (
    SELECT company_id, country, nth, sum(area_sqm) OVER (PARTITION BY company_id, country ORDER BY nth) <> 0 AS stands
    FROM moved
), turned AS (
    SELECT company_id, country, nth,
        stands::int - lag(stands::int, 1, 0) OVER (PARTITION BY company_id, country ORDER BY nth) AS one
    FROM stood
), sided AS (
    SELECT 'companies' AS figure, company_id::text AS of_whom, nth, one FROM turned
    UNION ALL SELECT 'countries or regions', country, nth, one FROM turned WHERE country <> ''
), present AS (
    SELECT figure, of_whom, nth,
        (sum(sum(one)) OVER (PARTITION BY figure, of_whom ORDER BY nth) > 0)::int AS is_there
    FROM sided GROUP BY figure, of_whom, nth
), changed AS (
    SELECT figure, nth, is_there - lag(is_there, 1, 0) OVER (PARTITION BY figure, of_whom ORDER BY nth) AS by
    FROM present
    UNION ALL SELECT 'm²', nth, area_sqm FROM moved
), sides AS (
    SELECT kept.number, kept.on_date, kept.nth, figures.figure, figures.kept
    FROM kept CROSS JOIN LATERAL (VALUES
        ('m²', booked_sqm), ('companies', companies::numeric), ('countries or regions', countries::numeric)
    ) AS figures (figure, kept)
), counted AS (
    SELECT sides.number, on_date, figure, kept,
        coalesce(sum(day.by) OVER (PARTITION BY figure ORDER BY nth), 0) AS counted
    FROM sides
    LEFT JOIN (SELECT figure, nth, sum(by) AS by FROM changed GROUP BY figure, nth) AS day USING (figure, nth)
)
SELECT concat_ws(', ', number, on_date, figure) AS what, kept, counted FROM counted WHERE kept IS NOT NULL
""",
    ),
    "decks": Proof(
        _("Upper decks"),
        _("The m² of each approved upper deck on a claimed booth, compared with the latest version in its history."),
        """
WITH claim AS (
    SELECT claim.id AS claim_id, claim.booth_id FROM pavilions_spaceclaim AS claim
    JOIN place ON place.id = claim.allotment_id WHERE claim.state <> %(released)s
), deck AS (
    SELECT id AS deck_id, claim_id, area_sqm FROM exhibitors_upperdeck
    WHERE claim_id IN (SELECT claim_id FROM claim) AND state = %(approved_deck)s
), last AS (
    SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id AS deck_id, claim_id, state, area_sqm
    FROM exhibitors_upperdeckevent WHERE claim_id IN (SELECT claim_id FROM claim) ORDER BY pgh_obj_id, pgh_id DESC
)
SELECT concat_ws(', ', 'deck ' || deck_id, booth.number) AS what, coalesce(deck.area_sqm, 0) AS kept,
    coalesce(approved.area_sqm, 0) AS counted, 'deck:' || deck_id AS leads_to
FROM deck FULL JOIN (SELECT * FROM last WHERE state = %(approved_deck)s) AS approved USING (deck_id, claim_id)
JOIN claim USING (claim_id)
LEFT JOIN pavilions_booth AS booth ON booth.id = claim.booth_id
""",
        sentence=_("%(what)s: the approved deck has %(kept)s m², but its history says %(counted)s."),
    ),
    "areas": Proof(
        _("Themed areas"),
        _(
            "The booths of each themed area, compared with those of the plans in force in its edition and exhibition; "
            "its members, and whether it is public, compared with the latest versions in their histories."
        ),
        """
WITH area AS (
    SELECT id, name, section, is_public, edition_id FROM pavilions_themedarea WHERE edition_id = %(edition)s
), booths AS (
    SELECT held.area_id, count(*) AS kept, count(*) FILTER (
        WHERE plan.state = %(plan_in_force)s AND plan.edition_id = area.edition_id AND allotment.section = area.section
    ) AS counted
    FROM pavilions_themedareabooth AS held JOIN area ON area.id = held.area_id
    JOIN pavilions_booth AS booth ON booth.id = held.booth_id
    JOIN pavilions_floorplan AS plan ON plan.id = booth.plan_id
    LEFT JOIN pavilions_allotment AS allotment ON allotment.id = booth.allotment_id GROUP BY held.area_id
), joined AS (
    SELECT DISTINCT ON (pgh_obj_id) area_id, pgh_label FROM exhibitors_themedareamemberevent
    WHERE area_id IN (SELECT id FROM area) ORDER BY pgh_obj_id, pgh_id DESC
), said AS (
    SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id AS id, name, is_public, pgh_label FROM pavilions_themedareaevent
    WHERE edition_id = %(edition)s ORDER BY pgh_obj_id, pgh_id DESC
)
SELECT area.name || ', booths' AS what, booths.kept, booths.counted, 'area:' || area.id AS leads_to
FROM area JOIN booths ON booths.area_id = area.id
UNION ALL
SELECT area.name || ', members', (SELECT count(*) FROM exhibitors_themedareamember WHERE area_id = area.id),
    (SELECT count(*) FROM joined WHERE area_id = area.id AND pgh_label <> 'delete'), 'area:' || area.id
FROM area
UNION ALL
SELECT coalesce(area.name, standing.name) || ', public', coalesce(area.is_public, false)::int,
    coalesce(standing.is_public, false)::int, 'area:' || id
FROM area FULL JOIN (SELECT * FROM said WHERE pgh_label <> 'delete') AS standing USING (id)
""",
    ),
    "published": Proof(
        _("Published figures"),
        _("Each figure that was published, compared with the latest version in its history."),
        """
WITH last AS (
    SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id AS id, kind, value FROM exhibitors_publishedfigureevent
    WHERE edition_id = %(edition)s ORDER BY pgh_obj_id, pgh_id DESC
), figure AS (
    SELECT id, kind, value FROM exhibitors_publishedfigure WHERE edition_id = %(edition)s
)
SELECT coalesce(figure.kind, last.kind) AS what, coalesce(figure.value::text, '') AS kept,
    coalesce(last.value::text, '') AS counted, 'figure:' || id AS leads_to
FROM figure FULL JOIN last USING (id)
""",
        sentence=_("%(what)s: %(kept)s is published, but the history says %(counted)s."),
        is_text=True,
    ),
}
