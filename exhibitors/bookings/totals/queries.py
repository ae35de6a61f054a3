"""Queries for the running totals of an edition, and for its pace compared with earlier editions."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from ciie.kernel.caches import KeyedCache
from ciie.kernel.days import day_of
from ciie.kernel.errors import Sentence
from ciie.kernel.versions import version_of
from exhibitors.bookings.totals.models import DailySnapshot
from exhibitors.states import AWAITING_DECISION, BOOKED_STATES, BookingState
from exhibitors.versions import MOVEMENTS
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Sector
from pavilions.states import EditionStatus, Section
from pavilions.versions import HALLS, SECTORS_IN_USE, SPACE

# All figures come from one snapshot: under READ COMMITTED, two statements could see a fold or a booking between them.
TOTALS = """
WITH noted AS (
    SELECT allotment_id, company_id, country, state, area_sqm FROM exhibitors_spacetotal
    UNION ALL
    SELECT allotment_id, company_id, country, state, area_sqm FROM exhibitors_spacemovement WHERE folded_at IS NULL
), place AS (
    SELECT allotment.id, section, coalesce(sector.code, '') AS sector, hall.name AS hall,
        hall.position AS hall_position, capacity_sqm, claimed_sqm
    FROM pavilions_allotment AS allotment
    JOIN pavilions_hall AS hall ON hall.id = allotment.hall_id
    LEFT JOIN pavilions_sector AS sector ON sector.id = allotment.sector_id
    WHERE edition_id = %(edition)s
), stood AS (
    SELECT section, sector, hall, hall_position, company_id, country, state, sum(area_sqm) AS area_sqm,
        NULL::numeric AS capacity_sqm, NULL::numeric AS claimed_sqm
    FROM noted JOIN place ON place.id = noted.allotment_id
    GROUP BY section, sector, hall, hall_position, company_id, country, state HAVING sum(area_sqm) <> 0
    UNION ALL
    SELECT section, sector, hall, hall_position, NULL, NULL, NULL, NULL, capacity_sqm, claimed_sqm FROM place
)
SELECT grouping(section, sector, hall, country, state), coalesce(section, sector, hall, country, state),
    min(hall_position), sum(capacity_sqm), sum(claimed_sqm),
    coalesce(sum(area_sqm) FILTER (WHERE state = ANY(%(booked)s)), 0),
    coalesce(sum(area_sqm) FILTER (WHERE state = ANY(%(awaiting)s)), 0),
    coalesce(sum(area_sqm) FILTER (WHERE state = %(held)s), 0),
    count(DISTINCT company_id) FILTER (WHERE state = ANY(%(booked)s)),
    count(DISTINCT country) FILTER (WHERE state = ANY(%(booked)s) AND country <> ''),
    count(DISTINCT company_id)
FROM stood GROUP BY GROUPING SETS ((), (section), (sector), (hall), (country), (state))
"""
WHOLE, BY_SECTION, BY_SECTOR, BY_HALL, BY_COUNTRY, BY_STATE = 0b11111, 0b01111, 0b10111, 0b11011, 0b11101, 0b11110
"""Values of PostgreSQL's `grouping()`, in which a bit is set for each of the five columns not grouped by."""

COUNTED_FROM = (HALLS, SECTORS_IN_USE, SPACE, MOVEMENTS)
"""The parts of the version on which the figures depend.

Every change of a claim is a movement of its m² and changes its allotment; folding changes no sum.
"""

type Counted = tuple[list[tuple[Any, ...]], dict[str, Sector]]
"""The counted rows, and the sectors of the edition by code."""

_COUNTED = KeyedCache[tuple[int, str], Counted](16)
"""The counted figures by edition and version."""


@dataclass(frozen=True)
class Line:
    """The figures of one section, sector, hall, country or state.

    `awaiting_sqm` are reserved and await a decision; `held_sqm` are in drafts. `companies` and `countries` are those
    that booked; in a line by state, `companies` are those in that state. Capacity and claimed m² are given only for
    places.
    """

    key: str
    label: Sentence
    position: int
    capacity_sqm: Decimal | None
    claimed_sqm: Decimal | None
    booked_sqm: Decimal
    awaiting_sqm: Decimal
    held_sqm: Decimal
    companies: int
    countries: int

    @property
    def area_sqm(self) -> Decimal:
        return self.booked_sqm + self.awaiting_sqm + self.held_sqm

    @property
    def pavilions_sqm(self) -> Decimal:
        """The m² claimed here by others than bookings, which are the national pavilions."""
        return Decimal(0) if self.claimed_sqm is None else self.claimed_sqm - self.area_sqm

    @property
    def given_sqm(self) -> Decimal:
        """The m² booked or allocated to a national pavilion."""
        return self.booked_sqm + self.pavilions_sqm

    @property
    def left_sqm(self) -> Decimal | None:
        if self.capacity_sqm is None or self.claimed_sqm is None:
            return None
        return self.capacity_sqm - self.claimed_sqm


@dataclass(frozen=True)
class Totals:
    """The running totals of an edition at one moment. The lines of each kind add up to `booked_sqm`."""

    as_of: datetime
    whole: Line
    by_section: tuple[Line, ...]
    by_sector: tuple[Line, ...]
    by_hall: tuple[Line, ...]
    by_country: tuple[Line, ...]
    by_state: tuple[Line, ...]

    @property
    def booked_sqm(self) -> Decimal:
        return self.whole.booked_sqm

    @property
    def capacity_sqm(self) -> Decimal:
        return self.whole.capacity_sqm or Decimal(0)

    @property
    def companies(self) -> int:
        return self.whole.companies

    @property
    def countries(self) -> int:
        return self.whole.countries

    def section(self, section: Section) -> Line | None:
        return next((line for line in self.by_section if line.key == section), None)


