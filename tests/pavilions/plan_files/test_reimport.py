"""A plan exported and imported again is the plan that it was; a file that says less takes nothing away."""

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ciie.kernel.actors import SYSTEM
from pavilions.drawings.geometry import Ring
from pavilions.drawings.plan_formats import (
    DrawnObstruction,
    PlanDrawing,
    ReadingChoices,
    read_plan,
    write_dxf,
    write_geojson,
    write_svg,
)
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.plans.drafts.operations.drafts import (
    BackgroundDrawing,
    BoothDrawing,
    HallDrawing,
    ObstructionDrawing,
    draw_floor_plan,
)
from pavilions.plans.plan_files.operations import ImportChoices, import_floor_plan
from pavilions.plans.publishing.comparison import ChangeKind, Comparison
from pavilions.plans.publishing.models import PlanSafetyReport
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan
from pavilions.plans.publishing.queries.imported_drawings import drawn_changes, known_places, with_kept_attributes
from pavilions.plans.publishing.queries.plan_comparisons import compare_versions
from pavilions.plans.queries.plans import drawing_of
from pavilions.plans.safety.states import Measure, Severity
from pavilions.states import BoothKind, ObstructionKind, Section
from tests.factories import NOON, EditionFactory, HallFactory, SectorFactory
from tests.pavilions.safety.plans import chosen

if TYPE_CHECKING:
    from pavilions.floor.models.edition import Edition
    from pavilions.floor.models.venue import Hall, Sector

pytestmark = pytest.mark.django_db

WRITERS: dict[str, Callable[[PlanDrawing], bytes]] = {
    "dxf": write_dxf,
    "svg": lambda drawing: write_svg(drawing, "Hall").encode(),
    "geojson": lambda drawing: write_geojson(drawing).encode(),
}
LINES = BackgroundDrawing("a" * 64, "<svg/>", (0, 0, 100, 100), "hall.dxf")
EXIT = ObstructionDrawing(ObstructionKind.EXIT, ((0, 3000), (200, 3000), (200, 3020), (0, 3020)), 300)


def place(position: int) -> Ring:
    left = 500 + 300 * position
    return ((left, 1000), (left + 300, 1000), (left + 300, 1300), (left, 1300))


class Desk:
    """One hall with a plan in force."""

    def __init__(self) -> None:
        self.edition: Edition = EditionFactory()
        self.hall: Hall = HallFactory(outline=[[0, 0], [6000, 0], [6000, 4000], [0, 4000]])
        self.sectors: list[Sector] = [SectorFactory(), SectorFactory()]

    def publish(self, booths: list[BoothDrawing]) -> FloorPlan:
        drawing = HallDrawing(booths, [EXIT], LINES)
        plan = draw_floor_plan(self.edition.pk, self.hall.pk, drawing, actor=SYSTEM, at=NOON)
        return publish_floor_plan(plan.pk, accept_excess=True, actor=SYSTEM, at=NOON)

    def read(self, content: bytes) -> PlanDrawing:
        outline = tuple((x, y) for x, y in self.hall.outline)
        return read_plan(
            content, ReadingChoices(outline=outline, known_places=known_places(self.edition.pk, self.hall.pk))
        )

    def bring_in(self, drawing: PlanDrawing, **choices: Any) -> FloorPlan:
        said = ImportChoices(accept_excess=True, **choices)
        return import_floor_plan(self.edition.pk, self.hall.pk, drawing, said, actor=SYSTEM, at=NOON).plan

    def changes(self, drawing: PlanDrawing) -> dict[str, set[str]]:
        """As the preview shows them, by number."""
        completed = with_kept_attributes(self.edition.pk, self.hall.pk, drawing)
        found = drawn_changes(self.edition.pk, self.hall.pk, completed.booths)
        assert found is not None
        return {change.number: {kind.value for kind in change.changes} for change in found}


@pytest.fixture
def desk() -> Desk:
    return Desk()


def odd_row(desk: Desk) -> list[BoothDrawing]:
    """Withheld, with sides set by hand, with a stated effective area, with one that does not, and of the nations."""
    sector, other = (sector.pk for sector in desk.sectors)
    return [
        BoothDrawing("A1", place(0), sector, blocked_reason="Kept for the fire brigade"),
        BoothDrawing("A2", place(1), other, BoothKind.SHELL, open_sides_override=4),
        BoothDrawing("A3", place(2), sector, stated_area_sqm=Decimal("9.50"), area_from_statement=True),
        BoothDrawing("A4", place(3), sector, stated_area_sqm=Decimal("8.00")),
        BoothDrawing("N1", place(4), None, section=Section.NATIONAL, blocked_reason="保留"),
        BoothDrawing("N2", place(5), other, section=Section.NATIONAL),
    ]


