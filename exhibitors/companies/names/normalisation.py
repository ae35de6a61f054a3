"""One key for all spellings of a company's name."""

import re
from functools import lru_cache

from ciie.tables.folding import folded_words, joined_initials
from exhibitors.companies.names.legal_forms import (
    EAST_ASIAN_FORMS,
    FIRST_WORDS,
    LAST_PHRASES,
    LAST_WORDS,
    MIDDLE_WORDS,
)

NORMALISED_LENGTH = 200  # the column of Company.normalized_name

_JOINERS = frozenset({"and", "und", "the"})  # "&" goes with the punctuation
_EAST_ASIAN = "|".join(EAST_ASIAN_FORMS)
_FORM_AT_EDGE = re.compile(f"^(?:{_EAST_ASIAN})|(?:{_EAST_ASIAN})$")


@lru_cache(maxsize=131_072)
def normalise_company_name(name: str) -> str:
    """Lower-case words without accents, punctuation, legal form, "the" and "and".

    "The ABC Trading Co., Ltd." and "A.B.C. TRADING LLC" give "abc trading". What would leave nothing is left in:
    the result is empty only for names without a letter or digit.
    """
    folded = joined_initials(folded_words(name))
    bare = _without_last(_without_first(_without_east_asian(folded)))
    kept = tuple(word for word in bare if word not in _JOINERS) or bare
    return " ".join(kept)[:NORMALISED_LENGTH].rstrip()


def _without_east_asian(name_words: tuple[str, ...]) -> tuple[str, ...]:
    stripped = (_FORM_AT_EDGE.sub("", word) for word in name_words)
    return tuple(filter(None, stripped)) or name_words


def _without_first(name_words: tuple[str, ...]) -> tuple[str, ...]:
    return name_words[1:] if len(name_words) > 1 and name_words[0] in FIRST_WORDS else name_words


def _without_last(name_words: tuple[str, ...]) -> tuple[str, ...]:
    text = " ".join(name_words)
    for phrase in LAST_PHRASES:
        if text.endswith(f" {phrase}"):
            name_words = tuple(text.removesuffix(phrase).split())
            break
    while len(name_words) > 1 and name_words[-1] in LAST_WORDS:
        name_words = name_words[:-1]
    return (*name_words[:1], *(word for word in name_words[1:] if word not in MIDDLE_WORDS))
