from decimal import Decimal
from random import Random

import pytest

from exhibitors.management.sample.season import cut_in_groups, leave_free
from pavilions.floor.models.floor_plan import Booth


def booths(*areas: int) -> list[Booth]:
    return [Booth(area_sqm=Decimal(area), number=str(number)) for number, area in enumerate(areas)]


def test_just_over_the_wanted_area_is_booked() -> None:
    all_booths = booths(*[9, 18, 36] * 40)
    free, booked = leave_free(all_booths, booked_sqm=Decimal(2_000), chance=Random(1))  # noqa: S311
    assert 2_000 <= sum(booth.area_sqm for booth in booked) < 2_009
    assert sorted([*free, *booked], key=id) == sorted(all_booths, key=id)


def test_groups_follow_the_sizes_and_keep_the_order() -> None:
    row = booths(*[9] * 12)
    groups = cut_in_groups(row, [1, 3, 2])
    assert [len(group) for group in groups] == [2, 6, 4]
    assert [booth for group in groups for booth in group] == row


def test_no_group_is_empty_however_small_its_size() -> None:
    assert [len(group) for group in cut_in_groups(booths(900, 9, 9), [1, 1, 1])] == [1, 1, 1]


def test_too_few_booths_are_refused() -> None:
    with pytest.raises(ValueError, match="2 booths cannot go to 3 companies"):
        cut_in_groups(booths(9, 9), [1, 1, 1])
