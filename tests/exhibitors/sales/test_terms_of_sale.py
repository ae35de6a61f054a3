"""Calendar, schedule, cancellation and reminders, with the published ladders of real shows line by line."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from babel.numbers import get_currency_precision
from hypothesis import given
from hypothesis import strategies as st

from exhibitors.money.sales.states import DueAfter, PartKind, ShareOf, Tone
from exhibitors.money.sales.terms_of_sale.calendar import BusinessCalendar, days_in, days_out
from exhibitors.money.sales.terms_of_sale.cancellation import (
    CancellationTerm,
    fee,
    percent_on,
    plain_cancellation,
    read_cancellation,
)
from exhibitors.money.sales.terms_of_sale.dunning import (
    DunningLevel,
    Release,
    Sent,
    level_due,
    plain_levels,
    read_levels,
)
from exhibitors.money.sales.terms_of_sale.schedule import (
    Events,
    ScheduleTerm,
    amounts,
    due_day,
    plain_terms,
    read_terms,
)

WEEKENDS = BusinessCalendar()


def on(text: str) -> date:
    return date.fromisoformat(text)


def part(share: str, due: str, kind: PartKind = PartKind.BALANCE) -> ScheduleTerm:
    """`25` or `rest`, due on a date."""
    rest = share == "rest"
    return ScheduleTerm(
        kind=kind,
        share=ShareOf.REST if rest else ShareOf.PERCENT,
        value=None if rest else Decimal(share),
        after=DueAfter.DAY,
        day=on(due),
    )


RSNA = (
    part("25", "2024-01-01", PartKind.DEPOSIT),
    part("25", "2024-04-01", PartKind.DEPOSIT),
    part("rest", "2024-07-01"),
)
RSNA_CANCELLATION = (
    CancellationTerm(Decimal(25), until=on("2024-03-31")),
    CancellationTerm(Decimal(50), until=on("2024-06-30")),
    CancellationTerm(Decimal(100)),
)
VICTAM = (
    ScheduleTerm(PartKind.DEPOSIT, ShareOf.PERCENT, Decimal(50), DueAfter.ACCEPTANCE, days=30),
    ScheduleTerm(PartKind.BALANCE, ShareOf.REST, None, DueAfter.BEFORE_OPENING, days=90),
)
VICTAM_CANCELLATION = (
    CancellationTerm(Decimal(25), days_before=180),
    CancellationTerm(Decimal(50), days_before=90),
    CancellationTerm(Decimal(75), days_before=60),
    CancellationTerm(Decimal(100)),
)
TE_EXPO = (
    CancellationTerm(Decimal(0), until=on("2027-03-31")),
    CancellationTerm(Decimal(50), until=on("2027-06-30")),
    CancellationTerm(Decimal(100)),
)
IMXPO = (
    ScheduleTerm(PartKind.DEPOSIT, ShareOf.PERCENT, Decimal(50), DueAfter.ACCEPTANCE, days=7, in_business_days=True),
    part("rest", "2027-05-14"),
)


@pytest.mark.parametrize(
    ("country", "day", "works"),
    [
        ("", "2027-05-01", False),  # a Saturday
        ("", "2027-05-03", True),
        ("DE", "2024-05-01", False),  # Labour Day, a Wednesday
        ("DE", "2024-05-02", True),
        ("CN", "2024-02-10", False),  # Spring Festival
        ("CN", "2024-02-04", True),  # a Sunday, worked for it
        ("CN", "2024-02-03", False),
        ("HK", "2024-07-01", False),
        ("AE", "2024-07-05", True),  # a Friday: the weekend is Saturday and Sunday
        ("SA", "2024-07-05", False),  # a Friday, which is weekend there
    ],
)
def test_business_days_of_countries(country: str, day: str, works: bool) -> None:
    assert BusinessCalendar(country).is_business_day(on(day)) is works


def test_days_of_the_edition_overrule_the_country() -> None:
    calendar = BusinessCalendar("CN", frozenset([on("2027-03-01")]), frozenset([on("2027-02-28"), on("2027-03-01")]))
    assert not calendar.is_business_day(on("2027-03-01"))  # a Monday
    assert calendar.is_business_day(on("2027-02-28"))  # a Sunday
    assert calendar.on_or_after(on("2027-03-01")) == on("2027-03-02")


def test_counting_business_days() -> None:
    friday = on("2027-04-30")
    assert [WEEKENDS.after(friday, count) for count in (0, 1, 5)] == [friday, on("2027-05-03"), on("2027-05-07")]
    assert BusinessCalendar("CN").after(on("2024-02-09"), 1) == on("2024-02-18")  # over the Spring Festival, a Sunday


def test_days_are_read_from_text() -> None:
    assert days_in("2027-02-06, 2027-02-05\n2027-02-06 soon 6.2.2027") == (
        [on("2027-02-05"), on("2027-02-06")],
        ["soon", "6.2.2027"],
    )
    assert days_in(days_out([on("2027-02-06")])) == ([on("2027-02-06")], [])


@pytest.mark.parametrize(
    ("terms", "total", "currency", "expected"),
    [
        (RSNA, "10000.01", "USD", ["2500.00", "2500.00", "5000.01"]),
        (RSNA, "0.03", "USD", ["0.01", "0.01", "0.01"]),
        (RSNA, "0.01", "USD", ["0.00", "0.00", "0.01"]),
        (RSNA, "10001", "JPY", ["2500", "2500", "5001"]),
        (RSNA, "333.334", "KWD", ["83.334", "83.334", "166.666"]),
        (VICTAM, "4275.01", "EUR", ["2137.51", "2137.50"]),
        (IMXPO, "23880.55", "HKD", ["11940.28", "11940.27"]),
    ],
)
def test_parts_of_published_schedules(
    terms: tuple[ScheduleTerm, ...], total: str, currency: str, expected: list[str]
) -> None:
    parts = amounts(terms, Decimal(total), currency)
    assert [str(each) for each in parts] == expected
    assert sum(parts) == Decimal(total)


def test_a_deposit_is_never_more_than_the_total() -> None:
    fixed = ScheduleTerm(PartKind.DEPOSIT, ShareOf.AMOUNT, Decimal(10000), DueAfter.ACCEPTANCE)
    rest = part("rest", "2027-05-14")
    assert amounts([fixed, fixed, rest], Decimal(12000), "CNY") == [Decimal(10000), Decimal(2000), Decimal(0)]
    assert amounts([], Decimal(5), "CNY") == []


@given(
    percents=st.lists(st.decimals(min_value="0.001", max_value=60, places=3), max_size=5),
    units=st.integers(min_value=0, max_value=10**12),
    currency=st.sampled_from(["CNY", "JPY", "KWD"]),
)
def test_parts_add_up_in_every_currency(percents: list[Decimal], units: int, currency: str) -> None:
    total = Decimal(units).scaleb(-get_currency_precision(currency))
    terms = [ScheduleTerm(PartKind.DEPOSIT, ShareOf.PERCENT, each, DueAfter.APPROVAL) for each in percents]
    parts = amounts([*terms, part("rest", "2027-01-01")], total, currency)
    assert sum(parts) == total
    assert all(0 <= each <= total for each in parts)


def test_due_days() -> None:
    events = Events(opens=on("2027-11-05"), approved=on("2027-04-01"), accepted=on("2027-04-30"))
    assert [due_day(term, events, WEEKENDS) for term in RSNA] == [
        on("2024-01-01"),
        on("2024-04-01"),
        on("2024-07-01"),
    ]
    assert [due_day(term, events, WEEKENDS) for term in VICTAM] == [on("2027-05-30"), on("2027-08-07")]
    in_china = BusinessCalendar("CN", days_off=frozenset(on(f"2027-05-0{day}") for day in range(1, 6)))
    assert due_day(IMXPO[0], events, in_china) == on("2027-05-14")
    approval = ScheduleTerm(PartKind.DEPOSIT, ShareOf.REST, None, DueAfter.APPROVAL, days=14)
    assert due_day(approval, events, WEEKENDS) == on("2027-04-15")
    signature = ScheduleTerm(PartKind.DEPOSIT, ShareOf.REST, None, DueAfter.SIGNATURE, days=14)
    assert due_day(signature, events, WEEKENDS) is None


@pytest.mark.parametrize(
    ("terms", "opens", "day", "percent"),
    [
        (RSNA_CANCELLATION, "2024-12-01", "2024-03-31", "25"),
        (RSNA_CANCELLATION, "2024-12-01", "2024-04-01", "50"),
        (RSNA_CANCELLATION, "2024-12-01", "2024-07-01", "100"),
        (VICTAM_CANCELLATION, "2027-11-05", "2027-05-09", "25"),
        (VICTAM_CANCELLATION, "2027-11-05", "2027-05-10", "50"),
        (VICTAM_CANCELLATION, "2027-11-05", "2027-08-08", "75"),
        (VICTAM_CANCELLATION, "2027-11-05", "2027-09-07", "100"),
        (TE_EXPO, "2027-09-01", "2027-03-31", "0"),
        (TE_EXPO, "2027-09-01", "2027-04-01", "50"),
        (TE_EXPO, "2027-09-01", "2027-07-01", "100"),
        (TE_EXPO[:2], "2027-09-01", "2027-07-01", "100"),
        ((), "2027-09-01", "2027-07-01", "0"),
    ],
)
def test_cancellation_by_day(terms: tuple[CancellationTerm, ...], opens: str, day: str, percent: str) -> None:
    assert percent_on(terms, on(day), on(opens)) == Decimal(percent)


def test_fee_is_rounded() -> None:
    day, opens = on("2027-04-15"), on("2027-09-01")
    assert fee(TE_EXPO, day, opens, Decimal("100.01"), "CNY") == Decimal("50.01")
    assert fee(TE_EXPO, day, opens, Decimal(101), "JPY") == Decimal(51)


LEVELS = (
    DunningLevel(5, Tone.FRIENDLY),
    DunningLevel(15, Tone.FIRM, Decimal(200)),
    DunningLevel(25, Tone.FINAL, Decimal(500)),
)


@pytest.mark.parametrize(
    ("today", "sent", "level"),
    [
        ("2027-06-05", Sent(), None),  # due on Tuesday the 1st; four days late, and a Saturday
        ("2027-06-06", Sent(), None),  # a Sunday
        ("2027-06-07", Sent(), 1),
        ("2027-06-16", Sent(1, on("2027-06-07")), None),
        ("2027-06-17", Sent(1, on("2027-06-07")), 2),
        ("2027-06-28", Sent(2, on("2027-06-17")), 3),  # the 27th is a Sunday
        ("2027-07-30", Sent(3, on("2027-06-28")), None),
        ("2027-07-30", Sent(), 1),  # after a stop of the system: one at a time
        ("2027-08-02", Sent(1, on("2027-07-30")), None),
        ("2027-08-09", Sent(1, on("2027-07-30")), 2),
    ],
)
def test_level_due(today: str, sent: Sent, level: int | None) -> None:
    assert level_due(LEVELS, on("2027-06-01"), on(today), sent, WEEKENDS) == level


def test_levels_in_business_days() -> None:
    seven = [DunningLevel(7, Tone.FRIENDLY, in_business_days=True)]
    calendar = BusinessCalendar("CN", days_off=frozenset([on("2027-06-09")]))
    due = {
        day: level_due(seven, on("2027-05-28"), day, Sent(), calendar)
        for day in (on("2027-06-08"), on("2027-06-09"), on("2027-06-10"))
    }
    assert list(due.values()) == [1, None, 1]


def test_release_follows_its_notice() -> None:
    release = Release(notice_after=5, release_after=10)
    notice = release.notice_day(on("2027-06-28"), WEEKENDS)
    assert (notice, release.release_day(notice, WEEKENDS)) == (on("2027-07-05"), on("2027-07-19"))


@given(sent=st.integers(0, 2), late=st.integers(-30, 90))
def test_no_level_before_its_day_nor_on_a_weekend(sent: int, late: int) -> None:
    due_on = on("2027-06-01")
    today = due_on + timedelta(days=late)
    level = level_due(LEVELS, due_on, today, Sent(sent, due_on if sent else None), WEEKENDS)
    if level is not None:
        assert level == sent + 1
        assert late >= LEVELS[level - 1].days_late
        assert today.weekday() < 5


def test_terms_are_kept_as_plain_values() -> None:
    assert read_terms(plain_terms([*RSNA, *VICTAM, *IMXPO])) == (*RSNA, *VICTAM, *IMXPO)
    assert read_cancellation(plain_cancellation([*TE_EXPO, *VICTAM_CANCELLATION])) == (*TE_EXPO, *VICTAM_CANCELLATION)
    assert read_levels(plain_levels(LEVELS)) == LEVELS
