"""Published tariffs of real shows as rate cards; the figures are worked out by hand from the published prices."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exhibitors.pricing.rate_cards import (
    BASES,
    Basis,
    Buyer,
    Conditions,
    PriceCalculator,
    Rule,
    RuleKind,
    Space,
)
from pavilions.states import BoothKind, Section

DAY = date(2024, 5, 17)
OUTDOOR, BULKY = 90, 91
"""A hall out of doors, and a sector of bulky goods."""

NEWCOMER, REGULAR = Buyer(), Buyer(is_returning=True)
keys = count(1)


def rule(kind: RuleKind, basis: Basis, amount: str, /, **given: object) -> Rule:
    named = {
        name: given.pop(name)
        for name in ("min_sqm", "whole_sqm", "at_most", "only_one_of", "of_remainder")
        if name in given
    }
    return Rule(
        key=next(keys),
        kind=kind,
        basis=basis,
        amount=Decimal(amount),
        conditions=Conditions(**given),  # type: ignore[arg-type]  # each test gives what its rule asks
        **named,  # type: ignore[arg-type]
    )


def sides(count: int) -> dict[str, object]:
    return {"sides_from": count, "sides_to": count}


def by_sides(*prices: str, **given: object) -> list[Rule]:
    """Prices per m² in a row, at a corner, at an end, of an island."""
    return [
        rule(RuleKind.SPACE, Basis.SQM, price, **sides(open_sides), **given)
        for open_sides, price in enumerate(prices, start=1)
    ]


def charge(basis: Basis, amount: str, **given: object) -> Rule:
    return rule(RuleKind.CHARGE, basis, amount, **given)


def booth(area: str, open_sides: int = 1, kind: BoothKind = BoothKind.RAW, **given: object) -> Space:
    values: dict[str, object] = {"sector_id": 1, "hall_id": 1, **given}
    return Space(Section.BUSINESS, kind=kind, open_sides=open_sides, area_sqm=Decimal(area), **values)  # type: ignore[arg-type]


def amounts(card: PriceCalculator, spaces: Sequence[Space], buyer: Buyer = NEWCOMER, day: date = DAY) -> list[str]:
    return [str(line.amount) for line in card.quote(spaces, buyer, day).lines]


EUROCIS = PriceCalculator(
    "EUR",
    [
        rule(RuleKind.SPACE, Basis.SQM, "130", hall_ids=frozenset([OUTDOOR])),
        *by_sides("270", "280", "290", "300"),
        rule(RuleKind.SURCHARGE, Basis.SQM, "115", kind=BoothKind.SHELL),
        charge(Basis.BOOKING, "800"),
        charge(Basis.SQM, "0.60"),
        charge(Basis.SQM, "2.70"),
        charge(Basis.SQM, "6"),
        charge(Basis.SQM, "30"),
        charge(Basis.CO_EXHIBITOR, "900"),
    ],
)


@pytest.mark.parametrize(
    ("space", "price"),
    [
        (booth("20"), "5400.00"),
        (booth("20", 2), "5600.00"),
        (booth("20", 3), "5800.00"),
        (booth("20", 4), "6000.00"),
        (booth("20", 4, hall_id=OUTDOOR), "2600.00"),
        (booth("20", 2, BoothKind.SHELL), "7900.00"),  # 5,600 + 20 × 115
    ],
)
def test_eurocis_prices_of_space(space: Space, price: str) -> None:
    assert str(EUROCIS.list_price(space, DAY)) == price


def test_eurocis_charges_are_lines_of_the_booking() -> None:
    found = EUROCIS.quote([booth("20", 2), booth("12.50")], Buyer(co_exhibitors=2), DAY)
    # 20 × 280, 12.5 × 270; media, then 32.5 m² × 0.60, 2.70, 6, 30; 2 × 900
    assert [str(line.amount) for line in found.lines] == [
        *("5600.00", "3375.00"),
        *("800.00", "19.50", "87.75", "195.00", "975.00", "1800.00"),
    ]
    assert found.total == found.net == Decimal("12852.25")


REHACARE = PriceCalculator(
    "EUR",
    [
        *by_sides("185", "193", "199", "204"),
        charge(Basis.SQM, "2.70", at_most=Decimal(1350)),
        charge(Basis.SQM, "30", is_returning=False),
    ],
)


def test_rehacare_caps_waste_and_asks_newcomers_for_technical_costs_in_advance() -> None:
    # 600 × 204; 600 × 2.70 = 1,620, at most 1,350; 600 × 30
    assert amounts(REHACARE, [booth("600", 4)]) == ["122400.00", "1350.00", "18000.00"]
    assert amounts(REHACARE, [booth("600", 4)], REGULAR) == ["122400.00", "1350.00"]
    below, at_the_cap = (REHACARE.quote([booth(area, 4)], REGULAR, DAY).lines[-1] for area in ("499", "500"))
    assert (str(below.amount), below.is_capped, str(at_the_cap.amount)) == ("1347.30", False, "1350.00")


GHM = PriceCalculator(
    "EUR", [*by_sides("208", "229", "244", "251"), charge(Basis.SQM, "18"), charge(Basis.CO_EXHIBITOR, "195")]
)


def test_ghm() -> None:
    # 24 × 244; 24 × 18; 1 × 195
    assert amounts(GHM, [booth("24", 3)], Buyer(co_exhibitors=1)) == ["5856.00", "432.00", "195.00"]
    assert [str(GHM.list_price(booth("10", n), DAY)) for n in (1, 2, 3, 4)] == [
        "2080.00",
        "2290.00",
        "2440.00",
        "2510.00",
    ]


FREE = PriceCalculator(
    "EUR",
    [
        *(
            rule(
                RuleKind.SPACE,
                Basis.SQM,
                price,
                sector_ids=frozenset([BULKY]),
                sqm_from=Decimal(area),
                min_sqm=Decimal(9),
            )
            for area, price in (("750", "50"), ("300", "62"), ("30", "82"))
        ),
        rule(RuleKind.SPACE, Basis.SQM, "130", sqm_from=Decimal(150), **sides(4)),
        *by_sides("117", "124", "130", "137", min_sqm=Decimal(9)),
    ],
)


@pytest.mark.parametrize(
    ("space", "price"),
    [
        (booth("6"), "1053.00"),  # charged as 9 m²
        (booth("9"), "1053.00"),
        (booth("149.99", 4), "20548.63"),  # × 137
        (booth("150", 4), "19500.00"),  # × 130
        (booth("150", 3), "19500.00"),
        (booth("30", 2, sector_id=BULKY), "2460.00"),
        (booth("299.99", 2, sector_id=BULKY), "24599.18"),
        (booth("300", 2, sector_id=BULKY), "18600.00"),
        (booth("750", 2, sector_id=BULKY), "37500.00"),
        (booth("29.99", 2, sector_id=BULKY), "3718.76"),  # below the first step of bulky goods: a corner at 124
    ],
)
def test_free_has_a_minimum_cheaper_large_islands_and_steps_for_bulky_goods(space: Space, price: str) -> None:
    assert str(FREE.list_price(space, DAY)) == price


IAF = PriceCalculator(
    "EUR",
    [
        *by_sides("80", "85", "90", "95", min_sqm=Decimal(12), whole_sqm=True),
        rule(RuleKind.SURCHARGE, Basis.UPPER_DECK, "30"),
        charge(Basis.BOOKING, "985"),
    ],
)


def test_iaf_charges_whole_metres_and_the_upper_deck() -> None:
    # 40.2 m² are charged as 41 × 85; of 20 m² built over 30 % of 20 × 85; main exhibitor
    assert amounts(IAF, [booth("40.2", 2, upper_sqm=Decimal(20))]) == ["3485.00", "510.00", "985.00"]
    assert amounts(IAF, [booth("10")]) == ["960.00", "985.00"]  # 12 × 80


VICTAM = PriceCalculator(
    "EUR",
    [
        rule(RuleKind.SPACE, Basis.SQM, "285", min_sqm=Decimal(15)),
        rule(RuleKind.SURCHARGE, Basis.SQM, "120", kind=BoothKind.SHELL),
        rule(RuleKind.DISCOUNT, Basis.SQM, "36", day_to=date(2023, 6, 30), only_one_of="early"),
        rule(RuleKind.DISCOUNT, Basis.SQM, "25", day_to=date(2023, 12, 31), only_one_of="early"),
        charge(Basis.CO_EXHIBITOR, "800"),
    ],
)


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2023, 6, 30), ["5700.00", "2400.00", "-720.00", "800.00"]),
        (date(2023, 7, 1), ["5700.00", "2400.00", "-500.00", "800.00"]),
        (date(2023, 12, 31), ["5700.00", "2400.00", "-500.00", "800.00"]),
        (date(2024, 1, 1), ["5700.00", "2400.00", "800.00"]),
    ],
)
def test_victam_has_one_early_bird_by_day(day: date, found: list[str]) -> None:
    assert amounts(VICTAM, [booth("20", kind=BoothKind.SHELL)], Buyer(co_exhibitors=1), day) == found


EBE = PriceCalculator(
    "CNY",
    [
        rule(RuleKind.SPACE, Basis.UNIT, "8000", kind=BoothKind.SHELL, **sides(1)),
        rule(RuleKind.SPACE, Basis.UNIT, "10000", kind=BoothKind.SHELL, sides_from=2),
        rule(RuleKind.SPACE, Basis.SQM, "980", kind=BoothKind.RAW, min_sqm=Decimal(36)),
        rule(RuleKind.DISCOUNT, Basis.PERCENT, "10", is_returning=True, only_one_of="loyalty"),
        rule(RuleKind.DISCOUNT, Basis.PERCENT, "10", day_to=date(2024, 3, 31), only_one_of="loyalty"),
        rule(RuleKind.DISCOUNT, Basis.PERCENT, "10", booking_sqm_from=Decimal(100), of_remainder=True),
    ],
)


def test_ebe_china() -> None:
    shell = [booth("9", 1, BoothKind.SHELL), booth("18", 2, BoothKind.SHELL)]
    assert amounts(EBE, shell) == ["8000.00", "20000.00"]
    early = date(2024, 3, 31)
    assert amounts(EBE, [booth("36")], REGULAR, early) == ["35280.00", "-3528.00"]  # one loyalty discount only
    assert amounts(EBE, [booth("36")], NEWCOMER, early) == ["35280.00", "-3528.00"]
    # 100 × 980; 10 % of it, 10 % of what is left
    assert amounts(EBE, [booth("100")], REGULAR) == ["98000.00", "-9800.00", "-8820.00"]
    assert EBE.quote([booth("12", 1, BoothKind.SHELL)], NEWCOMER, DAY).unpriced == (0,)  # no whole standard booths


@pytest.mark.parametrize(
    ("currency", "lines"), [("EUR", ["33.33", "6.33"]), ("JPY", ["33", "6"]), ("KWD", ["33.330", "6.333"])]
)
def test_lines_are_rounded_to_what_the_currency_has(currency: str, lines: list[str]) -> None:
    card = PriceCalculator(
        currency, [rule(RuleKind.SPACE, Basis.SQM, "3.333"), rule(RuleKind.TAX, Basis.PERCENT, "19")]
    )
    assert amounts(card, [booth("10")]) == lines


def test_discounts_end_at_zero() -> None:
    card = PriceCalculator(
        "EUR",
        [
            rule(RuleKind.SPACE, Basis.SQM, "10"),
            rule(RuleKind.DISCOUNT, Basis.PERCENT, "80"),
            rule(RuleKind.DISCOUNT, Basis.SQM, "9"),
            rule(RuleKind.DISCOUNT, Basis.BOOTH, "5"),
        ],
    )
    found = card.quote([booth("10")], NEWCOMER, DAY)
    assert [(str(line.amount), line.is_capped) for line in found.lines] == [
        ("100.00", False),
        ("-80.00", False),
        ("-20.00", True),
        ("0.00", True),
    ]


def test_a_booking_with_a_space_without_a_price_has_no_total() -> None:
    card = PriceCalculator("EUR", by_sides("10"))
    found = card.quote([booth("9"), booth("9", 2)], NEWCOMER, DAY)
    assert (found.of_space(0), found.of_space(1), found.net, found.total) == (Decimal(90), None, None, None)


rules = st.builds(
    lambda kind, pick, amount, low, percent: rule(
        kind,
        BASES[kind][pick % len(BASES[kind])],
        str(percent if kind in {RuleKind.DISCOUNT, RuleKind.TAX} else amount),
        sides_from=low,
    ),
    st.sampled_from(list(RuleKind)),
    st.integers(0, 9),
    st.decimals(0, 1000, places=2),
    st.integers(1, 3),
    st.decimals(0, 100, places=2),
)
spaces = st.builds(
    lambda area, open_sides, kind: booth(str(area), open_sides, kind),
    st.decimals(1, 500, places=2),
    st.integers(1, 4),
    st.sampled_from(BoothKind),
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(rules, max_size=8), st.lists(spaces, min_size=1, max_size=4), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_lines_add_up_and_nothing_costs_less_than_nothing(found: list[Rule], asked: list[Space], currency: str) -> None:
    card = PriceCalculator(currency, found)
    priced = card.quote(asked, NEWCOMER, DAY)
    if priced.total is not None:
        assert priced.total == sum((line.amount for line in priced.lines), Decimal(0))
        assert priced.total >= 0
    for position in range(len(asked)):
        price = priced.of_space(position)
        assert price is None or price >= 0
    assert priced == card.quote(asked, NEWCOMER, DAY)
