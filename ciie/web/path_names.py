"""Names in addresses, such as a hall's: what PostgreSQL can store, so that nonsense is a 404 and no error."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class NameConverter(StringConverter):
    regex = r"[^/\x00]+"


def register() -> None:
    """Let routes say `<name:hall>`."""
    register_converter(NameConverter, "name")
