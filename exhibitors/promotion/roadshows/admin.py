"""Admin pages of roadshows and registrations, which export them; operations change them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from import_export.resources import ModelResource
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import HistoryInWords, NotedExports, OnlyOperationsWrite, operation_action
from ciie.kernel.clock import now
from exhibitors.promotion.roadshows.models import Roadshow, RoadshowRegistration
from exhibitors.promotion.roadshows.operations import cancel_roadshow, open_roadshow, restore_roadshow


@admin.register(Roadshow)
class RoadshowAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["title", "city", "country", "held_date", "state", "seats", "seats_taken", "attendance"]
    list_filter = ["edition", "state", "country"]
    search_fields = ["title", "city", "host"]
    ordering = ["-pk"]
    actions = [
        operation_action(
            "open",
            _("Open registration"),
            lambda row, seen, actor: open_roadshow(row.pk, seen=seen, actor=actor, at=now()),
        ),
        operation_action(
            "cancel", _("Cancel"), lambda row, seen, actor: cancel_roadshow(row.pk, seen=seen, actor=actor, at=now())
        ),
        operation_action(
            "restore",
            _("Undo the cancellation"),
            lambda row, seen, actor: restore_roadshow(row.pk, seen=seen, actor=actor, at=now()),
        ),
    ]


class RoadshowRegistrationResource(ModelResource):
    class Meta:
        model = RoadshowRegistration
        fields = ["id", "roadshow__title", "name", "email", "company_name", "country", "state", "confirmed_at"]


@admin.register(RoadshowRegistration)
class RoadshowRegistrationAdmin(NotedExports, OnlyOperationsWrite, ModelAdmin):
    resource_classes = [RoadshowRegistrationResource]
    list_display = ["name", "company_name", "country", "roadshow", "state", "confirmed_at"]
    list_select_related = ["roadshow"]
    list_filter = ["state", "roadshow__edition"]
    search_fields = ["name", "company_name", "email"]
    ordering = ["-pk"]
