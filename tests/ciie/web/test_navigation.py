from collections.abc import Iterator

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import Settings

from ciie.web.navigation import Entry, Group, Navigation


def menus(request: HttpRequest) -> Iterator[Group]:
    yield Group("Public", (Entry("Home", "/", "house"), Entry("Plans", "/plan/", "map")), place="bar")
    yield Group(
        "Organizer",
        (
            Entry("Overview", "/organizer/", "house"),
            Entry("Queue", "/organizer/queue/", "inbox", 3, also=("/organizer/offers/",)),
        ),
    )
    yield Group("Nothing for you", ())


def menus_of_another_app(request: HttpRequest) -> Iterator[Group]:
    yield Group("Organizer", (Entry("Exhibits", "/exhibits/", "sparkles"),))


@pytest.fixture(autouse=True)
def with_menus(settings: Settings) -> None:
    settings.NAVIGATION_SOURCES = [f"{__name__}.menus"]


def test_navigation_leaves_out_groups_without_entries(rf: RequestFactory) -> None:
    assert [group.label for group in Navigation(rf.get("/")).groups] == ["Public", "Organizer"]


def test_navigation_tells_the_bar_from_the_side(rf: RequestFactory) -> None:
    navigation = Navigation(rf.get("/"))
    assert [group.label for group in navigation.bar] == ["Public"]
    assert [group.label for group in navigation.side] == ["Organizer"]


def test_entries_under_the_same_heading_stand_together(rf: RequestFactory, settings: Settings) -> None:
    settings.NAVIGATION_SOURCES = [f"{__name__}.menus", f"{__name__}.menus_of_another_app"]
    (organizer,) = Navigation(rf.get("/")).side
    assert [entry.label for entry in organizer.entries] == ["Overview", "Queue", "Exhibits"]


def test_a_group_counts_what_waits_behind_its_entries(rf: RequestFactory) -> None:
    (organizer,) = Navigation(rf.get("/")).side
    assert organizer.count == 3


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", "/"),
        ("/organizer/", "/organizer/"),
        ("/organizer/queue/7/", "/organizer/queue/"),
        ("/organizer/offers/7/", "/organizer/queue/"),
        ("/plan/5.1H/", "/plan/"),
        ("/accounts/profile/", ""),
    ],
)
def test_navigation_marks_the_nearest_entry(rf: RequestFactory, path: str, current: str) -> None:
    assert Navigation(rf.get(path)).current == current


def menus_of_the_public(request: HttpRequest) -> Iterator[Group]:
    yield Group("Home", (Entry("Home", "/", "house"),), place="bar")
    yield Group("Events", (Entry("Agenda", "/agenda/", "mic"), Entry("Forum", "/forum/", "mic")), place="bar")
    yield Group("Legal", (Entry("Imprint", "/imprint/", "info"),), place="footer")


def test_menus_of_the_bar_and_groups_of_the_footer_are_listed(rf: RequestFactory, settings: Settings) -> None:
    settings.NAVIGATION_SOURCES = [f"{__name__}.menus_of_the_public"]
    navigation = Navigation(rf.get("/"))
    assert [entry.label for entry in navigation.loose] == ["Home"]
    assert [group.label for group in navigation.listed] == ["Events", "Legal"]
    assert [group.label for group in navigation.bar] == ["Home", "Events"]
