"""Sets of the published exhibits of an edition, kept in the process as long as no exhibit changes.

A set is a whole number whose bit `n` stands for the exhibit with the key `first + n`: `&` narrows one set by another,
`bit_count` counts it, and the highest bits are the newest exhibits; each takes microseconds for tens of thousands.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from ciie.kernel.caches import KeyedCache, VersionedValues
from ciie.kernel.statements import rows_of
from exhibitors.catalogue.queries.exhibitors_on_show import Key
from exhibitors.search_words import Term

type Bits = int

MOST_WORDS_KEPT = 1_000

FACETS = """
SELECT sector_id, kind, debut, company_id, pavilion_id, array_agg(id)
FROM (
    SELECT id, sector_id, kind, CASE WHEN debut_state = 'verified' THEN debut ELSE '' END AS debut, company_id,
        pavilion_id
    FROM exhibitors_exhibit WHERE edition_id = %(edition)s AND state = 'published'
) AS exhibit
GROUP BY GROUPING SETS ((sector_id), (kind), (debut), (company_id, pavilion_id))
"""
WORD = """
SELECT coalesce(array_agg(id), '{{}}'), coalesce(array_agg(id) FILTER (WHERE {in_name}), '{{}}')
FROM exhibitors_exhibit WHERE edition_id = %(edition)s AND state = 'published' AND ({anywhere})
"""


@dataclass(frozen=True)
class Found:
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
    _words: KeyedCache[Term, Found] = field(default_factory=lambda: KeyedCache(MOST_WORDS_KEPT))

    def with_word(self, term: Term) -> Found:
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

    def _read_word(self, term: Term) -> Found:
        values: dict[str, Any] = {"edition": self.edition_id, "word": term.tsquery, "in_name": term.name_tsquery}
        anywhere, in_name = (f"search @@ to_tsquery('english', %({name})s)" for name in ("word", "in_name"))
        if term.part:
            values["part"] = f"%{term.part}%"
            anywhere, in_name = (f"{way} OR folded_name LIKE %(part)s" for way in (anywhere, in_name))
        # Planned anew for these values: how many rows a word stands for differs by thousands.
        with connection.cursor() as cursor:
            cursor.execute(WORD.format(anywhere=anywhere, in_name=in_name), values)
            found, named = cursor.fetchone()
        return Found(self.bits_of(found), self.bits_of(named))


def exhibit_sets(edition_id: int, version: object) -> ExhibitSets:
    """One statement where the version is another than it was."""
    return KEPT.get_or_read(edition_id, version, lambda: _read(edition_id))


KEPT = VersionedValues[ExhibitSets]()


def _read(edition_id: int) -> ExhibitSets:
    rows = rows_of(FACETS, {"edition": edition_id})
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
