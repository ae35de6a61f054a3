"""`make bench-viewer`: how fast the plan's viewer draws and moves in a Chromium without graphics card.

Prints a table beside what is wanted and writes `bench-viewer.json`. Needs no server and no database: real drawings of
1,500 booths (one hall) and 5,000 (a venue of twelve) in the viewer's own page, moved by real mouse and wheel input.
"""

import gzip
import json
import os
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import django
from django.utils.module_loading import import_string
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import QUIET, chromium_path

REPEATS = 5
DRAG_SECONDS, WHEEL_SECONDS = 2.0, 1.6
STEP_SECONDS = 1 / 60
LARGEST_JS = 8 * 1024
FRAME_MS = 17
FIRST_RENDER_MS = {1_500: 350, 5_000: 600}
RESULTS = Path("bench-viewer.json")
STATIC = Path("ciie/static")
KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'"

RECORD = """() => {
    window.frames_ms = []; let last = performance.now(); window.recording = true;
    const note = now => {
        window.frames_ms.push(now - last); last = now;
        if (window.recording) requestAnimationFrame(note);
    };
    requestAnimationFrame(now => { last = now; requestAnimationFrame(note); });
}"""
STOP = "() => { window.recording = false; return window.frames_ms; }"
FIRST = """() => new Promise(done => {
    const look = () => document.querySelector('.plan-live svg.plan')
        ? requestAnimationFrame(() => setTimeout(() => done(performance.now()))) : requestAnimationFrame(look);
    look();
})"""


@dataclass(frozen=True)
class Run:
    """One visit: milliseconds from the address to the first frame of the live plan, and the frames of each movement."""

    first_render: float
    frames: dict[str, list[float]]


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ciie.settings.test")
    django.setup()
    viewer_page = import_string("tests.bench.viewer_pages.viewer_page")  # it draws, which needs the settings first
    viewer_modules = import_string("tests.bench.viewer_pages.viewer_modules")
    pages = {booths: viewer_page(booths) for booths in FIRST_RENDER_MS}
    results: dict[str, Any] = {"js_gzip_bytes": sum(map(gzipped, viewer_modules())), "booths": {}}
    with served(pages) as address, chromium() as browser:
        for booths in pages:
            runs = [visit(browser, f"{address}/{booths}") for _repeat in range(REPEATS)]
            results["booths"][booths] = summed_up(runs)
    RESULTS.write_text(json.dumps(results, indent=2))
    report(results)
    return 0


def gzipped(module: Path) -> int:
    return len(gzip.compress(module.read_bytes(), 9))


@contextmanager
def served(pages: dict[int, str]) -> Iterator[str]:
    """The pages by number of booths, and the static files as they are, under the site's content security policy."""

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # connections are kept, as the site keeps them

        def do_GET(self) -> None:
            name = self.path.lstrip("/").partition("?")[0]
            if name.isdigit():
                self.send(pages[int(name)].encode(), "text/html; charset=utf-8")
            else:
                file = STATIC / name.removeprefix("static/")
                self.send(file.read_bytes() if file.is_file() else b"", KINDS.get(file.suffix, "text/plain"))

        def send(self, body: bytes, kind: str) -> None:
            self.send_response(200)
            for header, value in {"Content-Type": kind, "Content-Security-Policy": POLICY}.items():
                self.send_header(header, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
        yield browser
        browser.close()


def visit(browser: Browser, address: str) -> Run:
    page = browser.new_page(viewport={"width": 1_280, "height": 800})
    page.goto(address, wait_until="commit")
    first = float(page.evaluate(FIRST))
    page.wait_for_timeout(500)
    frames = {
        "drag": drag(page),
        "zoom in": wheel(page, -60),
        "drag closer": drag(page),
        "zoom out": wheel(page, 60),
    }
    page.close()
    return Run(first, frames)


def drag(page: Page) -> list[float]:
    """To and fro over the plan for two seconds, sixty times a second."""
    page.mouse.move(640, 400)
    page.evaluate(RECORD)
    page.mouse.down()
    for step, _now in enumerate(ticks(DRAG_SECONDS)):
        there = step % 60
        page.mouse.move(640 + 6 * min(there, 60 - there), 400 + 3 * min(there, 60 - there))
    page.mouse.up()
    frames: list[float] = page.evaluate(STOP)
    page.wait_for_timeout(400)
    return frames


def wheel(page: Page, turn: int) -> list[float]:
    page.mouse.move(640, 400)
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


def summed_up(runs: list[Run]) -> dict[str, object]:
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


def report(results: dict[str, Any]) -> None:
    print(f"viewer's JavaScript, gzip: {results['js_gzip_bytes']:,} bytes (wanted: under {LARGEST_JS:,})")
    for booths, figures in results["booths"].items():
        first = figures["first_render"]
        print(f"\n{booths:,} booths: first render {first} ms (wanted: under {FIRST_RENDER_MS[booths]})")
        for name, frame in figures["movements"].items():
            print(
                f"  {name:12} frames p50 {frame['p50']}, p95 {frame['p95']} (wanted: {FRAME_MS}), max {frame['max']} ms"
            )


if __name__ == "__main__":
    sys.exit(main())
