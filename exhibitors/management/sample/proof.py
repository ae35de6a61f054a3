"""Checks that the sample has the promised size, by counting rows of the tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from exhibitors.office.reconciliation.queries import differences

COUNTS = """
WITH booked AS (
    SELECT booking.company_id, company.country, claim.area_sqm
    FROM exhibitors_booking AS booking
    JOIN exhibitors_company AS company ON company.id = booking.company_id
    JOIN pavilions_spaceclaim AS claim ON claim.holder_id = booking.holder_id AND claim.state = 'committed'
    WHERE booking.edition_id = %(edition)s AND booking.state IN ('approved', 'confirmed')
)
SELECT
    (SELECT count(*) FROM pavilions_booth JOIN pavilions_floorplan AS plan ON plan.id = plan_id
        WHERE plan.edition_id = %(edition)s),
    (SELECT sum(capacity_sqm) FROM pavilions_allotment WHERE edition_id = %(edition)s),
    (SELECT sum(area_sqm) FROM booked),
    (SELECT count(DISTINCT company_id) FROM booked),
    (SELECT count(DISTINCT country) FROM booked),
    (SELECT count(*) FROM pavilions_nationalpavilion WHERE edition_id = %(edition)s
        AND stage NOT IN ('invited', 'declined')),
    (SELECT count(*) FROM exhibitors_booking WHERE edition_id = %(edition)s AND state = 'submitted'),
    (SELECT count(DISTINCT state) FROM exhibitors_booking WHERE edition_id = %(edition)s)
"""


@dataclass(frozen=True)
class Figures:
    booths: int
    capacity_sqm: Decimal
    booked_sqm: Decimal
    companies: int
    countries: int
    national: int
    in_the_queue: int
    states: int
    differences: int

    def in_words(self) -> Iterator[tuple[str, str]]:
        yield "booths", f"{self.booths:,}"
        yield "capacity", f"{self.capacity_sqm:,} m²"
        yield (
            "booked",
            f"{self.booked_sqm:,} m² by {self.companies} companies of {self.countries} countries and regions",
        )
        yield "national exhibition", f"{self.national} countries and organizations"
        yield "awaiting approval", f"{self.in_the_queue}"
        yield "differences between totals and claims", f"{self.differences}"


PROMISES: dict[str, tuple[int, int]] = {
    "booths": (3_500, 6_000),
    "capacity_sqm": (365_000, 367_000),
    "booked_sqm": (280_001, 282_500),
    "companies": (801, 840),
    "countries": (61, 66),
    "national": (12, 12),
    "in_the_queue": (30, 90),
    "states": (9, 9),
    "differences": (0, 0),
}
"""The least and the greatest value of each figure."""


def figures_of(edition_id: int) -> Figures:
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, {"edition": edition_id})
        return Figures(*[*cursor.fetchone(), len(differences())])


def shortcomings(figures: Figures) -> list[str]:
    """Return, in words, the figures that are not within the promised range."""
    return [
        f"{name} is {getattr(figures, name)}, not {least} to {most}"
        for name, (least, most) in PROMISES.items()
        if not least <= getattr(figures, name) <= most
    ]
