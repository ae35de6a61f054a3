"""Draws booths as SVG, each a link or a shape with its outline, its lettering and an accessible name, and their legend.

Availability is visible without colour, as dots, stripes or crosses. The style sheet gives the colours. A booth names
its pattern in a `fill` attribute, since a separate style sheet cannot refer to elements of the page that uses it.
"""

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from functools import cache, lru_cache
from html import escape
from itertools import combinations, pairwise
from typing import NamedTuple

import shapely
from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from pavilions.drawings.geometry import Box, Point, Ring, bounds, label_point, polygon, skew_of, upright
from pavilions.plans.drawing.lettering import Words, letter_either_way
from pavilions.plans.drawing.marks import BoothMark
from pavilions.states import Availability, BoothKind, ObstructionKind

LARGEST_GLYPH_CM = 140
GLYPH_SHARE = 6
PATTERNS = {
    Availability.HELD: '<circle class="mark" cx="22" cy="22" r="11"/><circle class="mark" cx="67" cy="67" r="11"/>',
    Availability.RESERVED: '<path class="line" d="M-10 55L55-10M35 100L100 35"/>',
    Availability.BLOCKED: '<path class="line" d="M0 0L90 90M90 0L0 90"/>',
}
GLYPHS = {
    "tick": "M9.2 19.4 2.6 12.8 5 10.4l4.2 4.2L19 4.8l2.4 2.4z",
    "star": "M12 1.8l3.1 6.6 7.2.9-5.3 5 1.4 7.1L12 17.9l-6.4 3.5L7 14.3l-5.3-5 7.2-.9z",
}

CACHED_SHAPES = 20_000  # enough for four editions of a large show
RECTANGLE_POINTS = 4
MOST_SEARCHED_POINTS = 12


def define_pattern(name: str, marks: str) -> str:
    """Return the SVG pattern `plan-<name>`, which draws these marks over a ground."""
    return (
        f'<pattern id="plan-{name}" class="{name}" patternUnits="userSpaceOnUse" width="90" height="90">'
        f'<rect class="ground" width="90" height="90"/>{marks}</pattern>'
    )


DEFINITIONS = (
    "<defs>"
    + "".join(define_pattern(availability.value, marks) for availability, marks in PATTERNS.items())
    + "".join(f'<symbol id="plan-{n}" viewBox="0 0 24 24"><path d="{path}"/></symbol>' for n, path in GLYPHS.items())
    + "</defs>"
)


class Wording:
    """The accessible names for the booths of one hall, in the language active when it is created. Each drawing has its
    own.
    """

    def __init__(self, hall_name: str, currency: str = "", *, is_holders: bool = True) -> None:
        self._hall_name = hall_name
        self._currency = currency
        self._named = gettext("%(booth)s, %(name)s")
        self._mine = gettext("%(booth)s, yours") if is_holders else "%(booth)s"
        self.area = cache(_area)
        self.amount = cache(_amount)
        self._nature = cache(_nature)

    def booth(self, mark: BoothMark) -> str:
        """Return a name such as `Booth 5.1H/A01, 36 m², raw space, 2 open sides, booked, CNY 77,760, Nordmeer GmbH`."""
        area = self.area(mark.area_sqm)
        before, after = self._nature(area, mark.kind, mark.open_sides, mark.availability)
        sentence = f"{before}{self._hall_name}/{mark.number}{after}"
        if mark.price is not None:
            price = f"{self._currency} {self.amount(mark.price)}"
            sentence = self._named % {"booth": sentence, "name": price}
        if mark.label:
            sentence = self._named % {"booth": sentence, "name": mark.label}
        return self._mine % {"booth": sentence} if mark.mine else sentence


def _nature(area: str, kind: BoothKind, open_sides: int, availability: Availability) -> tuple[str, str]:
    """Return the text before and after the booth's reference, which many booths of a hall have in common."""
    sentence = gettext("Booth %(ref)s, %(area)s, %(kind)s, %(sides)s, %(availability)s") % {
        "ref": "\0",
        "area": area,
        "kind": kind.label,
        "sides": ngettext("%(count)s open side", "%(count)s open sides", open_sides) % {"count": open_sides},
        "availability": availability.label,
    }
    before, _ref, after = sentence.partition("\0")
    return before, after


