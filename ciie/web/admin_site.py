"""The site of the admin, whose pages sort the names of their menu once they are translated."""

from typing import Any

from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest
from unfold.sites import UnfoldAdminSite


class SortedAdminSite(UnfoldAdminSite):
    """Unfold's."""

    def _build_app_dict(self, request: HttpRequest, label: str | None = None) -> dict[str, Any]:
        """Names as text: each page sorts all of them, and a lazy name is translated anew for every comparison."""
        apps: dict[str, Any] = super()._build_app_dict(request, label)
        for app in apps.values():
            for model in app["models"]:
                model["name"] = str(model["name"])
        return apps


class SortedAdminConfig(AdminConfig):
    """The app `django.contrib.admin`, with our site."""

    default_site = "ciie.web.admin_site.SortedAdminSite"
