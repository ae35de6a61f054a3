"""Changes of bookings that follow when a company's record changes."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.dispatch import receiver

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.locking import require_seen
from exhibitors.bookings.models import Booking
from exhibitors.companies.models import Company
from exhibitors.companies.operations import lock_company
from exhibitors.companies.signals import record_changed
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.operations import bump_plan_revision
from pavilions.states import ClaimState


def claimed_allotments(company_id: int) -> QuerySet[SpaceClaim, int]:
    """Return the allotments in which the company has space. Their plans name it to some viewers."""
    bookings = Booking.objects.filter(company_id=company_id).values("pk")
    return SpaceClaim.objects.live().filter(holder_id__in=bookings).values_list("allotment_id", flat=True)


@receiver(record_changed)
def follow_record(
    *, company: Company, country_before: str, is_shown_otherwise: bool, at: datetime, **_sent: Any
) -> None:
    """Mark plans that show the company differently as changed, and transfer its live m² to a new country."""
    if is_shown_otherwise:
        bump_plan_revision(claimed_allotments(company.pk))
    if str(company.country) != country_before:
        transfer_to_country(company, country=str(company.country), at=at)


@operation("exhibitors.company.publicity_set")
def set_publicity(company_id: int, *, is_named: bool, seen: int | None = None, actor: Actor, at: datetime) -> Company:
    """Show or stop showing the company's name on public plans, on the booths of its approved bookings."""
    company = lock_company(company_id)
    require("exhibitors.edit_company", actor, company)
    require_seen(company, seen)
    company.is_on_public_plans = is_named
    company.save(update_fields=["is_on_public_plans"])
    bump_plan_revision(claimed_allotments(company.pk))
    return company


TRANSFER = """
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


TRANSFER_OF_BOOKINGS = """
WITH claimed AS (
    SELECT claim.allotment_id, booking.state, sum(claim.area_sqm) AS area_sqm
    FROM pavilions_spaceclaim AS claim JOIN exhibitors_booking AS booking ON booking.holder_id = claim.holder_id
    WHERE booking.holder_id = ANY(%(bookings)s) AND claim.state <> %(released)s
    GROUP BY claim.allotment_id, booking.state
)
INSERT INTO exhibitors_spacemovement (allotment_id, company_id, country, state, area_sqm, happened_at)
SELECT allotment_id, %(giver)s, %(giver_country)s, state, -area_sqm, %(at)s FROM claimed
UNION ALL
SELECT allotment_id, %(taker)s, %(taker_country)s, state, area_sqm, %(at)s FROM claimed
"""


def transfer_bookings(bookings: Collection[int], *, giver: Company, taker: Company, at: datetime) -> None:
    """Transfer the live m² of these bookings from one company to another. The caller must have locked the bookings."""
    values: dict[str, Any] = {
        "bookings": list(bookings),
        "released": ClaimState.RELEASED.value,
        "giver": giver.pk,
        "giver_country": str(giver.country),
        "taker": taker.pk,
        "taker_country": str(taker.country),
        "at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(TRANSFER_OF_BOOKINGS, values)


def transfer_to_country(company: Company, *, country: str, at: datetime) -> None:
    """Transfer a company's live m² from its present country to another."""
    with connection.cursor() as cursor:
        cursor.execute(TRANSFER, {"company": company.pk, "new": country, "at": at})
