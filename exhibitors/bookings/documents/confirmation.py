"""The booth confirmation letter: issued once, frozen as a snapshot."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import translation

from ciie.kernel.days import day_of
from exhibitors.bookings.documents.hall_geometry import FrozenPlans, freeze_halls
from exhibitors.bookings.models.booking import Booking, ConfirmationLetter
from pavilions.floor.models.floor_plan import Booth
from pavilions.ledger.models import SpaceClaim


def issue_confirmation(booking: Booking, *, at: datetime) -> ConfirmationLetter:
    """Write down what is being confirmed. Later changes of booths, names or plans do not reach it."""
    return issue_confirmations([booking], at=at, plans=FrozenPlans())[0]


def issue_confirmations(bookings: Sequence[Booking], *, at: datetime, plans: FrozenPlans) -> list[ConfirmationLetter]:
    """A letter for each of these, in three queries and two for each plan that `plans` does not know yet."""
    claims = _claims_of(bookings)
    issued = Counter(ConfirmationLetter.objects.filter(booking__in=bookings).values_list("booking_id", flat=True))
    return ConfirmationLetter.objects.bulk_create(
        [_letter(booking, claims[booking.pk], issued[booking.pk] + 1, at, plans) for booking in bookings]
    )


def _claims_of(bookings: Sequence[Booking]) -> defaultdict[int, list[SpaceClaim]]:
    """The claims to booths by booking, in the order of halls and numbers."""
    live = SpaceClaim.objects.live().filter(holder__in=[booking.pk for booking in bookings], booth__isnull=False)
    rows = live.select_related("booth__plan__hall", "allotment__sector")
    claims: defaultdict[int, list[SpaceClaim]] = defaultdict(list)
    for claim in rows.order_by("booth__plan__hall__position", "booth__plan__hall__name", "booth__number"):
        claims[claim.holder_id].append(claim)
    return claims


def _letter(
    booking: Booking, claims: Sequence[SpaceClaim], count: int, at: datetime, plans: FrozenPlans
) -> ConfirmationLetter:
    language = booking.contact.language if booking.contact else "en"
    with translation.override(language):
        snapshot = _snapshot(booking, claims, at, plans)
    return ConfirmationLetter(
        booking=booking,
        number=f"{booking.reference}-{count}",
        language=language,
        snapshot=snapshot,
        issued_at=at,
    )


def _snapshot(booking: Booking, claims: Sequence[SpaceClaim], at: datetime, plans: FrozenPlans) -> dict[str, Any]:
    edition, company = booking.edition, booking.company
    pairs = [(claim, claim.booth) for claim in claims if claim.booth is not None]
    return {
        "reference": booking.reference,
        "edition": edition.name,
        "opens": edition.opens_date.isoformat(),
        "closes": edition.closes_date.isoformat(),
        "issued": day_of(at, edition.zone).isoformat(),
        "company": company.name,
        "company_local": company.name_local,
        "country": str(company.country),
        "country_name": str(company.country.name),
        "booths": [_booth(claim, booth) for claim, booth in pairs],
        "area_sqm": str(sum(claim.area_sqm for claim in claims)),
        "halls": freeze_halls([booth for _claim, booth in pairs], plans),
    }


def _booth(claim: SpaceClaim, booth: Booth) -> dict[str, Any]:
    return {
        "hall": booth.plan.hall.name,
        "number": booth.number,
        "plan": booth.plan_id,
        "booth": booth.pk,
        "sector": claim.allotment.sector.code if claim.allotment.sector else "",
        "sector_name": str(claim.allotment.sector) if claim.allotment.sector else "",
        "area_sqm": str(claim.area_sqm),
        "kind": booth.kind,
        "open_sides": booth.sides,
    }
