"""The booth confirmation letter: issued once, frozen as a snapshot."""

from datetime import datetime

from exhibitors.models import Booking, ConfirmationLetter


def issue_confirmation(booking: Booking, *, at: datetime) -> ConfirmationLetter:
    """Write down what is being confirmed. Later changes of booths, names or plans do not reach it."""
    claims = booking.claims.live().filter(booth__isnull=False).select_related("booth__plan__hall", "allotment__sector")
    booths = [
        {
            "hall": claim.booth.plan.hall.name,
            "number": claim.booth.number,
            "plan": claim.booth.plan_id,
            "booth": claim.booth_id,
            "sector": claim.allotment.sector.code if claim.allotment.sector else "",
            "area_sqm": str(claim.area_sqm),
            "kind": claim.booth.kind,
            "open_sides": claim.booth.sides,
        }
        for claim in claims.order_by("booth__plan__hall__position", "booth__number")
        if claim.booth is not None
    ]
    return ConfirmationLetter.objects.create(
        booking=booking,
        number=f"{booking.reference}-{booking.letters.count() + 1}",
        language=booking.contact.language if booking.contact else "en",
        snapshot={
            "reference": booking.reference,
            "edition": booking.edition.name,
            "opens": booking.edition.opens_date.isoformat(),
            "closes": booking.edition.closes_date.isoformat(),
            "company": booking.company.name,
            "company_local": booking.company.name_local,
            "country": str(booking.company.country),
            "booths": booths,
            "area_sqm": str(sum(claim.area_sqm for claim in claims)),
        },
        issued_at=at,
    )
