"""Every country and region with its default names and those that are set."""

from collections.abc import Iterator
from dataclasses import dataclass

from django_countries import countries

from ciie.kernel.country_names import CHINESE, PINYIN, SetName, country_name, usual_name
from ciie.tables.folding import unaccented
from pavilions.texts.countries.models import CountryName

ENGLISH = "en"


@dataclass(frozen=True)
class CountryLine:
    """One country or region. `english`, `chinese` and `pinyin` are what is used, set for it (`is_set`) or usual."""

    code: str
    english: str
    chinese: str
    pinyin: str
    is_set: bool
    revision: int

    @property
    def words(self) -> str:
        """What it is found by: its code, and its names as they are and as they would be."""
        usual = usual_name(self.code, ENGLISH), usual_name(self.code, CHINESE)
        return unaccented(" ".join((self.code, self.english, self.chinese, self.pinyin, *usual)))


def set_names() -> list[SetName]:
    """What each process uses; one small statement."""
    return [SetName(*row) for row in CountryName.objects.values_list("country", "english", "chinese", "pinyin")]


def country_lines(search: str = "", *, only_set: bool = False) -> list[CountryLine]:
    """In the order of the reader's language; those with each word of the search in their names or code. One query."""
    rows = {row.country.code: row for row in CountryName.objects.all()}
    words = unaccented(search).split()
    lines = (_line(code, rows.get(code)) for code, _name in countries)
    return [line for line in lines if (line.is_set or not only_set) and all(word in line.words for word in words)]


def country_line(code: str) -> CountryLine | None:
    """None for what is no country."""
    return _line(code, CountryName.objects.filter(country=code).first()) if country_name(code) else None


def others_called(code: str, language: str, name: str) -> Iterator[str]:
    """The codes of other countries that are called so in the language."""
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
