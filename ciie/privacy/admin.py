"""People in the admin, with the map of personal data."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from ciie.accounts.admin import PersonAdmin
from ciie.accounts.models import User
from ciie.privacy.data_map import COLUMNS, map_rows

admin.site.unregister(User)


@admin.register(User)
class DataSubjectAdmin(PersonAdmin):
    """People, and what is known of them."""

    actions_list = ["data_map"]

    def get_urls(self) -> list[URLPattern]:
        pages = [path("personal-data/", self.admin_site.admin_view(self.map_page), name="accounts_user_data_map")]
        return [*pages, *super().get_urls()]

    @action(description=_("Map of personal data"), url_path="map")
    def data_map(self, _request: HttpRequest) -> HttpResponse:
        return redirect("admin:accounts_user_data_map")

    def map_page(self, request: HttpRequest) -> HttpResponse:
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": _("Map of personal data"),
            "columns": COLUMNS,
            "rows": map_rows(),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/privacy/map.html", context)
