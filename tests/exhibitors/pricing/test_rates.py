from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exhibitors.pricing import PriceList, Rate, RateKey, price_of
from pavilions.states import BoothKind, Section

SIDES = (Decimal(0), Decimal(10), Decimal(15), Decimal("12.5"))
BY_AREA = Rate(Decimal("2160.00"), None, SIDES)
BY_UNIT = Rate(Decimal("2400.00"), Decimal("21000.00"), SIDES)


@pytest.mark.parametrize(
    ("area", "open_sides", "rate", "price"),
    [
        ("36.00", 1, BY_AREA, "77760.00"),
        ("36.00", 2, BY_AREA, "85536.00"),
        ("13.37", 4, BY_AREA, "32489.10"),
        ("9.00", 1, BY_UNIT, "21000.00"),
        ("18.00", 2, BY_UNIT, "46200.00"),
        ("12.00", 1, BY_UNIT, "28800.00"),
        ("0.01", 1, Rate(Decimal("0.50")), "0.01"),
    ],
)
def test_price_is_area_times_rate_and_surcharge_rounded_half_up(
    area: str, open_sides: int, rate: Rate, price: str
) -> None:
    assert str(price_of(Decimal(area), open_sides, rate)) == price


@given(
    area=st.decimals("0.01", "9999.99", places=2),
    per_sqm=st.decimals("0", "99999.99", places=2),
    percent=st.decimals("0", "500", places=2),
)
def test_price_by_area_is_within_half_a_cent_of_the_exact_product(
    area: Decimal, per_sqm: Decimal, percent: Decimal
) -> None:
    exact = area * per_sqm * (100 + percent) / 100
    price = price_of(area, 1, Rate(per_sqm, None, (percent, percent, percent, percent)))
    assert abs(price - exact) <= Decimal("0.005")
    assert price.as_tuple().exponent == -2


def test_sector_without_a_price_of_its_own_has_that_of_its_section() -> None:
    everywhere = RateKey(Section.BUSINESS, None, BoothKind.RAW)
    prices = PriceList("CNY", {everywhere: BY_AREA, everywhere._replace(sector_id=3): Rate(Decimal(1_000))})
    assert prices.price(everywhere._replace(sector_id=3), Decimal(10), 2) == Decimal(10_000)
    assert prices.price(everywhere._replace(sector_id=4), Decimal(10), 1) == Decimal(21_600)
    assert prices.price(everywhere._replace(sector_id=4, kind=BoothKind.SHELL), Decimal(9), 1) is None
    assert prices.price(RateKey(Section.NATIONAL, None, BoothKind.RAW), Decimal(9), 1) is None
