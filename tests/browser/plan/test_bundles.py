"""The viewer and the editor run as they are served in production: each of them one script."""

import pytest
from playwright.sync_api import Page, expect

from tests.bench.editor_pages import editor_pages
from tests.bench.page_server import EVENTS, HTML, JSON, served
from tests.bench.viewer_pages import viewer_page


@pytest.mark.parametrize(("name", "ready"), [("plan", ".plan-live svg.plan"), ("editor", "[data-editor][data-ready]")])
def test_bundles_run(page: Page, name: str, ready: str) -> None:
    draft, contents, news = editor_pages(30)
    pages = {
        "plan": (viewer_page(30), HTML),
        "editor": (draft, HTML),
        "editor/contents": (contents, JSON),
        "editor/changes": (news, JSON),
        "live/draft/1": ("event: hello\ndata: {}\n\n", EVENTS),
    }
    scripts: list[str] = []
    faults: list[str] = []
    page.on("request", lambda sent: scripts.append(sent.url) if sent.resource_type == "script" else None)
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    with served(pages) as address:
        page.goto(f"{address}/{name}/")
        expect(page.locator(ready)).to_have_count(1)
    assert (len(scripts), faults) == (1, [])
