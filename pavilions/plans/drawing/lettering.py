"""Chooses which lines of text fit into a booth, and how large. Sizes are in centimetres, like everything on a plan."""

from collections.abc import Sequence
from typing import NamedTuple

from pavilions.drawings.geometry import Box

LARGEST = 320
LEAST = 30
LINE_HEIGHT = 1.2
BASELINE = 0.93
LATIN_WIDTH = 0.62
WIDE_WIDTH = 1.02
FIRST_WIDE = 0x2E80  # from this code point on, characters are mostly as wide as they are high
ROOM_ACROSS = 0.88
ROOM_DOWN = 0.8
AREA_SHARE = 0.72
NAME_SHARE = 0.8
LEAST_NAME_SHARE = 0.36
FEWEST_NAME_LETTERS = 6
ELLIPSIS = "…"
NARROW = 1.25  # a room at least this many times as deep as wide may be lettered from bottom to top
WORTH_TURNING = 1.2  # turning has to make the letters at least this many times as large
WORTH_LESS = 1.6  # the same factor where turning leaves something out


class Words(NamedTuple):
    """The texts that may be written into a booth, empty where there is none. In files a booth may lack its number."""

    number: str
    area: str
    price: str = ""
    name: str = ""


class Line(NamedTuple):
    """A line of text in a booth.

    `role` is `area` and `price` for two lines in the same place, one of which is shown, and `name` for the holder's
    name. A line that `follows` is beside the line before it.
    """

    text: str
    size: int
    baseline: int
    role: str = ""
    follows: bool = False


class Lettering(NamedTuple):
    """The lines in a room. If they are turned by 90 degrees to the left, `turn` is the centre of that turn."""

    lines: list[Line]
    turn: tuple[int, int] | None = None


def letter_either_way(room: Box, words: Words) -> Lettering:
    """Letter a room as `letter` does, or from bottom to top in a narrow room where that makes the number larger."""
    upright = letter(room, words)
    if room.depth < NARROW * room.width:
        return Lettering(upright)
    x, y = (room.left + room.right) // 2, (room.top + room.bottom) // 2
    across, down = room.depth // 2, room.width // 2
    lying = Box(x - across, y - down, x + across, y + down)
    turned = max(letter(lying, words), _in_one_line(lying, words), key=lambda lines: lines[0].size if lines else 0)
    if not turned:
        return Lettering(upright)
    is_less = (len(turned) == 1 < len(upright)) or (_has_name(upright) and not _has_name(turned))
    if upright and turned[0].size < (WORTH_LESS if is_less else WORTH_TURNING) * upright[0].size:
        return Lettering(upright)
    return Lettering(turned, (x, y))


def _has_name(lines: Sequence[Line]) -> bool:
    return any(line.role == "name" for line in lines)


def letter(room: Box, words: Words) -> list[Line]:
    """Return the number, the area and as much of the holder's name as fits, from top to bottom, centred in the room.

    The name takes two lines where that makes it larger. A price takes the place of the area. If number and area would
    be too small to read, only the number is written, or else nothing.
    """
    size = _size(room, (words.number, words.area), (1.0, AREA_SHARE), spare=NAME_SHARE if words.name else 0.0)
    own_lines = [(words.number, size), (words.area, round(size * AREA_SHARE))]
    if words.name:
        name_line = _name_line(words.name, room, size)
        if name_line is None:
            return letter(room, words._replace(name=""))
        two = _in_two_lines(words, room)
        if two and two[-1][1] > name_line[1]:
            return _with_price(_stacked(two, room, names_from=2), words.price, room)
        return _with_price(_stacked([*own_lines, name_line], room, names_from=2), words.price, room)
    if size < LEAST:
        size = _size(room, (words.number,), (1.0,), spare=0.0) if words.number else 0
        return _stacked([(words.number, size)], room) if size >= LEAST else []
    return _with_price(_stacked(own_lines, room), words.price, room)


