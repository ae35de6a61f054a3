"""Public pages that are sent again only when what they tell has changed."""

from collections.abc import Callable

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import condition, require_safe
from django.views.decorators.vary import vary_on_cookie

from ciie.kernel.clock import now
from ciie.web.revalidation import etag_of, is_personal
from exhibitors.queries.public_version import public_version
from pavilions.queries.editions import current_edition

KEPT_SECONDS = 1

type View = Callable[[HttpRequest], HttpResponse]


def revalidated(view: View) -> View:
    """A page that tells of nothing but what `public_version` covers, with a validator for visitors not signed in."""
    return require_safe(vary_on_cookie(condition(etag_func=_version)(view)))


def _version(request: HttpRequest) -> str | None:
    """None for people who are signed in: what they see is about themselves.

    The database is asked at most once a second in each process, so that many visitors cost as little as one.
    """
    if is_personal(request):
        return None
    version = caches["process"].get_or_set("public-version", _version_now, timeout=KEPT_SECONDS)
    return etag_of(request, version) if version else None


def _version_now() -> str:
    edition = current_edition()
    return public_version(edition.pk, at=now()) if edition else ""
