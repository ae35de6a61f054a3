"""Text reduced to bare words, for comparing what different people typed."""

import re
import unicodedata

_ACCENTS = re.compile(r"[\u0300-\u036f]")
_NOT_WORD = re.compile(r"[\W_]+")
_WORD_CATEGORIES = ("L", "M", "N")  # Unicode categories; the marks are vowels in Indic, Thai and Arabic script
_INITIALS = re.compile(r"\b\w(?: \w\b)+")
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h"})


def folded_words(text: str) -> tuple[str, ...]:
    """Lower-case words without accents, punctuation and width."""
    bare = unaccented(text)
    if bare.isascii():
        return tuple(_NOT_WORD.sub(" ", bare).split())
    spaced = (letter if unicodedata.category(letter)[0] in _WORD_CATEGORIES else " " for letter in bare)
    return tuple("".join(spaced).split())


def unaccented(text: str) -> str:
    """In lower case without accents and width, else as it is."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFKD", plain)))


def joined_initials(words: tuple[str, ...]) -> tuple[str, ...]:
    """Runs of single letters as one word: "U. K" is "uk", "S.p.A." is "spa"."""
    return tuple(_INITIALS.sub(lambda run: run.group().replace(" ", ""), " ".join(words)).split())
