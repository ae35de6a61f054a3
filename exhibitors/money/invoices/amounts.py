"""Arithmetic with money: pure functions over `Decimal`, used by everything that invoices, pays or reports.

An amount is a whole number of the smallest units of its currency, which has two, no or three decimals. Amounts are
rounded half up. The tax of a document is calculated per treatment (rate, category, legend) from the sum of its lines,
never line by line; parts of one price are taxed so that their taxes add up to the tax of the price. A credit is the
document's sums before less its sums after, so that partial credits end at exactly 0 in whatever order they are made.
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
    """The way in which something is taxed."""

    @property
    def rate(self) -> Decimal:
        """The tax rate in per cent."""


@dataclass(frozen=True, slots=True)
class Sums:
    """The net and the tax of a document, or of the part of it that is taxed in one way."""

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
    """Return the number of decimals of the currency: 2 for EUR, 0 for JPY, 3 for KWD."""
    return get_currency_precision(currency)


def smallest(currency: str) -> Decimal:
    """Return the smallest unit of the currency, such as 0.01 for EUR."""
    return Decimal(1).scaleb(-exponent(currency))


def rounded(value: Decimal, currency: str) -> Decimal:
    return value.quantize(smallest(currency), ROUND_HALF_UP)


def is_whole(value: Decimal, currency: str) -> bool:
    """Return whether the value is a whole number of the currency's smallest units."""
    return value == rounded(value, currency)


def allocate(total: Decimal, weights: Sequence[Decimal], currency: str) -> list[Decimal]:
    """Split an amount in proportion to weights by the largest remainder, in whole smallest units that add up to it.

    Remainders are compared exactly, and the first of equal ones is rounded up first. An amount below 0 is split as its
    opposite is. Where the weights are amounts themselves and the total is no more than their sum, no part exceeds its
    weight. Raise `ValueError` if there is something to split and the weights come to 0.
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
    """Return the sums of lines by treatment, in the order in which treatments first occur.

    This is the only rounding in a document.
    """
    nets: dict[T, Decimal] = {}
    for treatment, net in lines:
        nets[treatment] = nets.get(treatment, ZERO) + net
    return {treatment: Sums(net, tax_of(net, treatment.rate, currency)) for treatment, net in nets.items()}


def tax_of(net: Decimal, rate: Decimal, currency: str) -> Decimal:
    return rounded(net * rate / HUNDRED, currency)


def tax_of_part(before: Sums, net: Decimal, rate: Decimal, currency: str) -> Decimal:
    """Return the tax of a part of a price that follows parts whose sums are `before`.

    It is the tax of all these parts, taxed as one, less the tax of `before`. So the taxes of all parts add up to that
    of the price, in whatever order they are invoiced.
    """
    tax = tax_of(before.net + net, rate, currency) - before.tax
    return max(tax, ZERO) if net >= 0 else min(tax, ZERO)


def whole(parts: Iterable[Sums]) -> Sums:
    return sum(parts, Sums())


def credit_of_net(rest: Sums, net: Decimal, rate: Decimal, currency: str) -> Sums:
    """Return the credit that takes `net` from what is left of one treatment: total(before) − total(after)."""
    if rest.net < ZERO:
        return Sums() - credit_of_net(Sums() - rest, -net, rate, currency)
    after = rest.net - net
    return rest - Sums(after, min(tax_of(after, rate, currency), rest.tax))


def credit_of_part(rest: Sums, price: Sums, net: Decimal, rate: Decimal, currency: str) -> Sums:
    """Return the credit that takes `net` from one part of a price; `price` holds the sums of all its parts.

    The tax of all parts goes down to the tax of what is left of the price, taxed as one.
    """
    if rest.net < ZERO:
        return credit_of_net(rest, net, rate, currency)
    tax = price.tax - tax_of(price.net - net, rate, currency)
    return Sums(net, min(max(tax, ZERO), rest.tax))


def credit_of_total(rest: Sums, total: Decimal, rate: Decimal, currency: str) -> Sums:
    """Return the credit that takes exactly `total` from the total of a treatment. Both are below 0 for a deduction."""
    if rest.total < ZERO:
        return Sums() - credit_of_total(Sums() - rest, -total, rate, currency)
    after = rest.total - total
    net = rounded(after * HUNDRED / (HUNDRED + rate), currency)
    net = max(min(net, rest.net), after - rest.tax)
    return rest - Sums(net, after - net)


def split_total[T: Rated](total: Decimal, rests: Mapping[T, Sums], currency: str) -> dict[T, Sums]:
    """Return the credit of each treatment that together takes exactly `total` from the document's total.

    Deductions, which are below 0, stay until all that is left is credited.
    """
    if total == whole(rests.values()).total:
        return dict(rests)
    parts = allocate(total, [max(rest.total, ZERO) for rest in rests.values()], currency)
    return {
        treatment: credit_of_total(rest, part, treatment.rate, currency)
        for (treatment, rest), part in zip(rests.items(), parts, strict=True)
    }
