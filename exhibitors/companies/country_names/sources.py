"""Country names as the world writes them, from libraries that are kept up to date.

* Unicode CLDR territory names in many languages, through Babel.
* ISO 3166-1 names, official and common ones, and their translations by Debian's iso-codes, through pycountry.
* Names of provinces and states of ISO 3166-2, through pycountry: they are what a country's name may be mistaken for.
"""

import gettext
from collections.abc import Iterator

import pycountry
from babel import Locale
from babel.core import get_global

KOSOVO = "XK"  # user-assigned in ISO 3166-1; CLDR and the European Union use it

# The official languages of trading countries. Names in rarer languages only cause false matches.
_CLDR_LANGUAGES = (
    "af am ar az be bg bn bs bs_Cyrl ca cs cy da de de_AT el en es es_MX et eu fa fi fil fr fr_CA ga gl he hi hr hu hy "
    "id is it ja ka kk km ko ky lb lo lt lv mk mn ms mt my nb ne nl nn pl ps pt pt_PT ro ru si sk sl sq sr sr_Latn sv "
    "sw ta te th tr uk ur uz uz_Cyrl vi zh zh_Hant"
)
CLDR_LANGUAGES = _CLDR_LANGUAGES.split()
_ISO_CODES_LANGUAGES = (
    "af ar az be bg bn bs ca cs da de el es et eu fa fi fil fr gl he hi hr hu hy id is it ja ka kk km ko ky lt lv mk "
    "mn ms nb_NO nl nn pl pt pt_BR ro ru sk sl sq sr sr@latin sv th tr uk ur uz vi zh_CN zh_HK zh_TW"
)
ISO_CODES_LANGUAGES = _ISO_CODES_LANGUAGES.split()
# Languages whose names are compared letter by letter when nothing matches: the commonest on trade lists.
SPELLING_LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "pl", "nl")


def country_codes() -> frozenset[str]:
    """Return the ISO 3166-1 alpha-2 codes in use, and Kosovo's."""
    return frozenset(country.alpha_2 for country in pycountry.countries) | {KOSOVO}


def three_letter_codes() -> dict[str, str]:
    """Return the alpha-2 code for each alpha-3 code of ISO 3166-1."""
    return {country.alpha_3: country.alpha_2 for country in pycountry.countries}


def cldr_names(language: str) -> Iterator[tuple[str, str]]:
    """Yield pairs of a name and its alpha-2 code, in one of `CLDR_LANGUAGES`."""
    codes = country_codes()
    yield from ((name, code) for code, name in Locale.parse(language).territories.items() if code in codes)


def iso_names(language: str = "en") -> Iterator[tuple[str, str]]:
    """Yield pairs of a short, official or common name and its alpha-2 code.

    Names are in English, or in one of `ISO_CODES_LANGUAGES` where a translation exists.
    """
    translation = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language], fallback=True)
    for country in pycountry.countries:
        for kind in ("name", "official_name", "common_name"):
            english = getattr(country, kind, None)
            if english:
                yield translation.gettext(english), country.alpha_2


def neutral_names() -> Iterator[str]:
    """Yield the English names of continents and unions, which say nothing about the country."""
    territories = Locale.parse("en").territories
    yield from (name for code, name in territories.items() if code.isdigit() or code in {"EU", "EZ", "UN"})


def us_states() -> Iterator[str]:
    yield from (place.name for place in pycountry.subdivisions if (place.country_code, place.type) == ("US", "State"))


def provinces() -> Iterator[str]:
    """Yield the provinces, states and counties of ISO 3166-2."""
    yield from (subdivision.name for subdivision in pycountry.subdivisions)


def cities() -> Iterator[str]:
    """Yield the English names of the cities that name the world's time zones: capitals and the largest cities."""
    yield from (zone.rpartition("/")[2].replace("_", " ") for zone in get_global("zone_territories"))


def cities_by_country() -> Iterator[tuple[str, str]]:
    """Yield the same cities in the languages of `SPELLING_LANGUAGES`, with the alpha-2 code of their country."""
    codes = get_global("zone_territories")
    for language in SPELLING_LANGUAGES:
        zones = Locale.parse(language).time_zones
        yield from ((zones[zone]["city"], code) for zone, code in codes.items() if "city" in zones.get(zone, {}))
    yield from ((zone.rpartition("/")[2].replace("_", " "), code) for zone, code in codes.items())
