"""Typing errors: the country whose name is nearest letter by letter, when no other is nearly as near."""

from rapidfuzz import process
from rapidfuzz.distance import OSA

from exhibitors.country_names.doubtful import NEAR_MISSES, UNKNOWN
from exhibitors.country_names.keys import bag
from exhibitors.country_names.names import cities, name_index, provinces

# Slips (letters wrong, missing, doubled or swapped) by the length of what was typed: so many are still taken for
# certain, and so many are worth a suggestion. Short names have too many neighbours: Lagos is not Laos.
_CERTAIN = ((6, 1), (11, 2))
_SUGGESTED = ((4, 1), (7, 2), (12, 3))
_MARGIN = 2  # the next country must be this many slips further away
_SHORTEST_RIVAL = 5
_LONGEST = 45
# Guineas, Congos and Koreas are told apart by the words around these; a slip in the word itself leaves that open.
_NAMESAKES = frozenset({"GN", "CG", "CD"})


def nearest_countries(kept: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """Codes, nearest first, and whether the first is certain."""
    typed = " ".join(kept)
    most = _slips(_SUGGESTED, len(typed))
    if not most or len(typed) > _LONGEST or _is_another_place(kept):
        return (), False
    distances = _distances(typed, most + _MARGIN)
    codes = tuple(code for code, distance in distances.items() if distance <= most)
    return codes, bool(codes) and _is_certain(typed, codes[0], list(distances.values()))


def _is_another_place(kept: tuple[str, ...]) -> bool:
    key = bag(kept)
    return key in NEAR_MISSES or key in provinces() or key in cities()


def rival_meanings(kept: tuple[str, ...]) -> tuple[str, ...]:
    """What else a name may be that none of the commonest languages knows.

    Countries one slip away from it, and UNKNOWN when it is a province somewhere.
    """
    typed = " ".join(kept)
    if not typed.isascii() or typed in name_index().spellings:
        return ()
    province = (UNKNOWN,) if bag(kept) in provinces() else ()
    return (*(_distances(typed, 1) if len(typed) >= _SHORTEST_RIVAL else ()), *province)


def _distances(typed: str, farthest: int) -> dict[str, int]:
    """Slips to each country's nearest name, nearest country first."""
    spellings = name_index().spellings
    near = process.extract(typed, spellings.keys(), scorer=OSA.distance, score_cutoff=farthest, limit=None)
    distances: dict[str, int] = {}
    for name, distance, _position in sorted(near, key=lambda found: found[1]):
        for code in spellings[name]:
            distances.setdefault(code, int(distance))
    return distances


def _is_certain(typed: str, code: str, distances: list[int]) -> bool:
    alone = len(distances) == 1 or distances[1] >= distances[0] + _MARGIN
    return (
        alone
        and code not in _NAMESAKES
        and (distances[0] <= _slips(_CERTAIN, len(typed)) or _lost_its_last_letter(typed, code))
    )


def _lost_its_last_letter(typed: str, code: str) -> bool:
    """Cut off by a narrow field: EGYP."""
    longer = len(typed) + 1
    return any(
        len(name) == longer and name.startswith(typed) and codes == (code,)
        for name, codes in name_index().spellings.items()
    )


def _slips(table: tuple[tuple[int, int], ...], length: int) -> int:
    return max((slips for least, slips in table if length >= least), default=0)
