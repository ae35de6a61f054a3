"""Comparison of company names: the same except for spelling and legal form, or similar enough for a person to confirm.

Legal forms are folded: lower case, no accents, initials joined ("S.p.A." is "spa"). They were compiled by hand from the
Entity Legal Forms code list of ISO 20275 (GLEIF) and cover the commonest forms of trading countries.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from rapidfuzz import fuzz, process

from ciie.tables.folding import folded_words, joined_initials

_LAST = """
ltd limited llc llp lllp lp plc inc incorporated corp corporation co company unlimited pllc
gmbh ggmbh mbh ag kg kgaa ohg ug haftungsbeschrankt ek ev eg se
sa sas sasu sarl eurl snc scs sca sci scop spa srl srls sapa scarl scrl
sl slu slne sau sab cv sapi ltda lda eireli unipessoal
bv nv vof cvba bvba sprl vzw asbl
oy oyj ab hb kb as asa ans aps ivs hf ehf
sp zoo zo spzoo spolka akcyjna spj spk
sro vos spol kft zrt nyrt bt kkt doo dd ad ead ood eood jdoo dooel
uab sia ou
ooo oao zao pao tov jsc ojsc cjsc pjsc joint stock mchj
ооо оао зао пао ао ип тоо тов пат прат ат нао гуп фгуп ххк хк жшс
sti sirketi anonim limited san sanayi tic ticaret ve
sdn bhd pte pty pvt private tbk persero
kk gk yk kabushiki kaisha kabushikikaisha
fze fzco fzc fzllc fz dmcc wll spc bsc psc saog saoc sae sal
"""
_FIRST = """
ooo oao zao pao ао ооо оао зао пао ип тоо тов пат прат ат нао гуп фгуп чп фоп жшс
pt cv sc uab ab sia ou as tov 주 株 有
"""
_ANYWHERE = "ltd limited llc llp plc inc gmbh srl sarl sro pte pty pvt bv aps spzoo ооо ххк тоо"

# One or more of LAST_WORDS may end a name, and one of FIRST_WORDS may begin it.
LAST_WORDS = frozenset(_LAST.split())
FIRST_WORDS = frozenset(_FIRST.split())
# These mean nothing else, so they are removed everywhere except at the beginning: "Salt Pte Ltd (Singapore)".
MIDDLE_WORDS = frozenset(_ANYWHERE.split())
_FORMS = LAST_WORDS | FIRST_WORDS | MIDDLE_WORDS

# Legal forms that are written without blanks, longest first.
EAST_ASIAN_FORMS = (
    "股份有限责任公司",
    "股份有限公司",
    "有限责任公司",
    "有限責任公司",
    "有限公司",
    "公司",
    "株式会社",
    "有限会社",
    "合同会社",
    "주식회사",
    "유한회사",
)

# Folded legal forms such as "S. de R.L. de C.V.", with the joining words between their initials.
LAST_PHRASES = (
    "s de rl de cv",
    "sa de cv",
    "sapi de cv",
    "sab de cv",
    "s en c",
    "y cia",
    "et cie",
    "gmbh co kg",
    "co kg",
)


NORMALISED_LENGTH = 200  # the length of the column Company.normalized_name

_LINES = Path(__file__).with_name("look_alikes.txt").read_text(encoding="utf-8").splitlines()
LOOK_ALIKES = {
    look_alike: latin
    for latin, look_alikes in (line.split() for line in _LINES if line and line[0] != "#")
    for look_alike in look_alikes
}
"""Letters of other alphabets in their own case, mapped to the Latin letter that each passes for."""

_AS_LATIN = str.maketrans(LOOK_ALIKES)
# The same in lower case, where a name no longer shows its case: the capital's shape decides, else the small letter's.
_AS_SMALL_LATIN = str.maketrans(
    {
        letter.casefold(): latin.lower()
        for letter, latin in sorted(LOOK_ALIKES.items(), key=lambda pair: pair[1].isupper())
    }
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_MIXED_WORD = re.compile(r"\w*[A-Za-z]\w*")

_JOINERS = frozenset({"and", "und", "the"})  # "&" goes with the punctuation
_EAST_ASIAN = "|".join(EAST_ASIAN_FORMS)
_FORM_AT_EDGE = re.compile(f"^(?:{_EAST_ASIAN})|(?:{_EAST_ASIAN})$")


@lru_cache(maxsize=131_072)
def normalise_company_name(name: str) -> str:
    """Return the name in lower-case words without accents, punctuation, legal form, "the" and "and".

    Letters that look like Latin ones become Latin. "The ABC Trading Co., Ltd." and "A.B.C. TRADING LLC" give "abc
    trading", and so does the first with a Cyrillic "А". Words are kept if nothing would be left without them: the
    result is empty only for names without a letter or digit.
    """
    folded = joined_initials(folded_words(_mixed_words_as_latin(name)))
    folded = tuple(word if word in _FORMS else _word_as_latin(word) for word in folded)
    bare = tuple(filter(None, (_FORM_AT_EDGE.sub("", word) for word in folded))) or folded
    bare = _without_last(bare[1:] if len(bare) > 1 and bare[0] in FIRST_WORDS else bare)
    kept = tuple(word for word in bare if word not in _JOINERS) or bare
    return " ".join(kept)[:NORMALISED_LENGTH].rstrip()


def _mixed_words_as_latin(name: str) -> str:
    """Return the name without invisible characters, and with Latin letters for their look-alikes.

    Look-alikes are replaced only in words that also have Latin letters.
    """
    if name.isascii():
        return name
    seen = _INVISIBLE.sub("", unicodedata.normalize("NFKC", name))
    return _MIXED_WORD.sub(lambda word: word.group().translate(_AS_LATIN), seen)


def _word_as_latin(word: str) -> str:
    """Return a lower-case word in Latin letters if each of its letters passes for a Latin one, else unchanged."""
    latin = word.translate(_AS_SMALL_LATIN)
    return latin if latin.isascii() else word


def _without_last(name_words: tuple[str, ...]) -> tuple[str, ...]:
    text = " ".join(name_words)
    for phrase in LAST_PHRASES:
        if text.endswith(f" {phrase}"):
            name_words = tuple(text.removesuffix(phrase).split())
            break
    while len(name_words) > 1 and name_words[-1] in LAST_WORDS:
        name_words = name_words[:-1]
    return (*name_words[:1], *(word for word in name_words[1:] if word not in MIDDLE_WORDS))


LEAST_SIMILARITY = 0.88

_extract = partial(process.extract, processor=None, limit=None)

_CONTAINED = 0.9  # "Huawei Technologies" and "Huawei Technologies Germany"
_CONTAINED_LETTERS = 10
_DIFFERENT = 0.8  # at most, for "Studio 54" and "Studio 55"
_REST_ALIKE = 80  # per cent, for the words that are not the same in both
_RARE_WORDS = 2
_EDGE = 4  # letters at the beginning and end of the rarest word, one of which a slip leaves intact
_BEGINNING = 6
_LARGEST_BLOCK = 120  # frequent words such as "shanghai" say nothing: names that share only these are not compared


@dataclass(frozen=True, slots=True)
class Resemblance:
    """A pair of similar names, by their positions in the two sequences compared. `score` is from 0 to 1."""

    position: int
    known_position: int
    score: float


def similarity(one: str, other: str) -> float:
    """Return a score from 0 to 1 that ignores legal form, case, accents, blanks and the order of words.

    It is 1 for names that are the same when normalised.
    """
    return _similarity(normalise_company_name(one), normalise_company_name(other))


def find_similar(names: Sequence[str], known: Sequence[str], least: float = LEAST_SIMILARITY) -> list[Resemblance]:
    """Return for each name the known names that resemble it but are not the same, best first.

    Only names that share a rare word, either end of their rarest word, or their beginning are compared, so that
    comparing 50,000 names with as many takes seconds.
    """
    index = _Blocks([normalise_company_name(name) for name in known])
    return [
        resemblance
        for position, name in enumerate(map(normalise_company_name, names))
        for resemblance in sorted(index.similar_to(name, position, least), key=_best_first)
    ]


def find_similar_within(names: Sequence[str], least: float = LEAST_SIMILARITY) -> list[Resemblance]:
    """Return the similar pairs within one list. Each pair occurs once, the later name first."""
    normalised = [normalise_company_name(name) for name in names]
    index = _Blocks(normalised)
    return [
        resemblance
        for position, name in enumerate(normalised)
        for resemblance in sorted(index.similar_to(name, position, least, before=position), key=_best_first)
    ]


def _best_first(found: Resemblance) -> float:
    return -found.score


class _Blocks:
    """An index of normalised names by what two spellings of one name are likely to share."""

    def __init__(self, known: Sequence[str]) -> None:
        self.known = known
        self.letters = [name.replace(" ", "") for name in known]
        self.words = [frozenset(name.split()) for name in known]
        self.frequency = Counter(word for name in known for word in name.split())
        self.blocks: defaultdict[str, list[int]] = defaultdict(list)
        for position, name in enumerate(known):
            for key in self._keys(name):
                self.blocks[key].append(position)

    def similar_to(self, name: str, position: int, least: float, *, before: int | None = None) -> Iterator[Resemblance]:
        """Yield those of the first `before` known names, or of all, that resemble a name by at least `least`."""
        candidates = [c for c in self._candidates(name) if before is None or c < before]
        for candidate in self._promising(name, candidates, least):
            known = self.known[candidate]
            if known != name and (score := _similarity(name, known)) >= least:
                yield Resemblance(position, candidate, round(score, 3))

    def _promising(self, name: str, candidates: list[int], least: float) -> Iterable[int]:
        """Return the candidates that pass the cheap part of `_similarity`, since there are millions of pairs.

        Without passing it, no pair scores above `_DIFFERENT`.
        """
        if least <= _DIFFERENT:
            return candidates
        cutoff, letters, own_words = 100 * least, name.replace(" ", ""), frozenset(name.split())
        by_letters = _extract(letters, [self.letters[c] for c in candidates], scorer=fuzz.ratio, score_cutoff=cutoff)
        by_words = _extract(
            name, [self.known[c] for c in candidates], scorer=fuzz.token_sort_ratio, score_cutoff=cutoff
        )
        found = {candidates[place] for _text, _score, place in (*by_letters, *by_words)}
        contained = (c for c in candidates if self.words[c] < own_words or own_words < self.words[c])
        return found.union(contained)

    def _candidates(self, name: str) -> set[int]:
        blocks = (self.blocks.get(key, ()) for key in self._keys(name))
        return {position for block in blocks if len(block) <= _LARGEST_BLOCK for position in block}

    def _keys(self, name: str) -> Iterator[str]:
        rare = sorted(name.split(), key=lambda word: (self.frequency[word] or 1, word))[:_RARE_WORDS]
        yield from rare
        for word in rare[:1]:
            yield f"{word[:_EDGE]}-"
            yield f"-{word[-_EDGE:]}"
        yield f"^{name.replace(' ', '')[:_BEGINNING]}"  # for names that have lost their blanks


def _similarity(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if _are_distinct(one.split(), other.split()):
        return min(fuzz.ratio(one, other) / 100, _DIFFERENT)
    letters = fuzz.ratio(one.replace(" ", ""), other.replace(" ", ""))
    score = max(letters, fuzz.token_sort_ratio(one, other)) / 100
    return max(score, _CONTAINED) if _contains(one, other) or _contains(other, one) else score


def _are_distinct(one: list[str], other: list[str]) -> bool:
    """Return whether two names are set apart by a number or by quite different words.

    "Shenzhen Neo Electronics" shares with "Shenzhen Xi Electronics" only what it shares with many.
    """
    one_rest = [word for word in one if word not in other]
    other_rest = [word for word in other if word not in one]
    if any(map(str.isdecimal, one_rest)) or any(map(str.isdecimal, other_rest)):
        return True
    return bool(one_rest and other_rest) and fuzz.ratio("".join(one_rest), "".join(other_rest)) < _REST_ALIKE


def _contains(longer: str, shorter: str) -> bool:
    """Return whether a name contains all words of a shorter one, which must have several words and enough letters."""
    if not _CONTAINED_LETTERS <= len(shorter) < len(longer):
        return False
    shorter_words = shorter.split()
    return len(shorter_words) > 1 and set(shorter_words) < set(longer.split())
