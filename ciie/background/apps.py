from importlib import import_module

from django.apps import AppConfig


class BackgroundConfig(AppConfig):
    name = "ciie.background"

    def ready(self) -> None:
        """Register the count of parked tasks for `/metrics`."""
        import_module("ciie.background.figures")
