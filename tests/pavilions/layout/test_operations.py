from dataclasses import replace
from decimal import Decimal

import pytest

from ciie.kernel.actors import SYSTEM, Actor
from ciie.kernel.errors import DomainError, Invalid, NotAllowed, NotFound
from pavilions.drawings.geometry import Box, Ring
from pavilions.floor.editions.operations.capacities import FirstAllotment
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import BoothAncestry, FloorPlan
from pavilions.floor.models.venue import Hall, Sector
from pavilions.plans.drafts.edits import problems_of_floor
from pavilions.plans.drafts.operations.plan_edits import edit_draft, undo_edit
from pavilions.plans.drafts.queries.draft_contents import floor_of
from pavilions.plans.layout.generator import HallLayout
from pavilions.plans.layout.generator.blocks import ring_of
from pavilions.plans.layout.generator.layout_request import FittingsRequest, LayoutRequest, fittings_of, generate
from pavilions.plans.layout.operations import NewHall, draft_layout
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan
from pavilions.states import OrganizerRole, PlanState, Section
from tests.factories import NOON, AllotmentFactory, EditionFactory, HallFactory, SectorFactory, organizer
from tests.pavilions.floor.floors import edit_of, key

pytestmark = pytest.mark.django_db

OUTLINE: Ring = ring_of(Box(0, 0, 6_000, 4_000))
NEW = NewHall("9.1H", OUTLINE, ceiling_height_m=Decimal(12), floor_load_kg_sqm=3_500)


@pytest.fixture
def edition() -> Edition:
    edition: Edition = EditionFactory()
    return edition


@pytest.fixture
def sector() -> Sector:
    sector: Sector = SectorFactory()
    return sector


@pytest.fixture
def layout() -> HallLayout:
    return generate(OUTLINE, fittings_of(OUTLINE, FittingsRequest(exits_per_wall=1)), LayoutRequest())


def made(
    edition: Edition,
    place: int | NewHall,
    layout: HallLayout,
    sector: Sector,
    *,
    beside: bool = False,
    actor: Actor = SYSTEM,
) -> FloorPlan:
    allotment = FirstAllotment(Section.BUSINESS, sector.pk)
    return draft_layout(edition.pk, place, layout, allotment=allotment, beside=beside, actor=actor, at=NOON)


def test_new_hall_is_there_with_the_layout_as_its_first_draft(
    edition: Edition, sector: Sector, layout: HallLayout
) -> None:
    HallFactory(name="1.1H", position=4)
    draft = made(edition, NEW, layout, sector)
    hall = Hall.objects.get(name="9.1H")
    assert (draft.hall, draft.state, draft.version, draft.base) == (hall, PlanState.DRAFT, 1, None)
    assert (hall.gross_area_sqm, hall.ceiling_height_m) == (Decimal(2_400), Decimal(12))
    assert hall.floor_load_kg_sqm == NEW.floor_load_kg_sqm
    assert (hall.outline, hall.position) == ([list(point) for point in OUTLINE], 5)
    drawn = {(b.number, b.ring, b.kind, b.open_sides, b.area_sqm) for b in draft.booths.all()}
    assert drawn == {(b.number, b.ring, b.kind, b.open_sides, b.area_sqm) for b in layout.booths}
    standing = {(o.kind, o.ring, o.clearance_cm) for o in draft.obstructions.all()}
    assert standing == {(o.kind, o.ring, o.clearance_cm) for o in layout.obstructions}
    allotment = Allotment.objects.get()
    assert (allotment.hall, allotment.sector, allotment.capacity_sqm) == (hall, sector, layout.net_sqm)


def test_draft_has_no_problems_and_is_edited_undone_and_published_like_any_other(
    edition: Edition, sector: Sector, layout: HallLayout
) -> None:
    draft = made(edition, NEW, layout, sector)
    assert problems_of_floor(floor_of(draft)) == []
    edit_draft(draft.pk, edit_of(draft, "merge", ids=[key(draft, "A01"), key(draft, "A02")]), actor=SYSTEM, at=NOON)
    assert draft.booths.count() == len(layout.booths) - 1
    undo_edit(draft.pk, actor=SYSTEM, at=NOON)
    assert draft.booths.count() == len(layout.booths)
    assert publish_floor_plan(draft.pk, actor=SYSTEM, at=NOON).state == PlanState.PUBLISHED


def test_published_plan_stays_and_booths_come_from_those_they_are(
    edition: Edition, sector: Sector, layout: HallLayout
) -> None:
    first = publish_floor_plan(made(edition, NEW, layout, sector).pk, actor=SYSTEM, at=NOON)
    other = generate(OUTLINE, layout.obstructions, LayoutRequest(wall_rows=True))
    draft = made(edition, first.hall_id, other, sector)
    first.refresh_from_db()
    assert (first.state, first.booths.count()) == (PlanState.PUBLISHED, len(layout.booths))
    assert (draft.version, draft.base, draft.booths.count()) == (2, first, len(other.booths))
    assert BoothAncestry.objects.filter(booth__plan=draft, ancestor__plan=first).exists()
    assert Allotment.objects.get().capacity_sqm == layout.net_sqm