def compared(before: FloorPlan, after: FloorPlan) -> Comparison:
    return compare_versions(before, after)[2]


def rows(plan: FloorPlan) -> list[tuple[Any, ...]]:
    fields = ("number", "footprint", "area_sqm", "stated_area_sqm", "open_sides", "open_sides_override", "kind")
    return list(plan.booths.order_by("number").values_list(*fields, "blocked_reason", "allotment"))


@pytest.mark.parametrize("kind", WRITERS)
def test_own_export_of_the_plan_in_force_changes_nothing(desk: Desk, kind: str) -> None:
    plan = desk.publish(odd_row(desk))
    drawing = desk.read(WRITERS[kind](drawing_of(plan, with_reasons=True)))
    assert drawing.errors == ()
    assert desk.changes(drawing) == {}
    assert desk.bring_in(drawing) == plan


@pytest.mark.parametrize("kind", WRITERS)
def test_a_drawing_with_columns_in_booths_is_published_and_exported(desk: Desk, kind: str) -> None:
    """Under rules that keep booths away from columns; the column between A2 and A3 takes of both."""
    inside = ObstructionDrawing(ObstructionKind.COLUMN, ((600, 1100), (660, 1100), (660, 1160), (600, 1160)), 60)
    between = ObstructionDrawing(ObstructionKind.COLUMN, ((1050, 1270), (1150, 1270), (1150, 1330), (1050, 1330)))
    chosen(desk.hall, (Measure.COLUMN_CLEARANCE, "0.60", Severity.MANDATORY))
    drawing = HallDrawing(odd_row(desk), [EXIT, inside, between])
    plan = draw_floor_plan(desk.edition.pk, desk.hall.pk, drawing, actor=SYSTEM, at=NOON)
    content = WRITERS[kind](drawing_of(plan, with_reasons=True))
    plan.delete()
    read = desk.read(content)
    assert [str(problem.sentence) for problem in read.problems if problem.code == "columns_in_booths"] == [
        "Columns take 0.66 m² of 3 booths, which are sold with their whole areas."
    ]
    published = desk.bring_in(read, publish=True)
    usable = {booth.number: booth.usable_sqm for booth in published.booths.filter(obstructed_sqm__gt=0)}
    assert usable == {"A1": Decimal("8.64"), "A2": Decimal("8.85"), "A3": Decimal("9.35")}
    report = PlanSafetyReport.objects.get(publication__plan=published).content
    assert (report["columns"], report["rules"][0]["found"]) == ({"booths": 3, "sqm": "0.66"}, 0)


@pytest.mark.parametrize("kind", WRITERS)
def test_own_export_brings_back_what_has_changed_since(desk: Desk, kind: str) -> None:
    first = desk.publish(odd_row(desk))
    content = WRITERS[kind](drawing_of(first, with_reasons=True))
    plain = [
        replace(b, blocked_reason="" if b.blocked_reason else "Later", open_sides_override=3) for b in odd_row(desk)
    ]
    desk.publish(plain)
    again = desk.bring_in(desk.read(content), publish=True)
    assert rows(again) == rows(first)
    assert (again.background, compared(first, again).is_empty) == (first.background, True)


@pytest.mark.parametrize("kind", WRITERS)
def test_public_export_keeps_the_reason_to_itself_and_takes_nothing_away(desk: Desk, kind: str) -> None:
    plan = desk.publish(odd_row(desk))
    content = WRITERS[kind](drawing_of(plan))
    assert b"fire brigade" not in content
    assert desk.bring_in(desk.read(content)) == plan


TABLE = "number,x cm,y cm,width,depth\n" + "".join(
    f"{name},{500 + 300 * at},1000,300,300\n" for at, name in enumerate(("A1", "A2", "A3", "A4", "N1", "N2"))
)


def test_file_of_shapes_alone_keeps_all_else(desk: Desk) -> None:
    plan = desk.publish(odd_row(desk))
    drawing = desk.read(TABLE.encode())
    assert desk.changes(drawing) == {}
    assert desk.bring_in(drawing, sector_id=desk.sectors[1].pk) == plan


def test_booth_that_moves_takes_its_attributes_along(desk: Desk) -> None:
    desk.publish(odd_row(desk))
    drawing = desk.read(TABLE.replace("A1,500,1000", "A1,500,2000").encode())
    assert desk.changes(drawing) == {"A1": {"moved"}}
    draft = desk.bring_in(drawing)
    assert draft.booths.get(number="A1").blocked_reason == "Kept for the fire brigade"


