"""The admin of people, with the map of personal data, exports and erasure."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from unfold.decorators import action

from ciie.accounts.admin import PersonAdmin
from ciie.accounts.models import User
from ciie.accounts.operations import require_admin
from ciie.audit.admin_pages import signed_in
from ciie.kernel.clock import now
from ciie.privacy.data_map import COLUMNS, map_rows
from ciie.privacy.forms import EraseForm
from ciie.privacy.leaving import obstacles
from ciie.privacy.operations import Erased, erase_person, erasure_preview, subject_of
from ciie.privacy.views import export_of
from ciie.web.refusals import decided

admin.site.unregister(User)


@admin.register(User)
class DataSubjectAdmin(PersonAdmin):
    """People, with their personal data."""

    actions_list = ["data_map"]
    actions_detail = ["personal_data"]

    def get_urls(self) -> list[URLPattern]:
        own, view = "accounts_user", self.admin_site.admin_view
        pages = [
            path("personal-data/", view(self.map_page), name=f"{own}_data_map"),
            path("<int:pk>/personal-data/", view(self.person_page), name=f"{own}_personal_data"),
            path("<int:pk>/personal-data/export/", view(require_POST(self.export_page)), name=f"{own}_export"),
        ]
        return [*pages, *super().get_urls()]

    @action(description=_("Map of personal data"), url_path="map")
    def data_map(self, _request: HttpRequest) -> HttpResponse:
        return redirect("admin:accounts_user_data_map")

    @action(description=_("Personal data"), url_path="data")
    def personal_data(self, _request: HttpRequest, object_id: str) -> HttpResponse:
        return redirect("admin:accounts_user_personal_data", object_id)

    def map_page(self, request: HttpRequest) -> HttpResponse:
        shown = {"title": _("Map of personal data"), "columns": COLUMNS, "rows": map_rows()}
        return TemplateResponse(request, "admin/privacy/map.html", self._context(request, **shown))

    def person_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what an erasure would change, an export, and the form that erases."""
        person = self._person(request, pk)
        form = EraseForm(request.POST or None, person=person)
        erased: Erased | None = decided(form, erase_person, pk, arguments={}, actor=signed_in(request))
        if erased:
            self.message_user(request, _("The person has been erased: %(name)s.") % {"name": erased.pseudonym})
            return redirect("admin:accounts_user_change", pk)
        shown = {
            "title": _("Personal data of %(person)s") % {"person": person},
            "person": person,
            "rows": erasure_preview(subject_of(person)),
            "obstacles": obstacles(person, now()),
            "form": form,
        }
        status = 422 if form.is_bound else 200
        page = self._context(request, **shown)
        return TemplateResponse(request, "admin/privacy/person.html", page, status=status)

    def export_page(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        return export_of(self._person(request, pk), actor=signed_in(request))

    def _person(self, request: HttpRequest, pk: int) -> User:
        """Return the person. Only superusers may see all that is known of people; other admins may see the people."""
        require_admin(signed_in(request))
        return get_object_or_404(User, pk=pk)

    def _context(self, request: HttpRequest, **shown: Any) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts, **shown}
