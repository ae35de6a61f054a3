"""Planners who have layouts generated at the same instant. Controls go wrong without the guard."""

from collections.abc import Callable
from functools import partial

import pytest

from ciie.accounts.models import User
from pavilions.drawings.geometry import Box
from pavilions.floor.editions.operations.capacities import FirstAllotment
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.floor.models.venue import Hall
from pavilions.plans.layout.generator import HallLayout
from pavilions.plans.layout.generator.blocks import ring_of
from pavilions.plans.layout.generator.layout_request import FittingsRequest, LayoutRequest, fittings_of, generate
from pavilions.plans.layout.operations import NewHall, draft_layout
from pavilions.states import OrganizerRole, PlanState, Section
from tests.concurrency.rivals import DONE, Before, count, meeting, race, without_locks
from tests.factories import NOON, EditionFactory, HallFactory, SectorFactory, organizer

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

OUTLINE = ring_of(Box(0, 0, 6_000, 4_000))
RIVALS = 3


@pytest.fixture
def edition() -> Edition:
    edition: Edition = EditionFactory()
    return edition


@pytest.fixture
def hall() -> Hall:
    hall: Hall = HallFactory(outline=[list(point) for point in OUTLINE])
    return hall


@pytest.fixture
def allotment() -> FirstAllotment:
    return FirstAllotment(Section.BUSINESS, SectorFactory().pk)


@pytest.fixture
def layouts() -> list[HallLayout]:
    """Each planner wants other aisles."""
    fittings = fittings_of(OUTLINE, FittingsRequest(exits_per_wall=1))
    return [generate(OUTLINE, fittings, LayoutRequest(aisle_cm=300 + 50 * planner)) for planner in range(RIVALS)]


@pytest.fixture
def planners() -> list[User]:
    return [organizer(OrganizerRole.FLOOR_PLANNER) for _planner in range(RIVALS)]


type Generating = Callable[..., list[Callable[[], object]]]


@pytest.fixture
def generating(allotment: FirstAllotment, layouts: list[HallLayout], planners: list[User]) -> Generating:
    """One attempt by each planner, at the edition and place given."""

    def attempts(edition: Edition, place: int | NewHall, *, beside: bool = False) -> list[Callable[[], object]]:
        return [
            partial(draft_layout, edition.pk, place, layout, allotment=allotment, beside=beside, actor=planner, at=NOON)
            for layout, planner in zip(layouts, planners, strict=True)
        ]

    return attempts


def booths_of_drafts() -> list[int]:
    return [plan.booths.count() for plan in FloorPlan.objects.filter(state=PlanState.DRAFT).order_by("version")]


def test_one_of_many_who_generate_into_a_hall_at_once_succeeds_and_the_others_are_informed(
    edition: Edition, hall: Hall, layouts: list[HallLayout], generating: Generating
) -> None:
    outcomes = race(*generating(edition, hall.pk))
    assert count(outcomes) == {DONE: 1, "draft_open": RIVALS - 1}
    assert booths_of_drafts() == [len(layouts[outcomes.index(DONE)].booths)]
    assert Allotment.objects.get().capacity_sqm == layouts[outcomes.index(DONE)].net_sqm


def test_control_without_the_lock_all_find_no_open_draft(edition: Edition, hall: Hall, generating: Generating) -> None:
    """Only the constraints are left to refuse."""
    writing = Before(r'INSERT INTO "?pavilions_(allotment|floorplan)"?', meeting(RIVALS))
    outcomes = race(*generating(edition, hall.pk), wrappers=[without_locks, writing])
    assert (writing.rivals, "draft_open" in outcomes) == (RIVALS, False)


def test_those_who_want_another_draft_beside_it_all_get_one_whole(
    edition: Edition, hall: Hall, layouts: list[HallLayout], generating: Generating
) -> None:
    assert count(race(*generating(edition, hall.pk, beside=True))) == {DONE: RIVALS}
    assert sorted(booths_of_drafts()) == sorted(len(layout.booths) for layout in layouts)
    assert list(FloorPlan.objects.order_by("version").values_list("version", flat=True)) == [1, 2, 3]
    assert Allotment.objects.count() == 1


def test_a_new_hall_is_made_once_and_the_others_are_informed_that_it_is_there(
    edition: Edition, generating: Generating
) -> None:
    outcomes = race(*generating(edition, NewHall("9.1H", OUTLINE)))
    assert count(outcomes) == {DONE: 1, "hall_name_taken": RIVALS - 1}
    assert (Hall.objects.count(), len(booths_of_drafts())) == (1, 1)


def test_a_new_hall_in_two_editions_at_once_is_made_once_too(edition: Edition, generating: Generating) -> None:
    new = NewHall("9.1H", OUTLINE)
    outcomes = race(generating(edition, new)[0], generating(EditionFactory(), new)[1])
    assert count(outcomes) == {DONE: 1, "hall_name_taken": 1}
