"""What every template can rely on: the site's name, its menus, and the theme.

The system decides between light and dark until the person does. The choice is a cookie, so that the first paint is
right.
"""

from typing import Literal, cast

from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme

from ciie.web.brand import Brand, brand_of
from ciie.web.cookies import cookie_name, remember
from ciie.web.navigation import Navigation

type Theme = Literal["", "light", "dark"]

THEME_COOKIE = cookie_name("theme")
MOST_CHARACTERS = 2_000  # of an address to which people are redirected
type PageContext = dict[str, str | Theme | Navigation | Brand]


def page(request: HttpRequest) -> PageContext:
    """Return the context of every page. Nothing here runs a query until it is rendered."""
    brand = cast("Brand", SimpleLazyObject(lambda: brand_of(request)))
    return {
        "site_name": cast("str", SimpleLazyObject(lambda: brand.name)),
        "brand": brand,
        "theme": theme_of(request),
        "navigation": Navigation(request),
    }


def theme_of(request: HttpRequest) -> Theme:
    """Return the theme that the person chose, or an empty string if the system decides."""
    return _theme(request.COOKIES.get(THEME_COOKIE, ""))


def remember_theme(response: HttpResponse, value: str) -> None:
    """Store the theme. Any value but `light` and `dark` lets the system decide again."""
    if theme := _theme(value):
        remember(response, THEME_COOKIE, theme)
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")


def way_back(request: HttpRequest) -> str:
    """Return the page of this site that the request came from, else the front page, and never another site."""
    wanted = request.POST.get("next") or request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    if is_ours and len(wanted) <= MOST_CHARACTERS and wanted.startswith(("/", "http://", "https://")):
        return wanted
    return get_script_prefix()


def _theme(value: str) -> Theme:
    return cast("Theme", value) if value in {"light", "dark"} else ""
