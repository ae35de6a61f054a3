"""Caching and revalidation of pages.

Pages for one person are cached by nobody: not by the browser after sign-out, and not by a proxy. Public pages have a
validator for visitors who are not signed in; the pages of others contain personal information.
"""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, wraps
from hashlib import blake2b
from http import HTTPStatus
from pathlib import Path
from zlib import crc32

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.template.response import SimpleTemplateResponse
from django.utils.translation import get_language
from django.views.decorators.http import condition
from django.views.decorators.vary import vary_on_headers

from ciie.kernel.caches import KeyedCache, SingleFlight
from ciie.kernel.clock import now
from ciie.kernel.country_names import names_version
from ciie.kernel.versions import Part, version_of
from ciie.web.appearance import theme_of
from ciie.web.brand import brand_of
from ciie.web.cookies import MessageCookie
from ciie.web.navigation import footer_entries, scope_menu

PERSONAL_COOKIES = {settings.SESSION_COOKIE_NAME, MessageCookie.cookie_name}
KEPT_SECONDS = 1
RECENT_SECONDS = 3
NO_STORE = "private, no-store"
ROOT = Path(__file__).resolve().parents[2]
MAKERS = ("ciie", "pavilions", "exhibitors", "templates")
"""The folders with everything from which pages are built."""

type View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Page:
    """A page as rendered for one visitor: its headers, and the pieces between the CSRF tokens of its forms.

    `made_at` is in monotonic seconds.
    """

    validator: str
    headers: Mapping[str, str]
    pieces: Sequence[bytes]
    made_at: float

    def for_reader(self, request: HttpRequest) -> HttpResponse:
        """Return the page with the reader's own CSRF tokens."""
        content = get_token(request).encode().join(self.pieces) if len(self.pieces) > 1 else self.pieces[0]
        return HttpResponse(content, headers={**self.headers, "ETag": self.validator})


type Address = tuple[str, str]
"""A page's URL, and its language and theme."""


@dataclass(frozen=True)
class Asked:
    """A requested page, and how it is rendered."""

    address: Address
    make: Callable[[], Page | None] = field(compare=False)


PAGES = KeyedCache[Address, Page](settings.KEPT_PAGES_BYTES, lambda page: sum(map(len, page.pieces)))
"""The latest version of each page."""
MAKING = SingleFlight[Asked, Page | None](lambda asked: asked.make())
"""Lets one thread render a page at a time.

Other requests get the last version if it is recent, or share the next one.
"""
CSRF_TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")\w+')
VERSIONS = SingleFlight[tuple[Part, ...], str](lambda parts: version_of(parts, at=now()))


class PrivatePagesMiddleware:
    """Adds `no-store` to every response that may contain information about the person, including downloads.

    Files that are the same for everybody declare this themselves (`public`) and keep their caching, and so do the
    public pages of visitors without a session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_public = "public" in response.headers.get("Cache-Control", "")
        if not is_public and (is_personal(request) or settings.SESSION_COOKIE_NAME in response.cookies):
            response.headers["Cache-Control"] = NO_STORE
        return response


def revalidated(
    *parts: Part, unless: Callable[..., bool] | None = None, is_live: bool = False
) -> Callable[[View], View]:
    """Decorate the view of a page that depends only on these parts.

    The page is rendered and sent again only if one of them has changed. `unless` takes the arguments of the view and
    returns whether the page must be rendered each time. A page may be a second old, so that thousands of readers cost
    no more than one. A live page, whose script requests it as soon as something changes, is current for requests that
    ask for it (`Cache-Control`, which reloads send). Parts of pages, which htmx requests at the same URL, have no
    validator: it would be that of the whole page.
    """

    def etag(request: HttpRequest, *args: object, **kwargs: object) -> str | None:
        is_page = request.method in {"GET", "HEAD"} and "HX-Request" not in request.headers
        if not is_page or is_personal(request) or (unless and unless(*args, **kwargs)):
            return None
        validator = etag_of(request, kept_version(parts, is_present=is_live and _wants_present(request)))
        request.validator = validator  # type: ignore[attr-defined]  # for `_made_once`
        return validator

    def decorated(view: View) -> View:
        answering = vary_on_headers("Cookie", "HX-Request")(condition(etag_func=etag)(_made_once(view)))
        answering.revalidated_by = parts  # type: ignore[attr-defined]  # read by the test that each page has its proof
        return answering

    return decorated


def _made_once(view: View) -> View:
    """Wrap the view, so that its pages are cached under their validators."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        validator = getattr(request, "validator", None)
        if validator is None:
            return view(request, *args, **kwargs)

        address, others = (request.build_absolute_uri(), etag_of(request, "")), list[HttpResponseBase]()

        def make() -> Page | None:
            response = view(request, *args, **kwargs)
            if isinstance(response, SimpleTemplateResponse):
                response.render()
            if not isinstance(response, HttpResponse) or response.status_code != HTTPStatus.OK or response.cookies:
                others.append(response)
                return None
            pieces = CSRF_TOKEN.split(response.content)
            page = Page(validator, dict(response.items()), pieces, time.monotonic())
            PAGES.set(address, page)
            return page

        page, asked = PAGES.get(address), Asked(address, make)
        if page is None or (page.validator != validator and not _is_good_for_now(page, asked, request)):
            page = MAKING.get(asked)
        if page:
            return page.for_reader(request)
        return others[0] if others else view(request, *args, **kwargs)

    return answer


def _is_good_for_now(page: Page, asked: Asked, request: HttpRequest) -> bool:
    """Return whether a reader gets the last version while another thread renders the next one."""
    is_recent = time.monotonic() < page.made_at + RECENT_SECONDS
    return is_recent and not _wants_present(request) and MAKING.is_asked(asked)


def _wants_present(request: HttpRequest) -> bool:
    """Return whether the request wants the current page, as reloads and our scripts state by `Cache-Control`."""
    return "Cache-Control" in request.headers


def kept_version(parts: tuple[Part, ...], *, is_present: bool = False) -> str:
    """Return the version of these parts.

    The database is queried at most once a second in each process, so that many visitors cost as little as one. With
    `is_present` it is queried in any case, and the result is cached for everybody.
    """
    name = f"version-{blake2b(''.join(parts).encode(), digest_size=8).hexdigest()}"
    kept = None if is_present else caches["process"].get(name)
    if kept is None:
        kept = VERSIONS.get(parts)
        caches["process"].set(name, kept, KEPT_SECONDS)
    return str(kept)


def is_personal(request: HttpRequest) -> bool:
    """Return whether the page may contain information about the person who requests it."""
    return bool(request.COOKIES.keys() & PERSONAL_COOKIES)


def etag_of(request: HttpRequest, version: str) -> str:
    """Return the validator of a page.

    It combines the version of its contents, this release, the language, the theme, the brand, the menus and the
    countries' names.
    """
    scope = scope_menu(request)
    entries = (*footer_entries(request), *(scope.entries if scope else ()))
    said = (repr(brand_of(request)), *(f"{entry.label} {entry.url}" for entry in entries))
    menus = crc32(" ".join(said).encode())
    return f'"{version}-{release()}-{get_language()}-{theme_of(request)}-{menus:x}{names_version()}"'


@cache
def release() -> str:
    """Return a digest of everything from which pages are built: code, templates, translations and other files."""
    read = blake2b(digest_size=6)
    for folder in MAKERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                read.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return read.hexdigest()
