from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules

from ciie.audit.append_only import protect_append_only
from ciie.audit.privileges import grant_to_application, owns_schema
from ciie.kernel.triggers import index_triggers


class AuditConfig(AppConfig):
    name = "ciie.audit"

    def __init__(self, *names: Any) -> None:
        """Index the triggers now, because Django instantiates the apps before it loads their models."""
        super().__init__(*names)
        index_triggers()

    def ready(self) -> None:
        """Import every app's `audit_actions`, and complete the protection of the tables after each `migrate`."""
        autodiscover_modules("audit_actions")
        post_migrate.connect(_complete_schema, sender=self)


def _complete_schema(*, using: str, **_signal: Any) -> None:
    connection = connections[using]
    if owns_schema(connection):  # `flush` sends the signal too, under any role
        protect_append_only(connection)
        grant_to_application(connection)
