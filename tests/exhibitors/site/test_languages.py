"""Pages for everybody have an address in each language."""

import xml.etree.ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from ciie.web.languages import alternates
from tests.clients import signed_in
from tests.exhibitors.bulletins.bulletins import issued
from tests.factories import EditionFactory, organizer

pytestmark = pytest.mark.django_db
CHINESE = {"Accept-Language": "zh-CN,zh;q=0.9"}
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def test_chinese_address_is_chinese_whatever_the_browser_asks_for(client: Client) -> None:
    EditionFactory()
    page = client.get("/zh-hans/countries/", headers={"Accept-Language": "en"})
    assert (page.status_code, page["Content-Language"]) == (200, "zh-hans")
    assert '<html lang="zh-hans"' in page.text
    assert "Accept-Language" not in page["Vary"]
    english = client.get("/countries/")
    assert ('<html lang="en"' in english.text, english["ETag"] == page["ETag"]) == (True, False)
    assert "Accept-Language" in english["Vary"]


def test_each_language_names_itself_and_the_other(client: Client) -> None:
    EditionFactory()
    plain, chinese = "http://testserver/plan/", "http://testserver/zh-hans/plan/"
    for address, own in (("/plan/?sort=1", plain), ("/zh-hans/plan/", chinese)):
        page = client.get(address).text
        assert f'<link rel="canonical" href="{own}">' in page
        for code, other in (("en", plain), ("zh-hans", chinese), ("x-default", plain)):
            assert f'<link rel="alternate" hreflang="{code}" href="{other}">' in page


def test_pages_of_the_desk_have_one_address_in_all_languages() -> None:
    EditionFactory()
    assert alternates("http://testserver/desk/") == []
    page = signed_in(organizer()).get("/organizer/", headers=CHINESE)
    assert (page.status_code, page["Content-Language"]) == (200, "zh-hans")


def test_reader_of_chinese_is_led_to_the_chinese_address(client: Client) -> None:
    EditionFactory()
    answer = client.get("/countries/?page=2", headers=CHINESE)
    assert (answer.status_code, answer["Location"]) == (302, "/zh-hans/countries/?page=2")
    assert ("no-store" in answer["Cache-Control"], "Cookie" in answer["Vary"]) == (True, True)
    assert client.get("/countries/", headers=CHINESE | {"HX-Request": "true"}).status_code == 200


def test_links_on_a_chinese_page_stay_chinese(client: Client) -> None:
    EditionFactory()
    page = client.get("/zh-hans/").text
    assert 'href="/zh-hans/plan/"' in page
    assert 'href="/plan/"' not in page


@pytest.mark.parametrize(
    ("here", "language", "there"),
    [
        ("/plan/?floor=1", "zh-hans", "/zh-hans/plan/?floor=1"),
        ("/zh-hans/plan/?floor=1", "en", "/plan/?floor=1"),
        ("/organizer/", "zh-hans", "/organizer/"),
    ],
)
def test_choosing_a_language_leads_to_the_same_page_in_it(client: Client, here: str, language: str, there: str) -> None:
    answer = client.post(reverse("set_language"), {"language": language, "next": here})
    assert (answer["Location"], answer.cookies["django_language"].value) == (there, language)


def test_who_chose_english_reads_chinese_only_where_the_address_says_so(client: Client) -> None:
    EditionFactory()
    client.cookies["django_language"] = "en"
    assert client.get("/plan/", headers=CHINESE)["Content-Language"] == "en"
    assert client.get("/zh-hans/plan/")["Content-Language"] == "zh-hans"
    assert client.get("/accounts/login/")["Content-Language"] == "en"


def test_there_is_no_english_prefix_nor_another_language(client: Client) -> None:
    EditionFactory()
    assert [client.get(address).status_code for address in ("/en/plan/", "/fr/plan/", "/zh-hans/desk/")] == [404] * 3


def test_address_written_in_a_letter_is_that_of_its_language() -> None:
    with translation.override("zh-hans"):
        assert reverse("roadshows:list") == "/zh-hans/roadshows/"
    assert reverse("roadshows:list") == "/roadshows/"


def test_map_of_the_site_has_both_languages_and_when_rows_changed(client: Client) -> None:
    bulletin = issued()
    assert bulletin.issued_at is not None
    urls = {
        str(url.findtext(f"{SITEMAP}loc")).removeprefix("http://testserver"): url
        for url in ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  # our own
    }
    own = f"/bulletins/{bulletin.edition.number}/{bulletin.number}/"
    assert {own, f"/zh-hans{own}", "/", "/zh-hans/"} <= urls.keys()
    assert urls[own].findtext(f"{SITEMAP}lastmod") == f"{bulletin.issued_at:%Y-%m-%d}"
    links = {link.get("hreflang"): link.get("href") for link in urls[own].iter(f"{XHTML}link")}
    plain = f"http://testserver{own}"
    assert links == {"en": plain, "zh-hans": f"http://testserver/zh-hans{own}", "x-default": plain}
