"""What prices ask about the companies that book."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from django.db import connection

from exhibitors.pricing.rate_cards import Buyer


class Asked(NamedTuple):
    """A company in an edition, and the booking that is priced, if there is one already."""

    company_id: int
    edition_id: int
    booking_id: int | None = None


class Fact(StrEnum):
    """What packages above this one know of a buyer."""

    HAS_BOOKED = "has_booked"
    """Whether `company` had booked space in the edition `before`."""
    CO_EXHIBITORS = "co_exhibitors"
    """How many companies with staff of their own are on the stand of the booking `asked.booking`."""
    REPRESENTED = "represented"
    """How many companies have goods alone on it."""


_facts: dict[Fact, str] = {}

BUYERS = """
SELECT
    asked.place,
    company.is_small,
    ({has_booked}) OR EXISTS (
        SELECT FROM exhibitors_participation AS listed
        WHERE listed.company_id = company.id AND listed.edition_id = before.id
        AND (listed.stated_area_sqm > 0 OR listed.stated_booths <> '{{}}')
    ),
    ({co_exhibitors}),
    ({represented})
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[])
    WITH ORDINALITY AS asked (company, edition, booking, place)
JOIN exhibitors_company AS company ON company.id = asked.company
JOIN pavilions_edition AS edition ON edition.id = asked.edition
LEFT JOIN LATERAL (
    SELECT id FROM pavilions_edition WHERE number < edition.number ORDER BY number DESC LIMIT 1
) AS before ON true
"""


def tell_fact(fact: Fact, expression: str) -> None:
    """Said once, by the package whose tables the SQL expression reads, so that one statement asks for everything."""
    _facts[fact] = expression


def buyers_of(asked: Sequence[Asked]) -> list[Buyer]:
    """In the order asked; one query. A returning company had booked space in the edition before."""
    if not asked:
        return []
    companies, editions, bookings = (list(each) for each in zip(*asked, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(BUYERS.format(**{fact: _facts[fact] for fact in Fact}), [companies, editions, bookings])
        found = {
            place: Buyer(
                is_returning=is_returning, is_small=is_small, co_exhibitors=co_exhibitors, represented=represented
            )
            for place, is_small, is_returning, co_exhibitors, represented in cursor.fetchall()
        }
    return [found.get(place, Buyer()) for place in range(1, len(asked) + 1)]


def buyer_of(company_id: int, edition_id: int, booking_id: int | None = None) -> Buyer:
    return buyers_of([Asked(company_id, edition_id, booking_id)])[0]
