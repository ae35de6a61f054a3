import json
import re
import xml.etree.ElementTree as ET

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths
from tests.exhibitors.bulletins.bulletins import issued
from tests.exhibitors.roadshows.roadshows import opened
from tests.factories import (
    NOON,
    AllotmentFactory,
    BoothFactory,
    CompanyFactory,
    EditionFactory,
    organizer,
    owner_of,
)
from tests.html_rules import assert_clean
from tests.pavilions.programme.programme import announced
from tests.pavilions.themed_areas.areas import area_with
from tests.previews import assert_previewed

pytestmark = pytest.mark.django_db


def test_site_without_an_edition_has_a_complete_preview(client: Client) -> None:
    assert_previewed(client, "/")


def test_taking_part_is_explained_with_dates(client: Client) -> None:
    EditionFactory()
    page = client.get("/take-part/")
    assert_clean(page)
    assert "from 6 November 2023 until 1 September 2024" in page.content.decode()


def test_sitemap_lists_what_is_public(client: Client) -> None:
    with time_machine.travel(NOON, tick=False):
        bulletin, show, event = issued(), opened(), announced()
        area = area_with([BoothFactory(allotment__edition=bulletin.edition)], is_public=True)
        hall = area.booths.get().plan.hall.name
        tree = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  # our own
    places = {str(each.text) for each in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    pages = {re.sub(r"^https?://[^/]+", "", place) for place in places}
    assert {
        "/",
        "/take-part/",
        f"/roadshows/{show.pk}/",
        f"/agenda/{event.pk}/",
        f"/areas/{area.pk}/",
        f"/plan/{hall}/",
        "/venue/",
        f"/bulletins/{bulletin.edition.number}/{bulletin.number}/",
    } <= pages
    assert [page for page in pages if client.get(page).status_code != 200] == []


def test_robots_are_given_what_not_to_read(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /organizer/\n" in text
    assert text.endswith("Sitemap: http://testserver/sitemap.xml\n")


def test_home_says_what_it_is_to_search_engines_and_previews(client: Client) -> None:
    edition = EditionFactory(name="7th <Expo> & more")
    page = client.get("/").content.decode()
    (structured,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert json.loads(structured)["name"] == edition.name
    assert "<Expo>" not in structured
    assert '<meta property="og:title" content="7th &lt;Expo&gt; &amp; more">' in page


def test_home_is_sent_once_and_again_when_a_figure_changes(client: Client) -> None:
    edition = EditionFactory()
    booth = BoothFactory(allotment=AllotmentFactory(edition=edition))
    company = CompanyFactory()
    with time_machine.travel(NOON, tick=False):  # it is made anew each minute
        seen = client.get("/")["ETag"]
        assert client.get("/", headers={"If-None-Match": seen}).status_code == 304
        booking = book_booths(company.pk, edition.pk, [booth.pk], actor=owner_of(company), at=NOON)
        assert client.get("/", headers={"If-None-Match": seen}).status_code == 200
        reserved = client.get("/")["ETag"]
        approve_booking(booking.pk, actor=organizer(), at=NOON)
        assert client.get("/", headers={"If-None-Match": reserved}).status_code == 200


@pytest.mark.parametrize("address", ["/", "/countries/", "/plan/"])
def test_pages_of_the_whole_are_revalidated_without_a_statement_within_a_second(
    client: Client, settings: Settings, address: str
) -> None:
    EditionFactory()
    settings.CACHES = settings.CACHES | {
        "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": address}
    }
    with time_machine.travel(NOON, tick=False):
        seen = client.get(address)["ETag"]
        with CaptureQueriesContext(connection) as statements:
            assert client.get(address, headers={"If-None-Match": seen}).status_code == 304
    assert len(statements) == 0


def test_home_of_somebody_who_is_signed_in_is_their_own(client: Client) -> None:
    EditionFactory()
    client.force_login(organizer(), "django.contrib.auth.backends.ModelBackend")
    assert "ETag" not in client.get("/")


def test_every_kind_of_public_page_is_in_bar_drawer_and_footer(client: Client) -> None:
    EditionFactory()
    page = client.get("/agenda/").content.decode()
    parts = {
        "bar": page[page.index('class="topbar-links"') : page.index('class="topbar-end"')],
        "drawer": page[page.index('id="navigation"') : page.index("<main")],
        "footer": page[page.index('class="footer"') :],
    }
    public = "/ /plan/ /directory/ /pavilions/ /areas/ /countries/ /agenda/ /forum/ /roadshows/ /bulletins/ /take-part/"
    missing = {(name, url) for name, part in parts.items() for url in public.split() if f'href="{url}"' not in part}
    assert missing == set()
    assert parts["bar"].count('aria-current="page"') == 1
    assert [client.get(url).status_code for url in public.split()] == [200] * 11
