"""Cells that hold more than a country's name: translations side by side, postcodes, whole addresses."""

import re
from dataclasses import dataclass, replace

from exhibitors.companies.country_names.ambiguous_names import BESIDE, PART_OF
from exhibitors.companies.country_names.corroboration import another_witness, is_legation
from exhibitors.companies.country_names.keys import bag, meaningful, words
from exhibitors.companies.country_names.match import CountryGuess, Reason, judged, sure, unsure
from exhibitors.companies.country_names.names import is_form, name_index, neutral_keys, places_elsewhere, short_codes
from exhibitors.companies.country_names.spelling import resembled_elsewhere

type Meanings = tuple[str, ...]

_CUTS = re.compile(r"[,;/|()\[\]:•·]|\s[-–—]\s")
_DIGITS = re.compile(r"\d")
_POSTCODE_LETTERS = 2  # "2700 AD", "CM24 1AL"
_NAME_AND_QUALIFIER = 2  # parts
_SHORTEST_MENTION = 4  # shorter names turn up inside streets by chance
_SHORT_MENTIONS = frozenset({"uk", "usa", "uae", "ksa"})


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a cell between separators: what each country name in it may mean.

    `complete` when it consists of such names alone; `at_edge` when one begins or ends it; `is_place` when it is a place
    that points at a country without being its name. `line` counts from the first.
    """

    kept: tuple[str, ...]
    names: tuple[Meanings, ...] = ()
    complete: bool = False
    at_edge: bool = False
    is_place: bool = False
    line: int = 0


def read_parts(text: str) -> list[Part]:
    """The parts that say something; numbers, postcodes, fragments and neutral words are gone."""
    kept = [
        (meaningful(_without_numbers(words(piece))), number)
        for number, line in enumerate(text.splitlines())
        for piece in _pieces(line)
    ]
    telling = [(piece, number) for piece, number in kept if _says_something(piece)]
    names = [(piece, number) for piece, number in telling if not is_form(piece) or name_index().look_up_kept(piece)]
    return [replace(_read_part(piece), line=number) for piece, number in names or telling]


def judge_parts(parts: list[Part], text: str) -> CountryGuess | None:
    """None when no part of the text mentions a country by name."""
    complete = [meanings for part in parts if part.complete for meanings in part.names]
    embedded = [meanings for part in parts if not part.complete for meanings in part.names]
    if complete:
        return _judge_complete(parts, complete)
    if embedded:
        at_edge = any(part.at_edge for part in (parts[0], parts[-1]))
        meant = _shared(embedded)
        if len(meant) == 1 and another_witness(text, meant[0], at_edge=at_edge):
            return sure(meant[0], Reason.ADDRESS)
        return unsure(Reason.ONLY_MENTIONED, _flat(embedded[::-1]), suggest=at_edge)
    return None


def given_codes(parts: list[Part]) -> Meanings:
    """Codes that stand alone as a part, such as "(CN)"."""
    return tuple(short_codes()[part.kept[0].upper()] for part in parts if _is_code(part.kept))


def _judge_complete(parts: list[Part], complete: list[Meanings]) -> CountryGuess:
    if is_legation(parts[0].kept) and parts[-1].complete and parts[0].names == parts[-1].names:
        return judged(_shared(list(parts[0].names)), Reason.ADDRESS)
    meant = _shared(complete)
    embedded = [meanings for part in parts if not part.complete for meanings in part.names if not _yields(part, parts)]
    if not meant or _shared([meant, *embedded]) != meant:
        return unsure(Reason.SEVERAL_COUNTRIES, _flat([*complete[::-1], *embedded]))
    meant = tuple(code for code in meant if code in given_codes(parts)) or meant
    named = [part for part in parts if part.complete or not (_is_code(part.kept) or _agrees(part.kept, meant))]
    if len(named) == _NAME_AND_QUALIFIER and (others := _resembled_beside(named, meant)):
        return unsure(Reason.SEVERAL_COUNTRIES, (*meant, *others))
    if named[-1].complete:
        return judged(meant, Reason.NAME if len(named) == 1 else Reason.ADDRESS)
    return unsure(Reason.ONLY_MENTIONED, meant)


def _yields(place: Part, parts: list[Part]) -> bool:
    """New York Street in one field of a form says nothing against the country that the last field holds alone."""
    last = parts[-1]
    return place.is_place and last.complete and all(part.line < last.line for part in parts[:-1])


def _agrees(kept: tuple[str, ...], meant: Meanings) -> bool:
    """The country's own code, or a short name of it in a rare language: "Angola (AO)", "China / Çin"."""
    return name_index().codes.get(bag(kept)) == meant or _short_code(kept) in meant


