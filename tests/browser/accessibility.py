"""What axe says of a page, WCAG 2.2 AA and its best practices."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

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
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def barriers(page: Page) -> list[str]:
    """One line for each rule that is broken, with the elements that break it; empty when none is.

    Colours are read once they have stopped changing from one look to another, and from the top of the page: further
    down, axe takes parts of the shell that stay in place for neighbours of what has been scrolled away under them.
    The browser may still be on its way to the fragment of an address that has one.
    """
    page.evaluate(SETTLED)
    page.evaluate(STAYS_AT_THE_TOP)
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
    return [f"{rule['id']}: {[node['target'] for node in rule['nodes']]}" for rule in found]


def is_too_wide(page: Page) -> bool:
    """Whether the page has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
