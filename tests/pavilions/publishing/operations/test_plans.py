from decimal import Decimal

import pytest

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from pavilions.drawings.geometry import Ring, Unit
from pavilions.drawings.plan_formats import ReadingChoices, read_plan
from pavilions.floor.editions.operations.capacities import set_capacity
from pavilions.floor.ledger.operations.booths import release_booth, withhold_booth
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.plans.drafts.operations.drafts import BoothDrawing, HallDrawing, draw_floor_plan
from pavilions.plans.plan_files.operations import ImportChoices, import_floor_plan
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan
from pavilions.states import OrganizerRole, PlanState
from tests.factories import (
    NOON,
    BoothFactory,
    EditionFactory,
    HallFactory,
    SectorFactory,
    organizer,
)
from tests.pavilions.claims import holder_of

pytestmark = pytest.mark.django_db


def square(left: int, top: int, side: int = 300) -> Ring:
    return ((left, top), (left + side, top), (left + side, top + side), (left, top + side))


def two_booths(sector_id: int, *, second_side: int = 300) -> HallDrawing:
    return HallDrawing(
        [
            BoothDrawing("A1", square(1000, 1000), sector_id),
            BoothDrawing("A2", square(1300, 1000, second_side), sector_id),
        ]
    )


def drawn_and_published(drawing: HallDrawing) -> FloorPlan:
    plan = draw_floor_plan(EditionFactory().pk, HallFactory().pk, drawing, actor=SYSTEM, at=NOON)
    return publish_floor_plan(plan.pk, actor=SYSTEM, at=NOON)


def test_drawing_derives_area_sides_and_capacity() -> None:
    plan = drawn_and_published(two_booths(SectorFactory().pk))
    booths = [(b.number, b.area_sqm, b.open_sides) for b in plan.booths.order_by("number")]
    assert booths == [("A1", Decimal("9.00"), 3), ("A2", Decimal("9.00"), 3)]
    assert Allotment.objects.get().capacity_sqm == Decimal("18.00")


def test_same_drawing_again_writes_nothing() -> None:
    drawing = two_booths(SectorFactory().pk)
    first = drawn_and_published(drawing)
    again = draw_floor_plan(first.edition_id, first.hall_id, drawing, actor=SYSTEM, at=NOON)
    assert (again.pk, FloorPlan.objects.count(), Booth.objects.count()) == (first.pk, 1, 2)


def test_overlapping_booths_are_refused_by_the_database_in_words() -> None:
    sector = SectorFactory().pk
    drawing = HallDrawing([BoothDrawing("A1", square(0, 0), sector), BoothDrawing("A2", square(200, 0), sector)])
    with pytest.raises(DomainError) as refusal:
        draw_floor_plan(EditionFactory().pk, HallFactory().pk, drawing, actor=SYSTEM, at=NOON)
    assert refusal.value.code == "booths_never_overlap"


def test_booth_in_the_notch_of_an_l_is_accepted() -> None:
    sector = SectorFactory().pk
    corner: Ring = ((0, 0), (600, 0), (600, 300), (300, 300), (300, 600), (0, 600))
    plan = drawn_and_published(
        HallDrawing([BoothDrawing("L", corner, sector), BoothDrawing("S", square(300, 300), sector)])
    )
    assert sorted(plan.booths.values_list("area_sqm", flat=True)) == [Decimal("9.00"), Decimal("27.00")]


def test_publishing_carries_claims_of_unchanged_booths() -> None:
    sector = SectorFactory().pk
    before = drawn_and_published(two_booths(sector))
    held = before.booths.get(number="A1")
    holder = holder_of(held)

    after = draw_floor_plan(
        before.edition_id, before.hall_id, two_booths(sector, second_side=600), actor=SYSTEM, at=NOON
    )
    publish_floor_plan(after.pk, accept_excess=True, actor=SYSTEM, at=NOON)

    assert holder.claims.live().get().booth == after.booths.get(number="A1")
    before.refresh_from_db()
    assert before.state == PlanState.SUPERSEDED


def test_publishing_over_a_claimed_booth_that_changes_is_refused_by_name() -> None:
    sector = SectorFactory().pk
    before = drawn_and_published(two_booths(sector))
    held = before.booths.get(number="A2")
    holder_of(held)
    after = draw_floor_plan(
        before.edition_id, before.hall_id, two_booths(sector, second_side=600), actor=SYSTEM, at=NOON
    )

    with pytest.raises(DomainError) as refusal:
        publish_floor_plan(after.pk, actor=SYSTEM, at=NOON)

    assert (refusal.value.code, refusal.value.details["booths"]) == ("claims_undecided", ["A2"])
    assert FloorPlan.objects.get(state=PlanState.PUBLISHED).pk == before.pk


def test_only_floor_planners_and_directors_draw() -> None:
    drawing = two_booths(SectorFactory().pk)
    with pytest.raises(NotAllowed):
        draw_floor_plan(EditionFactory().pk, HallFactory().pk, drawing, actor=organizer(OrganizerRole.FINANCE), at=NOON)


def test_claimed_booth_cannot_be_blocked() -> None:
    booth = BoothFactory()
    holder_of(booth)
    with pytest.raises(DomainError) as refusal:
        withhold_booth(booth.pk, reason="Sight line", actor=organizer(), at=NOON)
    assert refusal.value.code == "booth_claimed"


def test_blocking_needs_a_reason_and_can_be_undone() -> None:
    booth = BoothFactory()
    with pytest.raises(Invalid):
        withhold_booth(booth.pk, reason=" ", actor=organizer(), at=NOON)
    assert withhold_booth(booth.pk, reason="Sight line", actor=organizer(), at=NOON).blocked_reason == "Sight line"
    assert release_booth(booth.pk, actor=organizer(), at=NOON).blocked_reason == ""


def test_capacity_cannot_fall_below_what_is_claimed() -> None:
    booth = BoothFactory()
    holder_of(booth)
    with pytest.raises(DomainError) as refusal:
        set_capacity(booth.allotment_id, capacity_sqm=Decimal("8.99"), actor=organizer(), at=NOON)
    assert refusal.value.details == {"claimed_sqm": "9.00"}


def test_import_over_claimed_booths_that_change_waits_as_a_draft() -> None:
    """The way of imports goes by the same decisions: what was to be published is kept, and says whom to ask."""
    sector = SectorFactory().pk
    before = drawn_and_published(two_booths(sector))
    held = before.booths.get(number="A2")
    holder_of(held)
    drawing = read_plan(b"number,x,y,width,depth\nA1,10,10,3,3\nA2,13,10,6,6\n", ReadingChoices(unit=Unit.METRE))
    choices = ImportChoices(sector_id=sector, publish=True)
    done = import_floor_plan(before.edition_id, before.hall_id, drawing, choices, actor=SYSTEM, at=NOON)
    assert (done.plan.state, done.is_new, done.booths) == (PlanState.DRAFT, True, 2)
    assert str(done.undecided).endswith("Decide on them first: A2.")
    before.refresh_from_db()
    assert before.state == PlanState.PUBLISHED
