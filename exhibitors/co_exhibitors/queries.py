"""Companies on others' stands, and how many companies an edition shows."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from django.db.models import QuerySet, Sum

from ciie.kernel.statements import rows_of
from exhibitors.bookings.models.booking import Booking
from exhibitors.co_exhibitors.models import CoExhibitor, CoExhibitorFee
from exhibitors.co_exhibitors.states import CoExhibitorKind
from exhibitors.pricing import STANDARD_UNIT_SQM
from exhibitors.states import BOOKED_STATES
from pavilions.floor.models.edition import Edition


def most_of_a_kind(area_sqm: Decimal) -> int:
    """How many co-exhibitors, and how many represented companies, a stand may show: one per 9 m² begun."""
    return int((area_sqm / STANDARD_UNIT_SQM).to_integral_value(ROUND_CEILING))


def co_exhibitors_of(booking: Booking) -> QuerySet[CoExhibitor]:
    rows = booking.co_exhibitors.select_related("company", "exhibitor", "booking__edition")
    return rows.order_by("kind", "name")


def charges_of(booking: Booking) -> list[tuple[str, Decimal]]:
    """What the companies on a stand are charged together, by currency; the main exhibitor is billed for them."""
    rows = booking.co_exhibitors.filter(fee__isnull=False).order_by().values_list("currency")
    return [(currency, total) for currency, total in rows.annotate(total=Sum("fee")).order_by("currency")]


def co_exhibitors_in(edition: Edition) -> QuerySet[CoExhibitor]:
    """Those on booked stands; on others they are not certain to be there."""
    rows = CoExhibitor.objects.filter(booking__edition=edition, booking__state__in=BOOKED_STATES)
    return rows.select_related("company", "exhibitor", "booking__edition")


def fees_of(edition: Edition) -> dict[str, Decimal]:
    return dict(CoExhibitorFee.objects.filter(edition=edition).values_list("kind", "amount"))


@dataclass(frozen=True)
class CompaniesOnShow:
    """`on_show` is holders and co-exhibitors, each company once however many stands it is on.

    Represented companies are listed apart and never added, as FKM and UFI count (goods alone make no exhibitor).
    """

    holders: int
    co_exhibitors: int
    on_show: int
    represented: int


ON_SHOW = """
WITH holders AS (
    SELECT DISTINCT company.normalized_name, company.country
    FROM exhibitors_booking AS booking
    JOIN exhibitors_company AS company ON company.id = booking.company_id
    WHERE booking.edition_id = %(edition)s AND booking.state = ANY(%(booked)s) AND EXISTS (
        SELECT FROM pavilions_spaceclaim AS claim
        WHERE claim.holder_id = booking.holder_id AND claim.state <> 'released'
    )
), shown AS (
    SELECT DISTINCT coalesce(company.normalized_name, shown.normalized_name) AS normalized_name,
        coalesce(company.country, shown.country) AS country, shown.kind
    FROM exhibitors_coexhibitor AS shown
    JOIN exhibitors_booking AS booking ON booking.holder_id = shown.booking_id
    LEFT JOIN exhibitors_company AS company ON company.id = shown.company_id
    WHERE booking.edition_id = %(edition)s AND booking.state = ANY(%(booked)s)
), sharers AS (
    SELECT normalized_name, country FROM shown WHERE kind = %(co_exhibitor)s
)
SELECT (SELECT count(*) FROM holders), (SELECT count(*) FROM sharers),
    (SELECT count(*) FROM (SELECT * FROM holders UNION SELECT * FROM sharers) AS either),
    (SELECT count(*) FROM (
        SELECT normalized_name, country FROM shown WHERE kind = %(represented)s
        EXCEPT (SELECT * FROM holders UNION SELECT * FROM sharers)
    ) AS apart)
"""


def companies_on_show(edition_id: int) -> CompaniesOnShow:
    """One statement. Companies are the same by name and country, whether in the register or typed in."""
    values = {
        "edition": edition_id,
        "booked": [str(state) for state in BOOKED_STATES],
        "co_exhibitor": str(CoExhibitorKind.CO_EXHIBITOR),
        "represented": str(CoExhibitorKind.REPRESENTED),
    }
    ((holders, sharers, on_show, represented),) = rows_of(ON_SHOW, values)
    return CompaniesOnShow(holders, sharers, on_show, represented)


def revision_of_fees(edition_id: int) -> int:
    """One number for all fees of an edition; it grows with each change, since fees are set and never removed."""
    fees = CoExhibitorFee.objects.filter(edition_id=edition_id)
    return sum(fees.values_list("revision", flat=True))
