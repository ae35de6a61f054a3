"""Searching what is on show: by words and parts of words in two languages, narrowed by facets, with their counts.

Who shows an exhibit, in which country and halls, is known in the process (`exhibitors_on_show`), so that the statements
here read one table. What was found is kept by version and question: most visitors ask what others have asked before.
"""

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from difflib import get_close_matches
from enum import IntEnum
from functools import cached_property
from typing import Any

from django.db import connection

from exhibitors.queries.exhibitors_on_show import ExhibitorOnShow, ExhibitorsOnShow, Key, exhibitors_on_show
from exhibitors.search_words import Term, asked_terms

type Values = dict[str, Any]

PAGE_SIZE = 24
MOST_PAGES = 40
"""Nobody leafs further; whoever wants to see more narrows the search."""
MOST_KEPT = 2_000

# One scan of what matches; the empty grouping is the sum. Facets that stand in the exhibitor are counted by exhibitor.
COUNTS = """
SELECT GROUPING(sector_id, kind, debut, company_id, pavilion_id), sector_id, kind, debut, company_id, pavilion_id,
    count(*)
FROM (
    SELECT sector_id, kind, CASE WHEN debut_state = 'verified' THEN debut ELSE '' END AS debut, company_id, pavilion_id
    FROM exhibitors_exhibit WHERE {conditions}
) AS found
GROUP BY GROUPING SETS ((sector_id), (kind), (debut), (company_id, pavilion_id))
"""
KEYS = "SELECT id FROM exhibitors_exhibit WHERE {conditions} ORDER BY {order} LIMIT %(limit)s OFFSET %(offset)s"
NEWEST_FIRST, BEST_FIRST = "id DESC", "ts_rank(search, to_tsquery('english', %(query)s)) DESC, id DESC"
SIMILAR = """
SELECT folded_name FROM exhibitors_exhibit
WHERE edition_id = %(edition)s AND state = 'published' AND folded_name %%> %(word)s
ORDER BY word_similarity(%(word)s, folded_name) DESC LIMIT 20
"""


class Grouped(IntEnum):
    """What `GROUPING` says of a line: a bit for each column that it is not grouped by."""

    BY_SECTOR = 0b01111
    BY_KIND = 0b10111
    BY_DEBUT = 0b11011
    BY_EXHIBITOR = 0b11100


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

    @property
    def first(self) -> int:
        return PAGE_SIZE * (self.page - 1)


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


def search_exhibits(edition_id: int, wanted: Wanted, *, at: datetime) -> Found:
    """What everybody may see of an edition's exhibits; the best first where words are asked for, else the newest."""
    on_show = exhibitors_on_show(edition_id, at=at)
    search = Search(edition_id, wanted, on_show)
    counted = COUNTED.get_or_ask((edition_id, on_show.version, replace(wanted, page=1)), search.count)
    keys = PAGES.get_or_ask((edition_id, on_show.version, wanted), search.page) if counted.total else ()
    return replace(counted, keys=keys)


class Search:
    """One question as conditions for the exhibits of those who are on show."""

    def __init__(self, edition_id: int, wanted: Wanted, on_show: ExhibitorsOnShow) -> None:
        self.edition_id, self.wanted, self.on_show = edition_id, wanted, on_show
        self.terms = asked_terms(wanted.text)

    def count(self) -> Found:
        if self.wanted.text.strip() and not self.terms:
            return Found(0)
        conditions, values = self._conditions
        return _found(_rows(COUNTS.format(conditions=conditions), values), self.on_show)

    def page(self) -> tuple[int, ...]:
        conditions, values = self._conditions
        values = values | {
            "query": " | ".join(f"({term.tsquery})" for term in self.terms),
            "limit": PAGE_SIZE,
            "offset": self.wanted.first,
        }
        order = BEST_FIRST if self.terms else NEWEST_FIRST
        return tuple(pk for (pk,) in _rows(KEYS.format(conditions=conditions, order=order), values))

    @cached_property
    def _conditions(self) -> tuple[str, Values]:
        country, hall = self.wanted.country, self.wanted.hall
        exhibitors = [each for each in self.on_show.by_key.values() if _is_of(each, country, hall)]
        return _conditions(self.edition_id, self.wanted, self.terms, exhibitors)


