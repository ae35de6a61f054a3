"""A plan imported over another keeps what its booths come from, and the background that a file without one has not."""

from dataclasses import replace

import pytest

from ciie.kernel.actors import SYSTEM
from pavilions.drawings.geometry import Ring, area_sqm
from pavilions.drawings.plan_formats import AreaBasis, DrawnBooth
from pavilions.floor.models.floor_plan import BoothAncestry, FloorPlan, PlanBackground
from pavilions.plans.drafts.operations.drafts import BackgroundDrawing, BoothDrawing, HallDrawing, draw_floor_plan
from pavilions.plans.publishing.comparison import ChangeKind
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan
from pavilions.plans.publishing.queries.imported_drawings import drawn_changes, known_places
from tests.factories import NOON, EditionFactory, HallFactory, SectorFactory

pytestmark = pytest.mark.django_db

LINES = BackgroundDrawing("a" * 64, "<svg/>", (0, 0, 100, 100), "hall.dxf")


def square(left: int, width: int = 300) -> Ring:
    return ((left, 1000), (left + width, 1000), (left + width, 1300), (left, 1300))


class Drawing:
    """One hall, drawn again and again."""

    def __init__(self) -> None:
        self.edition, self.hall, self.sector = EditionFactory(), HallFactory(), SectorFactory()

    def of(self, background: BackgroundDrawing | None = None, **rings: Ring) -> HallDrawing:
        booths = [BoothDrawing(number, ring, self.sector.pk) for number, ring in rings.items()]
        return HallDrawing(booths, background=background)

    def drawn(self, drawing: HallDrawing) -> FloorPlan:
        return draw_floor_plan(self.edition.pk, self.hall.pk, drawing, actor=SYSTEM, at=NOON)

    def published(self, drawing: HallDrawing) -> FloorPlan:
        return publish_floor_plan(self.drawn(drawing).pk, actor=SYSTEM, at=NOON)


@pytest.fixture
def hall() -> Drawing:
    return Drawing()


def lineage(plan: FloorPlan) -> set[tuple[str, str]]:
    rows = BoothAncestry.objects.filter(booth__plan=plan).values_list("booth__number", "ancestor__number")
    return set(rows)


def test_first_plan_comes_from_nothing(hall: Drawing) -> None:
    plan = hall.drawn(hall.of(A1=square(1000)))
    assert (plan.base, lineage(plan)) == (None, set())


def test_booths_come_from_those_that_they_were(hall: Drawing) -> None:
    before = hall.published(hall.of(A1=square(1000), A2=square(1300), A3=square(1600, 600), A4=square(2400)))
    after = hall.drawn(hall.of(A1=square(1000), B2=square(1300), A3=square(1600), A3B=square(1900), C9=square(3000)))
    assert after.base == before
    assert lineage(after) == {("A1", "A1"), ("B2", "A2"), ("A3", "A3"), ("A3B", "A3")}


def test_draft_over_a_draft_comes_from_what_is_published(hall: Drawing) -> None:
    before = hall.published(hall.of(A1=square(1000)))
    hall.drawn(hall.of(A1=square(1100)))
    assert hall.drawn(hall.of(A1=square(1200))).base == before


def test_background_is_kept_once_and_stays_with_a_file_that_has_none(hall: Drawing) -> None:
    first = hall.published(hall.of(LINES, A1=square(1000)))
    again = hall.drawn(hall.of(LINES, A1=square(1000)))
    from_a_table = hall.drawn(hall.of(A1=square(1100)))
    assert again == first
    assert from_a_table.background == first.background
    assert [kept.source_name for kept in PlanBackground.objects.all()] == ["hall.dxf"]


def test_other_background_is_another_version(hall: Drawing) -> None:
    first = hall.published(hall.of(LINES, A1=square(1000)))
    other = hall.drawn(hall.of(replace(LINES, content_hash="b" * 64), A1=square(1000)))
    assert (other.version, PlanBackground.objects.count()) == (first.version + 1, 2)


def drawn_booth(number: str, ring: Ring) -> DrawnBooth:
    return DrawnBooth(number=number, ring_cm=ring, area_sqm=area_sqm(ring), source_row=1, area_basis=AreaBasis.DRAWN)


def test_changes_are_shown_booth_by_booth(hall: Drawing) -> None:
    hall.published(hall.of(A1=square(1000), A2=square(1300), A3=square(1600)))
    drawn = [drawn_booth("A1", square(1000)), drawn_booth("A2", square(5000)), drawn_booth("A9", square(1600))]
    changes = drawn_changes(hall.edition.pk, hall.hall.pk, drawn)
    assert changes is not None
    assert [(c.number, c.new_number, c.changes) for c in changes] == [
        ("A2", "A2", frozenset({ChangeKind.MOVED})),
        ("A3", "A9", frozenset({ChangeKind.RENUMBERED})),
    ]


def test_hall_without_a_published_plan_has_nothing_to_compare_with(hall: Drawing) -> None:
    assert drawn_changes(hall.edition.pk, hall.hall.pk, [drawn_booth("A1", square(1000))]) is None
    assert known_places(hall.edition.pk, hall.hall.pk) == {}
    hall.drawn(hall.of(a1=square(1000)))
    assert known_places(hall.edition.pk, hall.hall.pk) == {"A1": square(1000)}
