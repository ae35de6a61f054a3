from django.apps import AppConfig

from ciie.web import path_names


class WebConfig(AppConfig):
    name = "ciie.web"

    def ready(self) -> None:
        """Routes may say `<name:…>` from here on."""
        path_names.register()
