"""The index of keys: which countries a spelling may mean."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from exhibitors.companies.country_names import aliases, ambiguous_names, sources
from exhibitors.companies.country_names.keys import bag, meaningful, name_key, squashed, words

# Words for the form of a state, which may be left out or added: "Republic of Slovenia", "Macedonia (Rep. of)".
_FORM_WORDS = (
    "republic kingdom royaume reino regno königreich sultanate emirate principality grand duchy commonwealth union "
    "federal federative federation fédération federación federacja confederation socialist islamic arab united "
    "democratic people's peoples plurinational bolivarian cooperative oriental"
)
_FORMS = frozenset(words(_FORM_WORDS))
_LONGEST_NAME = 7  # words
_LONGEST_FRAGMENT = 3  # letters


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Keys to codes, likeliest first; more than one code means that the name alone does not decide."""

    codes: dict[str, tuple[str, ...]]
    squashed: dict[str, tuple[str, ...]]
    spellings: dict[str, tuple[str, ...]]
    vocabulary: frozenset[str]

    def look_up(self, text_words: tuple[str, ...]) -> tuple[str, ...]:
        """Codes for the whole of a text, in any order of words and however its blanks were lost."""
        return self.look_up_kept(meaningful(text_words)) or self.squashed.get(squashed(text_words), ())

    def look_up_kept(self, kept: tuple[str, ...]) -> tuple[str, ...]:
        """Codes for meaningful words, with or without those for the form of state."""
        return self.codes.get(bag(kept)) or self.codes.get(bag(tuple(word for word in kept if word not in _FORMS)), ())

    def names_within(self, kept: tuple[str, ...]) -> tuple[list[tuple[int, int]], list[str]]:
        """Spans of country names in meaningful words, longest first from the left, and the words left over."""
        spans, left_over, start = [], [], 0
        while start < len(kept):
            length = self._longest_name_at(kept, start)
            if length:
                spans.append((start, start + length))
            else:
                left_over.append(kept[start])
            start += length or 1
        return spans, left_over

    def _longest_name_at(self, kept: tuple[str, ...], start: int) -> int:
        if kept[start] not in self.vocabulary:
            return 0
        lengths = range(min(_LONGEST_NAME, len(kept) - start), 0, -1)
        return next((length for length in lengths if self.meanings(kept[start : start + length])), 0)

    def is_fragment(self, key: str) -> bool:
        """Two or three plain letters that are a name in a rare language only, such as "sec" and "tai"."""
        return len(key) <= _LONGEST_FRAGMENT and key.isascii() and key not in self.spellings

    def meanings(self, kept: tuple[str, ...]) -> tuple[str, ...]:
        """Codes for a name inside an address, where Georgia may be a state of the USA."""
        key = bag(kept)
        codes = () if self.is_fragment(key) else self.codes.get(key, ())
        place = places_elsewhere().get(key)
        return codes if place is None or place in codes else (*codes, place)


def is_form(text_words: tuple[str, ...]) -> bool:
    """Only words such as "Republic", which belong to a name elsewhere in the cell."""
    return bool(text_words) and all(word in _FORMS for word in text_words)


@cache
def name_index() -> NameIndex:
    """Built once per process from the libraries, in about a second."""
    translated = [pair for language in sources.ISO_CODES_LANGUAGES for pair in sources.iso_names(language)]
    territories = [pair for language in sources.CLDR_LANGUAGES for pair in sources.cldr_names(language)]
    english = [*sources.iso_names(), *sources.cldr_names("en")]
    # Each source overrules those before it: CLDR is reviewed more strictly than iso-codes, English is meant most often.
    codes: dict[str, tuple[str, ...]] = {}
    for pairs in (translated, territories, english, _aliases()):
        codes |= _merge(pairs)
    codes |= {name_key(name): meant for name, meant in ambiguous_names.AMBIGUOUS.items()}
    names = [name for name, _code in [*translated, *territories, *english, *_aliases()]]
    vocabulary = frozenset(word for key in [*codes, *places_elsewhere()] for word in key.split())
    return NameIndex(codes, _squashed(names, codes), _spellings(codes), vocabulary)


@cache
def neutral_keys() -> frozenset[str]:
    """Keys of what says nothing about the country."""
    return frozenset(map(name_key, [*sources.neutral_names(), *ambiguous_names.NEUTRAL]))


@cache
def places_elsewhere() -> dict[str, str]:
    """Keys of US states and other places that point at a country without being its name."""
    states = {name_key(state): "US" for state in sources.us_states()}
    return states | {name_key(place): code for place, code in ambiguous_names.PLACES_ELSEWHERE.items()}


@cache
def cities() -> frozenset[str]:
    """Keys of large cities."""
    return frozenset(map(name_key, sources.cities()))


@cache
def provinces() -> dict[str, frozenset[str]]:
    """Keys of provinces, states and counties to their countries."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, code in sources.subdivisions():
        found[name_key(name)].add(code)
    return {key: frozenset(codes) for key, codes in found.items()}


@cache
def short_codes() -> dict[str, str]:
    """Upper-case codes of two and three letters to alpha-2."""
    two = {code: code for code in sources.country_codes()}
    return aliases.OLYMPIC_CODES | sources.three_letter_codes() | two


@cache
def alias_keys() -> frozenset[str]:
    """Keys of our own short forms, such as UK."""
    return frozenset(name_key(name) for name in [*(name for name, _code in _aliases()), *ambiguous_names.AMBIGUOUS])


def _aliases() -> list[tuple[str, str]]:
    return [(name, code) for code, names in aliases.ALIASES.items() for name in names]


def _merge(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    merged: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for name, code in pairs:
        if key := name_key(name):
            merged[key][code] = None
    return {key: tuple(codes) for key, codes in merged.items()}


def _squashed(names: Iterable[str], codes: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {squashed(words(name)): codes[name_key(name)] for name in names if name_key(name)}


def _spellings(codes: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Names in the commonest languages, words in their order, for comparison letter by letter."""
    pairs = [pair for language in sources.SPELLING_LANGUAGES for pair in sources.cldr_names(language)]
    names = [name for name, _code in [*pairs, *sources.iso_names(), *_aliases()]] + list(ambiguous_names.AMBIGUOUS)
    return {" ".join(meaningful(words(name))): codes[name_key(name)] for name in names if name_key(name)}
