from django.apps import AppConfig
from django.conf import settings
from django.urls import register_converter
from django.urls.converters import StringConverter
from django_countries import countries

import ciie.celery  # the app by which everybody sends tasks
import ciie.web.task_figures  # noqa: F401  (follows every task)
from ciie.kernel.country_names import NamedCountries
from ciie.kernel.slow_statements import watch_statements
from ciie.web.telemetry import start_telemetry


class NameConverter(StringConverter):
    """A name in an address: what PostgreSQL can store, so that anything else is a 404 and no error."""

    regex = r"[^/\x00]+"


class WebConfig(AppConfig):
    name = "ciie.web"

    def ready(self) -> None:
        """Routes may say `<name:…>` from here on, and countries are called by the names that are set."""
        register_converter(NameConverter, "name")
        countries.__class__ = NamedCountries  # the list that all of django-countries asks
        start_telemetry()
        if settings.SLOW_STATEMENT_MS:
            watch_statements()
