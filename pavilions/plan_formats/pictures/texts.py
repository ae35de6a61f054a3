"""What the texts of a drawing say: numbers of booths, their sizes, their areas."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from pavilions.vector_files import Lettering

LONGEST_NUMBER: Final = 20
_LETTERED = re.compile(r"(?:\d{1,2}(?:\.\d)?[-./ ]?)?[A-Za-zА-Яа-я]{1,3}[-./ ]?\d{1,4}(?:[-./]\d{1,3})?[A-Za-z]?")
_PLAIN = re.compile(r"\d{1,5}(?:[-./]\d{1,4})?[A-Za-z]?")
_SIZE = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*m?\s*[xX×*хХ]\s*(\d{1,3}(?:[.,]\d{1,2})?)\s*m?")
# "6M05" is the number of a booth; "6M" is one too where the booth has no other, and else an area.
_AREA = re.compile(
    r"(?<![\w.,])/?\s*(\d{1,5}(?:[.,]\d{1,2})?)"
    r"(?:\s*(?:(?:m²|m2|sqm|м²|м2|кв\.?\s*м)(?!\w)|平方米|㎡)|\s*m(?!\w))\s*/?",
    re.IGNORECASE,
)
_GLUED = re.compile(r"\d{1,5}m", re.IGNORECASE)
MOST_PLAIN_PER_LETTERED: Final = 5


class Sort(IntEnum):
    """What a text may be, best first."""

    LETTERED = 1
    PLAIN = 2


@dataclass(frozen=True, slots=True)
class NumberText:
    number: str
    x: float
    y: float
    height: float


def numbers_by_sort(letterings: Iterable[Lettering]) -> tuple[list[NumberText], list[NumberText]]:
    """The texts that may number booths: those of letters and digits ("A12"), and plain figures ("101")."""
    found = [(sort, NumberText(word, t.x, t.y, t.height)) for t in letterings for sort, word in _numbers_in(t.text)]
    return [text for sort, text in found if sort is Sort.LETTERED], [text for sort, text in found if sort is Sort.PLAIN]


def short_texts(letterings: Iterable[Lettering]) -> list[NumberText]:
    """The texts that may be a number of an odd kind: short ones that are no size and no area."""
    return [NumberText(t.text, t.x, t.y, t.height) for t in letterings if _is_short(t.text)]


def number_texts(letterings: Sequence[Lettering]) -> list[NumberText]:
    """The texts that look like numbers at first sight, to tell layers apart by them.

    Where letters and digits are the rule ("A12"), bare figures are mostly sizes.
    """
    lettered, plain = numbers_by_sort(letterings)
    return lettered if lettered and len(plain) <= MOST_PLAIN_PER_LETTERED * len(lettered) else [*lettered, *plain]


def _numbers_in(text: str) -> Iterable[tuple[Sort, str]]:
    """Of "A12" or "A12 36 m²" the number; of "3X6" and "18 m²" none."""
    if is_size(text) and not _GLUED.fullmatch(text):
        return
    first = text.split(maxsplit=1)[0]
    for sort, pattern in ((Sort.LETTERED, _LETTERED), (Sort.PLAIN, _PLAIN)):
        if pattern.fullmatch(text) and len(text) <= LONGEST_NUMBER:
            yield sort, text
            return
        rest = text.removeprefix(first).strip()
        if rest and pattern.fullmatch(first) and (_AREA.search(rest) or _SIZE.search(rest)):
            yield sort, first
            return


def _is_short(text: str) -> bool:
    return len(text) <= LONGEST_NUMBER and not is_size(text)


def is_size(text: str) -> bool:
    """Whether it is nothing but the measures or the area of a booth."""
    return bool(_SIZE.fullmatch(text) or _AREA.fullmatch(text))


def looks_numbered(text: str) -> bool:
    """Whether an id or a title may be a booth's number."""
    return bool(_LETTERED.fullmatch(text) or _PLAIN.fullmatch(text))


def size_in(texts: Iterable[str]) -> tuple[float, float] | None:
    """Width and depth in metres, of the first text that says so."""
    found = (_SIZE.search(text) for text in texts)
    return next(((_figure(match[1]), _figure(match[2])) for match in found if match), None)


def area_in(texts: Iterable[str]) -> float | None:
    found = (_AREA.search(text) for text in texts if not _SIZE.fullmatch(text))
    return next((_figure(match[1]) for match in found if match), None)


def _figure(text: str) -> float:
    return float(text.replace(",", "."))
