"""The forms of a page, read and filled as a browser does."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import override

from django.db.models import Model


@dataclass
class PageForm:
    """Where a form is sent, and what a browser sends if nothing is touched. An action is empty for the page's own."""

    action: str
    values: dict[str, list[str]] = field(default_factory=dict)

    def filled(self, **typed: object) -> dict[str, object]:
        return {**self.values, **typed}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._form: PageForm | None = None
        self._select: tuple[str, list[str], list[str]] | None = None
        self._area: tuple[str, list[str]] | None = None

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = PageForm(said.get("action", ""))
            if said.get("method", "").lower() == "post":
                self.forms.append(self._form)
        elif self._form is not None and "disabled" not in said:
            self._take(tag, said)

    def _take(self, tag: str, said: dict[str, str]) -> None:
        name = said.get("name", "")
        if tag == "input":
            self._take_input(said)
        elif tag == "select":
            self._select = name, [], []
        elif tag == "option" and self._select:
            _name, offered, chosen = self._select
            (chosen if "selected" in said else offered).append(said.get("value", ""))
        elif tag == "textarea":
            self._area = name, []

    def _take_input(self, said: dict[str, str]) -> None:
        kind, name = said.get("type", "text"), said.get("name", "")
        unticked = kind in {"checkbox", "radio"} and "checked" not in said
        if self._form and name and not unticked and kind not in {"submit", "file", "button"}:
            self._form.values.setdefault(name, []).append(said.get("value", "on" if kind == "checkbox" else ""))

    @override
    def handle_data(self, data: str) -> None:
        if self._area:
            self._area[1].append(data)

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select" and self._select and self._form is not None:
            name, offered, chosen = self._select
            self._form.values[name] = chosen or offered[:1]
            self._select = None
        elif tag == "textarea" and self._area and self._form is not None:
            self._form.values[self._area[0]] = ["".join(self._area[1]).removeprefix("\n")]
            self._area = None


def forms_of(html: str) -> list[PageForm]:
    """The forms that are sent by POST, in the order of the page."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def seen(row: Model, **typed: object) -> dict[str, object]:
    """What somebody types who has just opened a page about this row."""
    revision = type(row)._default_manager.values_list("revision", flat=True).get(pk=row.pk)
    return {"revision": revision, **typed}
