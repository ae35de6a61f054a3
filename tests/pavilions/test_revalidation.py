"""The agenda, the forum and the pavilions are sent again when anything that they tell has changed."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from tests.factories import NOON
from tests.lasting_rows import Keep, LastingWorld
from tests.pavilions.page_changes import CHANGES, FORUM, LIST, World
from tests.revalidation import assert_seen

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
    keys = {"event": world.event.pk, "session": world.session.pk, "pavilion": world.pavilion.pk}
    assert_seen(lambda: change(world), [page.format(**keys) for page in pages])


def test_call_for_topics_ends_with_the_day_before_the_expo(world: World) -> None:
    opens = world.event.period.lower - timedelta(days=1)
    with time_machine.travel(opens - timedelta(days=1), tick=False) as clock:
        assert_seen(lambda: clock.move_to(opens), [FORUM])


@pytest.mark.usefixtures("world")
def test_part_of_a_page_is_never_taken_for_the_page(client: Client) -> None:
    page = client.get(LIST)
    assert {"Cookie", "HX-Request"} <= set(page["Vary"].split(", "))
    part = client.get(LIST, headers={"HX-Request": "true", "If-None-Match": page["ETag"]})
    assert (part.status_code, part.has_header("ETag")) == (200, False)
