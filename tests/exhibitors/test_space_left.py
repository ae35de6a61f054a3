"""Every page that says how much is left promises no more than there is, and what it promises can be had."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from ciie.settings.env import BASE_DIR
from exhibitors.bookings.blocks.queries import share_sqm
from exhibitors.bookings.operations.decisions import waitlist_booking
from exhibitors.bookings.operations.submission import Wanted, apply_for_space
from exhibitors.states import BookingState
from pavilions.floor.models.allotment import Allotment
from pavilions.states import PavilionStage, Section
from tests.clients import signed_in
from tests.exhibitors.blocks.blocks import Scene as BlockScene
from tests.exhibitors.expo import applied
from tests.factories import (
    NOON,
    AllotmentFactory,
    BoothFactory,
    CompanyFactory,
    UserFactory,
    organizer,
    owner_of,
)
from tests.pavilions.national_pavilions import national

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
LEFT = Decimal("2096.50")
HONEST = {"2,096", "2,096.5", "2,096.50"}
NEAR = re.compile(r"2,09\d(?:\.\d+)?")
SAYS_WHAT_IS_LEFT = re.compile(r"\b(?:left_sqm|free_sqm|in_one_hall_sqm|left_sqm_here)\b")


@pytest.fixture
def client() -> Client:
    return signed_in(UserFactory(is_superuser=True, is_staff=True))


@pytest.fixture
def allotment() -> Allotment:
    """Half a square metre more than a whole number is left of it, beside an application for 9 m²."""
    booth = BoothFactory(area_sqm=LEFT, allotment__capacity_sqm=LEFT + 9)
    found: Allotment = booth.allotment
    return found


def pages(allotment: Allotment) -> Iterator[str]:
    edition = allotment.edition
    submitted = applied(allotment)
    waiting = applied(allotment)
    waitlist_booking(waiting.pk, actor=organizer(), at=NOON)
    AllotmentFactory(edition=edition, section=Section.NATIONAL, sector=None, capacity_sqm=LEFT)
    pavilion = national.pavilion_at(PavilionStage.IN_DESIGN)
    company = CompanyFactory()
    yield reverse("organizer:dashboard")
    yield reverse("organizer:review", args=[submitted.pk])
    yield reverse("edition:detail", args=[edition.number])
    yield reverse("pavilion:give", args=[pavilion.pk])
    yield reverse("desk:halls", args=[company.pk])
    yield reverse("desk:apply", args=[company.pk])
    yield reverse("plan:halls")
    yield reverse("plan:hall", args=[allotment.hall.name])
    yield reverse("home")


def words_of(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", html)


def templates_that_say_it() -> set[str]:
    root = Path(BASE_DIR, "templates")
    found = (path for path in root.rglob("*.html") if SAYS_WHAT_IS_LEFT.search(path.read_text()))
    return {str(path.relative_to(root)) for path in found}


def test_no_page_promises_more_than_is_left(client: Client, allotment: Allotment) -> None:
    rendered: set[str | None] = set()
    promised: set[str] = set()
    for page in pages(allotment):
        answer = client.get(page)
        assert answer.status_code == 200
        said = set(NEAR.findall(words_of(answer.text)))
        assert (page, said - HONEST) == (page, set())
        rendered |= {template.name for template in answer.templates}
        promised |= said
    assert templates_that_say_it() - rendered == set()
    assert promised == HONEST


@pytest.mark.parametrize("promised", ["2096", "2096.50"])
def test_what_is_promised_can_be_had(allotment: Allotment, promised: str) -> None:
    applied(allotment)
    company = CompanyFactory()
    wanted = [Wanted(allotment.sector_id or 0, Decimal(promised))]
    booking = apply_for_space(company.pk, allotment.edition_id, wanted, actor=owner_of(company), at=NOON)
    assert booking.state == BookingState.SUBMITTED


def test_agency_is_informed_what_it_has_left_to_give(client: Client) -> None:
    left = Decimal("96.50")
    scene = BlockScene(booths=0, floor_sqm=left)
    page = client.get(reverse("desk:block_give", args=[scene.block.pk]))
    assert re.findall(r"([\d.,]+) m² left", words_of(page.text)) == ["96.5"]
    assert share_sqm(scene.give_floor(left).pk) == left
