"""The expo, its directory, areas, roadshows and bulletins are sent again when anything that they tell has changed."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from ciie.kernel.caches import KeyedCache
from ciie.web import revalidation
from exhibitors.promotion.roadshows.operations import (
    close_roadshow,
)
from tests.exhibitors.page_changes import BOOTH, CHANGES, HOME, PART
from tests.exhibitors.world import World
from tests.factories import NOON
from tests.lasting_rows import Keep, LastingWorld
from tests.revalidation import assert_seen

TOKEN = re.compile('name="csrfmiddlewaretoken" value="([^"]+)"')
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def lasting(keep: Keep) -> LastingWorld[World]:
    return keep(World)


@pytest.fixture
def world(lasting: LastingWorld[World], db: None, settings: Settings, tmp_path: Path) -> Iterator[World]:
    with time_machine.travel(NOON, tick=False):
        yield lasting.for_a_test(settings, tmp_path)


@pytest.mark.parametrize("name", CHANGES)
def test_pages_are_sent_again_when_what_they_tell_changes(world: World, name: str) -> None:
    change, pages = CHANGES[name]
    keys = {
        name: getattr(world, name).pk for name in ("exhibit", "company", "area", "over", "pavilion", "meadows", "hills")
    }
    edition, bulletin, hall = world.edition.number, world.bulletin.number, world.booth.plan.hall.name
    written = [
        page.format(edition=edition, bulletin=bulletin, hall=hall, before=world.before.number, **keys) for page in pages
    ]
    assert_seen(lambda: change(world), written)


@pytest.mark.parametrize("address", [HOME, PART, BOOTH])
def test_pages_say_at_once_that_booking_has_ended(world: World, address: str) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        page = address.format(hall=world.booth.plan.hall.name)
        assert_seen(lambda: clock.move_to(world.edition.booking_closes_at), [page])


def test_live_plan_is_made_once_for_all_visitors(
    world: World, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """Each gets form tokens of their own; a signed-in person gets another page."""
    monkeypatch.setattr(revalidation, "PAGES", KeyedCache[tuple[str, str], list[bytes]](10))
    address, visitor, other, person = BOOTH.format(hall=world.booth.plan.hall.name), Client(), Client(), Client()
    person.force_login(world.director, "django.contrib.auth.backends.ModelBackend")
    first = visitor.get(address).text
    with django_assert_max_num_queries(1):
        second = other.get(address).text
    assert TOKEN.sub("", second) == TOKEN.sub("", first)
    assert {*TOKEN.findall(first)}.isdisjoint(TOKEN.findall(second))
    for client, page in ((visitor, first), (other, second)):
        sent = {"language": "zh-hans", "csrfmiddlewaretoken": TOKEN.findall(page)[0]}
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = client.cookies
        assert strict.post(reverse("set_language"), sent).status_code == 302
    assert "Sign out" not in first
    assert "Sign out" in person.get(address).text


def test_form_of_a_roadshow_is_new_each_time_and_its_page_is_kept_afterwards(world: World, client: Client) -> None:
    page = f"/roadshows/{world.show.pk}/"
    assert not client.get(page).has_header("ETag")
    with time_machine.travel(NOON.replace(month=6), tick=False):
        close_roadshow(world.show.pk, attendance=40, actor=world.director, at=NOON.replace(month=6))
    etag = client.get(page)["ETag"]
    assert client.get(page, headers={"If-None-Match": etag}).status_code == 304
    assert client.post(page, headers={"If-None-Match": etag}).status_code == 422
