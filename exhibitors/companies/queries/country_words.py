"""A country's name in every language of the site, so that it is found whichever somebody types."""

from functools import cache

from django.conf import settings
from django.utils import translation
from django_countries import countries

from ciie.tables.folding import unaccented


@cache
def country_words(code: str) -> str:
    """`france 法国`, without accents; empty for no country."""
    return unaccented(" ".join(_name(code, language) for language, _label in settings.LANGUAGES)) if code else ""


def _name(code: str, language: str) -> str:
    with translation.override(language):
        return str(countries.name(code))
