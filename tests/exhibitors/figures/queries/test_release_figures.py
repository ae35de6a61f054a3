from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation
from django.utils.timezone import now

from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.promotion.figures.queries.release_figures import release_figures
from exhibitors.promotion.roadshows.models import Roadshow
from exhibitors.promotion.roadshows.operations import close_roadshow, correct_roadshow, open_roadshow, plan_roadshow
from pavilions.floor.models.edition import Edition
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.operations.national_pavilions import (
    change_stage,
    invite_to_national_exhibition,
    set_guest_of_honour,
)
from pavilions.plans.themed_areas.models import ThemedArea
from pavilions.plans.themed_areas.operations import AreaTerms, remove_area
from pavilions.states import PavilionStage, Section
from tests.exhibitors.catalogue.exhibits import verified
from tests.exhibitors.deals.deals import counted
from tests.exhibitors.expo import booked
from tests.exhibitors.published_figures.figures import publish
from tests.exhibitors.roadshows.roadshows import record
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, EditionFactory, organizer
from tests.pavilions.programme.programme import scheduled, shortlisted
from tests.pavilions.themed_areas.areas import with_own_booth

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
FIRST, SECOND, THIRD = (date(2024, 5, 17) + n * DAY for n in range(3))
MUCH_LATER = NOON + 100 * DAY


def value(edition: Edition, key: str, day: date, *, at: datetime = MUCH_LATER) -> int:
    return int(release_figures(edition, day, guest="FR", at=at)[key].value)


def confirmed(edition: Edition, *, at: datetime, is_guest: bool = False) -> NationalPavilion:
    pavilion = invite_to_national_exhibition(
        edition.pk, country="FR", is_guest_of_honour=is_guest, actor=organizer(), at=at
    )
    return change_stage(pavilion.pk, to=PavilionStage.CONFIRMED, actor=organizer(), at=at)


def test_space_counts_from_the_day_it_was_booked() -> None:
    edition = EditionFactory()
    booking = booked(BoothFactory(allotment=AllotmentFactory(edition=edition)))
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    assert [value(edition, "companies", day) for day in (FIRST - DAY, FIRST)] == [0, 1]


def test_pavilion_that_declines_later_still_took_part_on_the_days_before() -> None:
    edition = EditionFactory()
    pavilion = confirmed(edition, at=NOON)
    change_stage(pavilion.pk, to=PavilionStage.DECLINED, actor=organizer(), at=NOON + 2 * DAY)
    participants = [value(edition, "participants", day) for day in (FIRST - DAY, FIRST, SECOND, THIRD)]
    assert participants == [0, 1, 1, 0]


def test_pavilion_that_confirms_again_did_not_take_part_in_between() -> None:
    edition = EditionFactory()
    pavilion = confirmed(edition, at=NOON)
    for days, stage in enumerate((PavilionStage.DECLINED, PavilionStage.INVITED, PavilionStage.CONFIRMED), 1):
        change_stage(pavilion.pk, to=stage, actor=organizer(), at=NOON + days * DAY)
    assert [value(edition, "participants", FIRST + days * DAY) for days in range(4)] == [1, 0, 0, 1]


def test_guest_of_honour_is_that_of_the_day() -> None:
    edition = EditionFactory(number=7)
    confirmed(EditionFactory(number=6), at=NOON - 400 * DAY, is_guest=True)
    pavilion = confirmed(edition, at=NOON)
    set_guest_of_honour(pavilion.pk, is_guest=True, actor=organizer(), at=NOON + DAY)
    set_guest_of_honour(pavilion.pk, is_guest=False, actor=organizer(), at=NOON + 2 * DAY)
    assert [value(edition, "guest_times", day) for day in (FIRST, SECOND, THIRD)] == [0, 2, 0]


def test_guest_of_honour_declines_and_was_one_before() -> None:
    edition = EditionFactory()
    pavilion = confirmed(edition, at=NOON, is_guest=True)
    change_stage(pavilion.pk, to=PavilionStage.DECLINED, actor=organizer(), at=NOON + DAY)
    assert [value(edition, "guest_times", day) for day in (FIRST, SECOND)] == [1, 0]


def test_times_are_those_of_the_guest_that_is_asked_for() -> None:
    edition = EditionFactory()
    confirmed(edition, at=NOON, is_guest=True)
    times = [release_figures(edition, FIRST, guest=guest, at=NOON)["guest_times"] for guest in ("FR", "KE", "")]
    assert [(int(each.value), each.said) for each in times] == [(1, "first"), (0, "–"), (0, "–")]


def held(edition: Edition, held_date: date, country: str, *, at: datetime) -> Roadshow:
    """A roadshow of this day, reported at this moment."""
    promoter = organizer()
    show = plan_roadshow(edition.pk, record(held_date=held_date, country=country), actor=promoter, at=NOON - 9 * DAY)
    open_roadshow(show.pk, actor=promoter, at=NOON - 9 * DAY)
    return close_roadshow(show.pk, attendance=40, actor=promoter, at=at)


def test_roadshow_counts_from_the_day_on_which_it_was_reported() -> None:
    edition = EditionFactory()
    show = held(edition, FIRST, "FR", at=NOON + DAY)
    days = (FIRST, SECOND, THIRD)
    assert [value(edition, "roadshows", day) for day in days] == [0, 1, 1]
    to = {"held_date": FIRST, "city": "Bonn", "country": "DE", "attendance": 4}
    held(edition, FIRST, "DE", at=NOON + DAY)
    correct_roadshow(show.pk, to, reason="Other city.", actor=organizer(), at=NOON + 2 * DAY)
    assert [value(edition, "roadshow_countries", day) for day in days] == [0, 2, 1]


