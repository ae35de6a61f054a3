from importlib import import_module

from django.apps import AppConfig


class ExhibitorsConfig(AppConfig):
    name = "exhibitors"

    def ready(self) -> None:
        """Let whoever publishes a plan reach bookings."""
        import_module("exhibitors.plan_versions.operations")
