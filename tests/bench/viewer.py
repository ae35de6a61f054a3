"""`make bench-viewer`: how fast the plan's viewer and its editor draw and move in a Chromium without graphics card.

Prints a table beside what is wanted and writes `bench-viewer.json`. Needs no server and no database: real drawings of
1,500 booths (one hall) and 5,000 (a venue of twelve) in the viewer's own page, and a draft of 1,500 booths in the
editor's, moved by real mouse and wheel input. How busy the machine was stands beside the figures: on one that has other
things to do they say little.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import django
from django.utils.module_loading import import_string
from playwright.sync_api import Browser, Page

from tests.bench.movements import CENTRE, Run, drag, drag_on, summed_up, wheel
from tests.bench.page_server import EVENTS, HTML, JSON, chromium, served

REPEATS = 5
FRAME_MS = 17
FIRST_RENDER_MS = {1_500: 350, 5_000: 600}
EDITOR_BOOTHS = 1_500
RESULTS = Path("bench-viewer.json")

FIRST = """selector => new Promise(done => {
    const look = () => document.querySelector(selector)
        ? requestAnimationFrame(() => setTimeout(() => done(performance.now()))) : requestAnimationFrame(look);
    look();
})"""
MIDDLE_OF_A_BOOTH = """() => {
    const booths = [...document.querySelectorAll('.booth path')].map(each => each.getBoundingClientRect());
    const far = ({x, y}) => Math.hypot(x - 500, y - 350);
    const {x, y, width, height} = booths.reduce((best, each) => far(each) < far(best) ? each : best);
    return [x + width / 2, y + height / 2];
}"""
MOVING = "() => document.querySelector('[data-overlay]').childElementCount > 1"
PLACE = "() => document.querySelector('svg.plan .hall').getBoundingClientRect().x"


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ciie.settings.test")
    django.setup()
    made = {name: import_string(f"tests.bench.{name}") for name in (
        "viewer_pages.viewer_page", "editor_pages.editor_pages",
    )}  # fmt: skip  # they draw, which needs the settings first
    pages = {f"{booths}": (made["viewer_pages.viewer_page"](booths), HTML) for booths in FIRST_RENDER_MS}
    page, contents, news = made["editor_pages.editor_pages"](EDITOR_BOOTHS)
    pages |= {"editor": (page, HTML), "editor/contents": (contents, JSON), "editor/changes": (news, JSON)}
    pages["live/draft/1"] = ("event: hello\ndata: {}\n\n", EVENTS)
    results: dict[str, Any] = {
        "load_before": os.getloadavg()[0],
        "booths": {},
        "editor": {"booths": EDITOR_BOOTHS},
    }
    with served(pages) as address, chromium() as browser:
        for booths in FIRST_RENDER_MS:
            runs = [visit(browser, f"{address}/{booths}") for _repeat in range(REPEATS)]
            results["booths"][booths] = summed_up(runs)
        runs = [visit_editor(browser, f"{address}/editor/") for _repeat in range(REPEATS)]
        results["editor"] |= summed_up(runs)
    results["load_after"] = os.getloadavg()[0]
    RESULTS.write_text(json.dumps(results, indent=2))
    report(results)
    return 0


def visit(browser: Browser, address: str) -> Run:
    page, first = opened(browser, address, ".plan-live svg.plan")
    frames = {
        "drag": drag(page),
        "zoom in": wheel(page, -60),
        "drag closer": drag(page),
        "zoom out": wheel(page, 60),
    }
    page.close()
    return Run(first, frames)


def visit_editor(browser: Browser, address: str) -> Run:
    page, first = opened(browser, address, "[data-editor][data-ready]")
    frames = {
        "drag plan": drag_plan(page),
        "drag booth": drag_booth(page),
        "zoom in": wheel(page, -60),
        "drag closer": drag_plan(page),
        "booth closer": drag_booth(page),
        "zoom out": wheel(page, 60),
    }
    page.close()
    return Run(first, frames)


def opened(browser: Browser, address: str, ready: str) -> tuple[Page, float]:
    """The page, and the milliseconds until something matches `ready` and is drawn."""
    page = browser.new_page(viewport={"width": 1_280, "height": 800})
    page.goto(address, wait_until="commit")
    first = float(page.evaluate(FIRST, ready))
    page.wait_for_timeout(500)
    return page, first


def drag_plan(page: Page) -> list[float]:
    """With the space bar, as a planner does whatever tool is in hand."""
    before = page.evaluate(PLACE)
    page.keyboard.down(" ")
    frames = drag_on(page, CENTRE)
    page.mouse.move(CENTRE[0] + 100, CENTRE[1])
    page.wait_for_timeout(50)
    if page.evaluate(PLACE) == before:
        raise RuntimeError("The plan was not dragged.")
    page.mouse.up()
    page.keyboard.up(" ")
    page.wait_for_timeout(400)
    return frames


def drag_booth(page: Page) -> list[float]:
    """One booth over the others, and given up at last, so that every visit finds the same draft."""
    x, y = page.evaluate(MIDDLE_OF_A_BOOTH)
    frames = drag_on(page, (x, y))
    if not page.evaluate(MOVING):
        raise RuntimeError("No booth was dragged.")
    page.keyboard.press("Escape")
    page.mouse.up()
    page.wait_for_timeout(400)
    return frames


def report(results: dict[str, Any]) -> None:
    print(f"load of the machine: {results['load_before']:.1f} before, {results['load_after']:.1f} after")
    for booths, figures in results["booths"].items():
        wanted = f" (wanted: under {FIRST_RENDER_MS[booths]})"
        print(f"\n{booths:,} booths: first render {figures['first_render']} ms{wanted}")
        report_frames(figures)
    editor = results["editor"]
    print(f"\n{editor['booths']:,} booths in the editor: ready to draw in {editor['first_render']} ms")
    report_frames(editor)


def report_frames(figures: dict[str, Any]) -> None:
    for name, frame in figures["movements"].items():
        print(f"  {name:12} frames p50 {frame['p50']}, p95 {frame['p95']} (wanted: {FRAME_MS}), max {frame['max']} ms")


if __name__ == "__main__":
    sys.exit(main())