def _resembled_beside(parts: list[Part], meant: Meanings) -> Meanings:
    """What is misspelt beside a country: "Virgin Ilands, U.S." is not the USA."""
    return _flat([resembled_elsewhere(part.kept, meant) for part in parts if not part.complete])


def _shared(meanings: list[Meanings]) -> Meanings:
    """What all names can mean together; Hong Kong and China together mean Hong Kong."""
    wholes = {PART_OF[names[0]] for names in meanings if len(names) == 1 and names[0] in PART_OF}
    narrow = [names for names in meanings if not set(names) <= wholes]
    return tuple(code for code in narrow[0] if all(code in names for names in narrow)) if narrow else ()


def _pieces(line: str) -> list[str]:
    """Cut at separators, but for names that hold one: "Korea, Republic of"."""
    return [line] if name_index().look_up(_without_numbers(words(line))) else _CUTS.split(line)


def _read_part(kept: tuple[str, ...]) -> Part:
    index = name_index()
    if bag(kept) in places_elsewhere() and bag(kept) not in index.codes:
        return Part(kept, (index.meanings(kept),), is_place=True)
    if not index.is_fragment(bag(kept)) and (whole := index.look_up_kept(kept)):
        return Part(kept, (index.meanings(kept) or whole,), complete=True)
    spans, left_over = index.names_within(kept)
    names = [index.meanings(kept[start:end]) for start, end in spans]
    if names and all(_confirms(word, names) for word in left_over):
        return Part(kept, tuple(names), complete=True)
    mentions = [span for span in spans if _is_mention(kept[slice(*span)])]
    edges = {0, len(kept)}
    return Part(
        kept,
        tuple(index.meanings(kept[slice(*span)]) for span in mentions),
        at_edge=any(edges & set(span) for span in mentions),
    )


def _confirms(word: str, names: list[Meanings]) -> bool:
    """The code of a country that is named beside it, a word for its form of state, or one that says nothing."""
    return is_form((word,)) or word in BESIDE or any(_short_code((word,)) in meanings for meanings in names)


def _is_mention(kept: tuple[str, ...]) -> bool:
    name = " ".join(kept)
    known = name in name_index().spellings or bag(kept) in places_elsewhere()
    return known and (len(name) >= _SHORTEST_MENTION or name in _SHORT_MENTIONS)


def _is_code(kept: tuple[str, ...]) -> bool:
    return _short_code(kept) is not None and kept[0] not in name_index().codes


def _short_code(kept: tuple[str, ...]) -> str | None:
    return short_codes().get(kept[0].upper()) if len(kept) == 1 else None


def _says_something(kept: tuple[str, ...]) -> bool:
    return any(len(word) > 1 for word in kept) and bag(kept) not in neutral_keys()


def _without_numbers(part_words: tuple[str, ...]) -> tuple[str, ...]:
    """Words without digits in them, and without the short letters of a postcode beside those."""
    numeric = [bool(_DIGITS.search(word)) for word in part_words]
    neighbours = zip(part_words, numeric, [False, *numeric], [*numeric[1:], False], strict=False)
    return tuple(
        word
        for word, has_digit, before, after in neighbours
        if not has_digit and not ((before or after) and len(word) <= _POSTCODE_LETTERS and word.isascii())
    )


def _flat(meanings: list[Meanings]) -> Meanings:
    return tuple(code for names in meanings for code in names)
