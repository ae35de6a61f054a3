"""The browser and the server asked about the same shapes: what is shown as possible is accepted."""

from collections.abc import Iterator
from math import cos, pi, sin
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Page

from pavilions.drawings.geometry import (
    GeometryError,
    Ring,
    area_sqm,
    badly_at_columns,
    core,
    normalised,
    on_obstruction,
    outside,
    overlaps,
    sound_ring,
)
from pavilions.plans.drafts.edits.edits import Pattern
from pavilions.plans.drafts.edits.numbering import numbers_by_place
from tests.browser.plan.conftest import OpenPage, open_page  # noqa: F401  (a fixture)

PLANS = 60
SHAPES = 40
OUTLINE = ((0, 0), (6_000, 0), (6_000, 2_500), (4_500, 2_500), (4_500, 4_000), (0, 4_000))
HTML = '<!doctype html><html lang="en"><title>Shapes</title><link rel="icon" href="/static/img/mark.svg"></html>'
MODULES = "const [rings, problems, numbering] = await Promise.all(['rings', 'problems', 'numbering']"
MODULES += ".map((name) => import(`/static/pavilions/plan-editor/${name}.js`)));"


type Cleared = tuple[Ring, int]


@pytest.fixture
def page(open_page: OpenPage) -> Page:  # noqa: F811
    return open_page(HTML)


def ask(page: Page, question: str, argument: Any) -> Any:
    return page.evaluate(f"async (asked) => {{ {MODULES} return {question}; }}", argument)


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311  (shapes, no secrets)


def rectangle(random: Random, left: int, top: int) -> list[tuple[int, int]]:
    width, depth = random.choice([300, 600, 450, random.randint(60, 900)]), random.choice([300, 297, 304, 150])
    return [(left, top), (left + width, top), (left + width, top + depth), (left, top + depth)]


def corner(random: Random, left: int, top: int) -> list[tuple[int, int]]:
    arm = random.randint(60, 290)
    right, bottom = left + 600, top + 500
    inner = [(right, top + arm), (left + arm, top + arm)]
    return [(left, top), (right, top), *inner, (left + arm, bottom), (left, bottom)]


def star(random: Random, left: int, top: int) -> list[tuple[int, int]]:
    """Any shape around a middle: sharp corners, notches, short walls."""
    count = random.randint(3, 12)
    angles = sorted(random.uniform(0, 2 * pi) for _corner in range(count))
    reach = [random.uniform(40, 400) for _corner in range(count)]
    return [
        (left + round(far * cos(angle)), top + round(far * sin(angle)))
        for angle, far in zip(angles, reach, strict=True)
    ]


def turned(random: Random, left: int, top: int) -> list[tuple[int, int]]:
    angle = random.uniform(0, pi)
    return [
        (left + round(x * cos(angle) - y * sin(angle)), top + round(x * sin(angle) + y * cos(angle)))
        for x, y in rectangle(random, 0, 0)
    ]


def shapes(random: Random) -> Iterator[list[tuple[int, int]]]:
    """Many stand wall to wall, give or take a few centimetres, where rules are put to the test."""
    for _shape in range(SHAPES):
        left = 300 * random.randint(-1, 19) + random.choice([0, 0, 0, -4, -3, 3, 4, 5])
        top = 300 * random.randint(-1, 12) + random.choice([0, 0, 0, -4, -3, 3, 4, 5])
        yield random.choice([rectangle, rectangle, corner, star, turned])(random, left, top)


def fault_of(points: list[tuple[int, int]]) -> str | None:
    try:
        core(sound_ring(points))
    except GeometryError as refusal:
        return refusal.code
    return None


