"""Appending movements of m² to the running totals."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import connection

from ciie.kernel.rows import insert
from exhibitors.bookings.models import Booking
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