def test_file_that_says_so_releases_and_withholds_and_the_preview_says_it(desk: Desk) -> None:
    plan = desk.publish(odd_row(desk))
    document = json.loads(write_geojson(drawing_of(plan, with_reasons=True)))
    for feature in document["features"]:
        said = feature["properties"]
        match said.get("number"):
            case "A1":
                said["sale or withheld"] = "for sale"
            case "A2":
                said |= {"sale or withheld": "withheld", "open sides set by hand": "no"}
            case "A3":
                said["stated area m2"] = "9.75"
            case "N1":
                said["withheld because"] = "Storage"
    drawing = desk.read(json.dumps(document).encode())
    assert desk.changes(drawing) == {
        "A1": {"released"},
        "A2": {"withheld", "sides"},
        "A3": {"area"},
        "N1": {"reason"},
    }
    draft = desk.bring_in(drawing)
    kinds = {change.before[0].number: set(change.kinds) for change in compared(plan, draft).changes}
    assert kinds == {
        "A1": {ChangeKind.RELEASED},
        "A2": {ChangeKind.WITHHELD, ChangeKind.SIDES},
        "A3": {ChangeKind.AREA},
        "N1": {ChangeKind.REASON},
    }
    assert draft.booths.get(number="A2").blocked_reason == "Withheld in the imported file"
    assert [str(ChangeKind.WITHHELD.label), str(ChangeKind.RELEASED.label)] == [
        "withheld from sale",
        "released for sale",
    ]


def test_file_without_obstructions_keeps_those_of_the_plan(desk: Desk) -> None:
    desk.publish(odd_row(desk))
    draft = desk.bring_in(desk.read(TABLE.replace("A1,500,1000", "A1,500,2000").encode()))
    assert [(o.kind, o.ring, o.clearance_cm) for o in draft.obstructions.all()] == [
        (EXIT.kind, EXIT.ring, EXIT.clearance_cm)
    ]


REASONS = st.text(st.sampled_from("ab 保留<&\"'=%^{}\\|;,é"), max_size=30).map(lambda text: " ".join(text.split()))
BOOTHS = st.lists(
    st.tuples(
        st.sampled_from(["", "", "A", "B2"]),
        REASONS,
        st.sampled_from([None, 1, 2, 3, 4]),
        st.sampled_from(list(BoothKind)),
        st.sampled_from([None, Decimal("8.00"), Decimal("9.00"), Decimal("10.25")]),
        st.booleans(),
        st.sampled_from(["first", "second", "nations", "nations first"]),
    ),
    min_size=1,
    max_size=6,
)


@given(chosen=BOOTHS)
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_plan_reads_back_from_every_kind_of_file(chosen: list[tuple[Any, ...]]) -> None:
    desk = Desk()
    places = {
        "first": (Section.BUSINESS, desk.sectors[0].pk),
        "second": (Section.BUSINESS, desk.sectors[1].pk),
        "nations": (Section.NATIONAL, None),
        "nations first": (Section.NATIONAL, desk.sectors[0].pk),
    }
    booths = []
    for at, (prefix, reason, sides, kind, stated, counts, where) in enumerate(chosen):
        section, sector = places[where]
        number = f"{prefix or 'C'}{at + 1}"
        booths.append(BoothDrawing(number, place(at), sector, kind, section, stated, counts, sides, reason))
    plan = desk.publish(booths)
    contents = [write(drawing_of(plan, with_reasons=True)) for write in WRITERS.values()]
    desk.publish([BoothDrawing(f"X{at}", place(at), desk.sectors[1].pk) for at, _one in enumerate(chosen)])
    for content in contents:
        again = desk.bring_in(desk.read(content), publish=True)
        assert rows(again) == rows(plan)
        assert compared(plan, again).is_empty
    assert Booth.objects.filter(plan=plan).count() == len(chosen)


def test_an_exit_without_a_clearance_in_the_file_keeps_its_own_or_gets_the_usual_one_as_far_as_it_is_free(
    desk: Desk,
) -> None:
    plan = desk.publish([BoothDrawing("A1", place(0), desk.sectors[0].pk)])
    known, far, near = EXIT.ring, ((3000, 3000), (3200, 3000), (3200, 3020), (3000, 3020)), place_before_a1(50)
    exits = tuple(
        DrawnObstruction(kind=ObstructionKind.EXIT, ring_cm=ring, source_row=1) for ring in (known, far, near)
    )
    imported = desk.bring_in(replace(drawing_of(plan), obstructions=exits))
    assert {each.ring: each.clearance_cm for each in imported.obstructions.all()} == {known: 300, far: 140, near: 50}
    again = desk.bring_in(replace(drawing_of(plan), obstructions=exits))
    assert again == imported


def place_before_a1(distance_cm: int) -> Ring:
    top = 1300 + distance_cm
    return ((500, top), (700, top), (700, top + 20), (500, top + 20))
