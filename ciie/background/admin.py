"""The admin of tasks that killed their process, which can be run again once the cause is gone."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import OnlyOperationsWrite, operation_action
from ciie.background.models import FatalTask
from ciie.background.operations import release_task
from ciie.kernel.clock import now


@admin.register(FatalTask)
class FatalTaskAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["name", "arguments", "deaths", "died_at", "parked_until"]
    ordering = ["-pk"]
    fields = list_display
    actions = [
        operation_action(
            "run_again", _("Run again now"), lambda task, _seen, actor: release_task(task.pk, actor=actor, at=now())
        )
    ]

    def has_action_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)