def _in_one_line(room: Box, words: Words) -> list[Line]:
    """Return the number and what fits beside it: the area or price, and the holder's name."""
    size = int(
        min(room.depth * ROOM_DOWN / LINE_HEIGHT, room.width * ROOM_ACROSS / ems_of(words.number or "0"), LARGEST)
    )
    if size < LEAST or not words.number:
        return []
    (number,) = _stacked([(words.number, size)], room)
    small, lines = round(size * AREA_SHARE), [number]
    left = (room.width * ROOM_ACROSS - size * ems_of(words.number)) / small
    roles = {"area": words.area, "price": words.price} if words.price else {"": words.area}
    widest = max(ems_of(f" {text}") for text in roles.values())
    if small >= LEAST and widest <= left:
        left -= widest
        lines += [Line(f" {text}", small, number.baseline, role, follows=True) for role, text in roles.items()]
    name = cut_to(f" {words.name}", left) if words.name else ""
    if small >= LEAST and len(name) > FEWEST_NAME_LETTERS:
        lines.append(Line(name, small, number.baseline, "name", follows=True))
    return lines


def _with_price(lines: list[Line], price: str, room: Box) -> list[Line]:
    """Return the lines with the price in the area's place, if it is large enough to read."""
    number, area, *rest = lines
    size = int(min(area.size, room.width * ROOM_ACROSS / ems_of(price))) if price else 0
    if size < LEAST:
        return lines
    return [number, area._replace(role="area"), Line(price, size, area.baseline, "price"), *rest]


def _size(room: Box, texts: Sequence[str], shares: Sequence[float], *, spare: float) -> int:
    """Return the size of the first line at which all lines fit, each at its share of that size, with `spare` more
    below.
    """
    lines = zip(texts, shares, strict=True)
    across = min((room.width * ROOM_ACROSS / (ems_of(text) * share) for text, share in lines if text), default=LARGEST)
    down = room.depth * ROOM_DOWN / (LINE_HEIGHT * (sum(shares) + spare))
    return int(min(across, down, LARGEST))


def _in_two_lines(words: Words, room: Box) -> list[tuple[str, int]] | None:
    """Return all lines with the whole name in two of them, or None where it has no gap or would be too small."""
    parts = words.name.split()
    splits = ((" ".join(parts[:at]), " ".join(parts[at:])) for at in range(1, len(parts)))
    best = min(splits, key=lambda lines: max(map(ems_of, lines)), default=None)
    if best is None:
        return None
    size = _size(room, (words.number, words.area), (1.0, AREA_SHARE), spare=2 * NAME_SHARE)
    name_size = int(min(size * NAME_SHARE, room.width * ROOM_ACROSS / max(map(ems_of, best))))
    if name_size < LEAST:
        return None
    return [(words.number, size), (words.area, round(size * AREA_SHARE)), *((line, name_size) for line in best)]


def _name_line(name: str, room: Box, number_size: int) -> tuple[str, int] | None:
    """Return the name and its size, smaller where that saves the name from being cut.

    Return None if it would be tiny or hardly a syllable long.
    """
    fitting = room.width * ROOM_ACROSS / ems_of(name)
    size = int(min(number_size * NAME_SHARE, max(fitting, number_size * LEAST_NAME_SHARE)))
    if size < LEAST:
        return None
    most = room.width * ROOM_ACROSS / size
    kept = cut_to(name, most)
    return (kept, size) if kept == name or len(kept) > FEWEST_NAME_LETTERS else None


def cut_to(text: str, most: float) -> str:
    """Return as much of the text as is at most `most` ems wide, with an ellipsis where it is cut."""
    kept = text
    while kept and ems_of(kept) > most:
        kept = kept.removesuffix(ELLIPSIS)[:-1] + ELLIPSIS if kept != ELLIPSIS else ""
    return kept


def _stacked(lines: Sequence[tuple[str, int]], room: Box, *, names_from: int | None = None) -> list[Line]:
    """Return the lines one under another, centred between the top and the bottom of the room.

    Lines from the index `names_from` on get the role `name`.
    """
    placed: list[Line] = []
    top = (room.top + room.bottom) / 2 - LINE_HEIGHT * sum(size for _text, size in lines) / 2
    for at, (text, size) in enumerate(lines):
        role = "name" if names_from is not None and at >= names_from else ""
        placed.append(Line(text, size, round(top + BASELINE * size), role))
        top += LINE_HEIGHT * size
    return placed


def ems_of(text: str) -> float:
    """Return roughly how wide the text is, in multiples of its size."""
    if text.isascii():
        return LATIN_WIDTH * len(text)
    return sum(WIDE_WIDTH if ord(letter) >= FIRST_WIDE else LATIN_WIDTH for letter in text)
