from django.apps import AppConfig
from django.urls import register_converter
from django.urls.converters import StringConverter

import ciie.celery  # noqa: F401  (the app by which everybody sends tasks)


class NameConverter(StringConverter):
    """A name in an address: what PostgreSQL can store, so that anything else is a 404 and no error."""

    regex = r"[^/\x00]+"


class WebConfig(AppConfig):
    name = "ciie.web"

    def ready(self) -> None:
        """Routes may say `<name:…>` from here on."""
        register_converter(NameConverter, "name")
