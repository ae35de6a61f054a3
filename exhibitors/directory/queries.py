"""Searching what is on show: by words and parts of words in two languages, narrowed by facets, with their counts.

PostgreSQL finds the exhibits of a word. They and what narrows them are sets that meet in the process, so that words
that were asked for before take no statement, however they are narrowed.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import reduce
from itertools import chain, islice, pairwise
from operator import or_

from django.contrib.postgres.search import TrigramWordSimilarity

from ciie.kernel.caches import VersionedValues
from exhibitors.catalogue.models import Exhibit
from exhibitors.catalogue.queries.exhibit_sets import Bits, ExhibitSets, exhibit_sets
from exhibitors.catalogue.queries.exhibitors_on_show import ExhibitorOnShow, ExhibitorsOnShow
from exhibitors.search_words import Term, asked_terms

PAGE_SIZE = 24
MOST_PAGES = 40
"""Later pages are not shown; a reader narrows the search instead."""

ALL: Bits = -1
"""Every bit there can be."""


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
    return KEPT.get_or_read(on_show.edition_id, on_show.version, lambda: Shown(on_show, sets)).search(wanted, terms)


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


KEPT = VersionedValues[Shown]()


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
    corrected = [_nearest(edition_id, word) for word in asked]
    return " ".join(corrected) if corrected != asked else ""


def _nearest(edition_id: int, word: str) -> str:
    if not word.isascii():
        return word
    similar = Exhibit.objects.published().filter(edition=edition_id, folded_name__trigram_word_similar=word)
    names = similar.order_by(TrigramWordSimilarity(word, "folded_name").desc()).values_list("folded_name", flat=True)
    words = {each for name in names[:20] for each in name.split()}
    return next(iter(get_close_matches(word, sorted(words), n=1)), word)
