"""Queries for the terms in force, their versions, and their acceptances for bookings."""

from collections.abc import Iterable

from django.db.models import Count, QuerySet

from exhibitors.pricing.terms.models import EditionTerms, TermsAcceptance
from pavilions.floor.models.edition import Edition


def terms_in_force(edition_id: int) -> EditionTerms | None:
    """Return the version published last, or None if the edition has no terms."""
    return EditionTerms.objects.published().filter(edition_id=edition_id).order_by("-version").first()


def versions_of(edition: Edition) -> QuerySet[EditionTerms]:
    """Return all versions, newest first, with `accepted`, the number of acceptances of each."""
    found = EditionTerms.objects.filter(edition=edition).select_related("published_by", "edition")
    return found.annotate(accepted=Count("acceptances")).order_by("-version")


def acceptance_of(booking_id: int) -> TermsAcceptance | None:
    """Return the latest acceptance for a booking, with the version of the terms."""
    return accepted_for([booking_id]).get(booking_id)


def accepted_for(booking_ids: Iterable[int]) -> dict[int, TermsAcceptance]:
    """Return the latest acceptances by the key of the booking, in one query."""
    rows = TermsAcceptance.objects.filter(booking__in=list(booking_ids)).select_related("terms__edition")
    return {each.booking_id: each for each in rows.order_by("accepted_at", "pk")}
