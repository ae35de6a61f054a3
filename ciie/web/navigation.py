"""The menus of a page. Each app provides its entries, and nothing is queried before a template renders the menu.

`settings.NAVIGATION_SOURCES` names callables (`request → iterable of Group`), lower apps first. A source checks
`request.user` and returns what this person may open, so that menus never show a link that leads to a refusal.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from ciie.web.brand import brand_of


@dataclass(frozen=True)
class Entry:
    """A link in a menu. `count` is how many things wait behind it, and `also` are more URLs whose pages belong to it.

    `scope` is the number of what its page is about by default (`settings.SCOPE`): from a page about something else, the
    link leads to a page about that (`Navigation.address`).
    """

    label: str | Promise
    url: str
    icon: str
    count: int | None = None
    also: tuple[str, ...] = ()
    scope: int | None = None


@dataclass(frozen=True)
class Group:
    """Entries under one heading: `side` is beside the page, `bar` in the bar at the top, `footer` only at the end.

    In the bar, a group of one entry is a link, a group of several a menu; the footer lists all menus, and groups of its
    own. Entries of several sources under the same heading are joined where the first of them is. A group that `folds`
    is collapsed at the side until it is opened, or contains the current page.
    """

    label: str | Promise
    entries: tuple[Entry, ...]
    place: Literal["side", "bar", "footer"] = "side"
    folds: bool = False

    @property
    def is_menu(self) -> bool:
        return len(self.entries) > 1

    @property
    def urls(self) -> tuple[str, ...]:
        return tuple(entry.url for entry in self.entries)

    @property
    def count(self) -> int:
        """The number of things that wait behind the entries."""
        return sum(entry.count or 0 for entry in self.entries)


def footer_entries(request: HttpRequest) -> tuple[Entry, ...]:
    """Return the links at the foot of every page, from `settings.FOOTER_SOURCES`. A source caches what it reads."""
    sources: list[Callable[[HttpRequest], Iterable[Entry]]] = [import_string(name) for name in settings.FOOTER_SOURCES]
    return tuple(entry for source in sources for entry in source(request))


def scope_menu(request: HttpRequest) -> Group | None:
    """Return the menu of what pages may be about (`settings.SCOPE_MENU`), or None where there is no choice.

    As with `footer_entries`, its source caches what it reads.
    """
    source: Callable[[HttpRequest], Group | None] = import_string(settings.SCOPE_MENU)
    return source(request)


HOMES = ("", *(code for code, _name in settings.LANGUAGES))
"""The URLs of home pages, with which the URLs of all other pages start."""

type Source = Callable[[HttpRequest], Iterable[Group]]


class Navigation:
    """The variable `navigation` of templates."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        sources: list[Source] = [import_string(name) for name in settings.NAVIGATION_SOURCES]
        together: dict[tuple[str, str], Group] = {}
        scope = scope_menu(self._request)
        found = (group for source in sources for group in source(self._request) if group.entries)
        brand = brand_of(self._request)
        for group in (*((scope,) if scope else ()), *found):
            key = str(group.label), group.place
            before = together[key].entries if key in together else ()
            present = tuple(entry for entry in group.entries if brand.leads_to(self._inside(entry.url)))
            if present:
                together[key] = replace(group, entries=before + present)
        return tuple(together.values())

    def _inside(self, url: str) -> str:
        """Return the URL without the prefix of this request's pages, as URLs are resolved."""
        return f"/{url.removeprefix(get_script_prefix())}" if url.startswith(get_script_prefix()) else url

    @property
    def side(self) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if group.place == "side")

    @property
    def bar(self) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if group.place == "bar")

    @property
    def loose(self) -> tuple[Entry, ...]:
        """The public entries outside menus, which are those of groups with one entry."""
        return tuple(group.entries[0] for group in self.bar if not group.is_menu)

    @property
    def listed(self) -> tuple[Group, ...]:
        """The groups that the footer lists under their headings."""
        menus = (group for group in self.groups if group.place == "bar" and group.is_menu)
        return *menus, *(group for group in self.groups if group.place == "footer")

    @cached_property
    def footer(self) -> tuple[Entry, ...]:
        return footer_entries(self._request)

    @cached_property
    def current(self) -> str:
        """The URL of the entry to which this page belongs: the one with the longest prefix of its path."""
        entries = [entry for group in self.groups for entry in group.entries]
        beginnings = {url: entry.url for entry in entries for url in (entry.url, *entry.also)}
        longest = max((url for url in beginnings if self._leads_here(url)), key=len, default="")
        return beginnings.get(longest, "")

    @cached_property
    def _scopes(self) -> dict[str, int]:
        entries = (entry for group in self.groups for entry in group.entries)
        return {entry.url: entry.scope for entry in entries if entry.scope is not None}

    def address(self, url: str, scope: int | None) -> str:
        """Return the URL to which a link to `url` leads from a page with this scope, which is kept."""
        usual = self._scopes.get(url)
        return url if scope is None or usual is None or usual == scope else f"{url}?{settings.SCOPE}={scope}"

    def _leads_here(self, url: str) -> bool:
        path, home = self._request.path, url.removeprefix(get_script_prefix()).strip("/")
        return path == url or (home not in HOMES and path.startswith(url))
