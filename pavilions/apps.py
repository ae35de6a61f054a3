from importlib import import_module

from django.apps import AppConfig


class PavilionsConfig(AppConfig):
    name = "pavilions"

    def ready(self) -> None:
        """Let whoever publishes a plan reach national pavilions."""
        import_module("pavilions.national_pavilions.operations.pavilion_keeping")
