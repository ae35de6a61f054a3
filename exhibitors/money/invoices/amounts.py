"""Arithmetic of money: pure functions over `Decimal`, used by everything that invoices, pays or reports.

An amount is a whole number of the smallest units of its currency: there are currencies with two, no and three decimals.
Rounding is half up. The tax of a document is worked out per treatment (rate, category, legend) from the sum of its
lines, never line by line; parts of one price are taxed so that their taxes add up to its tax. A credit is what the
document came to before less what it comes to after, so that any order of partial credits ends at exactly 0.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor
from typing import Protocol

from babel.numbers import get_currency_precision

ZERO = Decimal(0)
HUNDRED = Decimal(100)


class Rated(Hashable, Protocol):
    """How something is taxed."""

    @property
    def rate(self) -> Decimal:
        """Per cent."""


@dataclass(frozen=True, slots=True)
class Sums:
    """What a document comes to, or the part of it that is taxed in one way."""

    net: Decimal = ZERO
    tax: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        return self.net + self.tax

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.net + other.net, self.tax + other.tax)

    def __sub__(self, other: "Sums") -> "Sums":
        return Sums(self.net - other.net, self.tax - other.tax)


def exponent(currency: str) -> int:
    """How many decimals amounts of the currency have: 2 for EUR, 0 for JPY, 3 for KWD."""
    return get_currency_precision(currency)


def smallest(currency: str) -> Decimal:
    """The smallest unit: 0.01 for EUR."""
    return Decimal(1).scaleb(-exponent(currency))


def rounded(value: Decimal, currency: str) -> Decimal:
    return value.quantize(smallest(currency), ROUND_HALF_UP)


def is_whole(value: Decimal, currency: str) -> bool:
    """Whether the value is an amount of the currency, without parts of its smallest unit."""
    return value == rounded(value, currency)


def allocate(total: Decimal, weights: Sequence[Decimal], currency: str) -> list[Decimal]:
    """Split an amount in proportion to weights, in whole smallest units that add up to it: the largest remainder.

    Of equal remainders, which are compared exactly, the first comes first. What is below 0 is split as its opposite is.
    Where the weights are amounts themselves and the total is no more than their sum, no part exceeds its weight.
    Raises `ValueError` if there is something to split and the weights come to 0.
    """
    unit, weight = smallest(currency), sum(weights, ZERO)
    if not total:
        return [ZERO for _weight in weights]
    if not weight:
        raise ValueError("An amount cannot be split by weights of 0.")
    if total < ZERO:
        return [-part for part in allocate(-total, weights, currency)]
    units = Fraction(total / unit)
    exact = [units * Fraction(each) / Fraction(weight) for each in weights]
    parts = [floor(each) for each in exact]
    missing = int(units) - sum(parts)
    largest_first = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in largest_first[:missing]:
        parts[place] += 1
    return [part * unit for part in parts]


def taxed[T: Rated](lines: Iterable[tuple[T, Decimal]], currency: str) -> dict[T, Sums]:
    """What lines come to by treatment, in the order in which the treatments come first: the document's one rounding."""
    nets: dict[T, Decimal] = {}
    for treatment, net in lines:
        nets[treatment] = nets.get(treatment, ZERO) + net
    return {treatment: Sums(net, tax_of(net, treatment.rate, currency)) for treatment, net in nets.items()}


def tax_of(net: Decimal, rate: Decimal, currency: str) -> Decimal:
    return rounded(net * rate / HUNDRED, currency)


def tax_of_part(before: Sums, net: Decimal, rate: Decimal, currency: str) -> Decimal:
    """The tax of a part of a price, after parts that come to `before`: with each part all of them are taxed as one.

    So the taxes of all parts add up to that of the price, in whatever order they are invoiced.
    """
    tax = tax_of(before.net + net, rate, currency) - before.tax
    return max(tax, ZERO) if net >= 0 else min(tax, ZERO)


def whole(parts: Iterable[Sums]) -> Sums:
    return sum(parts, Sums())


def credit_of_net(rest: Sums, net: Decimal, rate: Decimal, currency: str) -> Sums:
    """What is credited if `net` is taken from what is left of one treatment: total(before) − total(after)."""
    if rest.net < ZERO:
        return Sums() - credit_of_net(Sums() - rest, -net, rate, currency)
    after = rest.net - net
    return rest - Sums(after, min(tax_of(after, rate, currency), rest.tax))


def credit_of_part(rest: Sums, price: Sums, net: Decimal, rate: Decimal, currency: str) -> Sums:
    """The same of a part of a price: what all its parts come to goes down to what is left of it, taxed as one."""
    if rest.net < ZERO:
        return credit_of_net(rest, net, rate, currency)
    tax = price.tax - tax_of(price.net - net, rate, currency)
    return Sums(net, min(max(tax, ZERO), rest.tax))


def credit_of_total(rest: Sums, total: Decimal, rate: Decimal, currency: str) -> Sums:
    """What is credited of one treatment if its total goes down by exactly this much; of what is deducted, up."""
    if rest.total < ZERO:
        return Sums() - credit_of_total(Sums() - rest, -total, rate, currency)
    after = rest.total - total
    net = rounded(after * HUNDRED / (HUNDRED + rate), currency)
    net = max(min(net, rest.net), after - rest.tax)
    return rest - Sums(net, after - net)


def split_total[T: Rated](total: Decimal, rests: Mapping[T, Sums], currency: str) -> dict[T, Sums]:
    """What is credited of each treatment if the document's total goes down by exactly this much.

    What is deducted, below 0, stays until all that is left is credited.
    """
    if total == whole(rests.values()).total:
        return dict(rests)
    parts = allocate(total, [max(rest.total, ZERO) for rest in rests.values()], currency)
    return {
        treatment: credit_of_total(rest, part, treatment.rate, currency)
        for (treatment, rest), part in zip(rests.items(), parts, strict=True)
    }
