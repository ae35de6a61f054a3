"""Which reminder of a late payment is due on which business day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from exhibitors.money.sales.states import Tone
from exhibitors.money.sales.terms_of_sale.calendar import BusinessCalendar


@dataclass(frozen=True)
class DunningLevel:
    """A reminder so many days after the due date, in words of this tone; `fee` is net, None where it costs nothing."""

    days_late: int
    tone: Tone
    fee: Decimal | None = None
    in_business_days: bool = False


@dataclass(frozen=True)
class Sent:
    """The highest level that was sent, and when; level 0 on no day where none was."""

    level: int = 0
    day: date | None = None


def level_day(
    levels: Sequence[DunningLevel], number: int, due_on: date, sent: Sent, calendar: BusinessCalendar
) -> date:
    """The business day of a level, counted from 1: after the due date, and no sooner after the one before it than they
    are apart. So a stop of the system does not send two at once.
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
    """The level to send today, or None. Levels are sent one after the other, each once, on business days."""
    number = sent.level + 1
    if number > len(levels) or not calendar.is_business_day(today):
        return None
    return number if today >= level_day(levels, number, due_on, sent, calendar) else None


@dataclass(frozen=True)
class Release:
    """At the end: a notice so many business days after the last level, and the release so many after the notice."""

    notice_after: int
    release_after: int

    def notice_day(self, last_level: date, calendar: BusinessCalendar) -> date:
        return calendar.after(calendar.on_or_after(last_level), self.notice_after)

    def release_day(self, notice: date, calendar: BusinessCalendar) -> date:
        return calendar.after(calendar.on_or_after(notice), self.release_after)


def plain_levels(levels: Iterable[DunningLevel]) -> list[dict[str, object]]:
    """As JSON keeps them."""
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
    """What `plain_levels` wrote."""
    return tuple(
        DunningLevel(
            days_late=int(str(row["days_late"])),
            tone=Tone(str(row["tone"])),
            fee=None if row["fee"] is None else Decimal(str(row["fee"])),
            in_business_days=bool(row["in_business_days"]),
        )
        for row in rows
    )
