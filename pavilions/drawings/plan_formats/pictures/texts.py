"""The meaning of a drawing's texts: booth numbers, sizes and areas."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import shapely

from pavilions.drawings.vector_files import Text

LONGEST_NUMBER: Final = 20
_HALL = r"(?:\d{1,2}(?:\.\d)?H?[-./ ]?)?"
_ONE = rf"{_HALL}[A-Za-zА-Яа-я]{{1,3}}[-./ ]?\d{{1,4}}(?: ?[-./] ?\d{{1,3}})?[A-Za-z]?"
_LETTERED = re.compile(rf"{_ONE}(?: ?[-/&+,] ?{_ONE}){{0,2}}")
_SAYS_NUMBER = re.compile(
    r"(?:(?:stand|booth|stall|стенд)(?![^\W\d_])|(?:展位|展台|摊位|小間|부스)号?)?[.: ]*"
    r"(?:(?:no|nr)(?=[. ])|n ?°|№|#)?[.: ]*",
    re.IGNORECASE,
)
"""A prefix that only announces a number."""
_PLAIN = re.compile(r"\d{1,5}(?:[-./]\d{1,4})?[A-Za-z]?")
_SIZE = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*m?\s*[xX×*хХ]\s*(\d{1,3}(?:[.,]\d{1,2})?)\s*m?")
# "6M05" is a booth number; "6M" is one only if the booth has no other number, and otherwise an area.
_AREA = re.compile(
    r"(?<![\w.,])/?\s*(\d{1,5}(?:[.,]\d{1,2})?)"
    r"(?:\s*(?:(?:m²|m2|sqm|м²|м2|кв\.?\s*м)(?!\w)|平方米|㎡)|\s*m(?!\w))\s*/?",
    re.IGNORECASE,
)
_GLUED = re.compile(r"\d{1,5}m", re.IGNORECASE)
MOST_PLAIN_PER_LETTERED: Final = 5


class NumberKind(IntEnum):
    """Kinds of numbers, the more likely one first."""

    LETTERED = 1
    PLAIN = 2


@dataclass(frozen=True, slots=True)
class NumberText:
    number: str
    x: float
    y: float
    height: float
    layer: int = -1


def folded_number(text: str) -> str:
    """Return the number in a text such as "N° 44", "展台12" or "Ａ０１": 44, 12 and A01."""
    plain = unicodedata.normalize("NFKC", text.replace("№", "N°").replace("º", "°")).strip()
    return _SAYS_NUMBER.sub("", plain, count=1)


def numbers_by_kind(texts: Iterable[Text]) -> tuple[list[NumberText], list[NumberText]]:
    """Return the texts that may number booths: those of letters and digits ("A12"), and plain figures ("101")."""
    found = [
        (kind, NumberText(word, text.x, text.y, text.height, text.layer))
        for text in texts
        for kind, word in _numbers_in(text.text)
    ]
    return [text for kind, text in found if kind is NumberKind.LETTERED], [
        text for kind, text in found if kind is NumberKind.PLAIN
    ]


def short_texts(texts: Iterable[Text]) -> list[NumberText]:
    """Return texts that may be an unusual number: short ones that are neither a size nor an area."""
    short = (text for text in texts if len(text.text) <= LONGEST_NUMBER and not is_size(text.text))
    return [NumberText(t.text, t.x, t.y, t.height, t.layer) for t in short]


def number_texts(texts: Sequence[Text]) -> list[NumberText]:
    """Return the texts that look like numbers, by which layers are recognised.

    If most have letters and digits ("A12"), plain figures are left out, since they are mostly sizes.
    """
    lettered, plain = numbers_by_kind(texts)
    return lettered if lettered and len(plain) <= MOST_PLAIN_PER_LETTERED * len(lettered) else [*lettered, *plain]


def _numbers_in(text: str) -> Iterable[tuple[NumberKind, str]]:
    """Yield the number in "A12", "A12 36 m²" or "A12 Acme 36 m²"; nothing for "3X6" and "18 m²"."""
    if is_size(text) and not _GLUED.fullmatch(text):
        return
    bare = text if _GLUED.fullmatch(text) else _AREA.sub(" ", _SIZE.sub(" ", text)).strip()
    first = [] if bare == text else bare.split(maxsplit=1)[:1]
    for candidate in (bare, *first):
        number = folded_number(candidate)
        is_plain = _PLAIN.fullmatch(number)
        if len(number) <= LONGEST_NUMBER and (is_plain or _LETTERED.fullmatch(number)):
            yield NumberKind.PLAIN if is_plain and number == candidate else NumberKind.LETTERED, number
            return


def is_size(text: str) -> bool:
    """Return whether the text is only the dimensions or the area of a booth."""
    return bool(_SIZE.fullmatch(text) or _AREA.fullmatch(text))


def looks_numbered(text: str) -> bool:
    """Return whether an id or a title may be a booth number."""
    return bool(_LETTERED.fullmatch(text) or _PLAIN.fullmatch(text))


def size_in(texts: Iterable[str]) -> tuple[float, float] | None:
    """Return the width and depth in metres of the first text with dimensions, or None."""
    found = (_SIZE.search(text) for text in texts)
    return next(((_figure(match[1]), _figure(match[2])) for match in found if match), None)


def area_in(texts: Iterable[str]) -> float | None:
    found = (_AREA.search(text) for text in texts if not _SIZE.fullmatch(text))
    return next((_figure(match[1]) for match in found if match), None)


def _figure(text: str) -> float:
    return float(text.replace(",", "."))


def texts_within(polygons: Sequence[shapely.Polygon], texts: Sequence[Text]) -> list[list[str]]:
    """Return the texts in each shape, in the order of the file."""
    held: list[list[str]] = [[] for _polygon in polygons]
    if not (polygons and texts):
        return held
    points = [shapely.Point(text.x, text.y) for text in texts]
    of_text, of_shape = shapely.STRtree(polygons).query(points, predicate="within")
    for text, shape in sorted(zip(of_text.tolist(), of_shape.tolist(), strict=True)):
        held[shape].append(texts[text].text)
    return held