def totals_of(edition_id: int, *, at: datetime) -> Totals:
    """Return the running totals of an edition. Booked m² are live claims of approved or confirmed bookings.

    This takes one query, and two for the figures unless they are unchanged since this process last counted them.
    """
    version = version_of(COUNTED_FROM, at=at)
    rows, sectors = _COUNTED.get_or_read((edition_id, version), partial(_count, edition_id))
    lines = _lines(rows, sectors)
    return Totals(
        as_of=at,
        whole=lines[WHOLE][0],
        by_section=_sorted(lines[BY_SECTION], lambda line: Section.values.index(line.key)),
        by_sector=_sorted(
            lines[BY_SECTOR], lambda line: sectors[line.key].position if line.key in sectors else float("inf")
        ),
        by_hall=_sorted(lines[BY_HALL], lambda line: line.position),
        by_country=_sorted(lines[BY_COUNTRY], lambda line: -line.booked_sqm),
        by_state=_sorted(lines[BY_STATE], lambda line: BookingState.values.index(line.key)),
    )


def _count(edition_id: int) -> Counted:
    sectors = {sector.code: sector for sector in Sector.objects.filter(allotments__edition=edition_id).distinct()}
    values: dict[str, int | str | list[str]] = {
        "edition": edition_id,
        "booked": [str(state) for state in BOOKED_STATES],
        "awaiting": [str(state) for state in AWAITING_DECISION],
        "held": str(BookingState.DRAFT),
    }
    with connection.cursor() as cursor:
        cursor.execute(TOTALS, values)
        return list(cursor.fetchall()), sectors


def _lines(rows: Iterable[tuple[Any, ...]], sectors: dict[str, Sector]) -> defaultdict[int, list[Line]]:
    lines: defaultdict[int, list[Line]] = defaultdict(list)
    for kind, found, position, *areas, companies, countries_, companies_in_state in rows:
        if kind == WHOLE or found is not None:  # capacities have no country or state
            key, counted = found or "", companies_in_state if kind == BY_STATE else companies
            label = _label(kind, key, sectors)
            lines[kind].append(Line(key, label, position or 0, *[*areas, counted, countries_]))
    return lines


def _label(kind: int, key: str, sectors: dict[str, Sector]) -> Sentence:
    if kind == BY_SECTION:
        return Section(key).label
    if kind == BY_SECTOR:
        return str(sectors[key]) if key in sectors else Section.NATIONAL.label
    if kind == BY_COUNTRY:
        return countries.name(key) or _("not stated")
    if kind == BY_STATE:
        return BookingState(key).label
    return key


def _sorted(lines: Iterable[Line], key: Callable[[Line], float | Decimal]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: (key(line), str(line.label))))


ESTIMATED = "estimated"
MOST_EARLIER = 7
"""The number of earlier editions in a comparison. More lines would make a chart unreadable."""


@dataclass(frozen=True)
class Pace:
    """The days of one edition with what was booked at their end. `source` is blank for our own figures."""

    edition: Edition
    days: tuple[DailySnapshot, ...]


def days_before(edition: Edition, day: date) -> int:
    return (edition.opens_date - day).days


def is_estimated(snapshot: DailySnapshot) -> bool:
    return snapshot.source.startswith(ESTIMATED)


def pace_of(edition: Edition, *, booked_sqm: Decimal, at: datetime) -> list[Pace]:
    """Return this edition and the latest earlier ones with known days, oldest first, in two queries.

    The edition's own last point is `booked_sqm` at this moment.
    """
    is_known = Exists(DailySnapshot.objects.filter(edition=OuterRef("pk")))
    before = Edition.objects.filter(is_known, number__lt=edition.number).order_by("-number")[:MOST_EARLIER]
    editions = [*reversed(before), edition]
    known: defaultdict[int, list[DailySnapshot]] = defaultdict(list)
    for snapshot in DailySnapshot.objects.filter(edition__in=editions).order_by("on_date"):
        known[snapshot.edition_id].append(snapshot)
    today = day_of(at, edition.zone)
    known[edition.pk] = [day for day in known[edition.pk] if day.on_date < today]
    known[edition.pk].append(DailySnapshot(edition=edition, on_date=today, booked_sqm=booked_sqm))
    return [Pace(each, tuple(known[each.pk])) for each in editions]


def days_to_snapshot(at: datetime) -> dict[int, list[date]]:
    """Return the past days without a snapshot by edition that has opened booking and is not archived.

    The days end in the edition's time zone. The first is the day after the last snapshot, or the day booking opened.
    """
    editions = Edition.objects.filter(booking_opens_at__lt=at).exclude(status=EditionStatus.ARCHIVED)
    missing = {}
    for edition in editions:
        taken = DailySnapshot.objects.filter(edition=edition).order_by("-on_date").values_list("on_date", flat=True)
        last = taken.first()
        first = day_of(edition.booking_opens_at, edition.zone) if last is None else last + timedelta(days=1)
        today = min(day_of(at, edition.zone), edition.closes_date + timedelta(days=1))
        if days := [first + timedelta(days=n) for n in range((today - first).days)]:
            missing[edition.pk] = days
    return missing
