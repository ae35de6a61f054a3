"""Business days: those of a country, and what an edition says of single days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

ONE_DAY = timedelta(days=1)
WEEKEND = 5
"""Saturday, counted from Monday."""


@cache
def supported_countries() -> frozenset[str]:
    """ISO codes of the countries and regions whose public holidays are known."""
    return frozenset(code for code in holidays.list_supported_countries() if len(code) == 2)  # noqa: PLR2004  # ISO 3166


@dataclass(frozen=True)
class BusinessCalendar:
    """`country` is an ISO code, or empty for weekends alone. The two sets overrule it, `days_off` also the other one.

    Make-up working days are known for years whose calendar a government has published; others are given.
    """

    country: str = ""
    days_off: frozenset[date] = frozenset()
    working_days: frozenset[date] = frozenset()

    def is_business_day(self, day: date) -> bool:
        if day in self.days_off or day in self.working_days:
            return day not in self.days_off
        if not self.country:
            return day.weekday() < WEEKEND
        return bool(_of_country(self.country).is_working_day(day))

    def on_or_after(self, day: date) -> date:
        """The day itself if it is a business day, or else the next one."""
        while not self.is_business_day(day):
            day += ONE_DAY
        return day

    def after(self, day: date, count: int) -> date:
        """The business day that comes so many business days after a day; the day itself for none."""
        for _step in range(count):
            day = self.on_or_after(day + ONE_DAY)
        return day


@cache
def _of_country(country: str) -> holidays.HolidayBase:
    return holidays.country_holidays(country)


def days_in(text: str) -> tuple[list[date], list[str]]:
    """The days that a text lists, `2027-02-06` and the like, in order, and the words in it that are no days."""
    found, unknown = set(), []
    for word in text.replace(",", " ").replace("，", " ").split():
        try:
            found.add(date.fromisoformat(word))
        except ValueError:
            unknown.append(word)
    return sorted(found), unknown


def days_out(days: Iterable[date]) -> str:
    return "\n".join(day.isoformat() for day in days)
