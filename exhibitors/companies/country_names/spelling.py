"""Typing errors: the country whose name is nearest letter by letter is taken if no other is nearly as near."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from exhibitors.companies.country_names.ambiguous_names import NEAR_MISSES, UNKNOWN
from exhibitors.companies.country_names.keys import bag
from exhibitors.companies.country_names.names import name_index

# How many slips (letters wrong, missing, doubled or swapped) are still certain, and how many are worth a suggestion, by
# the least length of what was typed. Short names have too many neighbours: Lagos is not Laos.
_CERTAIN = ((6, 1), (11, 2))
_SUGGESTED = ((4, 1), (7, 2), (12, 3))
_MARGIN = 2  # the next country must be this many slips further away
_SHORTEST_RIVAL = 5
_SHORTEST_SWAPPED = 5
_LONGEST = 45
# Guineas, Congos and Koreas differ by the words around the name; a slip in the name itself leaves them open.
_NEVER_CERTAIN = frozenset({"GN", "CG", "CD", UNKNOWN})


def nearest_countries(kept: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """Return the codes of the nearest countries, nearest first, and whether the first is certain."""
    typed = " ".join(kept)
    most = _slips(_SUGGESTED, len(typed))
    if not most or len(typed) > _LONGEST or _is_another_place(kept):
        return (), False
    distances = _distances(typed, most + _MARGIN)
    codes = tuple(code for code, distance in distances.items() if distance <= most)
    if (swapped := _with_two_letters_swapped(typed)) and len(swapped) == 1 and _NEVER_CERTAIN.isdisjoint(swapped):
        return tuple(dict.fromkeys((*swapped, *codes))), True
    return codes, bool(codes) and _is_certain(typed, codes[0], list(distances.values()))


def _is_another_place(kept: tuple[str, ...]) -> bool:
    key = bag(kept)
    return key in NEAR_MISSES or key in name_index().provinces or key in name_index().cities


def resembled_elsewhere(kept: tuple[str, ...], codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return other countries that a whole part of a cell is a slip or two away from: "Hong Kng" beside China."""
    typed = " ".join(kept)
    slips = _slips(_CERTAIN, len(typed))
    if not slips or len(typed) > _LONGEST or _is_another_place(kept):
        return ()
    return tuple(code for code in _distances(typed, slips) if code not in codes)


def rival_meanings(kept: tuple[str, ...]) -> tuple[str, ...]:
    """Return what else a name may mean that none of the commonest languages knows.

    These are the countries one slip away from it, and `UNKNOWN` if it is a province somewhere.
    """
    typed = " ".join(kept)
    if not typed.isascii() or typed in name_index().spellings:
        return ()
    province = (UNKNOWN,) if bag(kept) in name_index().provinces else ()
    return (*(_distances(typed, 1) if len(typed) >= _SHORTEST_RIVAL else ()), *province)


def _distances(typed: str, farthest: int) -> dict[str, int]:
    """Return the number of slips to each country's nearest name, nearest country first."""
    spellings = name_index().spellings
    lengths = range(len(typed) - farthest, len(typed) + farthest + 1)
    names = [name for length in lengths for name in names_by_length().get(length, ())]
    near = process.extract(typed, names, scorer=OSA.distance, score_cutoff=farthest, limit=None)
    distances: dict[str, int] = {}
    for name, distance, _position in sorted(near, key=lambda found: found[1]):
        for code in spellings[name]:
            distances.setdefault(code, int(distance))
    return distances


def _is_certain(typed: str, code: str, distances: list[int]) -> bool:
    alone = len(distances) == 1 or distances[1] >= distances[0] + _MARGIN
    return (
        alone
        and code not in _NEVER_CERTAIN
        and (distances[0] <= _slips(_CERTAIN, len(typed)) or _lost_its_last_letter(typed, code))
    )


def _with_two_letters_swapped(typed: str) -> frozenset[str]:
    """Return the countries whose name differs only in the order of two neighbouring letters: Itlay, Spian."""
    if len(typed) < _SHORTEST_SWAPPED:
        return frozenset()
    near = (name for name in names_by_length().get(len(typed), ()) if OSA.distance(typed, name, score_cutoff=1) == 1)
    return frozenset(code for name in near if sorted(name) == sorted(typed) for code in name_index().spellings[name])


def _lost_its_last_letter(typed: str, code: str) -> bool:
    """Return whether a narrow field may have cut off the last letter of a country's name: EGYP."""
    longer = names_by_length().get(len(typed) + 1, ())
    return any(name.startswith(typed) and name_index().spellings[name] == (code,) for name in longer)


@cache
def names_by_length() -> Mapping[int, list[str]]:
    by_length: defaultdict[int, list[str]] = defaultdict(list)
    for name in name_index().spellings:
        by_length[len(name)].append(name)
    return by_length


def _slips(table: tuple[tuple[int, int], ...], length: int) -> int:
    return max((slips for least, slips in table if length >= least), default=0)
