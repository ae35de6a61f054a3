"""Sums of money for m², in one currency. The module is pure."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from operator import add, attrgetter

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.errors import Sentence
from exhibitors.money.invoices.amounts import allocate

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Figures:
    """What space comes to. Amounts are net, except `paid` and `overdue`, which include taxes."""

    area_sqm: Decimal = ZERO
    listed: Decimal = ZERO
    """The list price of the space claimed."""
    undecided: Decimal = ZERO
    """The part of it that awaits a decision."""
    offered: Decimal = ZERO
    """The amount of offers that await an answer."""
    accepted: Decimal = ZERO
    """The amount of accepted offers."""
    invoiced: Decimal = ZERO
    """The amount of invoices less credit notes."""
    paid: Decimal = ZERO
    overdue: Decimal = ZERO
    unpriced_sqm: Decimal = ZERO
    """The m² for which the rate card has no price."""

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*map(add, _amounts(self), _amounts(other)))  # a page adds tens of thousands of them

    @property
    def is_any(self) -> bool:
        return any(_amounts(self))


_amounts = attrgetter(*(each.name for each in fields(Figures)))

COLUMNS: dict[str, Sentence] = {
    "listed": _("List value"),
    "undecided": _("Undecided"),
    "offered": _("Offered"),
    "accepted": _("Accepted"),
    "invoiced": _("Invoiced"),
    "paid": pgettext_lazy("revenue", "Paid"),
    "overdue": pgettext_lazy("revenue", "Overdue"),
}
"""The columns of money, in order."""


def split_amounts(
    amounts: dict[str, Decimal], weights: Sequence[Decimal], areas: Sequence[Decimal], currency: str
) -> list[dict[str, Decimal]]:
    """Split the amounts of a booking among its parts by their list prices, or by m² if these have none."""
    if len(weights) == 1:
        return [amounts]
    shares = weights if any(weights) else areas
    parts = {name: allocate(amount, shares, currency) for name, amount in amounts.items()}
    return [{name: split[place] for name, split in parts.items()} for place in range(len(weights))]
