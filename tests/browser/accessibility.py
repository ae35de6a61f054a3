"""What axe says of a page, WCAG 2.2 AA and its best practices."""

from collections.abc import Iterable
from typing import Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

type Look = tuple[Literal["light", "dark"], int]
"""A colour scheme, and how many pixels wide the page is."""

SETTLED = """() => Promise.race([
    Promise.allSettled(
        document.getAnimations().filter(each => each instanceof CSSTransition).map(each => each.finished)),
    new Promise(done => setTimeout(done, 5000))])"""
"""One whose element is hidden meanwhile may never end."""
STAYS_AT_THE_TOP = """() => new Promise(done => {
    let frames = 0
    setTimeout(done, 5000)
    const look = () => {
        frames = scrollY === 0 ? frames + 1 : 0
        if (frames > (location.hash ? 10 : 1)) return done()
        scrollTo({top: 0, behavior: 'instant'})
        requestAnimationFrame(look)
    }
    look()
})"""
VIOLATIONS = "async (options) => (await axe.run(options)).violations"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def barriers(page: Page) -> list[str]:
    """One line for each rule that is broken, with the elements that break it; empty when none is.

    Colours are read once they have stopped changing from one look to another, and from the top of the page: further
    down, axe takes parts of the shell that stay in place for neighbours of what has been scrolled away under them.
    The browser may still be on its way to the fragment of an address that has one.
    """
    page.evaluate(SETTLED)
    page.evaluate(STAYS_AT_THE_TOP)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(VIOLATIONS, {"runOnly": RULES, "resultTypes": ["violations"]})
    return [f"{rule['id']}: {[node['target'] for node in rule['nodes']]}" for rule in found]


def faults(page: Page, looks: Iterable[Look]) -> list[str]:
    """What is wrong with a page in each of these looks: its barriers, and whether it has to be scrolled sideways.

    It is not loaded anew for each: its styles alone know how wide it is, and whether it is dark.
    """
    found = []
    for scheme, width in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        wrong = [*barriers(page), *(["too wide"] if is_too_wide(page) else [])]
        found += [f"{scheme}, {width} px: {each}" for each in wrong]
    return found


def is_too_wide(page: Page) -> bool:
    """Whether the page has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
