"""The booth confirmation letter: issued once, frozen as a snapshot."""

from datetime import datetime
from typing import Any

from django.utils import translation

from exhibitors.documents.hall_geometry import freeze_halls
from exhibitors.models import Booking, ConfirmationLetter
from pavilions.models import Booth, SpaceClaim


def issue_confirmation(booking: Booking, *, at: datetime) -> ConfirmationLetter:
    """Write down what is being confirmed. Later changes of booths, names or plans do not reach it."""
    language = booking.contact.language if booking.contact else "en"
    with translation.override(language):
        snapshot = _snapshot(booking, at)
    return ConfirmationLetter.objects.create(
        booking=booking,
        number=f"{booking.reference}-{booking.letters.count() + 1}",
        language=language,
        snapshot=snapshot,
        issued_at=at,
    )


def _snapshot(booking: Booking, at: datetime) -> dict[str, Any]:
    edition, company = booking.edition, booking.company
    claims = booking.claims.live().filter(booth__isnull=False).select_related("booth__plan__hall", "allotment__sector")
    rows = list(claims.order_by("booth__plan__hall__position", "booth__plan__hall__name", "booth__number"))
    pairs = [(claim, claim.booth) for claim in rows if claim.booth is not None]
    return {
        "reference": booking.reference,
        "edition": edition.name,
        "opens": edition.opens_date.isoformat(),
        "closes": edition.closes_date.isoformat(),
        "issued": at.astimezone(edition.zone).date().isoformat(),
        "company": company.name,
        "company_local": company.name_local,
        "country": str(company.country),
        "country_name": str(company.country.name),
        "booths": [_booth(claim, booth) for claim, booth in pairs],
        "area_sqm": str(sum(claim.area_sqm for claim in rows)),
        "halls": freeze_halls([booth for _claim, booth in pairs]),
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
