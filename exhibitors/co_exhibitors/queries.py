"""Companies on others' stands, and how many companies an edition shows."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from django.db.models import Exists, OuterRef, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from exhibitors.bookings.models import Booking
from exhibitors.co_exhibitors.models import CoExhibitor, CoExhibitorFee
from exhibitors.co_exhibitors.states import CoExhibitorKind
from exhibitors.companies.models import Company, Participation
from exhibitors.pricing import STANDARD_UNIT_SQM
from exhibitors.pricing.queries.buyers import Fact, tell_fact
from exhibitors.states import BOOKED_STATES
from pavilions.floor.models.edition import Edition
from pavilions.ledger.models import SpaceClaim

HOLDER = "holder"

tell_fact(
    Fact.CO_EXHIBITORS,
    f"""
        SELECT count(*) FROM exhibitors_coexhibitor AS shown
        WHERE shown.booking_id = asked.booking AND shown.kind = '{CoExhibitorKind.CO_EXHIBITOR}'
    """,  # noqa: S608  # a kind of ours
)


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


def companies_on_show(edition_id: int) -> CompaniesOnShow:
    """One statement. Companies are the same by name and country, whether in the register or typed in."""
    claims = SpaceClaim.objects.live().filter(holder=OuterRef("pk"))
    stands = Booking.objects.booked().filter(Exists(claims), edition=edition_id)
    others = CoExhibitor.objects.filter(booking__edition=edition_id, booking__state__in=BOOKED_STATES)
    rows = stands.values_list(Value(HOLDER), "company__normalized_name", "company__country").union(
        others.values_list(
            "kind",
            Coalesce("company__normalized_name", "normalized_name"),
            Coalesce("company__country", "country"),
        )
    )
    companies: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for kind, name, country in rows:
        companies[kind].add((name, country))
    holders, sharers = companies[HOLDER], companies[CoExhibitorKind.CO_EXHIBITOR]
    represented = companies[CoExhibitorKind.REPRESENTED]
    on_show = holders | sharers
    return CompaniesOnShow(len(holders), len(sharers), len(on_show), len(represented - on_show))


def takes_part(company_id: int, edition_id: int) -> bool:
    """With space of its own, with staff on another's stand, or by the list of exhibitors of an earlier edition."""
    booked = Booking.objects.booked().filter(edition=edition_id)
    guest = CoExhibitor.objects.filter(company=OuterRef("pk"), kind=CoExhibitorKind.CO_EXHIBITOR, booking__in=booked)
    listed = Participation.objects.filter(company=OuterRef("pk"), edition=edition_id)
    taking_part = Exists(booked.filter(company=OuterRef("pk"))) | Exists(guest) | Exists(listed)
    return Company.objects.filter(taking_part, pk=company_id).exists()


def revision_of_fees(edition_id: int) -> int:
    """One number for all fees of an edition; it grows with each change, since fees are set and never removed."""
    fees = CoExhibitorFee.objects.filter(edition_id=edition_id)
    return sum(fees.values_list("revision", flat=True))