def _area(area_sqm: Decimal) -> str:
    """Return an area such as `1,234.5 m²`, with decimals only where there are any."""
    places = max(0, -int(area_sqm.normalize().as_tuple().exponent))
    figures = number_format(area_sqm, places, use_l10n=True, force_grouping=True)
    return gettext("%(area)s m²") % {"area": figures}


def _amount(price: Decimal) -> str:
    """Return a price such as `77,760` or `1,234.50`, with cents only where there are any."""
    places = 0 if price == price.to_integral_value() else 2
    return number_format(price, places, use_l10n=True, force_grouping=True)


def draw_booths(
    booths: Iterable[BoothMark], hall_name: str, currency: str = "", *, brief: bool = False, is_holders: bool = True
) -> Iterator[str]:
    """Yield the markup of each booth in the order given. Only the first is in the tab order; arrow keys reach the rest.

    `brief` writes only number and area into the booths, for drawings of many halls; the accessible names stay complete.
    """
    wording = Wording(hall_name, currency, is_holders=is_holders)
    tab_index = 0
    for mark in booths:
        yield _booth(mark, wording, tab_index, brief=brief)
        tab_index = -1


def _booth(mark: BoothMark, wording: Wording, tab_index: int, *, brief: bool) -> str:
    tag, link = ("a", f' href="{escape(mark.href)}"') if mark.href else ("g", ' role="img"')
    classes = (
        f"{mark.availability.value}{' mine' if mark.mine else ''}{' selected' if mark.selected else ''}"
        f"{' dimmed' if mark.dimmed else ''}"
    )
    current = ' aria-current="true"' if mark.selected else ""
    price = "" if mark.price is None else f' data-price="{mark.price}"'
    name = f' data-name="{escape(mark.label)}"' if mark.label else ""  # removed by the page when the booth becomes free
    written_price = "" if brief or mark.price is None else wording.amount(mark.price)
    words = Words(mark.number, wording.area(mark.area_sqm), written_price, "" if brief else mark.label or "")
    return (
        f'<{tag} id="booth-{mark.id}" class="booth {classes}"{pattern_of(mark.availability)}{link}'
        f' tabindex="{tab_index}" aria-label="{escape(wording.booth(mark))}"{current}'
        f' data-number="{escape(mark.number)}" data-area="{mark.area_sqm}"{price}{name}>'
        f"{_outline_and_lettering(mark.ring, words)}{_glyph(mark)}</{tag}>"
    )


@lru_cache(maxsize=CACHED_SHAPES)
def _outline_and_lettering(ring: Ring, words: Words) -> str:
    """Return the markup that bookings do not change. Caching it makes a second drawing five times as fast."""
    shape = shape_of(ring)
    middle = (shape.room.left + shape.room.right) // 2
    lettering = letter_either_way(shape.room, words)
    lines = [
        f"<tspan{f' class="{line.role}"' if line.role else ''}"
        f"{'' if line.follows else f' x="{middle}" y="{line.baseline}"'}"
        f' font-size="{line.size}">{escape(line.text)}</tspan>'
        for line in lettering.lines
    ]
    text = f'<text aria-hidden="true"{shape.turned(lettering.turn)}>{"".join(lines)}</text>' if lines else ""
    return f'<path d="{shape.path}"/>{text}'


