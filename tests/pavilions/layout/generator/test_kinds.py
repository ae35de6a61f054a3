from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pavilions.plans.layout.generator import SHANGHAI
from pavilions.plans.layout.generator.hall_layout import kinds_of
from pavilions.states import BoothKind

RAW, SHELL = BoothKind.RAW, BoothKind.SHELL
AREAS = st.lists(st.decimals(Decimal(9), Decimal(400), places=2), min_size=1, max_size=60)


def test_size_decides_where_no_share_is_requested() -> None:
    assert kinds_of([Decimal(9), Decimal(36), Decimal("35.99")], SHANGHAI, None) == [SHELL, RAW, SHELL]


@pytest.mark.parametrize(
    ("share", "kinds"),
    [
        (0, [SHELL, SHELL, SHELL, SHELL]),
        (Decimal("0.5"), [SHELL, RAW, SHELL, SHELL]),
        (Decimal("0.7"), [RAW, RAW, SHELL, SHELL]),
        (1, [RAW, RAW, RAW, RAW]),
    ],
)
def test_largest_booths_are_raw_first_and_the_first_of_one_size(share: Decimal, kinds: list[BoothKind]) -> None:
    areas = [Decimal(9), Decimal(36), Decimal(9), Decimal(9)]
    assert kinds_of(areas, SHANGHAI, Decimal(share)) == kinds


@given(areas=AREAS, percent=st.decimals(0, 100, places=2))
def test_share_is_kept_to_within_half_a_booth(areas: list[Decimal], percent: Decimal) -> None:
    kinds = kinds_of(areas, SHANGHAI, percent / 100)
    raw = sum((area for area, kind in zip(areas, kinds, strict=True) if kind is RAW), Decimal())
    assert abs(raw - sum(areas, Decimal()) * percent / 100) <= max(areas) / 2
