import xml.etree.ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from exhibitors.promotion.bulletins.models import Bulletin
from exhibitors.promotion.bulletins.operations import change_bulletin, issue_bulletin, move_bulletin
from exhibitors.promotion.bulletins.states import BulletinState
from tests.clients import signed_in
from tests.exhibitors.bulletins.bulletins import TODAY, drafted, edition, issued
from tests.factories import NOON, organizer
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

LIST = "/organizer/bulletins/"


def test_figures_of_a_draft_are_counted_once_for_both_languages() -> None:
    bulletin = drafted()
    body, body_zh = "{companies} came.", "{companies:exact} 家企业。"
    change_bulletin(
        bulletin.pk,
        title="News",
        body=body,
        title_zh="新闻",
        body_zh=body_zh,
        as_of_date=TODAY,
        actor=organizer(),
        at=NOON,
    )
    client = signed_in(organizer())
    with CaptureQueriesContext(connection) as statements:
        page = client.get(f"{LIST}{bulletin.pk}/")
    assert page.context["other"].language == "zh-hans"
    assert page.context["other"].until == page.context["release"].until
    assert sum("WITH stood" in each["sql"] for each in statements) == 1


def test_bulletin_is_drafted_written_reviewed_issued_and_read(client: Client) -> None:
    edition()
    director = signed_in(organizer())
    assert_clean(director.get(LIST))
    page = director.post(LIST, {"as_of_date": "2024-05-16"}, follow=True)
    assert_clean(page)
    bulletin = Bulletin.objects.get()
    address = f"{LIST}{bulletin.pk}/"
    typed = {"title": "News", "body": "{companies} came.", "as_of_date": "2024-05-17", "revision": "0"}
    refused = director.post(address, typed | {"body": "{visitors}"})
    assert list(refused.context["form"].errors) == ["body"]
    assert refused.context["form"]["title"].value() == "News"
    assert_clean(director.post(address, typed, follow=True))
    director.post(f"{address}review/", {"revision": "1"})
    issuer = signed_in(organizer())
    shown = issuer.get(address).context["issue_form"].initial
    assert_clean(issuer.post(f"{address}issue/", {**shown, "is_agreed": "on"}, follow=True))
    bulletin.refresh_from_db()
    assert bulletin.state == BulletinState.ISSUED
    assert_clean(client.get("/bulletins/"))
    read = client.get(f"/bulletins/{edition().number}/1/")
    assert_clean(read)
    assert '<a href="#figure-companies">0</a> came.' in read.content.decode()
    assert 'id="figure-companies"' in read.content.decode()


def test_public_page_list_and_feed_are_in_the_readers_language(client: Client) -> None:
    director = organizer()
    texts = {"title": "News", "body": "{companies} came.", "title_zh": "新闻", "body_zh": "{companies} 家企业。"}
    bulletin = change_bulletin(drafted().pk, **texts, as_of_date=TODAY, actor=director, at=NOON)  # type: ignore[arg-type]
    preview = signed_in(director).get(f"{LIST}{bulletin.pk}/")
    assert_clean(preview)
    assert "家企业。" in preview.text
    move_bulletin(bulletin.pk, to=BulletinState.IN_REVIEW, actor=director, at=NOON)
    issue_bulletin(bulletin.pk, actor=organizer(), at=NOON)
    address = f"/bulletins/{edition().number}/1/"
    english = client.get(address)
    assert "<h1>News</h1>" in english.text
    for page in (address, "/bulletins/", "/bulletins.rss"):
        chinese = client.get(page, headers={"Accept-Language": "zh-hans"}, follow=True).text
        assert "新闻" in chinese
        assert "News<" not in chinese


def test_drafts_are_nobody_elses_business(client: Client) -> None:
    drafted()
    assert client.get(f"/bulletins/{edition().number}/1/").status_code == 404
    assert list(client.get("/bulletins/").context["page"]) == []
    assert (
        signed_in(organizer()).post(f"{LIST}{Bulletin.objects.get().pk}/nonsense/", {"revision": 0}).status_code == 404
    )


def test_day_to_come_is_refused_beside_it() -> None:
    edition()
    answer = signed_in(organizer()).post(LIST, {"as_of_date": "2024-06-01"})
    assert answer.context["form"].errors == {"as_of_date": ["There are no figures for a future date."]}


def test_feed_holds_what_is_issued(client: Client) -> None:
    bulletin = issued()
    drafted()
    answer = client.get("/bulletins.rss")
    assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
    items = ET.fromstring(answer.content).findall("channel/item")  # noqa: S314  # our own feed
    assert [item.findtext("title") for item in items] == [bulletin.title]
    assert str(items[0].findtext("link")).endswith(f"/bulletins/{edition().number}/{bulletin.number}/")


@pytest.mark.parametrize("address", ["/bulletins/", "/bulletins.rss", LIST])
def test_lists_read_as_often_for_three_as_for_one(address: str) -> None:
    issued()
    client = signed_in(organizer())
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    issued()
    issued()
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_figures_in_the_feed_lead_to_the_page_of_the_bulletin(client: Client) -> None:
    bulletin = issued()
    page = f"http://testserver/bulletins/{bulletin.edition.number}/{bulletin.number}/"
    (item,) = ET.fromstring(client.get("/bulletins.rss").content).findall("channel/item")  # noqa: S314  # our own feed
    said = ET.fromstring(f"<div>{item.findtext('description')}</div>")  # noqa: S314  # our own feed
    assert [link.get("href") for link in said.iter("a")] == [f"{page}#figure-companies", f"{page}#figure-booked_sqm"]
    assert item.findtext("link") == page
