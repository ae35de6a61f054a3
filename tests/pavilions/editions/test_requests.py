"""The address of a page names the edition that it is about."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import get_script_prefix

from pavilions.floor.editions.queries import current_edition, present_editions
from pavilions.floor.editions.requests import LISTING
from pavilions.floor.models.edition import Edition
from pavilions.states import EditionStatus, OrganizerRole
from tests.clients import signed_in
from tests.factories import NOON, EditionFactory, UserFactory, organizer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
NEXT = {
    "opens_date": date(2025, 11, 5),
    "closes_date": date(2025, 11, 10),
    "booking_opens_at": datetime(2024, 1, 1, tzinfo=UTC),
    "booking_closes_at": datetime(2025, 9, 1, tzinfo=UTC),
    "cancel_until_date": date(2025, 8, 31),
}


@pytest.fixture
def seventh() -> Edition:
    return EditionFactory(number=7, name="7th Expo")


@pytest.fixture
def eighth(seventh: Edition) -> Edition:
    LISTING.forget()
    return EditionFactory(number=8, name="8th Expo", **NEXT)


def test_next_edition_does_not_take_the_first_off_sale(seventh: Edition, eighth: Edition, client: Client) -> None:
    assert present_editions(NOON) == [seventh, eighth]
    assert client.get("/take-part/").context["edition"] == seventh
    assert client.get("/editions/8/take-part/").context["edition"] == eighth


@pytest.mark.parametrize(
    ("seventh_is", "eighth_is", "current"),
    [
        (EditionStatus.CLOSED, EditionStatus.OPEN, 7),  # booking is over, and the expo is to come
        (EditionStatus.ARCHIVED, EditionStatus.PLANNING, 8),
        (EditionStatus.PLANNING, EditionStatus.OPEN, 8),
        (EditionStatus.PLANNING, EditionStatus.PLANNING, 8),
    ],
)
def test_current_edition_is_the_first_to_take_place(
    seventh: Edition, eighth: Edition, seventh_is: str, eighth_is: str, current: int
) -> None:
    Edition.objects.filter(pk=seventh.pk).update(status=seventh_is)
    Edition.objects.filter(pk=eighth.pk).update(status=eighth_is)
    found = current_edition(NOON)
    assert found
    assert found.number == current


def test_edition_that_is_over_makes_way_for_the_next(seventh: Edition, eighth: Edition) -> None:
    assert current_edition(datetime(2024, 11, 10, 15, 59, tzinfo=UTC)) == seventh  # the last minute in Shanghai
    assert current_edition(datetime(2024, 11, 10, 16, 0, tzinfo=UTC)) == eighth


def test_links_of_a_page_lead_to_pages_about_the_same_edition(eighth: Edition, client: Client) -> None:
    page = client.get("/editions/8/take-part/").text
    assert 'href="/editions/8/plan/"' in page
    assert 'href="/plan/"' not in page
    assert '<link rel="canonical" href="http://testserver/editions/8/take-part/">' in page
    assert 'hreflang="zh-hans" href="http://testserver/editions/8/zh-hans/take-part/"' in page
    assert "/editions/8/static/" not in page
    assert get_script_prefix() == "/"


def test_languages_of_a_page_keep_its_edition(eighth: Edition, client: Client) -> None:
    answer = client.get("/editions/8/venue/?x=1", headers={"Accept-Language": "zh-CN"})
    assert answer["Location"] == "/editions/8/zh-hans/venue/?x=1"
    chosen = {"next": "/editions/8/zh-hans/venue/", "language": "en"}
    assert client.post("/editions/8/i18n/setlang/", chosen)["Location"] == "/editions/8/venue/"
    chosen = {"next": "/editions/8/venue/", "language": "zh-hans"}
    assert client.post("/editions/8/i18n/setlang/", chosen)["Location"] == "/editions/8/zh-hans/venue/"


def test_menu_lists_the_editions_where_there_are_several(seventh: Edition, client: Client) -> None:
    LISTING.forget()
    before = client.get("/forum/")
    assert "/editions/" not in before.text
    EditionFactory(number=8, name="8th Expo", **NEXT)
    LISTING.forget()
    page = client.get("/forum/")
    assert 'href="/editions/8/"' in page.text
    assert page["ETag"] != before["ETag"]


def test_edition_in_planning_is_for_the_team(eighth: Edition, client: Client) -> None:
    Edition.objects.filter(pk=eighth.pk).update(status=EditionStatus.PLANNING)
    LISTING.forget()
    refused = client.get("/editions/8/plan/")
    assert refused.status_code == 404
    assert 'href="/editions/8/' not in refused.text
    assert signed_in(UserFactory()).get("/editions/8/plan/").status_code == 404
    person = signed_in(organizer(OrganizerRole.DIRECTOR))
    assert person.get("/editions/8/plan/").context["edition"] == eighth
    assert 'href="/editions/8/organizer/"' in person.get("/organizer/").text


def test_pages_of_the_desk_and_the_office_keep_their_edition(eighth: Edition) -> None:
    person = signed_in(organizer(OrganizerRole.DIRECTOR))
    page = person.get("/editions/8/organizer/")
    assert page.context["edition"] == eighth
    assert 'href="/editions/8/organizer/queue/"' in page.text
    assert person.get("/editions/8/organizer/?edition=7").context["edition"].number == 7
    assert signed_in(UserFactory()).get("/editions/8/desk/").context["edition"] == eighth


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("/editions/7/plan/?sort=1", "/plan/?sort=1"),
        ("/editions/8/admin/", "/admin/"),
        ("/editions/8/api/v1/editions/8/halls", "/api/v1/editions/8/halls"),
        ("/editions/8/editions/7/plan/", "/editions/7/plan/"),
    ],
)
def test_addresses_that_name_an_edition_for_nothing_lead_to_the_plain_ones(
    eighth: Edition, client: Client, address: str, there: str
) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (302, there)


@pytest.mark.parametrize(
    "address", ["/editions/9/plan/", "/editions/8//evil.example/", "/editions/8", "/editions/0008/"]
)
def test_addresses_of_no_edition_are_not_found(eighth: Edition, client: Client, address: str) -> None:
    answer = client.get(address, follow=True)
    assert answer.status_code == 404
    assert get_script_prefix() == "/"


def test_exhibitors_find_the_other_edition_on_sale(eighth: Edition, client: Client) -> None:
    assert '<a href="/editions/8/take-part/">8th Expo</a> can be booked as well.' in client.get("/take-part/").text
    desk = signed_in(UserFactory()).get("/desk/").text
    assert '<a href="/editions/8/desk/">8th Expo</a> can be booked as well.' in desk


def test_robots_find_the_map_of_each_edition(eighth: Edition, client: Client) -> None:
    said = client.get("/robots.txt").text
    assert "Sitemap: http://testserver/sitemap.xml\nSitemap: http://testserver/editions/8/sitemap.xml\n" in said
    listed = client.get("/editions/8/sitemap.xml").text
    assert "<loc>http://testserver/editions/8/take-part/</loc>" in listed
    assert "<loc>http://testserver/take-part/</loc>" not in listed
