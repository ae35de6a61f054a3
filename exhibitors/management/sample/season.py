"""The booking season so far: which booths each company gets, and the course of its booking day by day.

Some booths stay free. The rest is cut into groups of neighbours, one for each company. Bookings are written in bulk,
for speed, but in the steps that the operations take: they are created as submitted with reserved claims, and then move
on. Every step appends its movements and is recorded under its action code and its own time.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

import pghistory
from django.db import connection
from django.db.models import F, Model

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM, Actor
from exhibitors.bookings.documents.confirmation import FrozenPlans, issue_confirmations
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.bookings import MAX_BOOTHS_PER_BOOKING, movements_of
from exhibitors.bookings.totals.models import SpaceMovement
from exhibitors.companies.models import Company
from exhibitors.management.sample.editions import SHANGHAI
from exhibitors.states import BookingState
from pavilions.floor.ledger.models import SpaceClaim, SpaceHolder
from pavilions.floor.ledger.operations.ledger import area_by_allotment, take_capacity
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import ClaimState, HolderKind

LONGEST_GAP = 5


def leave_free(booths: Sequence[Booth], *, booked_sqm: Decimal, chance: Random) -> tuple[list[Booth], list[Booth]]:
    """Split booths into (free, booked) so that just over `booked_sqm` is booked. Free booths lie in small clusters."""
    spare = sum((booth.area_sqm for booth in booths), Decimal()) - booked_sqm
    free: set[int] = set()
    starts = list(range(len(booths)))
    chance.shuffle(starts)
    for start in starts:
        for place in range(start, min(start + chance.randint(1, LONGEST_GAP), len(booths))):
            if place not in free and booths[place].area_sqm <= spare:
                free.add(place)
                spare -= booths[place].area_sqm
    return [booths[n] for n in sorted(free)], [booth for n, booth in enumerate(booths) if n not in free]


def cut_in_groups(booths: Sequence[Booth], sizes: Sequence[float]) -> list[list[Booth]]:
    """Cut booths, in order, into one group for each size, close to its share of the area. No group is empty.

    Raises `ValueError` if there are fewer booths than sizes, or too many for the number of booths that a booking may
    have.
    """
    if not len(sizes) <= len(booths) <= len(sizes) * MAX_BOOTHS_PER_BOOKING:
        raise ValueError(f"{len(booths)} booths cannot go to {len(sizes)} companies.")
    groups: list[list[Booth]] = []
    rest = list(booths)
    for number, size in enumerate(sizes):
        others = len(sizes) - number - 1
        fair = float(sum(booth.area_sqm for booth in rest)) * size / sum(sizes[number:])
        count = _nearest_count(rest, fair)
        least = max(1, len(rest) - others * MAX_BOOTHS_PER_BOOKING)
        count = max(least, min(count, MAX_BOOTHS_PER_BOOKING, len(rest) - others))
        groups.append(rest[:count])
        rest = rest[count:]
    return groups


def _nearest_count(booths: Sequence[Booth], area: float) -> int:
    """Return how many of the first booths come closest to an area."""
    reached = 0.0
    for count, booth in enumerate(booths):
        if reached + float(booth.area_sqm) / 2 > area:
            return count
        reached += float(booth.area_sqm)
    return len(booths)


PACE = (
    (date(2023, 11, 6), 0.0),
    (date(2023, 11, 10), 0.17),
    (date(2023, 12, 29), 0.44),
    (date(2024, 1, 31), 0.66),
    (date(2024, 2, 28), 0.862),
    (date(2024, 3, 29), 0.915),
    (date(2024, 5, 16), 1.0),
)
"""The share of today's booked m² approved by the end of a day. It is over 240,000 m² by the end of February."""

DECISION_WEEKDAYS = (1, 4)
"""The office decides on Tuesdays and Fridays, and on the last day of `PACE`."""

SIGNED_SHARE = 0.62
SIGNING_DAYS = (10, 45)
DECIDING_DAYS = (2, 9)
ANALYZE_EVERY = 80

type Group = tuple[Company, User, Sequence[Booth]]
"""A company, the person who acts for it, and the booths it books."""


@dataclass
class Course:
    """The course of one company's booking: its booths, and the times of its steps."""

    company: Company
    contact: User
    booths: Sequence[Booth]
    submitted_at: datetime
    approved_at: datetime
    confirmed_at: datetime | None
    booking: Booking = field(init=False)


def plan_courses(groups: Sequence[Group], *, until: datetime, chance: Random) -> list[Course]:
    """Give each group of booths its days, so that the approved m² follow `PACE`."""
    shuffled = list(groups)
    chance.shuffle(shuffled)
    total = sum(booth.area_sqm for group in shuffled for booth in group[2])
    reached = Decimal()
    courses = []
    for group in shuffled:
        reached += sum(booth.area_sqm for booth in group[2])
        day = _day_of(float(reached / total))
        submitted = max(PACE[0][0], day - timedelta(days=chance.randint(*DECIDING_DAYS)))
        signed = _moment(day + timedelta(days=chance.randint(*SIGNING_DAYS)), 11)
        is_signed = chance.random() < SIGNED_SHARE and signed < until
        courses.append(Course(*group, _moment(submitted, 10), _moment(day, 15), signed if is_signed else None))
    return courses


