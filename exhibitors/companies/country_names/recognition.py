"""Recognition of a country in free text: whole names and codes first, then misspelt names, then parts of an address."""

import re
from dataclasses import dataclass
from functools import lru_cache

from ciie.kernel.country_names import code_named
from exhibitors.companies.country_names.ambiguous_names import BESIDE, PART_OF
from exhibitors.companies.country_names.keys import bag, meaningful, words
from exhibitors.companies.country_names.match import Codes, CountryMatch, Reason, judged, sure, unsure
from exhibitors.companies.country_names.names import is_form, name_index
from exhibitors.companies.country_names.spelling import nearest_countries, resembled_elsewhere, rival_meanings

_LONGEST_CODE = 3
_NAME_AND_QUALIFIER = 2  # parts
_SEPARATORS = re.compile(r"[,;/|()\[\]:•·]|\s[-–—]\s")
_DIGITS = re.compile(r"\d")
_POSTCODE_LETTERS = 2  # "2700 AD", "CM24 1AL"
_SHORTEST_MENTION = 4  # shorter names turn up inside streets by chance
_SHORT_MENTIONS = frozenset({"uk", "usa", "uae", "ksa"})
# The Royal Mail's format ("CM24 1AL"), without Jersey, Guernsey, the Isle of Man, and ordinals ("B1 2ND FLOOR").
_BRITISH_POSTCODE = re.compile(r"\b(?!JE|GY|IM)[A-Z]{1,2}\d[A-Z\d]? (?!1ST|2ND|3RD|\dTH)\d[ABD-HJLNP-UW-Z]{2}\b")
_EMBASSIES = frozenset(words("embassy embajada ambassade ambasciata botschaft ambasada consulate consulado consulat"))
_LONGEST_CITY = 3  # words


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text between separators, with its meaningful words and what each country name in it may mean.

    `complete` says that it consists of such names alone, `at_edge` that one of them begins or ends it, and `is_place`
    that it is a place that points at a country without being its name. `line` is the index of its line.
    """

    words: tuple[str, ...]
    line: int
    names: tuple[Codes, ...] = ()
    complete: bool = False
    at_edge: bool = False
    is_place: bool = False


def recognise_country(text: str) -> CountryMatch:
    """Recognise a country or region in any of some seventy languages, as a name, a code or the end of an address.

    The organizer's own names take precedence. This never raises. A result that is not certain is returned as unsure,
    with a suggestion if there is one.
    """
    if code := code_named(text):
        return sure(code, Reason.NAME)
    return _recognise(text)


@lru_cache(maxsize=65_536)
def _recognise(text: str) -> CountryMatch:
    if not any(letter.isalpha() for letter in text):
        return unsure(Reason.BLANK)
    text_words = words(text)
    codes = name_index().look_up(text_words)
    if len(text_words) == 1 and len(text_words[0]) <= _LONGEST_CODE and text.isascii():
        if match := _match_short(text_words[0], codes, is_capital=text.isupper()):
            return match
    elif codes:
        # A name in a rarer language is in doubt if it may be a slip in a common one, or a province.
        rivals = tuple(code for code in rival_meanings(meaningful(text_words)) if code not in codes)
        return unsure(Reason.SEVERAL_MEANINGS, codes + rivals) if rivals else judged(codes, Reason.NAME)
    parts = _read_parts(text)
    return _match_misspelt(parts) or _match_mentions(parts, text) or _suggest(parts)


def _match_short(word: str, codes: Codes, *, is_capital: bool) -> CountryMatch | None:
    """Match two or three plain letters: aliases such as UK first, then codes.

    "My" is Vietnamese for the USA, while MY is Malaysia. Only capitals make a code certain, since "no" and "per" are
    words.
    """
    if codes and word in name_index().aliases:
        return judged(codes, Reason.NAME)
    if code := name_index().short_codes.get(word.upper()):
        return sure(code, Reason.CODE) if is_capital else unsure(Reason.DOUBTFUL_CODE, (code, *codes))
    return unsure(Reason.SEVERAL_MEANINGS, codes) if codes else None


def _match_misspelt(parts: list[Part]) -> CountryMatch | None:
    """Match the whole text as one misspelt name, which may have an addition in brackets or after a comma."""
    if len(parts) > _NAME_AND_QUALIFIER or all(part.complete for part in parts):
        return None
    candidates, certain = nearest_countries(tuple(word for part in parts for word in part.words))
    return sure(candidates[0], Reason.SPELLING) if certain else None


def _match_mentions(parts: list[Part], text: str) -> CountryMatch | None:
    """Match the names of countries in an address, or return None if there are none.

    A name among other words is certain only if something else points at the same country and nothing at another one: a
    British postcode, or a large city where the name begins or ends the text ("PARIS FRANCE").
    """
    complete = [codes for part in parts if part.complete for codes in part.names]
    if complete:
        return _match_complete(parts, complete)
    embedded = [codes for part in parts for codes in part.names]
    if not embedded:
        return None
    at_edge = any(part.at_edge for part in (parts[0], parts[-1]))
    meant = _shared(embedded)
    if meant == ("GB",) and _BRITISH_POSTCODE.search(text):
        return sure("GB", Reason.ADDRESS)
    if at_edge and len(meant) == 1:
        kept = meaningful(words(text))
        spans = (kept[start : start + length] for length in range(1, _LONGEST_CITY + 1) for start in range(len(kept)))
        of_cities = {code for span in spans if (code := name_index().city_countries.get(bag(span)))}
        if of_cities == set(meant):
            return sure(meant[0], Reason.ADDRESS)
    return unsure(Reason.ONLY_MENTIONED, _flat(embedded[::-1]), suggest=at_edge)


def _match_complete(parts: list[Part], complete: list[Codes]) -> CountryMatch:
    """Match by the parts that are names alone.

    They must agree with the names in other parts, and one of them must be last.
    """
    first, last = parts[0], parts[-1]
    if first.words[0] in _EMBASSIES and last.complete and first.names == last.names:
        return judged(_shared(list(first.names)), Reason.ADDRESS)  # an embassy is in a country other than its own
    meant = _shared(complete)
    # "New York Street" in one field of a form does not contradict the country that the last field holds alone.
    last_is_field = last.complete and all(part.line < last.line for part in parts[:-1])
    others = [part for part in parts if not part.complete and not (part.is_place and last_is_field)]
    embedded = [codes for part in others for codes in part.names]
    if not meant or _shared([meant, *embedded]) != meant:
        return unsure(Reason.SEVERAL_COUNTRIES, _flat([*complete[::-1], *embedded]))
    meant = tuple(code for code in meant if code in _codes_alone(parts)) or meant
    named = [part for part in parts if part.complete or not _repeats(part, meant)]
    if len(named) == _NAME_AND_QUALIFIER:
        # Look for a misspelt name beside a country: "Virgin Ilands, U.S." is not the USA.
        misspelt = _flat([resembled_elsewhere(part.words, meant) for part in named if not part.complete])
        if misspelt:
            return unsure(Reason.SEVERAL_COUNTRIES, (*meant, *misspelt))
    if named[-1].complete:
        return judged(meant, Reason.NAME if len(named) == 1 else Reason.ADDRESS)
    return unsure(Reason.ONLY_MENTIONED, meant)


def _suggest(parts: list[Part]) -> CountryMatch:
    """Return what the last part may mean. Nothing about it is certain."""
    if codes := _codes_alone(parts[-1:]):
        return unsure(Reason.DOUBTFUL_CODE, codes)
    candidates, _certain = nearest_countries(parts[-1].words) if parts else ((), False)
    return unsure(Reason.DOUBTFUL_SPELLING if candidates else Reason.UNKNOWN, candidates)


def _read_parts(text: str) -> list[Part]:
    """Return the parts that say something, without numbers, postcodes, single letters and neutral words."""
    index = name_index()
    pieces = []
    for number, line in enumerate(text.splitlines()):
        is_name = index.look_up(_without_numbers(words(line)))  # a name may contain a separator: "Korea, Republic of"
        for piece in [line] if is_name else _SEPARATORS.split(line):
            kept = meaningful(_without_numbers(words(piece)))
            if any(len(word) > 1 for word in kept) and bag(kept) not in index.neutral:
                pieces.append((kept, number))
    names = [(kept, number) for kept, number in pieces if not is_form(kept) or index.look_up_kept(kept)]
    return [_read_part(kept, number) for kept, number in names or pieces]


def _read_part(kept: tuple[str, ...], line: int) -> Part:
    index = name_index()
    if bag(kept) in index.places and bag(kept) not in index.codes:
        return Part(kept, line, (index.meanings(kept),), is_place=True)
    if not index.is_fragment(bag(kept)) and (whole := index.look_up_kept(kept)):
        return Part(kept, line, (index.meanings(kept) or whole,), complete=True)
    spans, left_over = index.names_within(kept)
    names = tuple(index.meanings(kept[start:end]) for start, end in spans)
    # Besides names there may only be the code of one of these countries, words for a form of state, or neutral words.
    if names and all(
        is_form((word,)) or word in BESIDE or any(_short_code((word,)) in codes for codes in names)
        for word in left_over
    ):
        return Part(kept, line, names, complete=True)
    mentions = [span for span in spans if _is_mention(kept[slice(*span)])]
    return Part(
        kept,
        line,
        tuple(index.meanings(kept[slice(*span)]) for span in mentions),
        at_edge=any({0, len(kept)} & set(span) for span in mentions),
    )


def _is_mention(kept: tuple[str, ...]) -> bool:
    """Return whether a name is so common and so long that it does not occur among other words by chance."""
    name = " ".join(kept)
    known = name in name_index().spellings or bag(kept) in name_index().places
    return known and (len(name) >= _SHORTEST_MENTION or name in _SHORT_MENTIONS)


def _codes_alone(parts: list[Part]) -> Codes:
    """Return the codes that are a part of their own, such as "(CN)"."""
    codes = name_index().codes
    return tuple(code for part in parts if (code := _short_code(part.words)) and part.words[0] not in codes)


def _repeats(part: Part, meant: Codes) -> bool:
    """Return whether a part is a code, or the country's short name in a rare language: "Angola (AO)", "China / Çin"."""
    return (
        bool(_codes_alone([part]))
        or name_index().codes.get(bag(part.words)) == meant
        or _short_code(part.words) in meant
    )


def _short_code(kept: tuple[str, ...]) -> str | None:
    return name_index().short_codes.get(kept[0].upper()) if len(kept) == 1 else None


def _shared(names: list[Codes]) -> Codes:
    """Return what all names can mean together. Hong Kong and China together mean Hong Kong."""
    wholes = {PART_OF[codes[0]] for codes in names if len(codes) == 1 and codes[0] in PART_OF}
    narrow = [codes for codes in names if not set(codes) <= wholes]
    return tuple(code for code in narrow[0] if all(code in codes for codes in narrow)) if narrow else ()


def _flat(names: list[Codes]) -> Codes:
    return tuple(code for codes in names for code in codes)


def _without_numbers(part_words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words without those that contain digits, and without short letters of a postcode next to them."""
    numeric = [bool(_DIGITS.search(word)) for word in part_words]
    neighbours = zip(part_words, numeric, [False, *numeric], [*numeric[1:], False], strict=False)
    return tuple(
        word
        for word, has_digit, before, after in neighbours
        if not has_digit and not ((before or after) and len(word) <= _POSTCODE_LETTERS and word.isascii())
    )
