"""Pages that are served as they are, under the site's content security policy, to a Chromium without graphics card."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import QUIET, chromium_path

KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'"
)
HTML, JSON, EVENTS = "text/html; charset=utf-8", "application/json", "text/event-stream"


@contextmanager
def served(pages: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """Bodies and their types by address (without slash and query), and the static files. Events stay without an end."""
    over = threading.Event()

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # connections are kept, as the site keeps them

        def do_GET(self) -> None:
            name = self.path.strip("/").partition("?")[0].rstrip("/")
            if name in pages:
                body, kind = pages[name]
                self.send(body.encode(), kind)
            else:
                self.send(file_of(name.removeprefix("static/")), KINDS.get(Path(name).suffix, "text/plain"))

        def send(self, body: bytes, kind: str) -> None:
            self.send_response(200)
            for header, value in {"Content-Type": kind, "Content-Security-Policy": POLICY}.items():
                self.send_header(header, value)
            if kind != EVENTS:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            if kind == EVENTS:
                self.wfile.flush()
                over.wait()
                self.close_connection = True

        def log_message(self, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    over.set()
    server.shutdown()
    server.server_close()


def file_of(name: str) -> bytes:
    """A static file; empty where there is none."""
    file = Path(finders.find(name) or "")
    return file.read_bytes() if file.is_file() else b""


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
        yield browser
        browser.close()
