"""Reduces text to bare words, for comparing what different people entered."""

import re
import unicodedata

_ACCENTS = re.compile(r"[\u0300-\u036f]")
_NOT_WORD = re.compile(r"[\W_]+")
_WORD_CATEGORIES = ("L", "M", "N")  # Unicode categories; marks are vowels in Indic, Thai and Arabic scripts
_INITIALS = re.compile(r"\b\w(?: \w\b)+")
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h"})


def folded_words(text: str) -> tuple[str, ...]:
    """Return lower-case words without accents, punctuation and differences of width."""
    bare = unaccented(text)
    if bare.isascii():
        return tuple(_NOT_WORD.sub(" ", bare).split())
    spaced = (letter if unicodedata.category(letter)[0] in _WORD_CATEGORIES else " " for letter in bare)
    return tuple("".join(spaced).split())


def unaccented(text: str) -> str:
    """Return the text in lower case, without accents and differences of width."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFKD", plain)))


def joined_initials(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words with runs of single letters joined: "U. K" is "uk", "S.p.A." is "spa"."""
    return tuple(_INITIALS.sub(lambda run: run.group().replace(" ", ""), " ".join(words)).split())
