from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.operations.company_changes import set_publicity
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.promotion.roadshows.operations import close_roadshow
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.programme.models.programme import ProgrammeEvent
from pavilions.national.programme.operations.programme import announce_event
from pavilions.states import EditionStatus, PavilionStage
from tests.exhibitors.catalogue.exhibits import named_company, shown, verified
from tests.exhibitors.deals.deals import counted
from tests.exhibitors.published_figures.figures import publish
from tests.exhibitors.roadshows.roadshows import opened
from tests.factories import (
    NOON,
    AllotmentFactory,
    BoothFactory,
    CompanyFactory,
    EditionFactory,
    NationalPavilionFactory,
    UserFactory,
    organizer,
)
from tests.html_rules import assert_clean
from tests.pavilions.programme.programme import scheduled, shortlisted

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db
HELD = datetime(2024, 5, 21, tzinfo=UTC)


@pytest.fixture
def edition() -> Edition:
    made: Edition = EditionFactory(number=7, name="7th Expo")
    return made


@pytest.fixture
def allotment(edition: Edition) -> Allotment:
    made: Allotment = AllotmentFactory(edition=edition, hall__name="5.2H")
    return made


def book(allotment: Allotment, country: str) -> None:
    booth = BoothFactory(allotment=allotment)
    company = CompanyFactory(country=country, name="Secret Buyers Ltd")
    booking = book_booths(company.pk, allotment.edition_id, [booth.pk], actor=SYSTEM, at=NOON)
    approve_booking(booking.pk, actor=SYSTEM, at=NOON)


def confirm(edition: Edition, country: str, *, honoured: bool = False) -> None:
    pavilion = NationalPavilionFactory(edition=edition, country=country, is_guest_of_honour=honoured)
    pavilion.stage = PavilionStage.CONFIRMED
    pavilion.save()


def test_home_tells_the_headline_from_data(client: Client, edition: Edition, allotment: Allotment) -> None:
    book(allotment, "FR")
    book(allotment, "JP")
    for country in ("FR", "TH"):
        confirm(edition, country)

    answer = client.get("/")

    assert_clean(answer)
    assert (
        "2 countries and international organizations have confirmed their participation in the national exhibition,"
        " while 2 companies from 2 countries and regions have booked over 10 square meters"
    ) in answer.text
    assert 'href="/plan/5.2H/"' in answer.text
    assert "Secret Buyers" not in answer.text


def test_guest_of_honour_is_counted_over_the_editions(client: Client, edition: Edition) -> None:
    for number in (2, 4):
        earlier = EditionFactory(number=number, status=EditionStatus.ARCHIVED)
        confirm(earlier, "FR", honoured=True)
    confirm(edition, "FR", honoured=True)
    confirm(edition, "TH")
    assert "guest country of honour for the third time" in client.get("/").text


def test_moment_is_shown_in_the_time_of_the_edition(client: Client, edition: Edition, settings: Settings) -> None:
    settings.CLOCK_OFFSET = NOON - timezone.now()
    assert "As of 17 May 2024, 12:00" in client.get("/").text


def test_invented_edition_is_marked_as_sample(client: Client, edition: Edition) -> None:
    assert "invented" not in client.get("/").text
    Edition.objects.update(is_sample=True)
    assert "Sample: companies and bookings are invented" in client.get("/").text


def test_earlier_editions_are_shown_with_dashes_for_what_is_not_known(client: Client, edition: Edition) -> None:
    earlier = EditionFactory(
        number=6, name="6th Expo", opens_date=date(2023, 11, 5), closes_date=date(2023, 11, 10), status="archived"
    )
    publish(earlier, business_sqm=367_000)
    text = client.get("/").text
    assert "6th Expo, 2023" in text
    assert "367,000\N{NO-BREAK SPACE}m²" in text


def test_home_tells_the_rest_of_the_expo_rounded_as_a_release_is(client: Client, edition: Edition) -> None:
    for number, debuts, deals in ((5, 1_201, 200), (6, 1_222, 224.57)):
        earlier = EditionFactory(number=number, name=f"{number}th Expo", status="archived")
        publish(earlier, debuts=debuts, deals_usd_bn=deals)
    close_roadshow(opened(country="FR").pk, attendance=5, actor=SYSTEM, at=HELD)
    shown(named_company(edition))
    scheduled(shortlisted(title="Ports"))
    announce_event(ProgrammeEvent.objects.get().pk, actor=SYSTEM, at=NOON)

    answer = client.get("/")

    assert_clean(answer)
    expo = answer.context["expo"]
    assert (expo.exhibits, expo.topics, expo.release["roadshows"].value) == (1, 1, 1)
    assert answer.text.count("over 2,400") + answer.text.count("Over 2,400") == 2
    assert "More than $420 billion" in answer.text
    assert "424.57" not in answer.text
    assert "one roadshow held" in answer.text


def test_guest_of_honour_leads_to_its_pavilion(client: Client, edition: Edition) -> None:
    confirm(edition, "FR", honoured=True)
    confirm(edition, "TH")
    guest = NationalPavilion.objects.get(country="FR")
    assert f'<a href="/pavilions/{guest.pk}/"><strong>France</strong></a>' in client.get("/").text


type Changes = dict[str, Callable[[], object]]


