"""What the content security policy would refuse, found in the HTML itself: nothing inline, nothing evaluated."""

from html.parser import HTMLParser
from typing import Protocol

DATA_BLOCKS = {"application/json", "application/ld+json", "importmap", "speculationrules"}
VOID_URLS = ("javascript:", "data:text/html")


class InlineFinder(HTMLParser):
    """Collects one line per offence, with the place it stands at."""

    def __init__(self) -> None:
        super().__init__()
        self.offences: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "style":
            self._note("<style>")
        if tag == "script" and "src" not in given and given.get("type") not in DATA_BLOCKS:
            self._note("<script> without src")
        for name, value in given.items():
            if name == "style" or name.startswith(("on", "hx-on", "data-hx-on")):
                self._note(f"<{tag} {name}={value!r}>")
            if value.strip().lower().startswith(VOID_URLS):
                self._note(f"<{tag} {name}={value!r}>")

    def _note(self, offence: str) -> None:
        line, column = self.getpos()
        self.offences.append(f"{line}:{column} {offence}")


def inline_offences(html: str) -> list[str]:
    finder = InlineFinder()
    finder.feed(html)
    finder.close()
    return finder.offences


class Page(Protocol):
    """An answer whose text can be read: Django's own, or the test client's."""

    @property
    def text(self) -> str: ...


def assert_clean(response: Page) -> None:
    """The page holds nothing that the content security policy refuses."""
    assert inline_offences(response.text) == []
