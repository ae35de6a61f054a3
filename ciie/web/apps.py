from django.apps import AppConfig
from django.conf import settings
from django.urls import register_converter
from django.urls.converters import StringConverter
from django_countries import countries

import ciie.celery  # the app through which all tasks are sent
import ciie.web.task_figures  # noqa: F401  (follows every task)
from ciie.kernel.country_names import NamedCountries
from ciie.kernel.slow_statements import watch_statements
from ciie.web.telemetry import start_telemetry


class NameConverter(StringConverter):
    """A name in a URL. What PostgreSQL cannot store leads to a 404 instead of an error."""

    regex = r"[^/\x00]+"


class WebConfig(AppConfig):
    name = "ciie.web"

    def ready(self) -> None:
        """Register the converter `<name:…>` and the names of countries that are set, and start monitoring."""
        register_converter(NameConverter, "name")
        countries.__class__ = NamedCountries  # the list that all of django-countries uses
        start_telemetry()
        if settings.SLOW_STATEMENT_MS:
            watch_statements()