def test_home_is_sent_anew_when_any_of_its_figures_changes(client: Client, edition: Edition) -> None:
    company, earlier = named_company(edition), EditionFactory(number=6, status="archived")
    changes: Changes = {
        "debut": lambda: verified(company, earlier),
        "deal": lambda: counted(company, earlier, currency="USD"),
        "exhibit": lambda: shown(company),
        "name": lambda: set_publicity(company.pk, is_named=False, actor=SYSTEM, at=NOON),
        "roadshow": lambda: close_roadshow(opened().pk, attendance=5, actor=SYSTEM, at=HELD),
        "topic": lambda: scheduled(shortlisted()),
        "session": lambda: announce_event(ProgrammeEvent.objects.get().pk, actor=SYSTEM, at=NOON),
        "published": lambda: publish(earlier, debuts=3),
    }
    seen = client.get("/").headers["ETag"]
    for name, change in changes.items():
        change()
        answer = client.get("/", headers={"if-none-match": seen})
        assert (name, answer.status_code) == (name, 200)
        seen = answer.headers["ETag"]
    assert client.get("/", headers={"if-none-match": seen}).status_code == 304


def test_share_of_a_country_is_that_of_all_that_is_booked(
    client: Client, edition: Edition, allotment: Allotment
) -> None:
    for country in ("FR", "FR", "FR", "JP"):
        book(allotment, country)
    text = client.get("/").text
    assert "27\N{NO-BREAK SPACE}m², 75.0% of what is booked" in text
    assert "9\N{NO-BREAK SPACE}m², 25.0% of what is booked" in text


def test_home_without_an_edition_says_so(client: Client) -> None:
    organizer()
    assert "No edition is open yet" in client.get("/").text


def test_public_figures_never_say_net_or_gross(client: Client, edition: Edition, allotment: Allotment) -> None:
    book(allotment, "FR")
    for address in ("/", "/plan/", "/plan/5.2H/"):
        words = client.get(address).text.casefold().split()
        assert not {"net", "gross"} & set(words)


def test_plan_shows_what_is_taken_but_not_by_whom(client: Client, allotment: Allotment) -> None:
    book(allotment, "FR")
    answer = client.get("/plan/5.2H/")
    assert_clean(answer)
    assert "booked" in answer.text
    assert "Secret Buyers" not in answer.text


def test_plan_lists_its_booths_in_a_table_too(client: Client, allotment: Allotment) -> None:
    book(allotment, "FR")
    free = BoothFactory(allotment=allotment)
    text = client.get("/plan/5.2H/").text
    assert "<strong>2</strong> booths" in text
    assert f">{free.number}</a></th>" in text
    assert "9\N{NO-BREAK SPACE}m² of 900\N{NO-BREAK SPACE}m² are taken, 9\N{NO-BREAK SPACE}m² are free." in text


def test_halls_tell_what_is_free_and_lead_to_published_plans(client: Client, allotment: Allotment) -> None:
    book(allotment, "FR")
    AllotmentFactory(edition=allotment.edition, hall__name="9H")
    answer = client.get("/plan/")
    assert_clean(answer)
    assert 'href="/plan/5.2H/"' in answer.text
    assert "9\N{NO-BREAK SPACE}m² (1.0%)" in answer.text
    assert 'href="/plan/9H/"' not in answer.text
    assert "not published yet" in answer.text
    assert "Secret Buyers" not in answer.text


def test_halls_without_an_edition_say_so(client: Client) -> None:
    organizer()
    assert "No edition is open yet" in client.get("/plan/").text


def test_moment_is_shown_in_the_time_of_the_expo(client: Client, edition: Edition, settings: Settings) -> None:
    settings.CLOCK_OFFSET = datetime(2024, 5, 17, 1, tzinfo=UTC) - timezone.now()
    assert "As of 17 May 2024, 09:00" in client.get("/").text


def test_how_to_take_part_leads_visitors_to_an_account_and_others_to_their_desk(
    client: Client, edition: Edition, settings: Settings
) -> None:
    settings.CLOCK_OFFSET = NOON - timezone.now()
    assert "How to take part" in client.get("/").text
    client.force_login(UserFactory())
    assert 'href="/desk/"' in client.get("/").text


def test_plan_of_an_unknown_hall_is_not_found(client: Client, edition: Edition) -> None:
    assert client.get("/plan/99H/").status_code == 404


def test_home_asks_as_many_queries_for_many_rows_as_for_one(
    client: Client, edition: Edition, allotment: Allotment
) -> None:
    book(allotment, "FR")
    confirm(edition, "FR", honoured=True)
    client.get("/")  # reads what the process then keeps of the directory, here and below
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    for country in ("JP", "DE", "US"):
        book(AllotmentFactory(edition=edition), country)
        confirm(edition, country)
    client.get("/")
    with CaptureQueriesContext(connection) as many:
        client.get("/")
    assert len(many) == len(few)


def test_countries_are_on_the_map_and_in_the_list(client: Client, edition: Edition, allotment: Allotment) -> None:
    book(allotment, "FR")
    confirm(edition, "TH", honoured=True)
    answer = client.get("/countries/")
    assert_clean(answer)
    assert "<title>France: 1 company, 9 m²</title>" in answer.text
    assert "<title>Thailand: national pavilion</title>" in answer.text
    assert "Guest country of honour" in answer.text
    assert "Secret" not in answer.text


def test_countries_lead_to_their_exhibitors_and_pavilions(
    client: Client, edition: Edition, allotment: Allotment
) -> None:
    book(allotment, "FR")
    confirm(edition, "TH")
    text = client.get("/countries/").text
    for code, name in (("FR", "France"), ("TH", "Thailand")):
        assert f'<a href="/directory/exhibitors/?country={code}">{name}</a>' in text
    assert f'<a href="/pavilions/{NationalPavilion.objects.get().pk}/">National pavilion</a>' in text


@pytest.mark.usefixtures("edition")
def test_countries_before_anybody_booked_say_when_there_will_be_some(client: Client) -> None:
    assert "No bookings yet" in client.get("/countries/").text


def test_countries_without_an_edition_say_so(client: Client) -> None:
    assert client.get("/countries/").status_code == 200
