"""A part that holds data of an edition that is not over is not switched off."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django import Settings

from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from exhibitors.bookings.upper_decks.operations import request_deck
from exhibitors.office.fairs.operations import change_fair
from exhibitors.office.fairs.queries import HELD
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.fair import Fair
from pavilions.national.programme.operations.programme import cancel_event
from pavilions.states import OrganizerRole, Part
from tests.clients import signed_in
from tests.exhibitors.area_members.areas import area_in
from tests.exhibitors.blocks.blocks import Scene
from tests.exhibitors.bulletins import bulletins
from tests.exhibitors.deals import deals
from tests.exhibitors.expo import booked
from tests.exhibitors.roadshows import roadshows
from tests.exhibitors.upper_decks.decks import DECK
from tests.factories import NOON, BoothFactory, NationalPavilionFactory, organizer
from tests.pavilions.programme import programme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def deck() -> None:
    booking = booked(BoothFactory())
    request_deck(booking.pk, booking.holder.claims.get().pk, DECK, actor=SYSTEM, at=NOON)


HELD_BY: dict[Part, tuple[Callable[[], object], str]] = {
    Part.NATIONAL: (NationalPavilionFactory, "1 national pavilion"),
    Part.PROGRAMME: (programme.planned, "1 event"),
    Part.FORUM: (programme.proposed, "1 topic of the forum"),
    Part.AREAS: (lambda: area_in(programme.edition()), "1 themed area"),
    Part.BLOCKS: (Scene, "1 group pavilion"),
    Part.UPPER_DECKS: (deck, "1 upper deck"),
    Part.ROADSHOWS: (roadshows.opened, "1 roadshow"),
    Part.DEALS: (deals.drafted, "1 deal"),
    Part.BULLETINS: (bulletins.drafted, "1 bulletin"),
}


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def switch_off(*parts: Part) -> Fair:
    """Switch off parts of the fair that has the only edition."""
    fair = Fair.objects.first() or Fair.objects.create(name="Expo")
    Edition.objects.update(fair=fair)
    return change_fair(fair.pk, {"parts_off": list(parts)}, actor=SYSTEM, at=now())


def test_every_part_with_data_of_its_own_is_judged() -> None:
    assert set(HELD) == set(HELD_BY) == set(Part) - {Part.SIMULATION}


@pytest.mark.parametrize("part", HELD_BY)
def test_part_in_use_is_not_switched_off(part: Part) -> None:
    make, words = HELD_BY[part]
    make()
    with pytest.raises(DomainError) as refused:
        switch_off(part)
    assert (refused.value.code, refused.value.field) == ("part_in_use", "parts")
    assert f" has {words}. This would be hidden." in str(refused.value)
    others = [each for each in Part if each != part]
    assert switch_off(*others).parts_off == others


def test_what_has_ended_keeps_no_part() -> None:
    cancel_event(programme.planned().pk, actor=organizer(), at=NOON)
    assert switch_off(Part.PROGRAMME).parts_off == [Part.PROGRAMME]


def test_edition_that_is_over_keeps_no_part() -> None:
    roadshows.opened()
    Edition.objects.update(closes_date=NOON.date() - timedelta(days=1), opens_date=NOON.date() - timedelta(days=3))
    assert switch_off(Part.ROADSHOWS).parts_off == [Part.ROADSHOWS]


def test_part_that_is_off_already_is_not_judged_again() -> None:
    switch_off(Part.ROADSHOWS)
    roadshows.opened()
    assert switch_off(Part.ROADSHOWS, Part.DEALS).parts_off == [Part.ROADSHOWS, Part.DEALS]


def test_page_says_beside_the_field_what_would_be_hidden() -> None:
    roadshows.opened()
    programme.planned()
    fair = switch_off()
    director = signed_in(organizer(OrganizerRole.DIRECTOR))
    sent = {"name": fair.name, "parts": [Part.FORUM], "revision": fair.revision}
    page = director.post(reverse("fairs:change", args=[fair.pk]), sent)
    assert page.status_code == 422
    [sentence] = page.context["form"].errors["parts"]
    assert sentence.startswith(f"{Edition.objects.get()} has 1 event, 1 roadshow. This would be hidden.")
    fair.refresh_from_db()
    assert fair.parts_off == []
