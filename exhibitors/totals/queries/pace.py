"""How fast an edition fills, beside the editions before it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ciie.kernel.days import day_of
from exhibitors.totals.models import DailySnapshot
from pavilions.floor.models.edition import Edition

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
