"""A payment schedule: the parts that a total is divided into, and when each is due."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from exhibitors.money.invoices.amounts import HUNDRED, rounded
from exhibitors.money.sales.states import DueAfter, PartKind, ShareOf
from exhibitors.money.sales.terms_of_sale.calendar import BusinessCalendar


@dataclass(frozen=True)
class ScheduleTerm:
    """One part. `value` is a percentage, an amount, or None for the rest.

    `day` is for a part that is due on a date, and `days` for all others.
    """

    kind: PartKind
    share: ShareOf
    value: Decimal | None
    after: DueAfter
    days: int = 0
    day: date | None = None
    in_business_days: bool = False


@dataclass(frozen=True)
class Events:
    """The days on which the events that terms refer to happened, or None for those that have not."""

    opens: date
    approved: date | None = None
    accepted: date | None = None
    signed: date | None = None


def amounts(terms: Sequence[ScheduleTerm], total: Decimal, currency: str) -> list[Decimal]:
    """Return the amount of each term, rounded half up. The last one takes what is left, so all add up to the total.

    No part is more than what the ones before it leave. A part may be 0.
    """
    parts, left = [], total
    for position, term in enumerate(terms, start=1):
        wanted = left
        if position < len(terms) and term.value is not None:
            share = total * term.value / HUNDRED if term.share == ShareOf.PERCENT else term.value
            wanted = rounded(share, currency)
        parts.append(min(wanted, left))
        left -= parts[-1]
    return parts


def due_day(term: ScheduleTerm, events: Events, calendar: BusinessCalendar) -> date | None:
    """Return when a part is due, or None until its event has happened. A day in the past means due at once."""
    if term.after == DueAfter.DAY:
        return term.day
    if term.after == DueAfter.BEFORE_OPENING:
        return events.opens - timedelta(days=term.days)
    happened: Mapping[str, date | None] = {
        DueAfter.APPROVAL: events.approved,
        DueAfter.ACCEPTANCE: events.accepted,
        DueAfter.SIGNATURE: events.signed,
    }
    start = happened[term.after]
    if start is None:
        return None
    return calendar.after(start, term.days) if term.in_business_days else start + timedelta(days=term.days)


def plain_terms(terms: Iterable[ScheduleTerm]) -> list[dict[str, object]]:
    """Return the terms as values for JSON."""
    return [
        {
            "kind": str(term.kind),
            "share": str(term.share),
            "value": None if term.value is None else f"{term.value.normalize():f}",
            "after": str(term.after),
            "days": term.days,
            "day": None if term.day is None else term.day.isoformat(),
            "in_business_days": term.in_business_days,
        }
        for term in terms
    ]


def read_terms(rows: Iterable[Mapping[str, object]]) -> tuple[ScheduleTerm, ...]:
    """Return the terms that `plain_terms` wrote."""
    return tuple(
        ScheduleTerm(
            kind=PartKind(str(row["kind"])),
            share=ShareOf(str(row["share"])),
            value=None if row["value"] is None else Decimal(str(row["value"])),
            after=DueAfter(str(row["after"])),
            days=int(str(row["days"])),
            day=None if row["day"] is None else date.fromisoformat(str(row["day"])),
            in_business_days=bool(row["in_business_days"]),
        )
        for row in rows
    )
