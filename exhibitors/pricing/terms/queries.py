"""The terms in force, their versions, and what was accepted for a booking."""

from collections.abc import Iterable

from django.db.models import Count, QuerySet

from exhibitors.pricing.terms.models import EditionTerms, TermsAcceptance
from pavilions.floor.models.edition import Edition


def terms_in_force(edition_id: int) -> EditionTerms | None:
    """The version published last; None where the edition has no terms."""
    return EditionTerms.objects.published().filter(edition_id=edition_id).order_by("-version").first()


def versions_of(edition: Edition) -> QuerySet[EditionTerms]:
    """Newest first, with `accepted`: how often each was accepted."""
    found = EditionTerms.objects.filter(edition=edition).select_related("published_by", "edition")
    return found.annotate(accepted=Count("acceptances")).order_by("-version")


def acceptance_of(booking_id: int) -> TermsAcceptance | None:
    """What was accepted last for a booking, with the version of the terms."""
    return accepted_for([booking_id]).get(booking_id)


def accepted_for(booking_ids: Iterable[int]) -> dict[int, TermsAcceptance]:
    """The same for several bookings; one query."""
    rows = TermsAcceptance.objects.filter(booking__in=list(booking_ids)).select_related("terms__edition")
    return {each.booking_id: each for each in rows.order_by("accepted_at", "pk")}
