"""What every template can rely on: the site's name, its menus, and light or dark.

The system decides between light and dark until the person does. Their choice is a cookie, so the first paint is right.
"""

from typing import Literal, cast

from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix
from django.utils.http import url_has_allowed_host_and_scheme

from ciie.kernel.bilingual import site_name
from ciie.web.cookies import cookie_name, remember
from ciie.web.navigation import Navigation

type Theme = Literal["", "light", "dark"]

THEME_COOKIE = cookie_name("theme")
MOST_CHARACTERS = 2_000  # of an address that is led back to
type PageContext = dict[str, str | Theme | Navigation]


def page(request: HttpRequest) -> PageContext:
    """The context processor. Nothing here queries until it is drawn."""
    return {"site_name": site_name(), "theme": theme_of(request), "navigation": Navigation(request)}


def theme_of(request: HttpRequest) -> Theme:
    """What the person chose; empty when the system decides."""
    return _theme(request.COOKIES.get(THEME_COOKIE, ""))


def remember_theme(response: HttpResponse, value: str) -> None:
    """Anything but `light` and `dark` gives the choice back to the system."""
    if theme := _theme(value):
        remember(response, THEME_COOKIE, theme)
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")


def way_back(request: HttpRequest) -> str:
    """The page of ours that the request came from, else the front page; never another site."""
    wanted = request.POST.get("next") or request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    if is_ours and len(wanted) <= MOST_CHARACTERS and wanted.startswith(("/", "http://", "https://")):
        return wanted
    return get_script_prefix()


def _theme(value: str) -> Theme:
    return cast("Theme", value) if value in {"light", "dark"} else ""
