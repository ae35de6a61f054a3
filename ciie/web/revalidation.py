"""Who may keep a page, and when it is sent again.

Pages for one person are kept by nobody: not by the browser after sign-out, and not by a proxy in between. Public pages
have a validator for visitors who are not signed in; what others see is about themselves.
"""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, wraps
from hashlib import blake2b
from http import HTTPStatus
from pathlib import Path

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
from ciie.web.cookies import MessageCookie
from ciie.web.navigation import footer_entries

PERSONAL_COOKIES = {settings.SESSION_COOKIE_NAME, MessageCookie.cookie_name}
KEPT_SECONDS = 1
RECENT_SECONDS = 3
NO_STORE = "private, no-store"
ROOT = Path(__file__).resolve().parents[2]
MAKERS = ("ciie", "pavilions", "exhibitors", "templates")
"""Folders of what makes a page."""

type View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Page:
    """A page as it was made for one visitor: its headers, and the pieces between the CSRF tokens of its forms.

    `made_at` is in monotonic seconds.
    """

    validator: str
    headers: Mapping[str, str]
    pieces: Sequence[bytes]
    made_at: float

    def for_reader(self, request: HttpRequest) -> HttpResponse:
        """The page with CSRF tokens of the reader's own."""
        content = get_token(request).encode().join(self.pieces) if len(self.pieces) > 1 else self.pieces[0]
        return HttpResponse(content, headers={**self.headers, "ETag": self.validator})


type Address = tuple[str, str]
"""The address of a page, and its language and colours."""


@dataclass(frozen=True)
class Asked:
    """A page that is asked for, and how it is made."""

    address: Address
    make: Callable[[], Page | None] = field(compare=False)


PAGES = KeyedCache[Address, Page](settings.KEPT_PAGES_BYTES, lambda page: sum(map(len, page.pieces)))
"""The last that was made of each."""
MAKING = SingleFlight[Asked, Page | None](lambda asked: asked.make())
"""One thread makes a page at a time. Who asks meanwhile gets the last one if it is recent, or shares the next."""
CSRF_TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")\w+')
VERSIONS = SingleFlight[tuple[Part, ...], str](lambda parts: version_of(parts, at=now()))


class PrivatePagesMiddleware:
    """Answers with `no-store` whatever may say something about the person who asked, downloads included.

    Files that are the same for everybody say so themselves (`public`) and keep their caching, and so do the public
    pages of visitors without a session.
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
    """A page that tells of nothing but what these parts cover: it is made and sent again only when one has changed.

    `unless` gets the arguments of the view and says when the page must be made anew each time. A page may be that of a
    second before, so that thousands of readers cost no more than one. A live page, whose script asks for it the moment
    that something changes, is the present one for requests that say so (`Cache-Control`, as reloads do). Parts of
    pages, which htmx asks for at the same address, have no validator: it would be that of the whole.
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
    """The view, whose pages are kept under their validators."""

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
    """Whether a reader gets the last page while another thread makes the next one."""
    is_recent = time.monotonic() < page.made_at + RECENT_SECONDS
    return is_recent and not _wants_present(request) and MAKING.is_asked(asked)


def _wants_present(request: HttpRequest) -> bool:
    """Whether the request wants the present page, as reloads and our scripts say by `Cache-Control`."""
    return "Cache-Control" in request.headers


def kept_version(parts: tuple[Part, ...], *, is_present: bool = False) -> str:
    """The database is asked at most once a second in each process, so that many visitors cost as little as one.

    A present version is asked for anyway, and is then everybody's.
    """
    name = f"version-{blake2b(''.join(parts).encode(), digest_size=8).hexdigest()}"
    kept = None if is_present else caches["process"].get(name)
    if kept is None:
        kept = VERSIONS.get(parts)
        caches["process"].set(name, kept, KEPT_SECONDS)
    return str(kept)


def is_personal(request: HttpRequest) -> bool:
    """Whether the page may say something about the person who asks for it."""
    return bool(request.COOKIES.keys() & PERSONAL_COOKIES)


def etag_of(request: HttpRequest, version: str) -> str:
    """A version of what a page tells, in the language and the colours in which it is shown, by this release of ours."""
    foot = "".join(entry.url for entry in footer_entries(request)).strip("/").replace("/", ".")
    names = names_version()
    return f'"{version}-{release()}-{get_language()}-{theme_of(request)}-{foot}{names}"'


@cache
def release() -> str:
    """A digest of all that makes pages: code, templates, translations and what stands beside them."""
    read = blake2b(digest_size=6)
    for folder in MAKERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                read.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return read.hexdigest()
