"""Fees for space that is given up, by the day on which this happens."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from exhibitors.money.invoices.amounts import HUNDRED, ZERO, rounded


@dataclass(frozen=True)
class CancellationTerm:
    """A percentage until a day, or until a number of days before opening. With neither it has no end."""

    percent: Decimal
    until: date | None = None
    days_before: int | None = None

    def last_day(self, opens: date) -> date | None:
        """Return the last day on which this term applies, or None if it has no end."""
        if self.days_before is not None:
            return opens - timedelta(days=self.days_before)
        return self.until


def percent_on(terms: Sequence[CancellationTerm], day: date, opens: date) -> Decimal:
    """Return the percentage of the first term whose last day has not passed.

    It is 0 if there are no terms, and 100 after the last one.
    """
    for term in terms:
        last = term.last_day(opens)
        if last is None or day <= last:
            return term.percent
    return HUNDRED if terms else ZERO


def fee(terms: Sequence[CancellationTerm], day: date, opens: date, base: Decimal, currency: str) -> Decimal:
    """Return the fee on `base`, the net price of the space that is given up."""
    return fee_on(base, percent_on(terms, day, opens), currency)


def fee_on(base: Decimal, percent: Decimal, currency: str) -> Decimal:
    """Return this percentage of a net price, rounded."""
    return rounded(base * percent / HUNDRED, currency)


def plain_cancellation(terms: Iterable[CancellationTerm]) -> list[dict[str, object]]:
    """Return the terms as values for JSON."""
    return [
        {
            "percent": f"{term.percent.normalize():f}",
            "until": None if term.until is None else term.until.isoformat(),
            "days_before": term.days_before,
        }
        for term in terms
    ]


def read_cancellation(rows: Iterable[Mapping[str, object]]) -> tuple[CancellationTerm, ...]:
    """Return the terms that `plain_cancellation` wrote."""
    return tuple(
        CancellationTerm(
            percent=Decimal(str(row["percent"])),
            until=None if row["until"] is None else date.fromisoformat(str(row["until"])),
            days_before=None if row["days_before"] is None else int(str(row["days_before"])),
        )
        for row in rows
    )