def test_what_others_draw_is_never_written_over(edition: Edition, sector: Sector, layout: HallLayout) -> None:
    open_one = made(edition, NEW, layout, sector)
    other = generate(OUTLINE, layout.obstructions, LayoutRequest(wall_rows=True))
    with pytest.raises(DomainError) as refusal:
        made(edition, open_one.hall_id, other, sector)
    assert (refusal.value.code, refusal.value.details) == ("draft_open", {"draft": open_one.pk})
    assert (FloorPlan.objects.count(), open_one.booths.count()) == (1, len(layout.booths))
    beside = made(edition, open_one.hall_id, other, sector, beside=True)
    assert (beside.version, open_one.booths.count(), beside.booths.count()) == (
        2,
        len(layout.booths),
        len(other.booths),
    )


def test_draft_of_another_edition_is_in_nobodys_way(edition: Edition, sector: Sector, layout: HallLayout) -> None:
    hall = made(edition, NEW, layout, sector).hall_id
    assert made(EditionFactory(), hall, layout, sector).version == 1


def test_layout_that_is_in_force_already_is_not_made_again(
    edition: Edition, sector: Sector, layout: HallLayout
) -> None:
    plan = publish_floor_plan(made(edition, NEW, layout, sector).pk, actor=SYSTEM, at=NOON)
    with pytest.raises(DomainError) as refusal:
        made(edition, plan.hall_id, layout, sector)
    assert (refusal.value.code, FloorPlan.objects.count()) == ("already_shown", 1)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("9.1h", "hall_name_taken"),
        (" 9.2H", "hall_name_odd"),
        ("9/2", "hall_name_odd"),
        ("..", "hall_name_odd"),
        ("", "hall_name_odd"),
        ("9\x00", "hall_name_odd"),
    ],
)
def test_new_hall_has_a_name_of_its_own_that_an_address_can_have(
    edition: Edition, sector: Sector, layout: HallLayout, name: str, code: str
) -> None:
    HallFactory(name="9.1H")
    with pytest.raises(Invalid) as refusal:
        made(edition, replace(NEW, name=name), layout, sector)
    assert (refusal.value.code, refusal.value.field, Hall.objects.count()) == (code, "name", 1)


def test_hall_that_has_changed_since_is_previewed_again(edition: Edition, sector: Sector, layout: HallLayout) -> None:
    hall = HallFactory(outline=[[0, 0], [3_000, 0], [3_000, 2_000], [0, 2_000]], gross_area_sqm=600)
    with pytest.raises(DomainError) as refusal:
        made(edition, hall.pk, layout, sector)
    assert (refusal.value.code, FloorPlan.objects.count(), Allotment.objects.count()) == ("hall_changed", 0, 0)


def test_capacity_is_as_said_within_the_hall_and_stays_where_it_is_set(
    edition: Edition, sector: Sector, layout: HallLayout
) -> None:
    def drafted_with(capacity: int) -> FloorPlan:
        allotment = FirstAllotment(Section.BUSINESS, sector.pk, Decimal(capacity))
        return draft_layout(edition.pk, NEW, layout, allotment=allotment, actor=SYSTEM, at=NOON)

    with pytest.raises(Invalid) as refusal:
        drafted_with(2_401)
    assert (refusal.value.code, Hall.objects.count()) == ("capacity_impossible", 0)
    assert str(refusal.value) == "The hall has 2,400 m²; the capacity must be above 0 and no larger than that."
    assert Allotment.objects.get(hall=drafted_with(2_000).hall_id).capacity_sqm == 2_000
    set_already = AllotmentFactory(edition=edition, sector=sector, hall__outline=NEW.outline)
    with pytest.raises(Invalid) as refusal:
        draft_layout(
            edition.pk,
            set_already.hall_id,
            layout,
            allotment=FirstAllotment(Section.BUSINESS, sector.pk, Decimal(1)),
            actor=SYSTEM,
            at=NOON,
        )
    assert (refusal.value.code, refusal.value.field) == ("capacity_set", "capacity_sqm")


def test_space_of_the_national_exhibition_has_no_sector(edition: Edition, layout: HallLayout) -> None:
    draft = draft_layout(edition.pk, NEW, layout, allotment=FirstAllotment(Section.NATIONAL), actor=SYSTEM, at=NOON)
    assert {(b.allotment.section, b.allotment.sector) for b in draft.booths.select_related("allotment")} == {
        (Section.NATIONAL, None)
    }


def test_only_planners_and_directors_make_drafts(edition: Edition, sector: Sector, layout: HallLayout) -> None:
    for role in (OrganizerRole.FINANCE, OrganizerRole.REVIEWER):
        with pytest.raises(NotAllowed):
            made(edition, NEW, layout, sector, actor=organizer(role))
    with pytest.raises(NotFound):
        made(edition, 999_999, layout, sector)
    assert Hall.objects.count() == 0
    assert made(edition, NEW, layout, sector, actor=organizer(OrganizerRole.FLOOR_PLANNER)).version == 1
