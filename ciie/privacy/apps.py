from importlib import import_module
from typing import Any

from django.apps import AppConfig, apps
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules

from ciie.audit.privileges import owns_schema


class PrivacyConfig(AppConfig):
    name = "ciie.privacy"

    def ready(self) -> None:
        """Import every app's `personal_data`, and create after each `migrate` what erases it in history."""
        autodiscover_modules("personal_data")
        audit = apps.get_app_config("audit")  # Django sends no signal for an app without models
        post_migrate.connect(_install_pseudonyms, sender=audit)


def _install_pseudonyms(*, using: str, **_signal: Any) -> None:
    connection = connections[using]
    if owns_schema(connection):
        import_module("ciie.privacy.pseudonyms").install(connection)
