"""The index of names: which countries a spelling may mean."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from exhibitors.companies.country_names import aliases, ambiguous_names, sources
from exhibitors.companies.country_names.keys import bag, meaningful, name_key, squashed, words
from exhibitors.companies.country_names.match import Codes

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
    """An index of names by key (`name_key`).

    Codes are ordered likeliest first; a name with several codes is ambiguous.
    """

    codes: dict[str, Codes]
    squashed: dict[str, Codes]
    """The same names by their letters without blanks, for texts that have lost theirs."""
    spellings: dict[str, Codes]
    """Names in the commonest languages, with their words in order, for comparison letter by letter."""
    vocabulary: frozenset[str]
    """The words of all names and places."""
    aliases: frozenset[str]
    """The keys of our own short forms, such as UK, and of ambiguous names."""
    neutral: frozenset[str]
    """Names that say nothing about the country."""
    places: dict[str, str]
    """US states and other places that point at a country without being its name."""
    provinces: frozenset[str]
    cities: frozenset[str]
    """Large cities in English."""
    city_countries: dict[str, str]
    """Large cities in the commonest languages with their countries, except cities that bear a country's name."""
    short_codes: dict[str, str]
    """Upper-case codes of two and three letters, mapped to alpha-2 codes."""

    def look_up(self, text_words: tuple[str, ...]) -> Codes:
        """Return the codes for a whole text, whatever the order of its words and wherever it has lost blanks."""
        return self.look_up_kept(meaningful(text_words)) or self.squashed.get(squashed(text_words), ())

    def look_up_kept(self, kept: tuple[str, ...]) -> Codes:
        """Return the codes for meaningful words, with or without words for the form of a state."""
        return self.codes.get(bag(kept)) or self.codes.get(bag(tuple(word for word in kept if word not in _FORMS)), ())

    def names_within(self, kept: tuple[str, ...]) -> tuple[list[tuple[int, int]], list[str]]:
        """Return the spans of country names in meaningful words, and the words left over.

        A span is a pair of start and end positions. From the left, the longest name is taken.
        """
        spans, left_over, start = [], [], 0
        while start < len(kept):
            longest = min(_LONGEST_NAME, len(kept) - start) if kept[start] in self.vocabulary else 0
            lengths = (length for length in range(longest, 0, -1) if self.meanings(kept[start : start + length]))
            length = next(lengths, 0)
            if length:
                spans.append((start, start + length))
            else:
                left_over.append(kept[start])
            start += length or 1
        return spans, left_over

    def is_fragment(self, key: str) -> bool:
        """Return whether a key is two or three plain letters that are a name in rare languages only: "sec", "tai"."""
        return len(key) <= _LONGEST_FRAGMENT and key.isascii() and key not in self.spellings

    def meanings(self, kept: tuple[str, ...]) -> Codes:
        """Return the codes for a name inside an address, where Georgia may also be the US state."""
        key = bag(kept)
        codes = () if self.is_fragment(key) else self.codes.get(key, ())
        place = self.places.get(key)
        return codes if place is None or place in codes else (*codes, place)


def is_form(text_words: tuple[str, ...]) -> bool:
    """Return whether all words are like "Republic", so that they belong to a name elsewhere in the cell."""
    return bool(text_words) and all(word in _FORMS for word in text_words)


@cache
def name_index() -> NameIndex:
    """Build the index from the libraries. This takes about a second and happens once per process."""
    translated = [pair for language in sources.ISO_CODES_LANGUAGES for pair in sources.iso_names(language)]
    territories = [pair for language in sources.CLDR_LANGUAGES for pair in sources.cldr_names(language)]
    english = [*sources.iso_names(), *sources.cldr_names("en")]
    own = [(name, code) for code, names in aliases.ALIASES.items() for name in names]
    codes: dict[str, Codes] = {}
    # Each source overrules those before it: CLDR is reviewed more strictly than iso-codes, English is meant most often.
    for pairs in (translated, territories, english, own):
        of_source: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for name, code in pairs:
            of_source[name_key(name)][code] = None
        codes |= {key: tuple(found) for key, found in of_source.items() if key}
    codes |= {name_key(name): meant for name, meant in ambiguous_names.AMBIGUOUS.items()}
    common = [pair for language in sources.SPELLING_LANGUAGES for pair in sources.cldr_names(language)]
    spellings = [*(name for name, _code in [*common, *sources.iso_names(), *own]), *ambiguous_names.AMBIGUOUS]
    states = {name_key(state): "US" for state in sources.us_states()}
    places = states | {name_key(place): code for place, code in ambiguous_names.PLACES_ELSEWHERE.items()}
    cities = ((name_key(city), code) for city, code in sources.cities_by_country())
    return NameIndex(
        codes=codes,
        squashed={
            squashed(words(name)): codes[name_key(name)]
            for name, _code in [*translated, *territories, *english, *own]
            if name_key(name)
        },
        spellings={" ".join(meaningful(words(name))): codes[name_key(name)] for name in spellings if name_key(name)},
        vocabulary=frozenset(word for key in [*codes, *places] for word in key.split()),
        aliases=frozenset(name_key(name) for name in [*(name for name, _code in own), *ambiguous_names.AMBIGUOUS]),
        neutral=frozenset(map(name_key, [*sources.neutral_names(), *ambiguous_names.NEUTRAL])),
        places=places,
        provinces=frozenset(map(name_key, sources.provinces())),
        cities=frozenset(map(name_key, sources.cities())),
        city_countries={key: code for key, code in cities if key not in codes},
        short_codes=aliases.OLYMPIC_CODES
        | sources.three_letter_codes()
        | {code: code for code in sources.country_codes()},
    )
