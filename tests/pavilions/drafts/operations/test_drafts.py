from decimal import Decimal

import pytest

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, Invalid, NotAllowed, NotFound
from pavilions.floor.editions.operations.capacities import FirstAllotment
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import BoothAncestry, FloorPlan
from pavilions.plans.drafts.operations.drafts import ObstructionDrawing, discard_draft, open_draft
from pavilions.plans.drafts.operations.plan_edits import edit_draft
from pavilions.states import ObstructionKind, OrganizerRole, PlanState, Section
from tests.factories import NOON, EditionFactory, HallFactory, SectorFactory, organizer
from tests.pavilions.floor.floors import edit_of, published, rectangle, row_of

pytestmark = pytest.mark.django_db

KEPT = ("number", "footprint", "core", "area_sqm", "open_sides", "kind", "allotment_id", "label_x", "label_y")


def test_draft_is_a_copy_of_the_published_version_and_knows_where_each_booth_comes_from() -> None:
    base = published(row_of(3), ObstructionDrawing(ObstructionKind.COLUMN, rectangle(2000, 0), clearance_cm=10))
    draft = open_draft(base.edition_id, base.hall_id, actor=SYSTEM, at=NOON)
    assert (draft.base, draft.state, draft.version, draft.revision) == (base, PlanState.DRAFT, 2, 0)
    assert list(draft.booths.order_by("number").values(*KEPT)) == list(base.booths.order_by("number").values(*KEPT))
    obstructions = [list(plan.obstructions.values("kind", "footprint", "clearance_cm")) for plan in (base, draft)]
    assert obstructions[0] == obstructions[1]
    rows = BoothAncestry.objects.filter(booth__plan=draft).order_by("booth__number")
    pairs = list(rows.values_list("booth__number", "ancestor__number", "ancestor__plan"))
    assert pairs == [(n, n, base.pk) for n in ("A01", "A02", "A03")]


def test_opening_again_finds_the_same_draft_unless_another_is_wanted() -> None:
    base = published(row_of(1))
    first = open_draft(base.edition_id, base.hall_id, actor=SYSTEM, at=NOON)
    assert open_draft(base.edition_id, base.hall_id, actor=SYSTEM, at=NOON) == first
    other = open_draft(base.edition_id, base.hall_id, another=True, actor=SYSTEM, at=NOON)
    assert (other.version, other.booths.count()) == (3, 1)


def test_draft_of_a_hall_without_a_plan_is_empty_and_gives_its_space_to_a_sector() -> None:
    edition, hall, sector = EditionFactory(), HallFactory(gross_area_sqm=Decimal(5_000)), SectorFactory()
    first = FirstAllotment(Section.BUSINESS, sector.pk)
    draft = open_draft(edition.pk, hall.pk, allotment=first, actor=SYSTEM, at=NOON)
    allotment = Allotment.objects.get()
    assert (draft.booths.count(), draft.base, allotment.capacity_sqm) == (0, None, Decimal(5_000))
    assert (allotment.hall, allotment.sector, allotment.section) == (hall, sector, Section.BUSINESS)


@pytest.mark.parametrize(
    ("allotment", "code"),
    [
        (None, "allotment_missing"),
        (FirstAllotment(Section.BUSINESS), "sector_missing"),
        (FirstAllotment(Section.BUSINESS, 999_999), "sector_unknown"),
        (FirstAllotment(Section.NATIONAL, capacity_sqm=Decimal(0)), "capacity_impossible"),
        (FirstAllotment(Section.NATIONAL, capacity_sqm=Decimal(9_999_999)), "capacity_impossible"),
    ],
)
def test_whose_space_it_is_must_be_said(allotment: FirstAllotment | None, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        open_draft(EditionFactory().pk, HallFactory().pk, allotment=allotment, actor=SYSTEM, at=NOON)
    assert (refusal.value.code, FloorPlan.objects.count(), Allotment.objects.count()) == (code, 0, 0)


def test_discarding_deletes_a_draft_with_its_edits_and_nothing_else() -> None:
    base = published(row_of(2))
    draft = open_draft(base.edition_id, base.hall_id, actor=SYSTEM, at=NOON)
    edit = edit_of(draft, "draw", booths=[{"ring": rectangle(0, 2000), "number": "N1"}])
    edit_draft(draft.pk, edit, actor=SYSTEM, at=NOON)
    discard_draft(draft.pk, actor=SYSTEM, at=NOON)
    assert (list(FloorPlan.objects.all()), base.booths.count()) == ([base], 2)
    with pytest.raises(DomainError) as refusal:
        discard_draft(base.pk, actor=SYSTEM, at=NOON)
    assert refusal.value.code == "plan_not_draft"


def test_only_planners_and_directors_open_and_discard() -> None:
    base, finance = published(row_of(1)), organizer(OrganizerRole.FINANCE)
    with pytest.raises(NotAllowed):
        open_draft(base.edition_id, base.hall_id, actor=finance, at=NOON)
    with pytest.raises(NotAllowed):
        discard_draft(base.pk, actor=finance, at=NOON)
    with pytest.raises(NotFound):
        open_draft(base.edition_id, 999_999, actor=SYSTEM, at=NOON)
