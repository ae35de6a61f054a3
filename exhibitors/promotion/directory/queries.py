"""Searching what is on show: by words and parts of words in two languages, narrowed by facets, with their counts.

PostgreSQL finds the exhibits of a word. They and what narrows them are sets that meet in the process, so that words
that were asked for before take no statement, however they are narrowed.

A set is a whole number whose bit `n` stands for the exhibit with the key `first + n`: `&` narrows one set by another,
`bit_count` counts it, and the highest bits are the newest exhibits; each takes microseconds for tens of thousands.
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
"""Every bit there can be."""

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
"""The indexes of words begin with the edition, and compare it with nothing but a bigint."""


@dataclass(frozen=True)
class FoundWord:
    """The exhibits that a word is found in, and of them those whose name has it."""

    anywhere: Bits
    in_name: Bits


@dataclass(frozen=True)
class ExhibitSets:
    """The exhibits of an edition by what they are narrowed by; `by_debut` has verified ones only."""

    edition_id: int
    first: int
    by_sector: dict[int, Bits] = field(default_factory=dict)
    by_kind: dict[str, Bits] = field(default_factory=dict)
    by_debut: dict[str, Bits] = field(default_factory=dict)
    by_exhibitor: dict[Key, Bits] = field(default_factory=dict)
    _words: KeyedCache[Term, FoundWord] = field(default_factory=lambda: KeyedCache(MOST_WORDS_KEPT))

    def with_word(self, term: Term) -> FoundWord:
        """One statement for a word that was not asked for since an exhibit changed."""
        return self._words.get_or_read(term, lambda: self._read_word(term))

    def keys_of(self, bits: Bits) -> Iterator[int]:
        """The newest first."""
        while bits:
            place = bits.bit_length() - 1
            yield self.first + place
            bits ^= 1 << place

    def bits_of(self, keys: Collection[int]) -> Bits:
        """Exhibits that came before the first have no place; those that came later meet no other set."""
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
        # Planned anew for these values: how many rows a word stands for differs by thousands.
        with connection.cursor() as cursor:
            cursor.execute(WORD.format(anywhere=anywhere, in_name=in_name), values)
            found, named = cursor.fetchone()
        return FoundWord(self.bits_of(found), self.bits_of(named))


def exhibit_sets(edition_id: int, version: object) -> ExhibitSets:
    """Kept as long as no exhibit changes: one statement where the version is another than it was."""
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
"""Later pages are not shown; a reader narrows the search instead."""


@dataclass(frozen=True)
class Wanted:
    """What a visitor asks for. Empty fields narrow nothing."""

    text: str = ""
    country: str = ""
    sector_id: int | None = None
    hall: str = ""
    debut: str = ""
    kind: str = ""
    page: int = 1


@dataclass(frozen=True)
class Found:
    """How many exhibits there are like that, how many under each facet, and the keys of one page of them."""

    total: int
    by_sector: Counter[int] = field(default_factory=Counter)
    by_kind: Counter[str] = field(default_factory=Counter)
    by_debut: Counter[str] = field(default_factory=Counter)
    by_country: Counter[str] = field(default_factory=Counter)
    by_hall: Counter[str] = field(default_factory=Counter)
    keys: tuple[int, ...] = ()


def search_exhibits(on_show: ExhibitorsOnShow, wanted: Wanted) -> Found:
    """What everybody may see of the exhibits: first those whose names have most of the words, then the newest."""
    terms = asked_terms(wanted.text)
    if wanted.text.strip() and not terms:
        return Found(0)
    sets = exhibit_sets(on_show.edition_id, on_show.version.of_exhibits)
    return SHOWN.get_or_read(on_show.edition_id, on_show.version, lambda: Shown(on_show, sets)).search(wanted, terms)


class Shown:
    """The exhibits of those who are on show, and which of them each value of a facet stands for."""

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
    """Those whose names have all the words, then all but one of them, and so on."""
    at_least = [matching]
    for name in names:
        at_least = [matching, *(more | fewer & name for fewer, more in pairwise([*at_least, 0]))]
    for more, enough in pairwise([0, *reversed(at_least)]):
        yield enough & ~more


def _counted[Value](matching: Bits, sets: Mapping[Value, Bits]) -> Counter[Value]:
    return Counter({value: count for value, bits in sets.items() if (count := (matching & bits).bit_count())})


def nearest_spelling(edition_id: int, text: str) -> str:
    """The words asked for, each that nothing is called by replaced with the nearest that something is; or nothing."""
    asked = [term.text for term in asked_terms(text)]
    corrected = list(asked)
    for place, word in enumerate(asked):
        if word.isascii():
            similar = Exhibit.objects.published().filter(edition=edition_id, folded_name__trigram_word_similar=word)
            nearest = similar.order_by(TrigramWordSimilarity(word, "folded_name").desc())
            words = {each for name in nearest.values_list("folded_name", flat=True)[:20] for each in name.split()}
            corrected[place] = next(iter(get_close_matches(word, sorted(words), n=1)), word)
    return " ".join(corrected) if corrected != asked else ""
