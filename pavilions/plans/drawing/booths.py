"""Booths as SVG: a link (or a mere shape) per booth with its outline, its lettering and a glyph where it needs one."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from html import escape

from pavilions.geometry import Box, Ring
from pavilions.plans.drawing.lettering import Line, Words, letter
from pavilions.plans.drawing.marks import BoothMark
from pavilions.plans.drawing.patterns import pattern_of
from pavilions.plans.drawing.shapes import REMEMBERED, shape_of
from pavilions.plans.drawing.wording import Wording

LARGEST_GLYPH_CM = 140
GLYPH_SHARE = 6


def draw_booths(
    booths: Iterable[BoothMark], hall_name: str, currency: str = "", *, brief: bool = False
) -> Iterator[str]:
    """The markup of each booth in the order given. Exactly one takes part in the tab order; arrows reach the rest.

    `brief` writes number and area alone into the booths, for drawings of many halls; their names say all the same.
    """
    wording = Wording(hall_name, currency)
    tab_index = 0
    for mark in booths:
        yield _booth(mark, wording, tab_index, brief=brief)
        tab_index = -1


def _booth(mark: BoothMark, wording: Wording, tab_index: int, *, brief: bool) -> str:
    tag, link = ("a", f' href="{escape(mark.href)}"') if mark.href else ("g", ' role="img"')
    current = ' aria-current="true"' if mark.selected else ""
    glyph = _glyph(mark) if mark.mine or mark.selected else ""
    return (
        f'<{tag} id="booth-{mark.id}" class="booth {_classes(mark)}"{pattern_of(mark.availability)}{link}'
        f' tabindex="{tab_index}" aria-label="{escape(wording.booth(mark))}"{current}'
        f' data-number="{escape(mark.number)}" data-area="{mark.area_sqm}"{_price(mark.price)}{_name(mark.label)}>'
        f"{_outline_and_lettering(mark.ring, _words(mark, wording, brief=brief))}{glyph}</{tag}>"
    )


def _price(price: Decimal | None) -> str:
    return "" if price is None else f' data-price="{price}"'


def _name(label: str | None) -> str:
    """For the page, which takes the name away when the booth comes free under its eyes."""
    return f' data-name="{escape(label)}"' if label else ""


def _words(mark: BoothMark, wording: Wording, *, brief: bool) -> Words:
    if brief:
        return Words(mark.number, wording.area(mark.area_sqm))
    price = "" if mark.price is None else wording.amount(mark.price)
    return Words(mark.number, wording.area(mark.area_sqm), price, mark.label or "")


def _classes(mark: BoothMark) -> str:
    """`free`, `held mine`, `free selected`: what the style sheet and the viewer go by."""
    return (
        f"{mark.availability.value}{' mine' if mark.mine else ''}{' selected' if mark.selected else ''}"
        f"{' dimmed' if mark.dimmed else ''}"
    )


@lru_cache(maxsize=REMEMBERED)
def _outline_and_lettering(ring: Ring, words: Words) -> str:
    """What stays the same while bookings come and go: remembered, which makes a second drawing five times as fast."""
    shape = shape_of(ring)
    middle = (shape.room.left + shape.room.right) // 2
    lines = [
        f'<tspan{_role(line)} x="{middle}" y="{line.baseline}" font-size="{line.size}">{escape(line.text)}</tspan>'
        for line in letter(shape.room, words)
    ]
    text = f'<text aria-hidden="true">{"".join(lines)}</text>' if lines else ""
    return f'<path d="{shape.path}"/>{text}'


def _role(line: Line) -> str:
    return f' class="{line.role}"' if line.role else ""


def _glyph(mark: BoothMark) -> str:
    """A tick (selected) or a star (mine) in the upper left corner of the booth's room."""
    room: Box = shape_of(mark.ring).room
    size = min(LARGEST_GLYPH_CM, min(room.width, room.depth) // GLYPH_SHARE)
    x, y = room.left + size // 6, room.top + size // 6
    name = "tick" if mark.selected else "star"
    return f'<use href="#plan-{name}" x="{x}" y="{y}" width="{size}" height="{size}"/>'