def _glyph(mark: BoothMark) -> str:
    """Return a tick (selected) or a star (mine) in the upper left corner of the booth, or an empty string."""
    if not (mark.selected or mark.mine):
        return ""
    shape = shape_of(mark.ring)
    size = min(LARGEST_GLYPH_CM, min(shape.room.width, shape.room.depth) // GLYPH_SHARE)
    x, y = shape.room.left + size // 6, shape.room.top + size // 6
    name = "tick" if mark.selected else "star"
    return f'<use href="#plan-{name}" x="{x}" y="{y}" width="{size}" height="{size}"{shape.turned()}/>'


def pattern_of(availability: Availability) -> str:
    """Return the `fill` attribute of a booth with a leading space, or nothing where a plain ground is enough."""
    return f' fill="url(#plan-{availability.value})"' if availability in PATTERNS else ""


def draw_legend(
    *, with_mine: bool | str = False, with_selected: bool = False, kinds: Collection[ObstructionKind] = ()
) -> SafeString:
    """Return a `<ul class="plan-legend">` for the page of a drawing, whose patterns it uses.

    `with_mine` may be the words for booths that are `mine`, where these are not the reader's. `kinds` are the kinds of
    obstructions in the drawing.
    """
    entries = [legend_entry(each.value, pattern_of(each), str(each.label)) for each in Availability]
    if with_mine:
        words = with_mine if isinstance(with_mine, str) else gettext("yours")
        entries.append(legend_entry("held mine", pattern_of(Availability.HELD), words, glyph="star"))
    if with_selected:
        entries.append(legend_entry("free selected", "", gettext("selected"), glyph="tick"))
    entries += [
        f'<li><svg class="plan-swatch" viewBox="0 0 300 180" aria-hidden="true"><path class="{each.value}"'
        f' d="M75 45h150v90h-150z"/></svg>{escape(str(each.label))}</li>'
        for each in ObstructionKind
        if each in kinds
    ]
    return legend_of(entries)


def legend_entry(classes: str, pattern: str, words: str, *, glyph: str = "", swatch: str = "plan-swatch") -> str:
    """Return a list item: a small booth with these classes and this pattern, and the words for it."""
    drawn = f'<use href="#plan-{glyph}" x="75" y="15" width="150" height="150"/>' if glyph else ""
    return (
        f'<li><svg class="{swatch}" viewBox="0 0 300 180" aria-hidden="true">'
        f'<g class="booth {classes}"{pattern}><path d="M6 6h288v168h-288z"/>{drawn}</g></svg>{escape(words)}</li>'
    )


def legend_of(entries: Iterable[str]) -> SafeString:
    title = escape(gettext("Legend"))
    return mark_safe(f'<ul class="plan-legend" aria-label="{title}">{"".join(entries)}</ul>')  # noqa: S308  (escaped)


class Shape(NamedTuple):
    """The outline of a booth as the `d` of an SVG path (`path`), and the largest box in it for text (`room`).

    If the walls lie askew, `room` belongs to the shape turned upright around its `label`, and what is written into it
    is turned back by `turn` degrees clockwise.
    """

    path: str
    room: Box
    turn: float = 0
    label: Point = (0, 0)

    def turned(self, upwards: Point | None = None) -> str:
        """Return the `transform` attribute of what is drawn in the room, with a leading space; empty where nothing is
        turned.

        `upwards` is the centre of text that runs from bottom to top of the room.
        """
        turns = [f"rotate({self.turn:g} {self.label[0]} {self.label[1]})"] if self.turn else []
        if upwards:
            turns.append(f"rotate(-90 {upwards[0]} {upwards[1]})")
        return f' transform="{" ".join(turns)}"' if turns else ""


@lru_cache(maxsize=CACHED_SHAPES)
def shape_of(ring: Ring) -> Shape:
    degrees = skew_of(ring)
    if not degrees:
        return Shape(path_of(ring), _room_in(ring))
    label = label_point(ring)
    return Shape(path_of(ring), _room_in(upright(ring, degrees, label)), degrees, label)


def path_of(ring: Ring) -> str:
    """Return a path such as `M0 0h300v300h-300z`. Steps along the axes take one number, all others two."""
    path = f"M{ring[0][0]} {ring[0][1]}"
    for (x1, y1), (x2, y2) in pairwise(ring):
        if y1 == y2:
            path += f"h{x2 - x1}"
        else:
            path += f"v{y2 - y1}" if x1 == x2 else f"l{x2 - x1} {y2 - y1}"
    return path + "z"


def _room_in(ring: Ring) -> Box:
    """Return the largest box between the ring's own coordinates that the ring covers.

    If there is none, or the ring has many corners, return a box a third as wide and deep around a point inside.
    """
    across, down = sorted({x for x, _y in ring}), sorted({y for _x, y in ring})
    if len(ring) == len(across) + len(down) == RECTANGLE_POINTS:
        return bounds(ring)
    around, (x, y) = bounds(ring), label_point(ring)
    half_width, half_depth = around.width // 6, around.depth // 6
    middle = Box(x - half_width, y - half_depth, x + half_width, y + half_depth)
    if len(ring) > MOST_SEARCHED_POINTS:
        return middle
    shape = polygon(ring)
    boxes = (
        Box(left, top, right, bottom)
        for left, right in combinations(across, 2)
        for top, bottom in combinations(down, 2)
    )
    covered = (box for box in boxes if shape.covers(shapely.box(*box)))
    return max(covered, key=lambda box: box.width * box.depth, default=middle)
