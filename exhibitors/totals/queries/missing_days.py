"""Days that still lack a snapshot."""

from datetime import date, datetime, timedelta

from ciie.kernel.days import day_of
from exhibitors.totals.models import DailySnapshot
from pavilions.floor.models.edition import Edition
from pavilions.states import EditionStatus


def days_to_snapshot(at: datetime) -> dict[int, list[date]]:
    """By edition that has begun to book and is not archived: the days over in its zone that no snapshot tells of.

    The first of them is the day after the last snapshot, or the day booking opened.
    """
    editions = Edition.objects.filter(booking_opens_at__lt=at).exclude(status=EditionStatus.ARCHIVED)
    return {edition.pk: days for edition in editions if (days := _missing(edition, at))}


def _missing(edition: Edition, at: datetime) -> list[date]:
    taken = DailySnapshot.objects.filter(edition=edition).order_by("-on_date").values_list("on_date", flat=True).first()
    first = day_of(edition.booking_opens_at, edition.zone) if taken is None else taken + timedelta(days=1)
    today = min(day_of(at, edition.zone), edition.closes_date + timedelta(days=1))
    return [first + timedelta(days=n) for n in range((today - first).days)]
