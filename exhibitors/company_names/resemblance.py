"""Names that are not the same but may be one company: found for a person to confirm, never merged unasked."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from exhibitors.company_names.normalisation import normalise_company_name

LEAST_SIMILARITY = 0.88

_CONTAINED = 0.9  # "Huawei Technologies" and "Huawei Technologies Germany"
_CONTAINED_LETTERS = 10
_DIFFERENT = 0.8  # at most, for "Studio 54" and "Studio 55"
_REST_ALIKE = 80  # per cent, for the words that are not the same in both
_RARE_WORDS = 2
_EDGE = 4  # letters at the beginning and end of the rarest word, one of which a slip leaves intact
_BEGINNING = 6
_LARGEST_BLOCK = 120  # "shanghai" tells nothing; names that share only such blocks are not compared


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Positions in the two sequences that were compared; `score` from 0 to 1."""

    position: int
    known_position: int
    score: float


def similarity(one: str, other: str) -> float:
    """From 0 to 1, blind to legal form, case, accents, blanks and order of words; 1 for the same normalised name."""
    return _similarity(normalise_company_name(one), normalise_company_name(other))


def find_similar(names: Sequence[str], known: Sequence[str], least: float = LEAST_SIMILARITY) -> list[Resemblance]:
    """For each name the known names that resemble it, but are not the same, best first.

    Compared are names that share a rare word, either end of their rarest word or their beginning, so that 50,000 names
    against as many take seconds.
    """
    index = _Blocks([normalise_company_name(name) for name in known])
    return [
        resemblance
        for position, name in enumerate(map(normalise_company_name, names))
        for resemblance in sorted(index.similar_to(name, position, least), key=lambda found: -found.score)
    ]


def find_similar_within(names: Sequence[str], least: float = LEAST_SIMILARITY) -> list[Resemblance]:
    """Pairs in one list, each once, the later name first."""
    return [found for found in find_similar(names, names, least) if found.known_position < found.position]


class _Blocks:
    """Normalised names by what two spellings of one name are likely to share."""

    def __init__(self, known: Sequence[str]) -> None:
        self.known = known
        self.frequency = Counter(word for name in known for word in name.split())
        self.blocks: defaultdict[str, list[int]] = defaultdict(list)
        for position, name in enumerate(known):
            for key in self._keys(name):
                self.blocks[key].append(position)

    def similar_to(self, name: str, position: int, least: float) -> Iterator[Resemblance]:
        for candidate in self._candidates(name):
            known = self.known[candidate]
            if known != name and (score := _similarity(name, known)) >= least:
                yield Resemblance(position, candidate, round(score, 3))

    def _candidates(self, name: str) -> set[int]:
        blocks = (self.blocks.get(key, ()) for key in self._keys(name))
        return {position for block in blocks if len(block) <= _LARGEST_BLOCK for position in block}

    def _keys(self, name: str) -> Iterator[str]:
        rare = sorted(name.split(), key=lambda word: (self.frequency[word] or 1, word))[:_RARE_WORDS]
        yield from rare
        for word in rare[:1]:
            yield f"{word[:_EDGE]}-"
            yield f"-{word[-_EDGE:]}"
        yield f"^{name.replace(' ', '')[:_BEGINNING]}"  # whose blanks may be lost


def _similarity(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if _is_told_apart(one.split(), other.split()):
        return min(fuzz.ratio(one, other) / 100, _DIFFERENT)
    letters = fuzz.ratio(one.replace(" ", ""), other.replace(" ", ""))
    score = max(letters, fuzz.token_sort_ratio(one, other)) / 100
    return max(score, _CONTAINED) if _contains(one, other) or _contains(other, one) else score


def _is_told_apart(one: list[str], other: list[str]) -> bool:
    """By a number, or by quite other words: "Shenzhen Neo Electronics" shares with "Shenzhen Xi Electronics" only
    what it shares with many.
    """
    one_rest = [word for word in one if word not in other]
    other_rest = [word for word in other if word not in one]
    if any(map(str.isdecimal, one_rest)) or any(map(str.isdecimal, other_rest)):
        return True
    return bool(one_rest and other_rest) and fuzz.ratio("".join(one_rest), "".join(other_rest)) < _REST_ALIKE


def _contains(longer: str, shorter: str) -> bool:
    """All of several telling words."""
    shorter_words = shorter.split()
    telling = len(shorter_words) > 1 and len(shorter) >= _CONTAINED_LETTERS
    return telling and set(shorter_words) < set(longer.split())
