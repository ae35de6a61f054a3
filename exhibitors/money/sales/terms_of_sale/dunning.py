"""Which reminder of a late payment is due on which business day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from exhibitors.money.sales.states import Tone
from exhibitors.money.sales.terms_of_sale.calendar import BusinessCalendar


@dataclass(frozen=True)
class DunningLevel:
    """A reminder with its tone, a number of days after the due date. `fee` is net, or None if there is no fee."""

    days_late: int
    tone: Tone
    fee: Decimal | None = None
    in_business_days: bool = False


@dataclass(frozen=True)
class Sent:
    """The highest level that was sent, and the day. The level is 0 and the day None if none was sent."""

    level: int = 0
    day: date | None = None


def level_day(
    levels: Sequence[DunningLevel], number: int, due_on: date, sent: Sent, calendar: BusinessCalendar
) -> date:
    """Return the business day of a level, counted from 1.

    It is the level's number of days after the due date, and at least as long after the previous level was sent as the
    two levels are apart, so that two are never sent at once after an outage.
    """
    level = levels[number - 1]
    day = _days_after(due_on, level.days_late, level, calendar)
    if sent.day is not None and number > 1:
        apart = level.days_late - levels[number - 2].days_late
        day = max(day, _days_after(sent.day, apart, level, calendar))
    return calendar.on_or_after(day)


def _days_after(start: date, days: int, level: DunningLevel, calendar: BusinessCalendar) -> date:
    return calendar.after(start, days) if level.in_business_days else start + timedelta(days=days)


def level_due(
    levels: Sequence[DunningLevel], due_on: date, today: date, sent: Sent, calendar: BusinessCalendar
) -> int | None:
    """Return the level to send today, or None. Each level is sent once, in order, on business days."""
    number = sent.level + 1
    if number > len(levels) or not calendar.is_business_day(today):
        return None
    return number if today >= level_day(levels, number, due_on, sent, calendar) else None


@dataclass(frozen=True)
class Release:
    """The end of dunning: a notice, and then the release of the space.

    `notice_after` is the number of business days from the last level to the notice, and `release_after` that from the
    notice to the release.
    """

    notice_after: int
    release_after: int

    def notice_day(self, last_level: date, calendar: BusinessCalendar) -> date:
        return calendar.after(calendar.on_or_after(last_level), self.notice_after)

    def release_day(self, notice: date, calendar: BusinessCalendar) -> date:
        return calendar.after(calendar.on_or_after(notice), self.release_after)


def plain_levels(levels: Iterable[DunningLevel]) -> list[dict[str, object]]:
    """Return the levels as values for JSON."""
    return [
        {
            "days_late": level.days_late,
            "tone": str(level.tone),
            "fee": None if level.fee is None else f"{level.fee.normalize():f}",
            "in_business_days": level.in_business_days,
        }
        for level in levels
    ]


def read_levels(rows: Iterable[Mapping[str, object]]) -> tuple[DunningLevel, ...]:
    """Return the levels that `plain_levels` wrote."""
    return tuple(
        DunningLevel(
            days_late=int(str(row["days_late"])),
            tone=Tone(str(row["tone"])),
            fee=None if row["fee"] is None else Decimal(str(row["fee"])),
            in_business_days=bool(row["in_business_days"]),
        )
        for row in rows
    )
