from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AuditConfig(AppConfig):
    name = "ciie.audit"

    def ready(self) -> None:
        """Gather every app's `audit_actions`."""
        autodiscover_modules("audit_actions")
