"""What organizers write in two languages is read in one's own, or in the other with its mark."""

import pytest
from django.test import Client

from ciie.mail.composing import compose
from exhibitors.promotion.roadshows.operations import ROADSHOW_FIELDS, change_roadshow
from tests.exhibitors.roadshows.roadshows import opened
from tests.factories import NOON, EditionFactory, organizer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_roadshow_is_read_in_each_language_and_marked_where_it_has_but_one(client: Client) -> None:
    show = opened()
    record = {name: getattr(show, name) for name in ROADSHOW_FIELDS}
    change_roadshow(show.pk, record | {"title_zh": "推介会", "text_zh": "欢迎参加。"}, actor=organizer(), at=NOON)
    english = client.get(f"/roadshows/{show.pk}/").text
    chinese = client.get(f"/zh-hans/roadshows/{show.pk}/").text
    assert (show.title in english, "推介会" in english) == (True, False)
    assert ("<h1>推介会</h1>" in chinese, "欢迎参加。" in chinese) == (True, True)
    assert f'<span lang="en">{show.city}</span>' in chinese
    assert f'<span lang="en">{show.city}</span>' not in english


def test_edition_and_site_have_chinese_names(client: Client) -> None:
    EditionFactory(name="7th CIIE", name_zh="第七届进博会")
    chinese, english = client.get("/zh-hans/").text, client.get("/").text
    assert ("第七届进博会" in chinese, "中国国际进口博览会" in chinese) == (True, True)
    assert ("第七届进博会" in english, "7th CIIE" in english) == (False, True)


@pytest.mark.parametrize(
    ("language", "title", "day"), [("en", "Meet us", "29 May 2024"), ("zh-hans", "推介会", "2024年5月29日")]
)
def test_letter_says_it_in_the_language_of_its_reader(language: str, title: str, day: str) -> None:
    context = {
        "kind": "roadshow_cancelled",
        "language": language,
        "title": "Meet us",
        "title_zh": "推介会",
        "city": "Lyon",
        "day": "2024-05-29",
        "person": "Ana",
    }
    letter = compose(context)
    assert (title in letter.subject, f" {day}" in letter.text) == (True, True)
