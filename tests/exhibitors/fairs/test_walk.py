"""A fair without its parts: no page that people reach leads to one of them or speaks of one."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from pytest_django import Settings

from ciie.accounts.models import User
from ciie.web.brand import part_of
from pavilions.floor.editions.requests import LISTING
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.fair import Fair
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.states import Part
from tests.browser.world import World, small_world
from tests.factories import owner_of
from tests.fuzz.crawl import LEAVING, page_at, route_of
from tests.fuzz.people import browser_of

pytestmark = [pytest.mark.django_db]

WORDS = re.compile(
    r"[^\n]{0,40}\b(?:national (?:pavilion|exhibition)|forum|roadshow|tentative|upper deck|themed|bulletin"
    r"|group pavilion|simulat|programme)[^\n]{0,40}",
    re.IGNORECASE,
)
SPEAKS_OF_ALL_FAIRS = ("/developers/",)


@pytest.fixture
def world(settings: Settings, tmp_path: Path) -> Iterator[World]:
    """A fair that has no parts and no data of any."""
    settings.MEDIA_ROOT = tmp_path
    made = small_world()
    NationalPavilion.objects.all().delete()
    fair = Fair.objects.first() or Fair.objects.create(name="Food Fair")
    Edition.objects.update(fair=fair)
    Fair.objects.update(parts_off=list(Part.values))
    LISTING.forget()
    yield made
    LISTING.forget()


@pytest.mark.parametrize("role", ["visitor", "owner", "director"])
def test_no_page_leads_to_a_part_that_is_off(world: World, role: str) -> None:
    pages = dict(_pages(browser_of(_person(world, role)), ["/", "/desk/" if role == "owner" else "/organizer/"]))
    assert len(pages) > {"visitor": 15, "owner": 40, "director": 100}[role]
    links = {f"{page} -> {link}" for page, (_, found) in pages.items() for link in found if _leads_to_a_part(link)}
    assert links == set()
    if role != "director":  # the office's words are those of all its fairs
        said = {f"{page}: {words}" for page, (text, _) in pages.items() for words in WORDS.findall(text)}
        assert {each for each in said if not each.startswith(SPEAKS_OF_ALL_FAIRS)} == set()


def _person(world: World, role: str) -> User | None:
    return {"visitor": None, "owner": owner_of(world.company), "director": world.director}[role]


def _pages(client: Client, starts: list[str]) -> Iterator[tuple[str, tuple[str, list[str]]]]:
    """Yield the pages that can be reached, at most two of a route, each with its text and where it leads."""
    waiting, seen, per_route = deque(starts), set(starts), Counter[str]()
    while waiting:
        address = waiting.popleft()
        per_route[route_of(address)] += 1
        if per_route[route_of(address)] > 2 or address.startswith((*LEAVING, "/admin/")):
            continue
        links, forms = page_at(client, address)
        yield address, (_text(client, address), [*links, *(form.action for form in forms)])
        fresh = [link for link in dict.fromkeys(links) if link not in seen]
        seen.update(fresh)
        waiting.extend(fresh)


def _text(client: Client, address: str) -> str:
    answer = client.get(address)
    if answer.streaming or not answer.get("Content-Type", "").startswith("text/html"):
        return ""
    return re.sub(r"<[^>]*>", " ", re.sub(r"<(script|style)\b.*?</\1>", "", answer.text, flags=re.DOTALL))


def _leads_to_a_part(address: str) -> bool:
    try:
        return bool(part_of(resolve(re.split("[?#]", address)[0]).func))
    except Resolver404:
        return False
