"""Search words in English and Chinese, made in the same way from texts and from queries.

Chinese, Japanese and Korean are written without spaces and are searched by parts of words. Each run of their
characters therefore becomes one token for every two adjacent characters, and one for the last character: 中国制造
becomes 中国, 国制, 制造 and 造. A query of two characters matches their token, a longer one matches consecutive tokens,
and a single character matches every token that begins with it. Tokens are spelt in letters and digits, since it depends
on the database's locale whether PostgreSQL's parser takes these characters for letters.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils import translation

from ciie.kernel.country_names import country_name, names_version, usual_name
from ciie.tables.folding import folded_words, unaccented

MOST_TERMS = 8
LONGEST_TERM = 60
SHORTEST_PART = 3
"""The smallest number of letters of a part of a word that is searched by trigrams."""

EAST_ASIAN = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_RUNS = re.compile(f"[{EAST_ASIAN}]+|[^{EAST_ASIAN}]+")
_EAST_ASIAN_RUN = re.compile(f"[{EAST_ASIAN}]")


@dataclass(frozen=True)
class Term:
    """One term of a query: its text, its tokens, and the part of a word to search for, empty if it is too short."""

    text: str
    tokens: tuple[str, ...]
    is_beginning: bool
    part: str = ""

    @property
    def tsquery(self) -> str:
        """The `tsquery` that matches wherever the tokens follow one another."""
        return self._tsquery("")

    @property
    def name_tsquery(self) -> str:
        """The `tsquery` that matches only in names, which have the highest weight."""
        return self._tsquery("A")

    def _tsquery(self, weight: str) -> str:
        marks = ("*" if self.is_beginning else "") + weight
        return " <-> ".join(f"'{token}':{marks}" if marks else f"'{token}'" for token in self.tokens)


def indexed_words(*texts: str) -> str:
    """Return the words of these texts for `to_tsvector`."""
    return " ".join(token for text in texts for run in _runs(text) for token in _tokens(run))


def folded_text(*texts: str) -> str:
    """Return the words of these texts in lower case without accents, for searching parts of them."""
    return " ".join(word for text in texts for word in folded_words(text))


def asked_terms(asked: str) -> tuple[Term, ...]:
    """Return the terms of a query, at most `MOST_TERMS`. Every character is accepted."""
    runs = [run[:LONGEST_TERM] for run in _runs(asked.replace("\0", " "))]
    return tuple(_term(run) for run in dict.fromkeys(runs[:MOST_TERMS]))


def country_words(code: str) -> str:
    """Return a country's names in every language of the site, without accents: `france 法国`.

    The names in common use are included. Without a country the result is empty.
    """
    return _country_words(code, names_version()) if code else ""


@lru_cache(maxsize=2_000)
def _country_words(code: str, version: str) -> str:
    names = []
    for language, _label in settings.LANGUAGES:
        with translation.override(language):
            names += [country_name(code), usual_name(code, language)]
    return unaccented(" ".join(dict.fromkeys(names)))


def _runs(text: str) -> Iterator[str]:
    for word in folded_words(text):
        yield from _RUNS.findall(word)


def _tokens(run: str) -> Iterator[str]:
    if not _EAST_ASIAN_RUN.match(run):
        yield run
        return
    yield from (_token(run[n : n + 2]) for n in range(len(run)))


def _token(characters: str) -> str:
    return "x" + "".join(f"{ord(character):05x}" for character in characters)


def _term(run: str) -> Term:
    if not _EAST_ASIAN_RUN.match(run):
        return Term(run, (run,), is_beginning=True, part=run if len(run) >= SHORTEST_PART else "")
    if len(run) == 1:
        return Term(run, (_token(run),), is_beginning=True)
    return Term(run, tuple(_token(run[n : n + 2]) for n in range(len(run) - 1)), is_beginning=False)
