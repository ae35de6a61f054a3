"""Dividing booths: some stay free, the rest is cut into groups of neighbours, one for each company."""

from collections.abc import Sequence
from decimal import Decimal
from random import Random

from exhibitors.bookings.operations.bookings import MAX_BOOTHS_PER_BOOKING
from pavilions.floor.models.floor_plan import Booth

LONGEST_GAP = 5


def leave_free(booths: Sequence[Booth], *, booked_sqm: Decimal, chance: Random) -> tuple[list[Booth], list[Booth]]:
    """Split booths in (free, booked) so that just over `booked_sqm` is booked; free ones lie in small clusters."""
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
    """Cut booths, in their order, into one group for each size, near to its share of the area; none is empty.

    ValueError when there are fewer booths than sizes, or too many for bookings of legal length.
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
    """How many of the first booths come nearest to an area."""
    reached = 0.0
    for count, booth in enumerate(booths):
        if reached + float(booth.area_sqm) / 2 > area:
            return count
        reached += float(booth.area_sqm)
    return len(booths)
