"""A real Chromium against a live server. A page that writes an error to the console fails its test."""

import asyncio
import os
from collections.abc import Callable, Generator, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, expect, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from ciie.accounts.models import User
from ciie.kernel import broadcasting
from tests.browser.chromium import NONE_FOUND, QUIET, chromium_path
from tests.ciie.web.streams.servers import free_port, stream_process
from tests.clients import signed_in

_loops: list[asyncio.AbstractEventLoop] = []
"""Playwright's, once there is one."""
PATIENCE_MS = 60_000
"""For a busy machine, and for the first page of a server that has just begun: it compiles all templates."""
EXPECTED = ("the server responded with a status of 4", "htmx:afterRequest", "htmx:sendError", "htmx:sendAbort")
"""A refusal is an answer, not a mistake of the page. Nor is a request that ends with its page: htmx notes it as failed.
One that fails by itself has a line of the browser's, too, which is not expected.
"""


def pytest_collectstart(collector: pytest.Collector) -> None:
    """Of this folder alone."""
    collector.add_marker("browser")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup() -> Generator[None]:
    """Playwright's loop is marked as running for the tests of this folder alone: others use `asyncio.run`.

    Before any fixture, since Django has another connection where a loop runs.
    """
    asyncio._set_running_loop(_loops[-1] if _loops else None)
    yield


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Generator[None]:
    try:
        yield
    finally:
        asyncio._set_running_loop(None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests: the one in CHROMIUM, one on the PATH, or Playwright's own."""
    found = chromium_path()
    expect.set_options(timeout=PATIENCE_MS)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in the thread that makes the test's rows
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        except Error as error:
            pytest.fail(f"{NONE_FOUND}\n{error.message}")
        _loops.append(asyncio.get_running_loop())
        yield browser
        asyncio._set_running_loop(_loops[-1])
        browser.close()


@pytest.fixture
def visit(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    """A fresh visit, 1440 px wide; at its end no page of it may have complained.

    Pages scroll at once: a press that comes while a page still scrolls would land beside what it is meant for.
    """
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not any(each in message.text for each in EXPECTED):
            complaints.append(message.text)

    visit = browser.new_context(
        base_url=live_server.url, viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
    )
    visit.on("console", note)
    visit.on("weberror", lambda error: complaints.append(str(error.error)))
    yield visit
    visit.close()
    assert complaints == []


@pytest.fixture
def page(visit: BrowserContext) -> Page:
    page = visit.new_page()
    page.set_default_timeout(PATIENCE_MS)
    return page


@pytest.fixture
def sign_in(visit: BrowserContext, live_server: LiveServer) -> Callable[[User], None]:
    """Gives the visit a person's session, without the sign-in page."""

    def sign_in(person: User) -> None:
        client = signed_in(person)
        cookie = client.cookies["sessionid"].value
        visit.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])

    return sign_in


def follow_streams(settings: Settings, redis_url: str, port: int) -> None:
    """The site tells its pages of this port, and its operations ring."""
    settings.LIVE_PORT, settings.REDIS_URL = port, redis_url
    settings.SECURE_CSP = settings.SECURE_CSP | {"connect-src": ["'self'", f"http://localhost:{port}"]}
    broadcasting.start_afresh()


def stream_environment(site: LiveServer, port: int) -> dict[str, str]:
    return {"SITE_URL": site.url, "LIVE_PORT": str(port)}


@pytest.fixture
def stream_port(settings: Settings, redis_url: str) -> int:
    """The port that the site tells its pages of. Nothing listens there yet."""
    port = free_port()
    follow_streams(settings, redis_url, port)
    return port


@pytest.fixture
def environment(live_server: LiveServer, stream_port: int) -> dict[str, str]:
    return stream_environment(live_server, stream_port)


@pytest.fixture(scope="module")
def stream_server(django_db_setup: None, redis_url: str, live_server: LiveServer) -> Iterator[int]:
    """A stream process for all tests of a module."""
    port = free_port()
    with stream_process(redis_url, stream_environment(live_server, port), port=port):
        yield port


@pytest.fixture
def streams(settings: Settings, redis_url: str, stream_server: int) -> None:
    follow_streams(settings, redis_url, stream_server)


@pytest.fixture
def visit_as(browser: Browser, live_server: LiveServer) -> Iterator[Callable[[User], Page]]:
    """A visit of its own for each person."""
    contexts = []

    def visit_as(person: User) -> Page:
        context = browser.new_context(base_url=live_server.url)
        contexts.append(context)
        client = signed_in(person)
        cookie = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        return context.new_page()

    yield visit_as
    for context in contexts:
        context.close()
