"""Every public page says what it is to search engines and where its address is shared."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve
from pytest_django import Settings

from ciie.kernel.signed_links import link_token
from ciie.web.languages import LanguagePrefix
from exhibitors.promotion.catalogue.operations.exhibits import add_picture as picture_exhibit
from pavilions.national.national_pavilions.operations.pavilion_profiles import add_picture
from pavilions.national.programme.operations.programme import announce_event
from pavilions.states import PavilionStage
from pavilions.texts.site_pages.operations import write_site_page
from pavilions.texts.site_pages.states import PageKind, PageLanguage
from tests.architecture.addresses import named_addresses
from tests.exhibitors.roadshows.roadshows import asked
from tests.exhibitors.terms.terms import published
from tests.exhibitors.world import World
from tests.factories import NOON
from tests.html_rules import assert_clean
from tests.lasting_rows import Keep, LastingWorld
from tests.pavilions.national_pavilions.national import pavilion_at, picture
from tests.pavilions.programme.programme import announced, room, scheduled, shortlisted
from tests.pavilions.programme.programme import asked as asked_topic
from tests.previews import HOST, ONCE, assert_previewed, head_of

pytestmark = pytest.mark.django_db

PAGES = (
    *("/", "/countries/", "/take-part/", "/plan/", "/plan/{hall}/", "/venue/"),
    *("/directory/", "/directory/exhibitors/", "/directory/exhibits/{exhibit}/", "/directory/companies/{company}/"),
    *("/directory/pavilions/{pavilion}/", "/pavilions/", "/pavilions/{pavilion}/", "/areas/", "/areas/{area}/"),
    *("/agenda/", "/agenda/{event}/", "/agenda/{session}/", "/forum/", "/forum/propose/"),
    *("/roadshows/", "/roadshows/{show}/", "/bulletins/", "/bulletins/{edition}/{bulletin}/"),
    *("/terms/{terms}/1/", "/developers/", "/imprint/"),
    *("/contact/", "/terms-of-use/", "/privacy/"),
)
NOT_IN_THE_MAP = ("/forum/propose/",)
UNDATED = ("/developers/",)
"""It changes with the program."""

NO_PAGES = {
    *("agenda:feed", "bulletins:feed", "plan:background", "plan:drawing", "plan:export", "plan_now", "plan_sheets"),
    *("forum:confirm", "ownership_objection", "roadshows:confirm", "terms:in_force", "venue_export", "venue_now"),
    "bulletins:version",
}
"""Files, forms that are opened from a mail, earlier versions, and addresses that lead to another."""


class Expo(World):
    """A pavilion and an exhibit with pictures, an event and a session besides."""

    def __init__(self) -> None:
        super().__init__()
        self.pavilion = pavilion_at(PavilionStage.CONFIRMED)
        add_picture(self.pavilion.pk, picture(), alt="Fields", **self.by)
        picture_exhibit(self.exhibit.pk, picture("gold"), alt_text='A "wheel"', **self.owns)
        self.event = announced()
        self.session = scheduled(shortlisted(), room_id=room("Forum").pk)
        announce_event(self.session.pk, **self.by)
        published(self.edition.pk)
        for kind in PageKind:
            write_site_page(kind, PageLanguage.ENGLISH, text="Words.", is_published=True, **self.by)

    def address(self, page: str) -> str:
        return page.format(
            hall=self.booth.plan.hall.name,
            exhibit=self.exhibit.pk,
            company=self.company.pk,
            pavilion=self.pavilion.pk,
            area=self.area.pk,
            event=self.event.pk,
            session=self.session.pk,
            show=self.show.pk,
            edition=self.edition.number,
            bulletin=self.bulletin.number,
            terms=self.edition.number,
        )


@pytest.fixture(scope="module")
def lasting(keep: Keep) -> LastingWorld[Expo]:
    return keep(Expo)


@pytest.fixture
def expo(lasting: LastingWorld[Expo], db: None, settings: Settings, tmp_path: Path) -> Iterator[Expo]:
    with time_machine.travel(NOON, tick=False):
        yield lasting.for_a_test(settings, tmp_path)


@pytest.mark.parametrize("page", PAGES)
def test_every_public_page_has_a_complete_preview(client: Client, expo: Expo, page: str) -> None:
    assert_previewed(client, expo.address(page))


def test_every_page_of_the_site_map_has_one(client: Client, expo: Expo) -> None:
    tree = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  # our own
    listed = [str(each.text) for each in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert {HOST + expo.address(page) for page in ("/", "/areas/{area}/", "/agenda/{session}/")} < set(listed)
    for address in listed:
        assert_previewed(client, address.removeprefix(HOST))


def names_for_everybody() -> set[str]:
    """Names of the addresses that each language has, from the table of addresses."""
    patterns = [each for each in get_resolver().url_patterns if isinstance(each, URLResolver)]
    prefixed = [each for each in patterns if isinstance(each.pattern, LanguagePrefix)]
    return {name for each in prefixed for _path, name, _pattern in named_addresses(each)}


def test_these_are_all_public_pages(expo: Expo) -> None:
    assert names_for_everybody() - {resolve(expo.address(page)).view_name for page in PAGES} == NO_PAGES


def test_map_of_the_site_has_every_page_in_both_languages_with_the_day_of_its_last_change(
    client: Client, expo: Expo
) -> None:
    place, day = (f"{{http://www.sitemaps.org/schemas/sitemap/0.9}}{name}" for name in ("loc", "lastmod"))
    urls = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  # our own
    changed = {str(url.findtext(place)).removeprefix(HOST): url.findtext(day) for url in urls}
    pages = [expo.address(page) for page in PAGES if page not in NOT_IN_THE_MAP]
    both = [*pages, *(f"/zh-hans{page}" for page in pages)]
    assert [page for page in both if page not in changed] == []
    assert {page for page in changed if not changed[page]} == {*UNDATED, *(f"/zh-hans{page}" for page in UNDATED)}


@pytest.mark.parametrize(
    ("page", "alt"),
    [
        ("/", "Floor plan of a hall with its booths"),
        ("/pavilions/{pavilion}/", "Fields"),
        ("/directory/exhibits/{exhibit}/", 'A "wheel"'),
    ],
)
def test_pages_show_their_own_picture_or_the_usual_one(client: Client, expo: Expo, page: str, alt: str) -> None:
    assert head_of(client, expo.address(page)).said("og:image:alt") == alt


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/directory/?country=FR&search=comt", "/directory/"),
        ("/directory/?page=2", "/directory/?page=2"),
        ("/directory/exhibitors/?country=FR&page=1", "/directory/exhibitors/"),
        ("/bulletins/?page=9", "/bulletins/"),
        ("/agenda/?kind=forum", "/agenda/"),
        ("/pavilions/?search=x", "/pavilions/"),
    ],
)
def test_lists_however_narrowed_are_the_whole_list(client: Client, expo: Expo, asked: str, canonical: str) -> None:
    assert head_of(client, asked).said("canonical") == HOST + canonical


@pytest.mark.parametrize(
    ("page", "described"),
    [
        ("/agenda/{event}/", "Wednesday 6 November 2024, 10:00–11:00, Main stage."),
        ("/roadshows/{show}/", "17 May 2024, Lyon, France. Host: Chamber."),
        ("/bulletins/{edition}/{bulletin}/", "1 companies, 9 m²."),
        ("/directory/pavilions/{pavilion}/", "France at {expo}: booths and exhibits."),
    ],
)
def test_pages_say_when_and_where_or_what(client: Client, expo: Expo, page: str, described: str) -> None:
    assert head_of(client, expo.address(page)).said("description") == described.format(expo=expo.edition.name)


def test_pages_of_mailed_links_are_nobody_elses(client: Client, expo: Expo) -> None:
    registration, topic = asked(expo.show), asked_topic()
    for page in (
        f"/roadshows/registration/{link_token('registration', registration.pk)}/",
        f"/forum/topics/{link_token('topic', topic.pk)}/",
    ):
        head = head_of(client, page)
        assert head.said("robots") == "noindex"
        assert [name for name in ONCE if head.named[name]] == []


def test_what_people_write_stays_within_the_preview(client: Client, expo: Expo) -> None:
    hostile = '"><script>alert(1)</script>'
    expo.change_exhibit(name=hostile, text=hostile)
    answer = client.get(expo.address("/directory/exhibits/{exhibit}/"))
    assert_clean(answer)
    head = head_of(client, expo.address("/directory/exhibits/{exhibit}/"))
    assert (head.said("og:title"), head.said("description")) == (hostile, hostile)
    assert [actual["name"] for actual in head.structured] == [hostile]
