"""Arithmetic of money in currencies with two, no and three decimals."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exhibitors.money.invoices.amounts import (
    Sums,
    allocate,
    credit_of_net,
    credit_of_total,
    exponent,
    is_whole,
    rounded,
    smallest,
    split_total,
    tax_of,
    tax_of_part,
    taxed,
    whole,
)

CURRENCIES = ["CNY", "JPY", "KWD"]


@dataclass(frozen=True)
class Rate:
    rate: Decimal


TWENTY = Rate(Decimal(20))
units = st.integers(min_value=1, max_value=10**7)


def amounts(values: Sequence[int], currency: str) -> list[Decimal]:
    return [value * smallest(currency) for value in values]


def test_currencies_have_their_own_smallest_units() -> None:
    assert [exponent(each) for each in CURRENCIES] == [2, 0, 3]
    assert [rounded(Decimal("1.0005"), each) for each in CURRENCIES] == [
        Decimal("1.00"),
        Decimal(1),
        Decimal("1.001"),
    ]
    assert rounded(Decimal("0.005"), "EUR") == Decimal("0.01")
    assert not is_whole(Decimal("0.5"), "JPY")


def test_the_rest_goes_to_the_largest_remainders() -> None:
    assert allocate(Decimal(100), [Decimal(1)] * 3, "EUR") == [Decimal("33.34"), Decimal("33.33"), Decimal("33.33")]
    assert allocate(Decimal(1), [Decimal(1), Decimal(2)], "JPY") == [0, 1]
    assert allocate(Decimal(0), [Decimal(0)], "EUR") == [0]
    with pytest.raises(ValueError, match="weights of 0"):
        allocate(Decimal(1), [Decimal(0)], "EUR")


@given(st.integers(min_value=0, max_value=10**9), st.lists(units, min_size=1, max_size=8), st.sampled_from(CURRENCIES))
def test_parts_add_up_and_are_near_their_share(total: int, weights: list[int], currency: str) -> None:
    money, unit = total * smallest(currency), smallest(currency)
    parts = allocate(money, amounts(weights, currency), currency)
    assert sum(parts) == money
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - money * weight / sum(weights)) < unit


@given(st.lists(units, min_size=1, max_size=8), st.data())
def test_no_part_exceeds_its_weight_even_with_discounts_among_them(weights: list[int], data: st.DataObject) -> None:
    discount = data.draw(st.integers(min_value=0, max_value=sum(weights) - 1))
    with_discount = [*weights, -discount]
    total = data.draw(st.integers(min_value=0, max_value=sum(with_discount)))
    parts = allocate(Decimal(total), [Decimal(each) for each in with_discount], "JPY")
    assert sum(parts) == total
    for part, weight in zip(parts, with_discount, strict=True):
        assert abs(part) <= abs(weight)
        assert part * weight >= 0


def test_tax_is_of_the_sum_and_not_of_each_line() -> None:
    """Three lines of 0.03 at 20 % have a tax of 0.02; each on its own would have 0.01."""
    sums = taxed([(TWENTY, Decimal("0.03"))] * 3, "EUR")
    assert sums == {TWENTY: Sums(Decimal("0.09"), Decimal("0.02"))}


@pytest.mark.parametrize("order", list(permutations(range(4))))
@pytest.mark.parametrize(("currency", "shift"), [("EUR", 0), ("JPY", 2), ("KWD", -1)])
def test_four_lines_are_credited_to_nothing_in_any_order(order: tuple[int, ...], currency: str, shift: int) -> None:
    """What others credit line by line comes to 335.00 of 334.99."""
    nets = [Decimal(net).scaleb(shift) for net in ("68.33", "68.33", "57.50", "85.00")]
    rest = taxed([(TWENTY, net) for net in nets], currency)[TWENTY]
    assert rest.total == Decimal("334.99").scaleb(shift)
    credited = Sums()
    for place in order:
        credit = credit_of_net(rest, nets[place], TWENTY.rate, currency)
        rest, credited = rest - credit, credited + credit
        assert credit.tax >= 0
    assert (rest, credited.total) == (Sums(), Decimal("334.99").scaleb(shift))


@given(
    st.lists(units, min_size=1, max_size=4),
    st.sampled_from(CURRENCIES),
    st.sampled_from(["0", "6", "9", "13", "19", "20", "7.7"]),
    st.lists(st.tuples(st.booleans(), st.fractions(min_value=0, max_value=1)), max_size=6),
)
def test_any_mixture_of_credits_closes_at_0(
    nets: list[int], currency: str, rate: str, steps: list[tuple[bool, Fraction]]
) -> None:
    treatment, unit = Rate(Decimal(rate)), smallest(currency)
    rest = taxed([(treatment, net) for net in amounts(nets, currency)], currency)[treatment]
    gone, total = Sums(), rest.total
    for is_net, share in steps:
        part = int(Fraction((rest.net if is_net else rest.total) / unit) * share) * unit
        credit = (credit_of_net if is_net else credit_of_total)(rest, part, treatment.rate, currency)
        assert (credit.net if is_net else credit.total) == part
        rest, gone = rest - credit, gone + credit
        assert min(credit.net, credit.tax, rest.net, rest.tax) >= 0
        assert is_whole(credit.net, currency)
        assert is_whole(credit.tax, currency)
    last = credit_of_net(rest, rest.net, treatment.rate, currency)
    assert (last, (gone + last).total) == (rest, total)
    assert credit_of_total(rest, rest.total, treatment.rate, currency) == rest


@given(
    st.lists(st.tuples(units, units, units), min_size=1, max_size=5),
    st.sampled_from(CURRENCIES),
    st.sampled_from(["0", "6", "9", "13", "19", "20", "7.7"]),
)
def test_parts_of_a_price_add_up_to_it_for_each_that_pays(
    parts: list[tuple[int, int, int]], currency: str, rate: str
) -> None:
    """Three share it: each part is divided by what is left of their shares, and taxed with those before it."""
    percent = Decimal(rate)
    left = [sum(amounts(column, currency), Decimal(0)) for column in zip(*parts, strict=True)]
    price = [Sums(net, tax_of(net, percent, currency)) for net in left]
    given = [Sums(), Sums(), Sums()]
    for part in parts:
        nets = allocate(sum(amounts(part, currency), Decimal(0)), left, currency)
        for place, net in enumerate(nets):
            tax = tax_of_part(given[place], net, percent, currency)
            assert min(net, tax) >= 0
            assert abs(tax - tax_of(net, percent, currency)) <= smallest(currency)
            given[place] += Sums(net, tax)
            left[place] -= net
    assert given == price


@given(st.lists(st.tuples(units, st.sampled_from([0, 6, 19])), min_size=1, max_size=5), st.data())
def test_an_amount_is_taken_from_all_rates_and_is_exactly_that(
    lines: list[tuple[int, int]], data: st.DataObject
) -> None:
    rests = taxed([(Rate(Decimal(rate)), Decimal(net)) for net, rate in lines], "JPY")
    total = data.draw(st.integers(min_value=1, max_value=int(whole(rests.values()).total)))
    parts = split_total(Decimal(total), rests, "JPY")
    assert whole(parts.values()).total == total
    for treatment, credit in parts.items():
        rest = rests[treatment] - credit
        assert min(credit.net, credit.tax, rest.net, rest.tax) >= 0