def test_countries_of_this_year_are_those_of_its_calendar_year() -> None:
    edition = EditionFactory()
    held(edition, date(2023, 12, 30), "FR", at=NOON)
    held(edition, date(2024, 1, 2), "DE", at=NOON)
    keys = ("roadshow_countries", "roadshow_countries_this_year")
    assert [value(edition, key, FIRST) for key in keys] == [2, 1]


def test_sum_of_fewer_than_three_deals_of_an_earlier_edition_is_not_shown() -> None:
    before, edition = EditionFactory(number=6), EditionFactory(number=7)
    for deals in range(1, 4):
        counted(edition=before, amount=Decimal(1_000_000_000))
        actual = release_figures(edition, FIRST, at=MUCH_LATER)["deals_usd_bn"].value
        assert actual == (3 if deals == 3 else 0)


def test_figures_of_a_running_day_are_those_of_the_moment() -> None:
    edition = EditionFactory()
    confirmed(edition, at=NOON)
    hour = timedelta(hours=1)
    assert [value(edition, "participants", FIRST, at=at) for at in (NOON - hour, NOON, NOON + hour)] == [0, 1, 1]


def said(edition: Edition, key: str, day: date, language: str = "en") -> str:
    with translation.override(language):
        return release_figures(edition, day, guest="FR", at=MUCH_LATER)[key].said


def themed(edition: Edition, name: str, *, country: str = "FR", is_public: bool = True, at: datetime) -> ThemedArea:
    chinese = "从法国农场到中国餐桌" if name.startswith("From French farm") else ""
    terms = AreaTerms(Section.BUSINESS, name, "Host", chinese, host_country=country, is_public=is_public)
    return with_own_booth(edition, terms, at=at)


def test_guest_and_its_stage_and_areas_are_those_of_the_day() -> None:
    edition = EditionFactory()
    pavilion = confirmed(edition, at=NOON, is_guest=True)
    change_stage(pavilion.pk, to=PavilionStage.IN_DESIGN, actor=organizer(), at=NOON + DAY)
    themed(edition, "From French farm to Chinese dining table", at=NOON)
    themed(edition, "Kenyan coffee", country="KE", at=NOON)
    themed(edition, "Later", at=NOON + 2 * DAY)
    days = (FIRST - DAY, FIRST, SECOND)
    assert [said(edition, "guest", day) for day in days] == ["–", "France", "France"]
    assert [said(edition, "guest_stage", day) for day in days] == ["–", "confirmed", "in design"]
    assert said(edition, "guest_areas", SECOND) == "“From French farm to Chinese dining table”"
    assert said(edition, "guest_areas", SECOND, "zh-hans") == "“从法国农场到中国餐桌”"
    assert said(edition, "guest_areas", THIRD) == "“From French farm to Chinese dining table” and “Later”"


def test_areas_count_while_they_are_public_and_on_record() -> None:
    edition = EditionFactory()
    area = themed(edition, "Cheese", at=NOON)
    themed(edition, "Secret", is_public=False, at=NOON)
    remove_area(area.pk, actor=organizer(), at=NOON + DAY)
    assert [said(edition, "areas", day) for day in (FIRST - DAY, FIRST, SECOND)] == ["0", "one", "0"]
    assert said(edition, "area_names", FIRST) == "“Cheese”"


@pytest.mark.usefixtures("noon")
def test_topics_count_as_they_stood() -> None:
    topic = shortlisted()
    edition = topic.edition
    assert [value(edition, key, FIRST) for key in ("forum_proposals", "forum_topics")] == [1, 0]
    scheduled(topic)
    assert [value(edition, key, FIRST) for key in ("forum_proposals", "forum_topics")] == [1, 1]
    assert [value(edition, key, FIRST - DAY) for key in ("forum_proposals", "forum_topics")] == [0, 0]


def test_debuts_and_deals_of_this_edition_are_counted_until_they_are_published() -> None:
    edition = EditionFactory()
    company = CompanyFactory(is_on_public_plans=True)
    booking = booked(BoothFactory(allotment=AllotmentFactory(edition=edition)), company=company)
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    verified(company, edition)
    for _deal in range(3):
        counted(company, edition, amount=Decimal(1_000_000_000))
    keys = ("edition_debuts", "edition_deals_usd_bn", "debuts", "deals_usd_bn")
    today, tomorrow = now().astimezone(edition.zone).date(), now() + DAY  # what factories make has no other moment
    assert [value(edition, key, today, at=tomorrow) for key in keys] == [1, 3, 0, 0]
    publish(edition, debuts=400, deals_usd_bn=Decimal("70.5"))
    assert [value(edition, key, today, at=tomorrow) for key in keys] == [400, 70, 0, 0]


def test_roadshows_of_a_calendar_year_are_those_held_in_it() -> None:
    edition = EditionFactory()
    held(edition, date(2023, 12, 30), "FR", at=NOON)
    held(edition, date(2024, 1, 2), "FR", at=NOON)
    assert [value(edition, key, FIRST) for key in ("roadshows", "roadshows_this_year")] == [2, 1]


def test_numbers_are_in_words_and_years_are_not_grouped() -> None:
    EditionFactory(number=1, opens_date=date(2018, 11, 5), closes_date=date(2018, 11, 10))
    edition = EditionFactory(number=7)
    keys, languages = ("editions", "first_year"), ("en", "zh-hans")
    actual = [said(edition, key, FIRST, language) for key in keys for language in languages]
    assert actual == ["one", "一", "2018", "2018"]
