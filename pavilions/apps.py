from importlib import import_module

from django.apps import AppConfig


class PavilionsConfig(AppConfig):
    name = "pavilions"

    def ready(self) -> None:
        """Connect the packages that follow what others do: new plans, pavilions that decline."""
        import_module("pavilions.national_pavilions.operations.plan_change_handler")
        import_module("pavilions.programme.operations.programme")
