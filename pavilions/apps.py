from importlib import import_module

from django.apps import AppConfig

from ciie.kernel.country_names import read_names_with


class PavilionsConfig(AppConfig):
    name = "pavilions"

    def ready(self) -> None:
        """Register handlers and signal receivers of packages that react to others, and the source of country names."""
        read_names_with(import_module("pavilions.texts.countries.queries").set_names)
        import_module("pavilions.plans.drafts.operations.open_sides")
        import_module("pavilions.national.national_pavilions.operations.pavilion_managers")
        import_module("pavilions.national.national_pavilions.operations.pavilion_space")
        import_module("pavilions.national.programme.operations.programme")
