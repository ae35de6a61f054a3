"""Names in addresses: what PostgreSQL can store, so that anything else is a 404 and no error."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class NameConverter(StringConverter):
    regex = r"[^/\x00]+"


def register() -> None:
    """Let routes say `<name:place>`."""
    register_converter(NameConverter, "name")
