"""Searching exhibits: by words and parts of words in two languages, narrowed by facets, with their counts.

PostgreSQL finds the exhibits that contain a word. They and the facets are sets that are intersected in the process, so
that repeated words need no query, whatever the facets.

A set is an integer whose bit `n` stands for the exhibit with the key `first + n`: `&` intersects two sets, `bit_count`
counts one, and the highest bits are the newest exhibits. Each operation takes microseconds for tens of thousands of
exhibits.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import reduce
from itertools import chain, islice, pairwise
from operator import or_
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection

from ciie.kernel.caches import KeyedCache, VersionedValues
from ciie.kernel.statements import rows_of
from exhibitors.promotion.catalogue.models import Exhibit
from exhibitors.promotion.catalogue.queries.exhibitors_on_show import ExhibitorOnShow, ExhibitorsOnShow, Key
from exhibitors.promotion.catalogue.states import DebutState, ExhibitState
from exhibitors.search_words import Term, asked_terms

type Bits = int

ALL: Bits = -1
"""The set with every possible bit."""

MOST_WORDS_KEPT = 1_000

FACETS = """
SELECT sector_id, kind, debut, company_id, pavilion_id, array_agg(id)
FROM (
    SELECT id, sector_id, kind, CASE WHEN debut_state = %(verified)s THEN debut ELSE '' END AS debut, company_id,
        pavilion_id
    FROM exhibitors_exhibit WHERE edition_id = %(edition)s AND state = %(published)s
) AS exhibit
GROUP BY GROUPING SETS ((sector_id), (kind), (debut), (company_id, pavilion_id))
"""
WORD = """
SELECT coalesce(array_agg(id), '{{}}'), coalesce(array_agg(id) FILTER (WHERE {in_name}), '{{}}')
FROM exhibitors_exhibit WHERE edition_id = %(edition)s::bigint AND state = %(published)s AND ({anywhere})
"""
"""The query for one word. The edition is cast because the indexes of words begin with it and compare only a bigint."""


@dataclass(frozen=True)
class FoundWord:
    """The exhibits that contain a word, and those among them whose name contains it."""

    anywhere: Bits
    in_name: Bits


@dataclass(frozen=True)
class ExhibitSets:
    """The exhibits of an edition by the values of facets. `by_debut` has verified debuts only."""

    edition_id: int
    first: int
    by_sector: dict[int, Bits] = field(default_factory=dict)
    by_kind: dict[str, Bits] = field(default_factory=dict)
    by_debut: dict[str, Bits] = field(default_factory=dict)
    by_exhibitor: dict[Key, Bits] = field(default_factory=dict)
    _words: KeyedCache[Term, FoundWord] = field(default_factory=lambda: KeyedCache(MOST_WORDS_KEPT))

    def with_word(self, term: Term) -> FoundWord:
        """Return the exhibits with a word; one query if it was not searched since an exhibit changed."""
        return self._words.get_or_read(term, lambda: self._read_word(term))

    def keys_of(self, bits: Bits) -> Iterator[int]:
        """Yield the keys of a set, newest first."""
        while bits:
            place = bits.bit_length() - 1
            yield self.first + place
            bits ^= 1 << place

    def bits_of(self, keys: Collection[int]) -> Bits:
        """Return the set of these keys.

        Exhibits older than the first have no bit; the bits of later ones are in no other set.
        """
        places = [key - self.first for key in keys if key >= self.first]
        octets = bytearray(max(places, default=-1) // 8 + 1)
        for place in places:
            octets[place >> 3] |= 1 << (place & 7)
        return int.from_bytes(octets, "little")

    def _read_word(self, term: Term) -> FoundWord:
        values: dict[str, Any] = {"edition": self.edition_id, "published": ExhibitState.PUBLISHED.value}
        values |= {"word": term.tsquery, "in_name": term.name_tsquery}
        anywhere, in_name = (f"search @@ to_tsquery('english', %({name})s)" for name in ("word", "in_name"))
        if term.part:
            values["part"] = f"%{term.part}%"
            anywhere, in_name = (f"{way} OR folded_name LIKE %(part)s" for way in (anywhere, in_name))
        # This is planned anew for these values, since the number of rows that match a word differs by thousands.
        with connection.cursor() as cursor:
            cursor.execute(WORD.format(anywhere=anywhere, in_name=in_name), values)
            found, named = cursor.fetchone()
        return FoundWord(self.bits_of(found), self.bits_of(named))


def exhibit_sets(edition_id: int, version: object) -> ExhibitSets:
    """Return the sets of an edition, which are kept until an exhibit changes; one query if the version differs."""
    return SETS.get_or_read(edition_id, version, lambda: _read_sets(edition_id))


SETS = VersionedValues[ExhibitSets]()


def _read_sets(edition_id: int) -> ExhibitSets:
    rows = rows_of(
        FACETS,
        {"edition": edition_id, "published": ExhibitState.PUBLISHED.value, "verified": DebutState.VERIFIED.value},
    )
    sets = ExhibitSets(edition_id, first=min((key for row in rows for key in row[-1]), default=0))
    for sector, kind, debut, company, pavilion, keys in rows:
        bits = sets.bits_of(keys)
        if sector:
            sets.by_sector[sector] = bits
        elif kind:
            sets.by_kind[kind] = bits
        elif debut is not None:
            sets.by_debut[debut] = bits
        else:
            sets.by_exhibitor[company, pavilion] = bits
    sets.by_debut.pop("", None)
    return sets


PAGE_SIZE = 24
MOST_PAGES = 40
"""The limit of pages shown. Readers narrow the search instead of opening later ones."""


@dataclass(frozen=True)
class Wanted:
    """The criteria of a search. Empty fields filter nothing."""

    text: str = ""
    country: str = ""
    sector_id: int | None = None
    hall: str = ""
    debut: str = ""
    kind: str = ""
    page: int = 1


@dataclass(frozen=True)
class Found:
    """The number of exhibits that match, their numbers under each facet, and the keys of one page of them."""

    total: int
    by_sector: Counter[int] = field(default_factory=Counter)
    by_kind: Counter[str] = field(default_factory=Counter)
    by_debut: Counter[str] = field(default_factory=Counter)
    by_country: Counter[str] = field(default_factory=Counter)
    by_hall: Counter[str] = field(default_factory=Counter)
    keys: tuple[int, ...] = ()


def search_exhibits(on_show: ExhibitorsOnShow, wanted: Wanted) -> Found:
    """Search the public exhibits: first those whose names contain most of the words, then the newest."""
    terms = asked_terms(wanted.text)
    if wanted.text.strip() and not terms:
        return Found(0)
    sets = exhibit_sets(on_show.edition_id, on_show.version.of_exhibits)
    return SHOWN.get_or_read(on_show.edition_id, on_show.version, lambda: Shown(on_show, sets)).search(wanted, terms)


class Shown:
    """The exhibits of those who are on show, with the set of each value of a facet."""

    def __init__(self, on_show: ExhibitorsOnShow, sets: ExhibitSets) -> None:
        self._exhibitors, self._sets = on_show.by_key.values(), sets
        self._everything = self._of(self._exhibitors)
        self._by_country = self._grouped(lambda each: [each.country] if each.country else [])
        self._by_hall = self._grouped(lambda each: each.halls)

    def search(self, wanted: Wanted, terms: Sequence[Term]) -> Found:
        sets, matching, names = self._sets, self._narrowed(wanted), []
        for term in terms:
            word = sets.with_word(term)
            matching &= word.anywhere | self._of(each for each in self._exhibitors if each.is_meant_by(term))
            names.append(word.in_name)
        first = PAGE_SIZE * (wanted.page - 1)
        keys = chain.from_iterable(map(sets.keys_of, _best_first(matching, names)))
        return Found(
            total=matching.bit_count(),
            by_sector=_counted(matching, sets.by_sector),
            by_kind=_counted(matching, sets.by_kind),
            by_debut=_counted(matching, sets.by_debut),
            by_country=_counted(matching, self._by_country),
            by_hall=_counted(matching, self._by_hall),
            keys=tuple(islice(keys, first, first + PAGE_SIZE)),
        )

    def _narrowed(self, wanted: Wanted) -> Bits:
        return (
            self._everything
            & _with(wanted.sector_id, self._sets.by_sector)
            & _with(wanted.kind, self._sets.by_kind)
            & _with(wanted.debut, self._sets.by_debut)
            & _with(wanted.country, self._by_country)
            & _with(wanted.hall, self._by_hall)
        )

    def _grouped(self, values: Callable[[ExhibitorOnShow], Collection[str]]) -> dict[str, Bits]:
        grouped: defaultdict[str, list[ExhibitorOnShow]] = defaultdict(list)
        for each in self._exhibitors:
            for value in values(each):
                grouped[value].append(each)
        return {value: self._of(exhibitors) for value, exhibitors in grouped.items()}

    def _of(self, exhibitors: Iterable[ExhibitorOnShow]) -> Bits:
        return reduce(or_, (self._sets.by_exhibitor.get(each.key, 0) for each in exhibitors), 0)


SHOWN = VersionedValues[Shown]()


def _with[Value](value: Value | None, sets: Mapping[Value, Bits]) -> Bits:
    return sets.get(value, 0) if value else ALL


def _best_first(matching: Bits, names: Sequence[Bits]) -> Iterator[Bits]:
    """Yield the exhibits whose names contain all words, then those with all but one of them, and so on."""
    at_least = [matching]
    for name in names:
        at_least = [matching, *(more | fewer & name for fewer, more in pairwise([*at_least, 0]))]
    for more, enough in pairwise([0, *reversed(at_least)]):
        yield enough & ~more


def _counted[Value](matching: Bits, sets: Mapping[Value, Bits]) -> Counter[Value]:
    return Counter({value: count for value, bits in sets.items() if (count := (matching & bits).bit_count())})


def nearest_spelling(edition_id: int, text: str) -> str:
    """Return the text with each word that names nothing replaced with the nearest one that does, or an empty text."""
    asked = [term.text for term in asked_terms(text)]
    corrected = list(asked)
    for place, word in enumerate(asked):
        if word.isascii():
            similar = Exhibit.objects.published().filter(edition=edition_id, folded_name__trigram_word_similar=word)
            nearest = similar.order_by(TrigramWordSimilarity(word, "folded_name").desc())
            words = {each for name in nearest.values_list("folded_name", flat=True)[:20] for each in name.split()}
            corrected[place] = next(iter(get_close_matches(word, sorted(words), n=1)), word)
    return " ".join(corrected) if corrected != asked else ""