def test_faults_of_a_shape_are_the_same_here_and_there(page: Page) -> None:
    random = seeded(8)
    drawn = [points for _plan in range(PLANS) for points in shapes(random)]
    drawn += [[(0, 0), (300, 300), (300, 0), (0, 300)], [(0, 0), (3, 0), (3, 900), (0, 900)], [(0, 0), (9, 9)]]
    question = "asked.map((ring) => problems.shapeOf({ key: 'b1', ring }).fault)"
    actual = ask(page, question, drawn)
    expected = [fault_of(points) for points in drawn]
    pairs = zip(drawn, expected, actual, strict=True)
    assert [(points, there, here) for points, there, here in pairs if there != here] == []


def test_areas_and_normal_forms_are_the_same_here_and_there(page: Page) -> None:
    random = seeded(9)
    drawn = [points for _plan in range(PLANS) for points in shapes(random)]
    actual = ask(page, "asked.map((ring) => [rings.sqmOf(ring).toFixed(2), rings.normalised(ring)])", drawn)
    assert actual == [[str(area_sqm(points)), [list(point) for point in normalised(points)]] for points in drawn]


def test_whatever_the_server_refuses_the_browser_shows(page: Page) -> None:
    random = seeded(10)
    extra, pairs = 0, 0
    for _plan in range(PLANS):
        rings = [sound_ring(points) for points in shapes(random) if fault_of(points) is None]
        obstructions = [(sound_ring(rectangle(random, 300 * n, 310 * n)), 10 * n) for n in range(6)]
        columns = [(sound_ring(box(random, 60)), 30 * n) for n in range(12)]
        refused = refusals(rings, obstructions, columns)
        shown = problems_in_browser(page, rings, obstructions, columns)
        assert refused - shown == set()
        extra += len(shown - refused)
        pairs += len(refused)
    assert pairs > 1_000
    assert extra <= pairs / 1_000  # stricter by a hair where a sharp notch is cut off


def box(random: Random, side: int) -> list[tuple[int, int]]:
    left, top = random.randint(0, 5_700), random.randint(0, 3_600)
    return [(left, top), (left + side, top), (left + side, top + side), (left, top + side)]


def refusals(rings: list[Ring], obstructions: list[Cleared], columns: list[Cleared]) -> set[str]:
    return {
        *(f"booths_overlap b{one} b{two}" for one, two in overlaps(rings)),
        *(f"outside_hall b{one}" for one in outside(OUTLINE, rings)),
        *(f"on_obstruction b{one} o{two}" for one, two in on_obstruction(rings, obstructions)),
        *(f"on_obstruction b{one} o{len(obstructions) + two}" for one, two in badly_at_columns(rings, columns)),
    }


def problems_in_browser(page: Page, rings: list[Ring], obstructions: list[Cleared], columns: list[Cleared]) -> set[str]:
    items: list[dict[str, object]] = [{"key": f"b{n}", "number": f"A{n}", "ring": ring} for n, ring in enumerate(rings)]
    items += [
        {"key": f"o{n}", "ring": ring, "clearance_cm": clearance, "kind": "duct" if n < len(obstructions) else "column"}
        for n, (ring, clearance) in enumerate([*obstructions, *columns])
    ]
    actual = ask(page, "problems.problemsOf(asked[0], asked[0], asked[1])", [items, OUTLINE])
    return {f"{one['code']} {' '.join(sorted(one['keys'], key=lambda key: (key[0], int(key[1:]))))}" for one in actual}


@pytest.mark.parametrize("direction", ["right", "left", "down", "up", "snake"])
@pytest.mark.parametrize("letter", ["", "A", "Z"])
def test_numbers_by_a_pattern_are_the_same_here_and_there(page: Page, direction: str, letter: str) -> None:
    random = seeded(11)
    pattern: dict[str, object] = {
        "prefix": "H",
        "start": 7,
        "step": 2,
        "digits": 3,
        "direction": direction,
        "row_letter": letter,
    }
    rings = [sound_ring(points) for points in shapes(random) if fault_of(points) is None]
    asked: list[object] = [rings, pattern]
    actual = ask(page, "numbering.numbersByPlace(asked[0], asked[1])", asked)
    assert actual == numbers_by_place(rings, Pattern.model_validate(pattern))
