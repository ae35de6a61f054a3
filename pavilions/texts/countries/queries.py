"""Queries on countries and regions with their default names and those that are set."""

from collections.abc import Iterator
from dataclasses import dataclass

from django_countries import countries

from ciie.kernel.country_names import CHINESE, PINYIN, SetName, country_name, usual_name
from ciie.tables.folding import unaccented
from pavilions.texts.countries.models import CountryName

ENGLISH = "en"


@dataclass(frozen=True)
class CountryLine:
    """A country or region. `english`, `chinese` and `pinyin` are those in use, whether set (`is_set`) or default."""

    code: str
    english: str
    chinese: str
    pinyin: str
    is_set: bool
    revision: int

    @property
    def words(self) -> str:
        """The text to search: the code, and the names in use as well as the default ones."""
        usual = usual_name(self.code, ENGLISH), usual_name(self.code, CHINESE)
        return unaccented(" ".join((self.code, self.english, self.chinese, self.pinyin, *usual)))


def set_names() -> list[SetName]:
    """Return the names that each process uses; one small query."""
    return [SetName(*row) for row in CountryName.objects.values_list("country", "english", "chinese", "pinyin")]


def country_lines(search: str = "", *, only_set: bool = False) -> list[CountryLine]:
    """Return lines in the order of the reader's language; one query.

    Each word of the search must be in the names or the code.
    """
    rows = {row.country.code: row for row in CountryName.objects.all()}
    words = unaccented(search).split()
    lines = (_line(code, rows.get(code)) for code, _name in countries)
    return [line for line in lines if (line.is_set or not only_set) and all(word in line.words for word in words)]


def country_line(code: str) -> CountryLine | None:
    """Return the line of a country, or None if the code is not one."""
    return _line(code, CountryName.objects.filter(country=code).first()) if country_name(code) else None


def others_called(code: str, language: str, name: str) -> Iterator[str]:
    """Yield the codes of other countries that have this name in the language."""
    rows = {row.country.code: row for row in CountryName.objects.all()}
    for other, _name in countries:
        line = _line(other, rows.get(other))
        called = line.english if language == ENGLISH else line.chinese
        if other != code and called.casefold() == name.casefold():
            yield other


def _line(code: str, row: CountryName | None) -> CountryLine:
    return CountryLine(
        code,
        (row and row.english) or usual_name(code, ENGLISH),
        (row and row.chinese) or usual_name(code, CHINESE),
        (row and row.pinyin) or PINYIN.get(code, ""),
        row is not None,
        row.revision if row else 0,
    )
