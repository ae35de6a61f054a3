"""Lettering: which lines of text fit into a booth, and how large. Sizes are centimetres, as everything on the plan."""

from collections.abc import Sequence
from typing import NamedTuple

from pavilions.geometry import Box

LARGEST = 320
LEAST = 30
LINE_HEIGHT = 1.2
BASELINE = 0.93
LATIN_WIDTH = 0.62
WIDE_WIDTH = 1.02
FIRST_WIDE = 0x2E80  # from here on writing is mostly as wide as it is high
ROOM_ACROSS = 0.88
ROOM_DOWN = 0.8
AREA_SHARE = 0.72
NAME_SHARE = 0.6
LEAST_NAME_SHARE = 0.36
FEWEST_NAME_LETTERS = 6
ELLIPSIS = "…"


class Words(NamedTuple):
    """What may be written into a booth; empty for nothing. In files a booth may lack its number."""

    number: str
    area: str
    price: str = ""
    name: str = ""


class Line(NamedTuple):
    """`role` is `area` and `price` for two lines in the same place, of which one is shown."""

    text: str
    size: int
    baseline: int
    role: str = ""


def letter(room: Box, words: Words) -> list[Line]:
    """The number, then the area, then as much of the holder's name as fits, from top to bottom, centred in the room.

    A price takes the place of the area. Only the number where both would be too small to read, or else nothing.
    """
    size = _size(room, (words.number, words.area), (1.0, AREA_SHARE), spare=NAME_SHARE if words.name else 0.0)
    own_lines = [(words.number, size), (words.area, round(size * AREA_SHARE))]
    if words.name:
        name_line = _name_line(words.name, room, size)
        if name_line is None:
            return letter(room, words._replace(name=""))
        return _with_price(_stacked([*own_lines, name_line], room), words.price, room)
    if size < LEAST:
        size = _size(room, (words.number,), (1.0,), spare=0.0) if words.number else 0
        return _stacked([(words.number, size)], room) if size >= LEAST else []
    return _with_price(_stacked(own_lines, room), words.price, room)


def _with_price(lines: list[Line], price: str, room: Box) -> list[Line]:
    """The lines with the price in the area's place, where it is large enough to read."""
    number, area, *rest = lines
    size = int(min(area.size, room.width * ROOM_ACROSS / _ems(price))) if price else 0
    if size < LEAST:
        return lines
    return [number, area._replace(role="area"), Line(price, size, area.baseline, "price"), *rest]


def _size(room: Box, texts: Sequence[str], shares: Sequence[float], *, spare: float) -> int:
    """The size of the first line so that all fit, each with its share of that size, and `spare` more below them."""
    lines = zip(texts, shares, strict=True)
    across = min((room.width * ROOM_ACROSS / (_ems(text) * share) for text, share in lines if text), default=LARGEST)
    down = room.depth * ROOM_DOWN / (LINE_HEIGHT * (sum(shares) + spare))
    return int(min(across, down, LARGEST))


def _name_line(name: str, room: Box, number_size: int) -> tuple[str, int] | None:
    """The name, smaller where that saves it from being cut; None when it would be tiny or hardly a syllable."""
    fitting = room.width * ROOM_ACROSS / _ems(name)
    size = int(min(number_size * NAME_SHARE, max(fitting, number_size * LEAST_NAME_SHARE)))
    if size < LEAST:
        return None
    most = room.width * ROOM_ACROSS / size
    kept = name
    while kept and _ems(kept) > most:
        kept = kept.removesuffix(ELLIPSIS)[:-1] + ELLIPSIS
    return (kept, size) if kept == name or len(kept) > FEWEST_NAME_LETTERS else None


def _stacked(lines: Sequence[tuple[str, int]], room: Box) -> list[Line]:
    """The lines under one another, centred between the top and the bottom of the room."""
    placed: list[Line] = []
    top = (room.top + room.bottom) / 2 - LINE_HEIGHT * sum(size for _text, size in lines) / 2
    for text, size in lines:
        placed.append(Line(text, size, round(top + BASELINE * size)))
        top += LINE_HEIGHT * size
    return placed


def _ems(text: str) -> float:
    """About how wide the text is, in multiples of its size."""
    if text.isascii():
        return LATIN_WIDTH * len(text)
    return sum(WIDE_WIDTH if ord(letter) >= FIRST_WIDE else LATIN_WIDTH for letter in text)
