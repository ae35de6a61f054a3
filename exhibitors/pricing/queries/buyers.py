"""What prices depend on about the companies that book."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from django.db import connection

from exhibitors.pricing.rate_cards import Buyer, Taxation


class Asked(NamedTuple):
    """A company in an edition, with the booking to be priced if there is one already."""

    company_id: int
    edition_id: int
    booking_id: int | None = None


class Fact(StrEnum):
    """Facts about a buyer that packages above this one supply."""

    HAS_BOOKED = "has_booked"
    """Whether `company` had booked space in the edition `before`."""
    CO_EXHIBITORS = "co_exhibitors"
    """How many companies with staff of their own are on the stand of the booking `asked.booking`."""
    REPRESENTED = "represented"
    """How many companies are on that stand with only their goods."""


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
    """Register the SQL expression of a fact, so that one statement reads all of them.

    The package whose tables the expression reads calls this once.
    """
    _facts[fact] = expression


class TaxTables(Protocol):
    """The tax tables of editions, which a package above this one keeps."""

    def taxations(self, asked: Sequence[Asked], *, at: datetime) -> Sequence[Taxation | None]:
        """Return taxations in the order asked, with None where the edition has no table.

        This takes one query if no edition has a table, and six at most.
        """

    def of_unknown(self, edition_id: int) -> Taxation | None:
        """Return the taxation of an unknown buyer, or None if the edition has no table. This takes one query."""


_tables: list[TaxTables] = []


def tell_tax_tables(tables: TaxTables) -> None:
    """Register the tax tables. The package that keeps them calls this once."""
    _tables.append(tables)


def unknown_buyer(edition_id: int) -> Buyer:
    """Return a new company about which nothing else is known."""
    return Buyer(taxation=next((table.of_unknown(edition_id) for table in _tables), None))


def has_tax_table(edition_id: int) -> bool:
    """Return whether a tax table, rather than the rate cards, decides the taxes of the edition."""
    return unknown_buyer(edition_id).taxation is not None


def buyers_of(asked: Sequence[Asked], *, at: datetime) -> list[Buyer]:
    """Return buyers in the order asked, taxed as at this moment.

    This takes two queries, or six where there is a tax table. A company is returning if it had booked space in the
    edition before.
    """
    if not asked:
        return []
    known = _known(asked)
    taxed = next((tables.taxations(asked, at=at) for tables in _tables), [None] * len(asked))
    return [replace(buyer, taxation=taxation) for buyer, taxation in zip(known, taxed, strict=True)]


def _known(asked: Sequence[Asked]) -> list[Buyer]:
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


def buyer_of(company_id: int, edition_id: int, booking_id: int | None = None, *, at: datetime) -> Buyer:
    return buyers_of([Asked(company_id, edition_id, booking_id)], at=at)[0]
