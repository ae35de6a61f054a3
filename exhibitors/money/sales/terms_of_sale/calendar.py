"""The business days of a country, with the exceptions that an edition makes for single days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

ONE_DAY = timedelta(days=1)
WEEKEND = 5
"""The weekday number of Saturday, with Monday as 0."""


@cache
def supported_countries() -> frozenset[str]:
    """Return the ISO codes of the countries and regions whose public holidays are known."""
    return frozenset(code for code in holidays.list_supported_countries() if len(code) == 2)  # noqa: PLR2004  # ISO 3166


@dataclass(frozen=True)
class BusinessCalendar:
    """A calendar of business days. `country` is an ISO code, or empty if only weekends are days off.

    `days_off` and `working_days` override the country, and `days_off` overrides `working_days`. The country's make-up
    working days are known for years whose calendar its government has published. Others have to be given.
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
        """Return the day itself if it is a business day, or else the next one."""
        while not self.is_business_day(day):
            day += ONE_DAY
        return day

    def after(self, day: date, count: int) -> date:
        """Return the business day that is `count` business days after a day, or the day itself if that is 0."""
        for _step in range(count):
            day = self.on_or_after(day + ONE_DAY)
        return day


@cache
def _of_country(country: str) -> holidays.HolidayBase:
    return holidays.country_holidays(country)


def days_in(text: str) -> tuple[list[date], list[str]]:
    """Return the days that a text lists, such as `2027-02-06`, in order, and the words in it that are not days."""
    found, unknown = set(), []
    for word in text.replace(",", " ").replace("，", " ").split():
        try:
            found.add(date.fromisoformat(word))
        except ValueError:
            unknown.append(word)
    return sorted(found), unknown


def days_out(days: Iterable[date]) -> str:
    return "\n".join(day.isoformat() for day in days)