def _rows(statement: str, values: Values) -> list[tuple[Any, ...]]:
    """Planned anew for these values: how many rows a word or a list of exhibitors stands for differs by thousands."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _is_of(exhibitor: ExhibitorOnShow, country: str, hall: str) -> bool:
    return country in {"", exhibitor.country} and (not hall or hall in exhibitor.halls)


def _conditions(
    edition_id: int, wanted: Wanted, terms: Sequence[Term], exhibitors: Collection[ExhibitorOnShow]
) -> tuple[str, Values]:
    """What an exhibit has to be like, as SQL; what visitors send is only ever among the values."""
    values: Values = {"edition": edition_id, **_keys_of("of", exhibitors)}
    parts = [
        "edition_id = %(edition)s AND state = 'published'",
        "(company_id = ANY(%(of_companies)s) OR pavilion_id = ANY(%(of_pavilions)s))",
    ]
    for name, value in (("sector_id", wanted.sector_id), ("kind", wanted.kind), ("debut", wanted.debut)):
        if value:
            parts.append(f"{name} = %({name})s")
            values[name] = value
    if wanted.debut:
        parts.append("debut_state = 'verified'")
    for number, term in enumerate(terms):
        parts.append(_asks_for(f"term_{number}", term, values, exhibitors))
    return " AND ".join(parts), values


def _asks_for(name: str, term: Term, values: Values, exhibitors: Collection[ExhibitorOnShow]) -> str:
    """A word of the exhibit, a part of its name, or its exhibitor."""
    values[f"{name}_query"] = term.tsquery
    ways = [f"search @@ to_tsquery('english', %({name}_query)s)"]
    if term.part:
        values[f"{name}_part"] = f"%{term.part}%"
        ways.append(f"folded_name LIKE %({name}_part)s")
    meant = [each for each in exhibitors if each.is_meant_by(term)]
    if meant:
        values |= _keys_of(name, meant)
        ways.append(f"company_id = ANY(%({name}_companies)s) OR pavilion_id = ANY(%({name}_pavilions)s)")
    return f"({' OR '.join(ways)})"


def _keys_of(name: str, exhibitors: Iterable[ExhibitorOnShow]) -> Values:
    pairs = [each.key for each in exhibitors]
    return {
        f"{name}_companies": [company for company, _pavilion in pairs if company is not None],
        f"{name}_pavilions": [pavilion for _company, pavilion in pairs if pavilion is not None],
    }


def _found(counts: Sequence[tuple[Any, ...]], on_show: ExhibitorsOnShow) -> Found:
    found = Found(sum(row[-1] for row in counts if row[0] == Grouped.BY_KIND))
    for grouping, sector, kind, debut, company, pavilion, count in counts:
        match grouping:
            case Grouped.BY_SECTOR:
                found.by_sector[sector] += count
            case Grouped.BY_KIND:
                found.by_kind[kind] += count
            case Grouped.BY_DEBUT if debut:
                found.by_debut[debut] += count
            case Grouped.BY_EXHIBITOR:
                _count_exhibitor(found, on_show, (company, pavilion), count)
    return found


def _count_exhibitor(found: Found, on_show: ExhibitorsOnShow, key: Key, count: int) -> None:
    exhibitor = on_show.by_key[key]
    if exhibitor.country:
        found.by_country[exhibitor.country] += count
    for hall in exhibitor.halls:
        found.by_hall[hall] += count


def nearest_spelling(edition_id: int, text: str) -> str:
    """The words asked for, each that nothing is called by replaced with the nearest that something is; or nothing."""
    asked = [term.text for term in asked_terms(text)]
    corrected = [_nearest(edition_id, word) for word in asked]
    return " ".join(corrected) if corrected != asked else ""


def _nearest(edition_id: int, word: str) -> str:
    names = _rows(SIMILAR, {"edition": edition_id, "word": word}) if word.isascii() else []
    words = {each for (name,) in names for each in name.split()}
    return next(iter(get_close_matches(word, sorted(words), n=1)), word)


class KeptAnswers[Answer]:
    """What was found, the least recently asked for forgotten first."""

    def __init__(self) -> None:
        self._answers: OrderedDict[object, Answer] = OrderedDict()
        self._changing = threading.Lock()

    def get_or_ask(self, key: object, ask: Callable[[], Answer]) -> Answer:
        with self._changing:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        answer = ask()
        with self._changing:
            self._answers[key] = answer
            while len(self._answers) > MOST_KEPT:
                self._answers.popitem(last=False)
        return answer


COUNTED = KeptAnswers[Found]()
PAGES = KeptAnswers[tuple[int, ...]]()
