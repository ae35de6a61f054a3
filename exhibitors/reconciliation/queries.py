"""Proofs of what is kept: every running figure is counted again from the rows that it sums up, and must be the same."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from math import ceil

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ciie.web.monitoring import COUNTS
from exhibitors.catalogue.states import DebutState, ExhibitState
from exhibitors.deals.states import DealState
from exhibitors.reconciliation.models import ReconciliationRun
from exhibitors.roadshows.states import RoadshowState
from exhibitors.states import BOOKED_STATES
from pavilions.floor.models.edition import Edition
from pavilions.states import ClaimState, EditionStatus, PlanState


@dataclass(frozen=True)
class Proof:
    """`compared` selects rows (what, kept, counted) of one edition from what `COMMON` names and from tables.

    Where `kept` differs from `counted` something is wrong. `words` say what is compared with what.
    """

    label: str | Promise
    words: str | Promise
    compared: str


@dataclass(frozen=True)
class Difference:
    """One place where figures disagree: `kept` is what pages show, `counted` what the rows behind it add up to."""

    proof: str
    what: str
    kept: Decimal
    counted: Decimal

    @property
    def by(self) -> Decimal:
        return self.kept - self.counted


@dataclass(frozen=True)
class Outcome:
    """What a proof has found at one moment: how many figures it compared, and those that disagree."""

    proof: str
    compared: int
    differences: tuple[Difference, ...]


COMMON = """
WITH place AS (
    SELECT allotment.id, allotment.section, allotment.claimed_sqm, edition.number,
        concat_ws(' ', edition.number, hall.name, sector.name) AS name
    FROM pavilions_allotment AS allotment
    JOIN pavilions_edition AS edition ON edition.id = allotment.edition_id
    JOIN pavilions_hall AS hall ON hall.id = allotment.hall_id
    LEFT JOIN pavilions_sector AS sector ON sector.id = allotment.sector_id
    WHERE allotment.edition_id = %(edition)s
), noted AS (
    SELECT allotment_id, company_id, country, state, area_sqm
    FROM exhibitors_spacetotal JOIN place ON place.id = allotment_id
    UNION ALL
    SELECT allotment_id, company_id, country, state, area_sqm
    FROM exhibitors_spacemovement JOIN place ON place.id = allotment_id WHERE folded_at IS NULL
), live AS (
    SELECT holder_id, allotment_id, booth_id, area_sqm
    FROM pavilions_spaceclaim JOIN place ON place.id = allotment_id WHERE state <> %(released)s
)
"""
"""What several proofs read of the edition: its halls, its totals with what is not yet folded, its live claims."""

PROOFS: Mapping[str, Proof] = {
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
}

STATES: Mapping[str, str | list[str]] = {
    "booked": [str(state) for state in BOOKED_STATES],
    "released": ClaimState.RELEASED.value,
    "plan_in_force": PlanState.PUBLISHED.value,
    "counted_deal": DealState.COUNTED.value,
    "verified_debut": DebutState.VERIFIED.value,
    "published_exhibit": ExhibitState.PUBLISHED.value,
    "held_roadshow": RoadshowState.HELD.value,
}
"""The states that the proofs ask for."""

OUTCOME = """
{common}, compared AS ({compared})
SELECT count(*), coalesce(json_agg(json_build_array(what, kept::text, counted::text) ORDER BY what)
    FILTER (WHERE kept IS DISTINCT FROM counted), '[]')::text
FROM compared
"""


def outcome_of(key: str, edition_id: int) -> Outcome:
    """Carry out one proof for one edition. It reads both sides in one statement and thus at one moment."""
    with connection.cursor() as cursor:
        statement = OUTCOME.format(common=COMMON, compared=PROOFS[key].compared)
        cursor.execute(statement, {**STATES, "edition": edition_id})
        compared, differing = cursor.fetchone()
    return Outcome(
        key,
        compared,
        tuple(Difference(key, what, Decimal(kept), Decimal(counted)) for what, kept, counted in json.loads(differing)),
    )


def differences() -> list[Difference]:
    """Every disagreement of every proof in every edition; none when all is well."""
    editions = Edition.objects.order_by("number").values_list("pk", flat=True)
    return [each for edition_id in editions for key in PROOFS for each in outcome_of(key, edition_id).differences]


ROUND_NIGHTS = 28
"""In so many nights every archived edition has its turn."""


@dataclass(frozen=True)
class ComparedEdition:
    """An edition with the last comparison of its figures; None where there was none.

    `archived_at` is the last one since the edition is archived.
    """

    edition: Edition
    at: datetime | None
    archived_at: datetime | None
    figures: int | None
    differing: int | None

    @property
    def is_archived(self) -> bool:
        return self.edition.status == EditionStatus.ARCHIVED


def compared_editions(editions: QuerySet[Edition] | None = None) -> list[ComparedEdition]:
    """Return these editions, or all of them, newest first; one query."""
    runs = ReconciliationRun.objects.filter(edition=OuterRef("pk")).order_by("-ran_at")
    last = runs.filter(ran_at=OuterRef("compared_at")).order_by().values("edition")
    chosen = Edition.objects.all() if editions is None else editions
    rows = chosen.order_by("-number").annotate(
        compared_at=Subquery(runs.values("ran_at")[:1]),
        archived_at=Subquery(runs.filter(is_archived=True).values("ran_at")[:1]),
        figures=Subquery(last.annotate(sum=Sum("compared")).values("sum")),
        differing=Subquery(last.annotate(sum=Sum("differing")).values("sum")),
    )
    return [ComparedEdition(row, row.compared_at, row.archived_at, row.figures, row.differing) for row in rows]


def current_editions() -> QuerySet[Edition]:
    """Those that are not archived, oldest first: what is compared every night."""
    return Edition.objects.exclude(status=EditionStatus.ARCHIVED).order_by("number")


def archived_in_turn() -> list[Edition]:
    """The archived editions whose turn it is tonight, so many that each has its turn within `ROUND_NIGHTS`.

    Those not compared since they are archived come first, newest first, then those compared longest ago.
    """
    archived = [each for each in compared_editions() if each.is_archived]
    archived.sort(key=lambda each: each.archived_at.timestamp() if each.archived_at else 0)
    return [each.edition for each in archived[: ceil(len(archived) / ROUND_NIGHTS)]]


@dataclass(frozen=True)
class LastProof:
    """A proof with its last run for an edition, or None where it was never carried out for it."""

    proof: Proof
    run: ReconciliationRun | None


def last_proofs(compared: ComparedEdition) -> list[LastProof]:
    """Every proof with what it found for the edition last; one query."""
    found = ReconciliationRun.objects.filter(edition=compared.edition, ran_at__gte=compared.at) if compared.at else ()
    runs = {run.proof: run for run in found}
    return [LastProof(proof, runs.get(key)) for key, proof in PROOFS.items()]


def current_differences() -> int:
    """How many figures of the editions that are not archived differed when each was compared last."""
    return sum(each.differing or 0 for each in compared_editions(current_editions()))


def compared_since() -> float | None:
    """Since when every edition that is not archived has been compared, as a timestamp; None where none has been."""
    return min((each.at.timestamp() for each in compared_editions(current_editions()) if each.at), default=None)


COUNTS["ciie_totals_differences", "Figures that differed when they were compared last."] = current_differences
COUNTS["ciie_totals_compared_timestamp_seconds", "When the edition not compared for longest was."] = compared_since
