"""The edition that a request is about, which its address may name.

`/editions/8/plan/5.1H/` is the page `/plan/5.1H/` about the 8th edition, and all links on it lead to pages about the
same edition. An address without a number is about the current edition.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import cast

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import get_script_prefix, reverse, set_script_prefix

from ciie.kernel.authority import allowed
from ciie.kernel.caches import Kept
from ciie.kernel.clock import now
from ciie.web.brand import Brand
from pavilions.floor.editions.queries import current_edition, present_editions
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.fair import Fair

IN_PATH = re.compile(r"/editions/(?P<number>\d{1,3})(?=/(?!/))")
OF_NO_EDITION = re.compile(r"/(?:admin|api|editions|healthz|metrics|readyz|static)(?:/|$)")
"""The paths of pages that are about no edition, or about one that the rest of their path names."""


@dataclass(frozen=True)
class ListedEdition:
    """An edition to which menus link. Those that are not public are for the organizer's team."""

    number: int
    name: str
    name_zh: str
    is_public: bool
    fair_id: int | None


@dataclass(frozen=True)
class Listing:
    """The brands of fairs and the editions that are not archived, the current ones first."""

    brands: Mapping[int, Brand] = field(default_factory=dict)
    domains: Mapping[str, int] = field(default_factory=dict)
    editions: Sequence[ListedEdition] = ()

    def fair_id(self, request: HttpRequest) -> int | None:
        """Return the key of the fair whose edition the address names, else of the one at its domain."""
        number = getattr(request, "edition_number", None)
        named = next((each for each in self.editions if each.number == number), None)
        return named.fair_id if named else self.fair_at_domain(request)

    def fair_at_domain(self, request: HttpRequest) -> int | None:
        """Return the key of the fair whose domain it is, else of the first fair, or None if there is none."""
        first = next(iter(self.brands), None)
        return self.domains.get(request.get_host().partition(":")[0], first) if self.domains else first


def _listing() -> Listing:
    fairs = list(Fair.objects.all())
    seen, editions = set[int | None](), list[ListedEdition]()
    for each in present_editions(now()):
        fair_id = each.fair_id or (fairs[0].pk if fairs else None)
        is_public = each.is_public or fair_id not in seen
        seen.add(fair_id)
        editions.append(ListedEdition(each.number, each.name, each.name_zh, is_public, fair_id))
    return Listing(
        {
            each.pk: Brand(
                each.name, each.name_zh, each.address, each.colour[1:], each.logo_digest, tuple(sorted(each.parts_off))
            )
            for each in fairs
        },
        {each.domain: each.pk for each in fairs if each.domain},
        editions,
    )


LISTING = Kept(_listing, seconds=2)
"""What every page shows of fairs and editions."""


def brand(request: HttpRequest) -> Brand:
    """Return the brand of the fair that a request is about. The setting `BRAND_SOURCE` names this function.

    While the database is away, which pages say in their own way, the site has the name of its settings.
    """
    try:
        listing = LISTING.get()
    except DatabaseError:
        return NAMELESS
    return listing.brands.get(listing.fair_id(request) or 0, NAMELESS)


NAMELESS = Brand()


class EditionMiddleware:
    """Takes the edition out of the path of a request, as a web server takes out the prefix of an application."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        found = IN_PATH.match(request.path_info)
        if found is None:
            return self.get_response(request)
        rest = request.path_info[found.end() :]
        if OF_NO_EDITION.match(rest):
            return HttpResponseRedirect(_without_edition(request))
        with _prefix(int(found["number"])):
            request.edition_number = int(found["number"])  # type: ignore[attr-defined]
            request.path_info = rest
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], *_arguments: object
    ) -> HttpResponse | None:
        """Find the edition that the address names, and lead to the plain address if it is the current one.

        Raise `Http404` if there is none, if it is not public and the visitor is not on the organizer's team, or if the
        page belongs to a part that the fair does not have.
        """
        if not brand(request).has(view):
            raise Http404
        number = getattr(request, "edition_number", None)
        if number is None:
            return None
        edition = Edition.objects.filter(number=number).first()
        current = current_edition(now(), LISTING.get().fair_at_domain(request))
        if edition == current and request.method in {"GET", "HEAD"}:
            return HttpResponseRedirect(_without_edition(request))
        may_see = edition and (edition.is_public or allowed("pavilions.enter_organizer_desk", request.user))
        if not may_see and edition != current:
            set_script_prefix("/")  # the page that says so must not lead to more pages of no edition
            raise Http404
        request.edition = edition  # type: ignore[attr-defined]
        return None


def edition_shown(request: HttpRequest) -> Edition | None:
    """Return the edition that the address names, else the current one, or None if there is none."""
    if not hasattr(request, "edition"):
        request.edition = current_edition(now(), LISTING.get().fair_id(request))  # type: ignore[attr-defined]
    return cast("Edition | None", request.edition)  # type: ignore[attr-defined]


def address_in(edition_number: int, name: str) -> str:
    """Return the address of a page, by the name of its URL, about an edition."""
    with _prefix(edition_number):
        return reverse(name)


def _without_edition(request: HttpRequest) -> str:
    return IN_PATH.sub("", request.get_full_path(), count=1)


@contextmanager
def _prefix(edition_number: int) -> Iterator[None]:
    before = get_script_prefix()
    set_script_prefix(f"/editions/{edition_number}/")
    try:
        yield
    finally:
        set_script_prefix(before)
