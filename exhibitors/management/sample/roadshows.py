"""Roadshows of the sample: held in over twenty countries, some to come, one cancelled; and who registered."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from ciie.accounts.models import User
from ciie.kernel.days import day_of
from exhibitors.companies.names import normalise_company_name
from exhibitors.management.sample.companies import SampleCompany
from exhibitors.management.sample.editions import SHANGHAI
from exhibitors.roadshows.models import Roadshow, RoadshowRegistration
from exhibitors.roadshows.operations import (
    REPORTED_FIELDS,
    cancel_roadshow,
    close_roadshow,
    correct_roadshow,
    open_roadshow,
    plan_roadshow,
)
from exhibitors.roadshows.states import RegistrationState
from pavilions.floor.models.edition import Edition

HELD = (
    ("Paris", "FR"), ("Berlin", "DE"), ("Milan", "IT"), ("Madrid", "ES"), ("Lisbon", "PT"), ("Vienna", "AT"),
    ("Zurich", "CH"), ("Brussels", "BE"), ("Amsterdam", "NL"), ("Copenhagen", "DK"), ("Stockholm", "SE"),
    ("Warsaw", "PL"), ("Budapest", "HU"), ("Belgrade", "RS"), ("Athens", "GR"), ("Tokyo", "JP"), ("Osaka", "JP"),
    ("Seoul", "KR"), ("Bangkok", "TH"), ("Kuala Lumpur", "MY"), ("Singapore", "SG"), ("Sydney", "AU"),
    ("Auckland", "NZ"), ("São Paulo", "BR"), ("Santiago", "CL"), ("Nairobi", "KE"),
)  # fmt: skip
TO_COME = (("Lyon", "FR", 12), ("Toronto", "CA", 20), ("Almaty", "KZ", 33))
CANCELLED = ("Reykjavik", "IS")
MISCOUNTED, STAFF_COUNTED = "Lisbon", 14
TRADES = (
    "Fine Foods", "Instruments", "Garments", "Cellars", "Optics", "Toys", "Ceramics", "Freight", "Seeds", "Bakeries",
    "Furniture", "Cosmetics", "Tools", "Diagnostics", "Software", "Dairies", "Bicycles", "Advisers", "Jewellers",
)  # fmt: skip
"""Companies that have registered and not booked; each is named after its city."""
FIRST = date(2023, 12, 4)
EVERY_DAYS = 6
TITLE = "Meet the 7th CIIE"
HOST = "Chamber of Commerce, {city}"
TEXT = "What the expo offers to companies from abroad, how space is booked, and what exhibitors of earlier years say."


def play_roadshows(edition: Edition, companies: Sequence[SampleCompany], *, organizer: User, at: datetime) -> None:
    """Roadshows up to now are held; of the companies that registered, about every fourth has booked."""
    registrations: list[RoadshowRegistration] = []
    for number, (city, country) in enumerate(HELD):
        day = FIRST + timedelta(days=EVERY_DAYS * number)
        show = _opened(edition, city, country, day, organizer)
        guests = [each for each in companies if each.company.country.code == country][: 4 + number % 5]
        registrations += [_registration(show, guest, number) for guest in guests]
        registrations += [_listener(show, each, number) for each in range(9 + number * 5 % 9)]
        attendance = 30 + number * 37 % 90
        held = close_roadshow(show.pk, attendance=attendance, actor=organizer, at=_moment(day, 18))
        if city == MISCOUNTED:
            _correct(held, attendance - STAFF_COUNTED, organizer)
    for city, country, days in TO_COME:
        show = _opened(edition, city, country, day_of(at, SHANGHAI) + timedelta(days=days), organizer)
        registrations += [_registration(show, guest, 0) for guest in companies[-3:]]
    cancelled = _opened(edition, *CANCELLED, day_of(at, SHANGHAI) + timedelta(days=40), organizer)
    cancel_roadshow(cancelled.pk, actor=organizer, at=at - timedelta(days=2))
    RoadshowRegistration.objects.bulk_create(registrations)


def _correct(held: Roadshow, attendance: int, organizer: User) -> None:
    record = {field: getattr(held, field) for field in REPORTED_FIELDS} | {"attendance": attendance}
    reason = "The staff of the hosts had been counted as guests."
    at = _moment(held.held_date + timedelta(days=3), 10)
    correct_roadshow(held.pk, record, reason=reason, actor=organizer, at=at)


def _opened(edition: Edition, city: str, country: str, day: date, organizer: User) -> Roadshow:
    announced = _moment(day - timedelta(days=60), 10)
    record = {
        "title": f"{TITLE}, {city}",
        "city": city,
        "country": country,
        "venue": "",
        "host": HOST.format(city=city),
        "held_date": day,
        "text": TEXT,
        "seats": None,
    }
    show = plan_roadshow(edition.pk, record, actor=organizer, at=announced)
    return open_roadshow(show.pk, actor=organizer, at=announced)


def _registration(show: Roadshow, guest: SampleCompany, number: int) -> RoadshowRegistration:
    company = guest.company
    return _registered(show, company.name, company.country.code, company.contact_email, number)


def _listener(show: Roadshow, one: int, number: int) -> RoadshowRegistration:
    name = f"{show.city} {TRADES[(number + one) % len(TRADES)]}"
    return _registered(show, name, show.country.code, f"visitor-{number}-{one}@example.org", one)


def _registered(show: Roadshow, company: str, country: str, email: str, minutes: int) -> RoadshowRegistration:
    asked = _moment(show.held_date - timedelta(days=20), 9)
    return RoadshowRegistration(
        roadshow=show,
        name=f"{company} sales",
        email=email,
        company_name=company,
        normalized_name=normalise_company_name(company),
        country=country,
        state=RegistrationState.CONFIRMED,
        asked_at=asked,
        confirmed_at=asked + timedelta(minutes=7 + minutes),
    )


def _moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), SHANGHAI)
