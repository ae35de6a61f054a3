"""The names of countries and regions, and the order of lists of them, in each language.

Names that are not overridden come from django-countries, whose list of countries uses this module too, so that forms,
filters, pages and files agree. The app that overrides names registers a reader; each process reads them again every few
seconds, at the beginning of a request or task. `names_version` is part of the version of everything that shows names.
"""

import json
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Aggregate, Func, Value
from django.utils.translation import get_language, override
from django_countries import Countries, CountryTuple

CHINESE = "zh-hans"
PINYIN: dict[str, str] = json.loads(Path(__file__).with_suffix("").with_name("country_pinyin.json").read_text())
"""The pinyin of the usual Chinese names, by country code."""


@dataclass(frozen=True)
class SetName:
    """The overridden names of one country. For an empty field, the usual name applies."""

    code: str
    english: str = ""
    chinese: str = ""
    pinyin: str = ""


@dataclass
class _Names:
    by_language: dict[tuple[str, str], str] = field(default_factory=dict)
    pinyin: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[CountryTuple]] = field(default_factory=dict)
    """All countries in order, by language. The admin asks for them for each cell of a list."""
    version: str = ""


_USUAL: Any = Countries()
_names = _Names()
_readers: list[Callable[[], Sequence[SetName]]] = []
_reading = Lock()
_read_at = float("-inf")


class NamedCountries(Countries):
    """The list of django-countries with the names that are set, in the order of the reader's language."""

    def translate_pair(self, code: str, name: object = None) -> CountryTuple:
        return CountryTuple(code, country_name(code))

    def __iter__(self) -> Iterator[CountryTuple]:
        names, language = _names, get_language() or settings.LANGUAGE_CODE
        if language not in names.lists:
            names.lists[language] = [CountryTuple(*pair) for pair in countries_by_name(_USUAL.countries)]
        return iter(names.lists[language])


def country_name(code: str) -> str:
    """Return the name in the reader's language, or an empty string if the code is not a country's."""
    language = get_language() or settings.LANGUAGE_CODE
    return _names.by_language.get((language, code)) or usual_name(code, language)


def code_named(text: str) -> str:
    """Return the code of the country for which exactly this name is set in some language, or an empty string."""
    return _names.codes.get(" ".join(text.split()).casefold(), "")


def code_called(text: str) -> str:
    """Return the code of the country with exactly this name in some language, or an empty string.

    Both set and usual names count.
    """
    folded = " ".join(text.split()).casefold()
    return code_named(folded) or (_usual_codes().get(folded, "") if folded else "")


@cache
def _usual_codes() -> dict[str, str]:
    languages = [code for code, _name in settings.LANGUAGES]
    return {usual_name(code, each).casefold(): code for each in languages for code in _USUAL.countries}


@cache
def usual_name(code: str, language: str) -> str:
    """Return the country's name for the case that none is set."""
    with override(language):
        return str(_USUAL.name(code))


def countries_by_name(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Return pairs of code and name, as choices of a form, in the order of the reader's language."""
    return sorted(((code, country_name(code)) for code in codes), key=lambda pair: name_order(*pair))


def name_order(code: str, name: str) -> tuple[str, str]:
    """Return the sort key of a country's name: in Chinese its pinyin, else its letters without accents."""
    if get_language() == CHINESE:
        return (_names.pinyin.get(code) or PINYIN.get(code, ""), name)
    letters = (letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return "".join(letters).casefold(), name


def by_country_name(column: str | Aggregate) -> Func:
    """Return an expression that orders rows by the name of this column's country in the reader's language.

    Rows without a country come last.
    """
    codes = [code for code, _name in countries_by_name(_USUAL.countries)]
    return Func(Value(codes), column, function="array_position")


def names_version() -> str:
    """Return a version that changes whenever this process uses another name for any country."""
    return _names.version


def read_names_with(reader: Callable[[], Sequence[SetName]]) -> None:
    _readers[:] = [reader]


def use_names(rows: Iterable[SetName]) -> None:
    global _names  # noqa: PLW0603  replaced as a whole, so that other threads see all of it or nothing
    names = _Names()
    for row in rows:
        names.by_language |= {("en", row.code): row.english, (CHINESE, row.code): row.chinese}
        names.codes |= {name.casefold(): row.code for name in (row.english, row.chinese) if name}
        if row.chinese:
            names.pinyin[row.code] = row.pinyin
    said = repr(sorted(names.by_language.items()) + sorted(names.pinyin.items()))
    names.version = blake2b(said.encode(), digest_size=4).hexdigest() if names.by_language else ""
    _names = names


def refresh_names(*, at_once: bool = False) -> None:
    """Read the names again if the last time was some seconds ago.

    If the database is unreachable, the names read before remain.
    """
    global _read_at  # noqa: PLW0603
    kept = settings.COUNTRY_NAMES_KEPT_SECONDS
    is_due = at_once or (kept is not None and time.monotonic() - _read_at > kept)
    if not (_readers and is_due and _reading.acquire(blocking=at_once)):
        return
    try:
        use_names(_readers[0]())
        _read_at = time.monotonic()
    except DatabaseError:
        pass
    finally:
        _reading.release()
