from importlib import import_module

from django.apps import AppConfig


class PavilionsConfig(AppConfig):
    name = "pavilions"

    def ready(self) -> None:
        """Register the handlers and signal receivers of packages that react to others."""
        import_module("pavilions.national_pavilions.operations.pavilion_space")
        import_module("pavilions.programme.operations.programme")
