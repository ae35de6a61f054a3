from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.companies.models import Company
from exhibitors.promotion.roadshows.models import Roadshow
from exhibitors.promotion.roadshows.operations import close_roadshow, confirm_registration
from exhibitors.promotion.roadshows.queries import Promotion, promotion_of, public_roadshows
from tests.exhibitors.expo import booked
from tests.exhibitors.roadshows.roadshows import DAY, asked, opened
from tests.factories import (
    NOON,
    AllotmentFactory,
    BoothFactory,
    CompanyFactory,
    EditionFactory,
    organizer,
    owner_of,
)

pytestmark = pytest.mark.django_db


def held(**changed: object) -> Roadshow:
    return close_roadshow(opened(**changed).pk, attendance=10, actor=organizer(), at=NOON + timedelta(days=9))


def guest(show: Roadshow, number: int, **changed: str) -> None:
    registration = asked(show, email=f"guest-{number}@example.org", **changed)
    confirm_registration(registration.pk, actor=SYSTEM, at=NOON)


def exhibitor(**fields: str) -> Company:
    """A company with approved space in the edition."""
    company: Company = CompanyFactory(**fields)
    allotment = AllotmentFactory(edition=Roadshow.objects.get().edition)
    book_booths(
        company.pk,
        allotment.edition_id,
        [BoothFactory(allotment=allotment).pk],
        actor=owner_of(company),
        at=NOON + timedelta(hours=1),
    )
    approve_booking(company.bookings.get().pk, actor=organizer(), at=NOON + timedelta(hours=2))
    return company


def test_contacts_that_booked_are_found_by_name_and_country_or_by_address() -> None:
    show = opened()
    by_name = exhibitor(name="Ada SA", normalized_name="ada", country="FR")
    by_address = exhibitor(name="Quite Other", normalized_name="quite other", country="DE")
    exhibitor(name="Never came", normalized_name="never came", country="FR")
    guest(show, 1, company_name=by_name.name)
    guest(show, 2, company_name="ADA S.A.")
    guest(show, 3, company_name="Ada SA", country="BE")
    guest(show, 4, company_name="Nobody")
    registration = asked(show, email=owner_of(by_address).email, company_name="Holding of Other")
    confirm_registration(registration.pk, actor=SYSTEM, at=NOON)
    asked(show, email="unconfirmed@example.org", company_name="Unconfirmed")
    found = promotion_of(show.edition_id)
    assert (found.contacts, found.exhibitors) == (4, 2)


def test_company_that_had_applied_before_it_registered_is_no_new_exhibitor() -> None:
    show = opened()
    booked(
        BoothFactory(allotment=AllotmentFactory(edition=show.edition)), company=CompanyFactory(normalized_name="ada")
    )
    booking = show.edition.bookings.get()
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    registration = asked(show)
    confirm_registration(registration.pk, actor=SYSTEM, at=NOON)
    assert (promotion_of(show.edition_id).contacts, promotion_of(show.edition_id).exhibitors) == (1, 0)


def test_only_what_was_held_is_counted_by_city_and_country() -> None:
    held(city="Lyon", country="FR")
    held(city="lyon", country="FR")
    held(city="Bonn", country="DE")
    show = opened(city="Oslo", country="NO")
    assert promotion_of(show.edition_id) == Promotion(3, 2, 2, 30, 0, 0)


def test_promotion_takes_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    show = held()
    with django_assert_num_queries(1):
        promotion_of(show.edition_id)


def test_planned_roadshows_are_not_public() -> None:
    edition = EditionFactory()
    Roadshow.objects.create(edition=edition, title="x", city="x", country="FR", host="x", held_date=DAY)
    assert list(public_roadshows(edition)) == []
