"""What is wrong with the Chinese of a page: punctuation of half a width between Chinese characters, a blank
after that of full width, English names of months and days, and percentages that stand off their sign. What is marked as
English (`lang`) is not read, nor is code.
"""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import override
from urllib.parse import urldefrag, urljoin, urlsplit

HAN = "[\u4e00-\u9fff]"
PUNCTUATION = re.compile(rf"{HAN} ?[,;:!?()]|[,;:!?)] ?{HAN}|{HAN}\.(?!\w)|\d\s%|[。！？；，、] +\S")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
ENGLISH_DAY = re.compile(
    rf"\b(?:{DAYS})\b|\b\d?\d? ?(?:{MONTHS})\b|\b\d\d? (?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
)
MARKED_LINK = re.compile(r"\[[^]]*\]\([^)]*\)")
SHORT = 40
"""A longer line without Chinese is what somebody wrote in English."""
BLOCKS = frozenset(
    {
        *(
            "address",
            "article",
            "aside",
            "body",
            "button",
            "dd",
            "details",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
        ),
        *("figure", "footer", "form", "h1", "h2", "h3", "h4", "header", "label", "legend", "li", "main", "nav", "ol"),
        *(
            "option",
            "p",
            "pre",
            "section",
            "select",
            "summary",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "title",
        ),
        *("tr", "ul"),
    }
)
UNREAD = frozenset({"script", "style", "code", "pre", "textarea", "template"})
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
SAID = ("alt", "title", "aria-label", "placeholder")


class ChinesePage(HTMLParser):
    """Its links, and its text, in which each block is a line, without the parts in other languages."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links = list[str]()
        self._text = list[str]()
        self._open = list[tuple[str, bool]]()
        self.feed(html)

    @property
    def lines(self) -> list[str]:
        return [line for line in (line.strip() for line in "".join(self._text).splitlines()) if line]

    @property
    def _is_read(self) -> bool:
        return all(is_read for _tag, is_read in self._open)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        is_read = tag not in UNREAD and (said.get("lang") or "zh").startswith("zh")
        if tag == "a" and said.get("href"):
            self.links.append(str(said["href"]))
        if tag in BLOCKS or tag == "br":
            self._text.append("\n")
        if is_read and self._is_read:
            self._text += [f"\n{said[name]}\n" for name in SAID if said.get(name)]
        if not is_read and self._is_read and tag not in BLOCKS | UNREAD - {"code"}:
            self._text.append("…")
        if tag not in VOID:
            self._open.append((tag, is_read))

    @override
    def handle_endtag(self, tag: str) -> None:
        tags = [name for name, _is_read in self._open]
        if tag in tags:
            del self._open[len(tags) - 1 - tags[::-1].index(tag) :]
        if tag in BLOCKS:
            self._text.append("\n")

    @override
    def handle_data(self, data: str) -> None:
        if self._is_read:
            self._text.append(re.sub(r"\s+", " ", data))


def wrong_lines(page: ChinesePage) -> set[str]:
    """Lines of the page that are not as Chinese is written, each after what is wrong."""
    wrong = set()
    for line in page.lines:
        read = MARKED_LINK.sub("", line)
        found = list(PUNCTUATION.finditer(read))
        if len(read) < SHORT or re.search(HAN, read):
            found += ENGLISH_DAY.finditer(read)
        wrong |= {f"{each[0]} | {line}" for each in found}
    return wrong


def pages_from(
    first: list[str], read: Callable[[str], str | None], kind_of: Callable[[str], str | None], *, of_a_kind: int = 2
) -> Iterator[tuple[str, ChinesePage]]:
    """Pages reached from the first ones by links, at most so many of a kind, with the address of each."""
    waiting, seen = list(first), set[str]()
    counts: dict[str, int] = {}
    while waiting:
        address = waiting.pop(0)
        path = urlsplit(address).path
        kind = kind_of(path)
        if kind is None or path in seen or counts.get(kind, 0) >= of_a_kind:
            continue
        seen.add(path)
        html = read(address)
        if html is None:
            continue
        counts[kind] = counts.get(kind, 0) + 1
        page = ChinesePage(html)
        yield address, page
        waiting += [urldefrag(urljoin(address, link)).url for link in page.links]
