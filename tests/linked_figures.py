"""Figures that are links, and how many rows the pages have to which they lead."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import override
from urllib.parse import urldefrag, urljoin

from django.test import Client

FIGURE = re.compile(r"\d[\d,]*")
AREA = re.compile(r"(\d[\d,]*)(?:\.\d+)?\s(m²)")
COMPANIES = re.compile(r"by (\d[\d,]*) compan(?:y|ies)")
LEADING = re.compile(r"(\d[\d,]*) (?!m²)[a-z]")
OF_ALL = re.compile(r"\d[\d,]*–\d[\d,]* of (\d[\d,]*)")
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})


@dataclass(frozen=True)
class LinkedFigure:
    """A number of rows, or an area if `unit` says so, and the address to which it leads."""

    page: str
    label: str
    number: int
    unit: str
    address: str


class _Node:
    def __init__(self, tag: str, said: dict[str, str], parent: "_Node | None") -> None:
        self.tag, self.said, self.parent = tag, said, parent
        self.inner: list[_Node | str] = []

    @property
    def classes(self) -> set[str]:
        return set(self.said.get("class", "").split())

    @property
    def is_row(self) -> bool:
        in_table = self.tag == "tr" and self.parent is not None and self.parent.tag == "tbody"
        return in_table or "capacity-line" in self.classes

    def all(self) -> Iterator["_Node"]:
        for each in self.inner:
            if isinstance(each, _Node):
                yield each
                yield from each.all()

    @property
    def text(self) -> str:
        return " ".join("".join(each if isinstance(each, str) else f" {each.text} " for each in self.inner).split())


class _Tree(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.root = self._open = _Node("", {}, None)
        self.feed(html)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = _Node(tag, {name: value or "" for name, value in attrs}, self._open)
        self._open.inner.append(node)
        if tag not in VOID:
            self._open = node

    @override
    def handle_endtag(self, tag: str) -> None:
        found = self._open
        while found.parent is not None and found.tag != tag:
            found = found.parent
        if found.parent is not None:
            self._open = found.parent

    @override
    def handle_data(self, data: str) -> None:
        self._open.inner.append(data)


def figures_on(page: str, html: str) -> Iterator[LinkedFigure]:
    """Cards whose label is a link, links that are a number, and links that end with one, such as tabs."""
    for node in _Tree(html).root.all():
        if node.tag == "div" and "stat" in node.classes:
            yield from _figure_of_card(page, node)
        elif node.tag == "tr":
            yield from _figure_of_line(page, node)
        elif node.tag == "a" and node.said.get("href") and "paging-pages" not in _classes_around(node):
            yield from _figure_of_link(page, node)


def _figure_of_card(page: str, card: _Node) -> Iterator[LinkedFigure]:
    links = [node for node in card.all() if node.tag == "a"]
    value = next((node.text for node in card.all() if "stat-value" in node.classes), "")
    if links:
        yield from _actual(page, f"{links[0].text}: {value}", value, links[0].said["href"])


def _figure_of_line(page: str, line: _Node) -> Iterator[LinkedFigure]:
    """A line of a table whose head is a link to the companies that its first number counts."""
    links = [node for node in line.all() if node.tag == "a" and node.parent and node.parent.tag == "th"]
    numbers = [node.text for node in line.all() if node.tag == "td" and "number" in node.classes]
    if links and numbers and "/companies/?" in links[0].said["href"]:
        yield from _actual(page, links[0].text, numbers[0], links[0].said["href"])


def _figure_of_link(page: str, link: _Node) -> Iterator[LinkedFigure]:
    counted = next((node.text for node in link.all() if node.classes & {"count", "badge", "tab-count"}), link.text)
    yield from _actual(page, link.text, counted, link.said["href"])


def _actual(page: str, label: str, actual: str, address: str) -> Iterator[LinkedFigure]:
    where = urljoin(page, address)
    if FIGURE.fullmatch(actual):
        yield LinkedFigure(page, label, _number(actual), "", where)
    elif count := COMPANIES.search(actual) or LEADING.match(actual):
        yield LinkedFigure(page, label, _number(count[1]), "", where)
    elif area := AREA.search(actual):
        yield LinkedFigure(page, label, _number(area[1]), area[2], where)


def _classes_around(node: _Node) -> set[str]:
    found: set[str] = set()
    while node.parent is not None:
        found |= node.classes
        node = node.parent
    return found


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def rows_behind(client: Client, address: str) -> int:
    """How many rows the page lists, on all its pages; of the part of it that the address names, if it names one."""
    where, part = urldefrag(address)
    answer = client.get(where)
    assert answer.status_code == 200, f"{address} answers {answer.status_code}"
    root = _Tree(answer.text).root
    shown = next((node for node in root.all() if part and node.said.get("id") == part), root)
    if not part and (counted := OF_ALL.search(shown.text)):
        return _number(counted[1])
    return sum(1 for node in shown.all() if node.is_row)
