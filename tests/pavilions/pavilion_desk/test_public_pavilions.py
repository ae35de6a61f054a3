"""Pavilions as everybody sees them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from pavilions.national.national_pavilions.operations.pavilion_profiles import ProfileTerms, add_picture, write_profile
from pavilions.national.national_pavilions.states import ProfileLanguage
from pavilions.states import PavilionStage
from tests.factories import NOON, EditionFactory, organizer
from tests.html_rules import assert_clean
from tests.pavilions.national_pavilions.national import give, invited, move, pavilion_at, picture
from tests.pavilions.programme.programme import announced, planned, room

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(media: Path) -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def test_only_those_who_take_part_have_a_page(client: Client) -> None:
    confirmed, asked = pavilion_at(PavilionStage.CONFIRMED), invited("TH")
    declined = move(pavilion_at(PavilionStage.CONFIRMED, "DE"), PavilionStage.DECLINED)
    page = client.get("/pavilions/")
    assert_clean(page)
    assert [card.pavilion for card in page.context["cards"]] == [confirmed]
    statuses = [client.get(f"/pavilions/{each.pk}/").status_code for each in (confirmed, asked, declined)]
    assert statuses == [200, 404, 404]


def test_empty_list_says_what_comes(client: Client) -> None:
    EditionFactory()
    assert "No participants have confirmed yet" in client.get("/pavilions/").text
    assert "No matching pavilions" in client.get("/pavilions/?search=x").text


def test_page_tells_everything_in_the_visitors_language_or_english(client: Client) -> None:
    pavilion = pavilion_at(PavilionStage.CONFIRMED, is_guest_of_honour=True)
    for language, title in ((ProfileLanguage.ENGLISH, "Taste France"), (ProfileLanguage.FRENCH, "Goûtez la France")):
        terms = ProfileTerms(title, "Farm to table", "Cheese & wine", "A tasting every hour")
        write_profile(pavilion.pk, language, terms, actor=organizer(), at=NOON)
    kept = add_picture(pavilion.pk, picture(), alt="Fields of wheat", actor=organizer(), at=NOON)
    booth = give(pavilion)
    shown = announced(pavilion_id=pavilion.pk)
    planned(title="Secret", room_id=room("Other").pk, pavilion_id=pavilion.pk)
    page = client.get(f"/pavilions/{pavilion.pk}/", follow=True, headers={"accept-language": "zh-hans"})
    assert_clean(page)
    for words in ("Taste France", "Farm to table", "A tasting every hour", "Fields of wheat", shown.title):
        assert words in page.text
    assert "Secret" not in page.text
    assert f'href="/zh-hans/plan/{booth.plan.hall.name}/?booth={booth.number}"' in page.text
    assert f"/pictures/{kept.digest}.webp" in page.text
    assert "Goûtez la France" in client.get(f"/pavilions/{pavilion.pk}/?language=fr").text
    english = client.get(f"/pavilions/{pavilion.pk}/?language=xx").text
    assert "guest country of honour" in english


def test_search_engines_and_previews_are_served(client: Client) -> None:
    pavilion = pavilion_at(PavilionStage.CONFIRMED)
    terms = ProfileTerms("A </script> & more", "Theme")
    write_profile(pavilion.pk, ProfileLanguage.ENGLISH, terms, actor=organizer(), at=NOON)
    add_picture(pavilion.pk, picture(), alt="Fields", actor=organizer(), at=NOON)
    page = client.get(f"/pavilions/{pavilion.pk}/").text
    (actual,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    read = json.loads(actual)
    assert (read["organizer"]["name"], read["description"]) == ("France", "A </script> & more. Theme")
    assert '<meta property="og:image" content="http://testserver/pictures/' in page
    assert f"/pavilions/{pavilion.pk}/" in client.get("/sitemap.xml").text


def test_guest_of_honour_is_counted_over_the_editions(client: Client) -> None:
    for number in (2, 4, 7):
        edition = EditionFactory(number=number)
        pavilion = pavilion_at(PavilionStage.CONFIRMED, edition=edition, is_guest_of_honour=True)
    assert "guest country of honour for the third time" in client.get(f"/pavilions/{pavilion.pk}/").text


def test_list_is_narrowed(client: Client) -> None:
    pavilion_at(PavilionStage.CONFIRMED, is_guest_of_honour=True)
    thai = pavilion_at(PavilionStage.CONFIRMED, "TH")
    pavilion_at(PavilionStage.CONFIRMED, "", organization="UNIDO")
    terms = ProfileTerms("Thailand", highlights="Silk weaving")
    write_profile(thai.pk, ProfileLanguage.ENGLISH, terms, actor=organizer(), at=NOON)
    for query, names in {
        "search=silk": ["Thailand"],
        "search=thai": ["Thailand"],
        "kind=organization": ["UNIDO"],
        "kind=country": ["France", "Thailand"],
        "guest=yes": ["France"],
        "kind=nonsense": ["France", "Thailand", "UNIDO"],
    }.items():
        found = client.get(f"/pavilions/?{query}").context["cards"]
        assert sorted(str(card.pavilion) for card in found) == names, query


def test_page_is_sent_again_only_when_something_changed(client: Client) -> None:
    pavilion = pavilion_at(PavilionStage.CONFIRMED)
    address = f"/pavilions/{pavilion.pk}/"

    def asked(seen: str) -> tuple[int, str]:
        answer = client.get(address, headers={"if-none-match": seen})
        return answer.status_code, answer.headers["ETag"]

    tag = client.get(address).headers["ETag"]
    assert asked(tag) == (304, tag)
    changes = (
        lambda: write_profile(pavilion.pk, ProfileLanguage.ENGLISH, ProfileTerms("France"), actor=organizer(), at=NOON),
        lambda: add_picture(pavilion.pk, picture(), alt="Fields", actor=organizer(), at=NOON),
        lambda: give(pavilion),
        lambda: announced(pavilion_id=pavilion.pk),
    )
    for change in changes:
        change()
        status, newer = asked(tag)
        assert (status, newer == tag) == (200, False)
        tag = newer


def test_space_of_an_earlier_edition_does_not_lead_to_the_present_plan(client: Client) -> None:
    pavilion = pavilion_at(PavilionStage.CONFIRMED)
    booth = give(pavilion)
    EditionFactory(number=pavilion.edition.number + 1)
    text = client.get(f"/pavilions/{pavilion.pk}/").text
    assert f"{booth.plan.hall.name}/{booth.number}" in text
    assert f'href="/zh-hans/plan/{booth.plan.hall.name}/' not in text
