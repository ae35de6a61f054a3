"""From free text to a country: whole names first, then codes, addresses, and typing errors last."""

from functools import lru_cache

from exhibitors.companies.country_names.addresses import Part, given_codes, judge_parts, read_parts
from exhibitors.companies.country_names.keys import meaningful, words
from exhibitors.companies.country_names.match import CountryGuess, Reason, judged, sure, unsure
from exhibitors.companies.country_names.names import alias_keys, name_index, short_codes
from exhibitors.companies.country_names.spelling import nearest_countries, rival_meanings

_LONGEST_CODE = 3
_NAME_AND_ADDITION = 2  # parts


@lru_cache(maxsize=65_536)
def recognise_country(text: str) -> CountryGuess:
    """Recognise a country or region in any of some seventy languages, as a name, a code or the end of an address.

    Never raises. What is not certain comes back as unsure, with a suggestion where there is one.
    """
    if not any(letter.isalpha() for letter in text):
        return unsure(Reason.BLANK)
    text_words = words(text)
    codes = name_index().look_up(text_words)
    if len(text_words) == 1 and len(text_words[0]) <= _LONGEST_CODE and text.isascii():
        if guess := _judge_short(text_words[0], codes, is_capital=text.isupper()):
            return guess
    elif codes:
        return _judge_name(codes, text_words)
    parts = read_parts(text)
    return _certain_spelling(parts) or judge_parts(parts, text) or _judge_last_part(parts)


def _judge_name(codes: tuple[str, ...], text_words: tuple[str, ...]) -> CountryGuess:
    """A name in a rarer language is doubted when it may be a slip in a common one, or a province."""
    rivals = tuple(code for code in rival_meanings(meaningful(text_words)) if code not in codes)
    return unsure(Reason.SEVERAL_MEANINGS, codes + rivals) if rivals else judged(codes, Reason.NAME)


def _judge_short(word: str, codes: tuple[str, ...], *, is_capital: bool) -> CountryGuess | None:
    """Two or three plain letters: UK and the like first, then codes; "My" is Vietnamese for the USA, MY is Malaysia.

    Only capitals make a code for certain; "no" and "per" are words.
    """
    if codes and word in alias_keys():
        return judged(codes, Reason.NAME)
    if code := short_codes().get(word.upper()):
        return sure(code, Reason.CODE) if is_capital else unsure(Reason.DOUBTFUL_CODE, (code, *codes))
    return unsure(Reason.SEVERAL_MEANINGS, codes) if codes else None


def _certain_spelling(parts: list[Part]) -> CountryGuess | None:
    """A name as a whole, with its addition in brackets or after a comma."""
    if len(parts) > _NAME_AND_ADDITION or all(part.complete for part in parts):
        return None
    candidates, certain = nearest_countries(tuple(word for part in parts for word in part.kept))
    return sure(candidates[0], Reason.SPELLING) if certain else None


def _judge_last_part(parts: list[Part]) -> CountryGuess:
    if codes := given_codes(parts[-1:]):
        return unsure(Reason.DOUBTFUL_CODE, codes)
    candidates, _certain = nearest_countries(parts[-1].kept) if parts else ((), False)
    return unsure(Reason.DOUBTFUL_SPELLING if candidates else Reason.UNKNOWN, candidates)
