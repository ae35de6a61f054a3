from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules

from ciie.audit.append_only import protect_append_only


class AuditConfig(AppConfig):
    name = "ciie.audit"

    def ready(self) -> None:
        """Gather every app's `audit_actions`, and complete after each `migrate` what keeps tables append-only."""
        autodiscover_modules("audit_actions")
        post_migrate.connect(_complete_schema, sender=self)


def _complete_schema(*, using: str, **_signal: Any) -> None:
    protect_append_only(connections[using])
