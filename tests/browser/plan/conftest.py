"""Pages made in the test itself, under our content security policy: they need no server and no database."""

import mimetypes
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'"
ADDRESS = "http://plan.test/"

type OpenPage = Callable[[str], Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens the HTML given, with static files beside it. The test fails when a script or the policy complains."""
    context = browser.new_context(viewport={"width": 1_000, "height": 800}, has_touch=True)
    complaints: list[str] = []

    def open_page(html: str) -> Page:
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.route("**/*", lambda route: answer(route, html))
        page.goto(ADDRESS)
        return page

    yield open_page
    context.close()
    assert complaints == []


def answer(route: Route, html: str) -> None:
    path = route.request.url.removeprefix(ADDRESS)
    if path.startswith("static/"):
        file = Path(str(finders.find(path.removeprefix("static/"))))
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        route.fulfill(body=file.read_bytes(), content_type=kind)
    else:
        route.fulfill(body=html, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY})
