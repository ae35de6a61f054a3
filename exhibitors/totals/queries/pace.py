"""How fast an edition fills, beside the editions before it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from ciie.kernel.days import day_of
from exhibitors.totals.models import DailySnapshot
from pavilions.floor.models.edition import Edition
from pavilions.states import EditionStatus

ESTIMATED = "estimated"


@dataclass(frozen=True)
class Pace:
    """One edition's days with what stood booked when they ended; `source` is blank where we counted ourselves."""

    edition: Edition
    days: tuple[DailySnapshot, ...]


def days_before(edition: Edition, day: date) -> int:
    return (edition.opens_date - day).days


def is_estimated(snapshot: DailySnapshot) -> bool:
    return snapshot.source.startswith(ESTIMATED)


def pace_of(edition: Edition, *, booked_sqm: Decimal, at: datetime) -> list[Pace]:
    """This edition and those before it of which any day is known, oldest first; two queries.

    The edition's own last point is `booked_sqm` at this moment.
    """
    known: defaultdict[int, list[DailySnapshot]] = defaultdict(list)
    for snapshot in DailySnapshot.objects.filter(edition__number__lte=edition.number).order_by("on_date"):
        known[snapshot.edition_id].append(snapshot)
    today = day_of(at, edition.zone)
    known[edition.pk] = [day for day in known[edition.pk] if day.on_date < today]
    known[edition.pk].append(DailySnapshot(edition=edition, on_date=today, booked_sqm=booked_sqm))
    editions = Edition.objects.filter(pk__in=known).order_by("number")
    return [Pace(each, tuple(known[each.pk])) for each in editions]


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
