"""What every template of ours can rely on. Nothing here queries until it is drawn."""

from django.conf import settings
from django.http import HttpRequest

from ciie.web.appearance import Theme, theme_of
from ciie.web.navigation import Navigation

type PageContext = dict[str, str | Theme | Navigation]


def page(request: HttpRequest) -> PageContext:
    return {"site_name": settings.SITE_NAME, "theme": theme_of(request), "navigation": Navigation(request)}
