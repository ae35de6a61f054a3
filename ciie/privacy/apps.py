from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PrivacyConfig(AppConfig):
    name = "ciie.privacy"

    def ready(self) -> None:
        """Gather every app's `personal_data`."""
        autodiscover_modules("personal_data")
