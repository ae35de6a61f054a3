"""A picture of a hall, pressed where its corners lie."""

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.ciie.uploads.pictures import written


def trace(page: Page, folder: Path, corners: Sequence[tuple[int, int]]) -> None:
    """On the page for it, upload a picture of 1,000 × 500 pixels, press two points 400 apart, 40 m, and the corners."""
    sheet = folder / "hall.png"
    sheet.write_bytes(written((1_000, 500)))
    page.get_by_label("Plan of the hall").set_input_files(sheet)
    page.get_by_role("button", name="Upload").click()
    presses = [
        ("Choose the first of two points whose distance you know", 100, 480),
        ("Choose the second of the two points", 500, 480),
        *[("Choose the corners of the hall, one after the other", x, y) for x, y in corners],
    ]
    for step, (name, x, y) in enumerate(presses):
        page.get_by_role("button", name=name, exact=True).click(position={"x": x, "y": y})
        expect(page.locator(".tracing-marks circle[r='5']")).to_have_count(step + 1)
    page.get_by_label("Distance of the two points (m)").fill("40")
