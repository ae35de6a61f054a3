"""Words that texts are found by, in English and in Chinese, the same for what is written and for what is asked.

Chinese, Japanese and Korean are written without blanks and are searched by parts of words. So each run of their
characters becomes one token for every two that stand together, and one for the last: 中国制造 is 中国, 国制, 制造, 造.
Two characters find the token that they are, more of them tokens that follow one another, and one whatever begins with
it. Tokens are written in letters and digits, since PostgreSQL's parser takes characters for letters or not as the
database's locale says.
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
"""Letters that a part of a word has at least, to be searched by trigrams."""

EAST_ASIAN = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_RUNS = re.compile(f"[{EAST_ASIAN}]+|[^{EAST_ASIAN}]+")
_EAST_ASIAN_RUN = re.compile(f"[{EAST_ASIAN}]")


@dataclass(frozen=True)
class Term:
    """One thing asked for: as text, as the `tsquery` of its tokens, and as a part of a word, empty where too short."""

    text: str
    tokens: tuple[str, ...]
    is_beginning: bool
    part: str = ""

    @property
    def tsquery(self) -> str:
        """Found wherever the tokens follow one another."""
        return self._tsquery("")

    @property
    def name_tsquery(self) -> str:
        """Found in names, which are what weighs most."""
        return self._tsquery("A")

    def _tsquery(self, weight: str) -> str:
        marks = ("*" if self.is_beginning else "") + weight
        return " <-> ".join(f"'{token}':{marks}" if marks else f"'{token}'" for token in self.tokens)


def indexed_words(*texts: str) -> str:
    """The words of these texts for `to_tsvector`."""
    return " ".join(token for text in texts for run in _runs(text) for token in _tokens(run))


def folded_text(*texts: str) -> str:
    """The words of these texts in lower case without accents, for searching parts of them."""
    return " ".join(word for text in texts for word in folded_words(text))


def asked_terms(asked: str) -> tuple[Term, ...]:
    """What a search asks for, at most `MOST_TERMS`; whatever characters it has."""
    runs = [run[:LONGEST_TERM] for run in _runs(asked.replace("\0", " "))]
    return tuple(_term(run) for run in dict.fromkeys(runs[:MOST_TERMS]))


def country_words(code: str) -> str:
    """A country's names in every language of the site, without accents, the usual ones, too: `france 法国`.

    Empty for no country.
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
