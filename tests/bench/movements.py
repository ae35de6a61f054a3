"""Movements of a real mouse and its wheel over a page, and the frames that the browser draws meanwhile."""

import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from playwright.sync_api import Page

DRAG_SECONDS, WHEEL_SECONDS = 2.0, 1.6
STEP_SECONDS = 1 / 60
CENTRE = (640.0, 400.0)

RECORD = """() => {
    window.frames_ms = []; let last = performance.now(); window.recording = true;
    const note = now => {
        window.frames_ms.push(now - last); last = now;
        if (window.recording) requestAnimationFrame(note);
    };
    requestAnimationFrame(now => { last = now; requestAnimationFrame(note); });
}"""
STOP = "() => { window.recording = false; return window.frames_ms; }"


@dataclass(frozen=True)
class Run:
    """One visit: milliseconds from the address to the first frame of the live plan, and the frames of each movement."""

    first_render: float
    frames: dict[str, list[float]]


def drag(page: Page, start: tuple[float, float] = CENTRE) -> list[float]:
    """To and fro over the plan for two seconds, sixty times a second; then the button is let go."""
    frames = drag_on(page, start)
    page.mouse.up()
    page.wait_for_timeout(400)
    return frames


def drag_on(page: Page, start: tuple[float, float]) -> list[float]:
    """The same with the button still down."""
    x, y = start
    page.mouse.move(x, y)
    page.evaluate(RECORD)
    page.mouse.down()
    for step, _now in enumerate(ticks(DRAG_SECONDS)):
        there = step % 60
        page.mouse.move(x + 6 * min(there, 60 - there), y + 3 * min(there, 60 - there))
    frames: list[float] = page.evaluate(STOP)
    return frames


def wheel(page: Page, turn: int) -> list[float]:
    page.mouse.move(*CENTRE)
    page.evaluate(RECORD)
    for _now in ticks(WHEEL_SECONDS):
        page.mouse.wheel(0, turn)
    frames: list[float] = page.evaluate(STOP)
    page.wait_for_timeout(400)
    return frames


def ticks(seconds: float) -> Iterator[float]:
    began = time.monotonic()
    due = began
    while due < began + seconds:
        yield due
        due += STEP_SECONDS
        time.sleep(max(0.0, due - time.monotonic()))


def summed_up(runs: Sequence[Run]) -> dict[str, object]:
    """The median over the visits of each figure."""
    movements = {
        name: {
            "p50": round(statistics.median(percentile(run.frames[name], 50) for run in runs), 1),
            "p95": round(statistics.median(percentile(run.frames[name], 95) for run in runs), 1),
            "max": round(statistics.median(max(run.frames[name]) for run in runs), 1),
        }
        for name in runs[0].frames
    }
    return {"first_render": round(statistics.median(run.first_render for run in runs)), "movements": movements}


def percentile(values: list[float], share: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * share // 100)]