def _day_of(share: float) -> date:
    """Return the day of decisions by which this share of the m² was approved."""
    place = max(1, bisect_left([reached for _day, reached in PACE], share))
    (before, low), (after, high) = PACE[place - 1], PACE[min(place, len(PACE) - 1)]
    day = before + (after - before) * ((share - low) / (high - low))
    while day.weekday() not in DECISION_WEEKDAYS and day < PACE[-1][0]:
        day += timedelta(days=1)
    return day


def _moment(day: date, hour: int) -> datetime:
    """Return the time of all submissions, or all decisions, of a day. The minute differs by day."""
    return datetime.combine(day, time(hour, day.toordinal() * 7 % 60), SHANGHAI)


def play_season(edition: Edition, courses: Sequence[Course], *, organizer: User, finance: User) -> None:
    """Take every step of every course, in the order of time."""
    steps = [(course.submitted_at, 0, course) for course in courses]
    steps += [(course.approved_at, 1, course) for course in courses]
    steps += [(course.confirmed_at, 2, course) for course in courses if course.confirmed_at]
    grouped: dict[tuple[datetime, int], list[Course]] = defaultdict(list)
    plans = FrozenPlans()
    for at, step, course in steps:
        grouped[at, step].append(course)
    for number, (at, step) in enumerate(sorted(grouped)):
        if number % ANALYZE_EVERY == 1:
            analyze(SpaceHolder, Booking, SpaceClaim)
        batch = grouped[at, step]
        if step == 0:
            _submit(edition, batch, at)
        elif step == 1:
            _approve(batch, organizer, at, plans)
        else:
            _confirm(batch, finance, at)


def recorded(action: str, actor: Actor, at: datetime) -> pghistory.context:
    """Record what is written in the block in the history as if the operation had written it."""
    return pghistory.context(action=action, actor=actor.pk, actor_name=str(actor), at=at.isoformat(), request=None)


def _submit(edition: Edition, courses: Sequence[Course], at: datetime) -> None:
    with recorded("exhibitors.booking.booked", SYSTEM, at):
        holders = SpaceHolder.objects.bulk_create(
            SpaceHolder(edition=edition, kind=HolderKind.BOOKING) for _course in courses
        )
        for course, holder in zip(courses, holders, strict=True):
            course.booking = Booking(
                holder=holder,
                edition=edition,
                company=course.company,
                contact=course.contact,
                state=BookingState.SUBMITTED,
                created_at=course.submitted_at,
                submitted_at=course.submitted_at,
            )
        Booking.objects.bulk_create(course.booking for course in courses)
        SpaceClaim.objects.bulk_create(_claim(course, booth) for course in courses for booth in course.booths)
        take_capacity(area_by_allotment(_claim(course, booth) for course in courses for booth in course.booths))
        _append(courses, at, entered=BookingState.SUBMITTED)


def _claim(course: Course, booth: Booth) -> SpaceClaim:
    return SpaceClaim(
        holder=course.booking.holder,
        allotment_id=booth.allotment_id,
        booth=booth,
        area_sqm=booth.area_sqm,
        state=ClaimState.RESERVED,
        claimed_at=course.submitted_at,
    )


def _approve(courses: Sequence[Course], organizer: User, at: datetime, plans: FrozenPlans) -> None:
    keys = [course.booking.pk for course in courses]
    with recorded("exhibitors.booking.approved", organizer, at):
        Booking.objects.filter(pk__in=keys).update(
            state=BookingState.APPROVED, decided_at=at, decided_by=organizer, revision=F("revision") + 1
        )
        SpaceClaim.objects.live().filter(holder_id__in=keys).update(state=ClaimState.COMMITTED)
        issue_confirmations([course.booking for course in courses], at=at, plans=plans)
        _append(courses, at, left=BookingState.SUBMITTED, entered=BookingState.APPROVED)


def _confirm(courses: Sequence[Course], finance: User, at: datetime) -> None:
    with recorded("exhibitors.booking.confirmed", finance, at):
        Booking.objects.filter(pk__in=[course.booking.pk for course in courses]).update(
            state=BookingState.CONFIRMED, revision=F("revision") + 1
        )
        _append(courses, at, left=BookingState.APPROVED, entered=BookingState.CONFIRMED)


def _append(
    courses: Sequence[Course], at: datetime, *, entered: BookingState, left: BookingState | None = None
) -> None:
    SpaceMovement.objects.bulk_create(
        movement
        for course in courses
        for movement in movements_of(
            course.booking,
            area_by_allotment(_claim(course, booth) for booth in course.booths),
            left=left,
            entered=entered,
            at=at,
        )
    )


def analyze(*models: type[Model]) -> None:
    """Update the planner's statistics of these tables.

    Autovacuum sees nothing of a transaction that is still open, and plans made for empty tables take seconds on full
    ones.
    """
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
