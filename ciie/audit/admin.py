"""The admin of the security log, which is read-only."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.contrib.filters.admin import AutocompleteSelectFilter

from ciie.audit.admin_pages import OnlyOperationsWrite
from ciie.audit.models import SecurityEvent
from ciie.kernel.wording import in_sequence, labelled

LABELS: Mapping[str, str | Promise] = {
    "action": _("action"),
    "code": _("reason"),
    "days": _("valid for (days)"),
    "email": _("email address"),
    "filter": _("filter"),
    "how": _("channel"),
    "method": _("method"),
    "methods": _("verification method"),
    "name": _("name"),
    "of": _("on behalf of"),
    "path": _("page"),
    "pseudonym": _("pseudonym"),
    "permission": _("permission"),
    "role": _("role"),
    "rows": _("rows"),
    "scope": _("scope"),
    "token": _("token"),
    "type": _("kind"),
}
"""The labels for details of events. Details without a label are shown under the names with which they were recorded."""


@admin.register(SecurityEvent)
class SecurityEventAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["at", "kind", "concerned", "done_by", "address", "shown_details"]
    list_filter = ["kind", ("at", admin.DateFieldListFilter), ("person", AutocompleteSelectFilter)]
    list_filter_submit = True
    search_fields = ["person_email", "actor_name", "address", "user_agent", "request_id", "details"]
    search_help_text = _("Email address, IP address, browser, request or details")
    ordering = ["-pk"]
    fields = ["at", "kind", "concerned", "done_by", "address", "user_agent", "request_id", "shown_details"]

    @admin.display(description=_("person"), ordering="person_email")
    def concerned(self, event: SecurityEvent) -> str:
        return event.person_email or "–"

    @admin.display(description=_("done by"), ordering="actor_name")
    def done_by(self, event: SecurityEvent) -> str:
        return "" if event.actor_name == event.person_email else event.actor_name

    @admin.display(description=_("details"))
    def shown_details(self, event: SecurityEvent) -> str:
        shown = [(LABELS.get(name, name), value) for name, value in event.details.items() if value not in ("", {})]
        return in_sequence(labelled(label, value) for label, value in shown)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)
