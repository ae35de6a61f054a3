"""Appending to the running totals, and folding what was appended."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import connection

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.rows import insert
from exhibitors.bookings.models.booking import Booking
from exhibitors.companies.models import Company
from exhibitors.states import BookingState
from exhibitors.totals.models import SpaceMovement

type AreaByAllotment = Mapping[int, Decimal]


def append_movements(
    booking: Booking,
    areas: AreaByAllotment,
    *,
    left: BookingState | None = None,
    entered: BookingState | None = None,
    at: datetime,
) -> None:
    """Note that m² left one state and entered another (None: were not, or are no longer, claimed at all)."""
    insert(movements_of(booking, areas, left=left, entered=entered, at=at))


def movements_of(
    booking: Booking,
    areas: AreaByAllotment,
    *,
    left: BookingState | None = None,
    entered: BookingState | None = None,
    at: datetime,
) -> list[SpaceMovement]:
    """What `append_movements` would append, unsaved."""
    company = booking.company
    return [
        SpaceMovement(
            allotment_id=allotment_id,
            company=company,
            country=company.country,
            state=state,
            area_sqm=sign * area_sqm,
            happened_at=at,
        )
        for sign, state in ((-1, left), (1, entered))
        if state is not None
        for allotment_id, area_sqm in areas.items()
    ]


def move_to_country(company: Company, *, country: str, at: datetime) -> None:
    """Carry a company's live m² over from its present country to another."""
    with connection.cursor() as cursor:
        cursor.execute(MOVE_COUNTRY, {"company": company.pk, "new": country, "at": at})


MOVE_COUNTRY = """
WITH stood AS (
    SELECT allotment_id, state, country, sum(area_sqm) AS area_sqm
    FROM exhibitors_spacemovement WHERE company_id = %(company)s AND country <> %(new)s
    GROUP BY allotment_id, state, country HAVING sum(area_sqm) <> 0
)
INSERT INTO exhibitors_spacemovement (allotment_id, company_id, country, state, area_sqm, happened_at)
SELECT allotment_id, %(company)s, country, state, -area_sqm, %(at)s FROM stood
UNION ALL
SELECT allotment_id, %(company)s, %(new)s, state, area_sqm, %(at)s FROM stood
"""

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
    """Fold up to `limit` unfolded movements into the totals; return how many.

    Ids commit out of order, so it takes unfolded rows and never "everything after the last id". Rows that
    another folder holds are skipped. Totals plus unfolded movements are exact before, during and after.
    """
    with connection.cursor() as cursor:
        cursor.execute(FOLD, {"limit": limit, "at": at})
        (folded,) = cursor.fetchone()
    return int(folded)
