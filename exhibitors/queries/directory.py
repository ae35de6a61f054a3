"""Searching what is on show: by words and parts of words in two languages, narrowed by facets, with their counts.

Who shows an exhibit, in which country and halls, is known in the process (`exhibitors_on_show`), so that the statements
here read one table. What was found is kept by version and question: most visitors ask what others have asked before.
"""

import threading
from collections import Counter, OrderedDict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches
from enum import IntEnum
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
    key = (edition_id, on_show.version, wanted)
    kept = KEPT.get(key)
    if kept is None:
        kept = KEPT[key] = _search(edition_id, wanted, on_show)
    return kept


def _search(edition_id: int, wanted: Wanted, on_show: ExhibitorsOnShow) -> Found:
    terms = asked_terms(wanted.text)
    if wanted.text.strip() and not terms:
        return Found(0)
    exhibitors = [each for each in on_show.by_key.values() if _is_of(each, wanted.country, wanted.hall)]
    conditions, values = _conditions(edition_id, wanted, terms, exhibitors)
    counts = _rows(COUNTS.format(conditions=conditions), values)
    order = BEST_FIRST if terms else NEWEST_FIRST
    page = values | {
        "query": " | ".join(f"({term.tsquery})" for term in terms),
        "limit": PAGE_SIZE,
        "offset": wanted.first,
    }
    keys = _rows(KEYS.format(conditions=conditions, order=order), page)
    return _found(counts, on_show, tuple(pk for (pk,) in keys))


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


def _found(counts: Iterable[tuple[Any, ...]], on_show: ExhibitorsOnShow, keys: tuple[int, ...]) -> Found:
    counts = list(counts)
    found = Found(sum(row[-1] for row in counts if row[0] == Grouped.BY_KIND), keys=keys)
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


class KeptAnswers:
    """What was found, the least recently asked for forgotten first."""

    def __init__(self) -> None:
        self._answers: OrderedDict[object, Found] = OrderedDict()
        self._changing = threading.Lock()

    def get(self, key: object) -> Found | None:
        with self._changing:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def __setitem__(self, key: object, found: Found) -> None:
        with self._changing:
            self._answers[key] = found
            while len(self._answers) > MOST_KEPT:
                self._answers.popitem(last=False)


KEPT = KeptAnswers()
