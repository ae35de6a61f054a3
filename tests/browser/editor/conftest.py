"""A draft of one small hall, and a planner's page on it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from ciie.accounts.models import User
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth, FloorPlan, Obstruction
from pavilions.states import ObstructionKind
from tests.factories import AllotmentFactory, BoothFactory, FloorPlanFactory, HallFactory, organizer

PATIENCE_MS = 30_000  # the first page of a run compiles all templates
OUTLINE = [[0, 0], [3000, 0], [3000, 2000], [0, 2000]]
COLUMN = [[100, 1750], [160, 1750], [160, 1810], [100, 1810]]


@pytest.fixture
def allotment() -> Allotment:
    hall = HallFactory(name="8.2H", outline=OUTLINE, gross_area_sqm=600)
    allotment: Allotment = AllotmentFactory(hall=hall, capacity_sqm=600)
    return allotment


@pytest.fixture
def plan(allotment: Allotment) -> FloorPlan:
    """30 × 20 m: A01 to A04 of 3 × 3 m wall to wall, B01 alone, a column with half a metre of clearance."""
    plan: FloorPlan = FloorPlanFactory(edition=allotment.edition, hall=allotment.hall, published=False)
    for place in range(4):
        BoothFactory(allotment=allotment, plan=plan, left=300 + 300 * place, top=300, number=f"A0{place + 1}")
    BoothFactory(allotment=allotment, plan=plan, left=300, top=1200, number="B01")
    Obstruction.objects.create(plan=plan, kind=ObstructionKind.COLUMN, footprint=COLUMN, clearance_cm=50)
    return plan


@dataclass
class Desk:
    """The editor's page: points are centimetres of the hall."""

    page: Page
    plan: FloorPlan

    def at(self, x: int, y: int) -> tuple[float, float]:
        point = self.page.locator("[data-overlay]").evaluate(
            "(drawing, [x, y]) => { const at = new DOMPoint(x, y).matrixTransform(drawing.getScreenCTM());"
            " return [at.x, at.y]; }",
            [x, y],
        )
        return point[0], point[1]

    def drag(self, start: tuple[int, int], end: tuple[int, int], *, free: bool = False) -> None:
        """From one point to another, without snapping when `free`."""
        mouse = self.page.mouse
        mouse.move(*self.at(*start))
        if free:
            self.page.keyboard.down("Alt")
        mouse.down()
        mouse.move(*self.at((start[0] + end[0]) // 2, (start[1] + end[1]) // 2), steps=3)
        mouse.move(*self.at(*end), steps=3)
        self.settle()
        mouse.up()
        if free:
            self.page.keyboard.up("Alt")

    def click(self, x: int, y: int, **modifiers: str) -> None:
        self.page.mouse.click(*self.at(x, y))

    def settle(self) -> None:
        """Until a frame has been drawn."""
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def saved(self) -> None:
        expect(self.page.locator("[data-saving-words]")).to_have_text("Saved")

    def said(self, words: str) -> None:
        expect(self.page.locator("[data-said]")).to_contain_text(words)

    def booth(self, number: str) -> Booth:
        return Booth.objects.get(plan=self.plan, number=number)

    def numbers(self) -> list[str]:
        return sorted(Booth.objects.filter(plan=self.plan).values_list("number", flat=True))


type OpenDesk = Callable[[], Desk]


@pytest.fixture
def open_desk(page: Page, sign_in: Callable[[User], None], plan: FloorPlan) -> OpenDesk:
    """Opens the editor on the draft, as a director."""

    def open_desk() -> Desk:
        sign_in(organizer())
        return desk_on(page, plan)

    return open_desk


def desk_on(page: Page, plan: FloorPlan) -> Desk:
    page.goto(f"/organizer/drafts/{plan.pk}/", timeout=PATIENCE_MS)
    page.locator("[data-editor][data-ready]").wait_for(timeout=PATIENCE_MS)
    return Desk(page, plan)
