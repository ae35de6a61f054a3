"""The admin site, whose menu is sorted by translated names."""

from typing import Any

from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest
from unfold.sites import UnfoldAdminSite


class SortedAdminSite(UnfoldAdminSite):
    """Unfold's site, with faster sorting."""

    def _build_app_dict(self, request: HttpRequest, label: str | None = None) -> dict[str, Any]:
        """Return the apps with names as text. Sorting would translate a lazy name again for every comparison."""
        apps: dict[str, Any] = super()._build_app_dict(request, label)
        for app in apps.values():
            for model in app["models"]:
                model["name"] = str(model["name"])
        return apps


class SortedAdminConfig(AdminConfig):
    """The app `django.contrib.admin`, with our site."""

    default_site = "ciie.web.admin_site.SortedAdminSite"
