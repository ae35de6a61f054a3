"""Draws whole halls for a page, for documents and as a sketch, and all halls of a venue in one drawing.

On a page a drawing has classes only; its colours come from `plan.css`. A drawing for a document carries its own style
and must never be put into a page.
"""

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from pavilions.drawings.geometry import Box, Ring, bounds, shifted
from pavilions.plans.drawing.booths import DEFINITIONS, draw_booths, path_of, shape_of
from pavilions.plans.drawing.lettering import Words, letter_either_way
from pavilions.plans.drawing.marks import USUALLY_SHOWN, CellsMark, DrawnHall, Layer, LineMark, ObstructionMark

MARGIN_CM = 150
SCALE_ROOM_CM = 750
SCALE_STEPS_M = (5, 10, 20, 50, 100)
SCALE_SHARE = 5  # the bar is at most a fifth as long as the hall is wide
BAR_DEPTH_CM = 120
BAR_SHARE = 100  # the bar's depth is at most this fraction of the hall's width
LETTERS_OF_BAR = 2  # the size of the letters in multiples of the bar's depth
GAP_CM = 2_500
NAME_CM = 1_600
NAME_ROOM_CM = 2_400
_COSINES = {90: (0, 1), 180: (-1, 0), 270: (0, -1)}
BOOTH = re.compile(r'id="booth-(\d+)" class="booth')
ROOT = 'class="plan"'

# Greys leave the `selected` booths as the only colour on the sheet. The selectors are plain: renderers such as the one
# in Typst support neither variables nor strokes that keep their width.
_PAPER = """<style>
.hall{fill:#fff;stroke:#222;stroke-width:40}
.booth path{fill:#fff;stroke:#6d777b;stroke-width:8}
.booth text{fill:#4a5458;font-family:Inter,"Noto Sans CJK SC","Noto Sans SC",sans-serif}
.booth use path,.booth use{fill:#fff;stroke:none}
.selected path{fill:#0b6770;stroke:#04363b;stroke-width:20}
.selected text{fill:#fff}
.column,.wall{fill:#444}
.duct,.hydrant{fill:#999}
.exit{fill:#17663a}
.entrance{fill:#9cc4ad}
.rescue{fill:none;stroke:#444;stroke-width:12;stroke-dasharray:60 40}
.service{fill:#eee}
.stage,.cafe{fill:#ddd}
.power,.water{fill:#bbb}
.text{fill:none}
.fitting{fill:#222;font-family:Inter,"Noto Sans CJK SC","Noto Sans SC",sans-serif}
.scale path{fill:none;stroke:#444;stroke-width:16}
.scale text{fill:#444;font-family:Inter,"Noto Sans CJK SC","Noto Sans SC",sans-serif}
.ground{fill:#fff}
.mark{fill:#c9ced0}
.line{fill:none;stroke:#c9ced0;stroke-width:8}
</style>"""

# Availability has the grounds and patterns of a light screen; the text is dark enough to be read on each of them.
PRINT = """<style>
.hall{fill:#fff;stroke:#1b2430;stroke-width:30}
.booth path{stroke:#4a5458;stroke-width:6;fill:#fff}
.booth text{fill:#1b2430;font-family:"Noto Sans SC",sans-serif}
.booth use,.booth use path{fill:#1b2430;stroke:none}
.free path{fill:#e3f4ea}
.booked path{fill:#9fb6c9}
.held .ground{fill:#fff4d6}.held .mark{fill:#b98300}
.reserved .ground{fill:#e6e3f7}.reserved .line{fill:none;stroke:#6556b3;stroke-width:9}
.blocked .ground{fill:#eceff0}.blocked .line{fill:none;stroke:#7c878b;stroke-width:6}
.booth.held path{fill:url(#plan-held)}
.booth.reserved path{fill:url(#plan-reserved)}
.booth.blocked path{fill:url(#plan-blocked)}
.column,.wall{fill:#444}
.duct{fill:#999}
.service{fill:#e4e7e8}
.hydrant{fill:#a3262a}
.exit{fill:#17663a}
.entrance{fill:#7cb795}
.rescue{fill:#fbe9e9;stroke:#a3262a;stroke-width:8}
.stage{fill:#d9c9ea}
.cafe{fill:#ead9c2}
.power{fill:#c98a00}
.water{fill:#2a6fb0}
.text{fill:none}
.fitting{fill:#1b2430;font-family:"Noto Sans SC",sans-serif}
.measured{fill:none;stroke:#c4121f;stroke-width:16}
.scale path{fill:none;stroke:#1b2430;stroke-width:16}
.scale text{fill:#1b2430;font-family:"Noto Sans SC",sans-serif}
</style>"""


def draw_hall(hall: DrawnHall) -> SafeString:
    """Return an `<svg class="plan">`, one per page. Its texts are escaped; it has no style, script or outside
    reference.

    Booths are links with a name (`Booth 5.1H/A01, 36 m², raw space, 2 open sides, free`) or, without `href`, named
    images. The caller decides which booths are drawn and what may be seen of them.
    """
    return mark_safe(_svg(hall))  # noqa: S308  (every value in it is a number or went through escape)


def draw_hall_on_paper(hall: DrawnHall) -> str:
    """Return a complete SVG document in greys with the selected booths in colour."""
    return _svg(hall, style=_PAPER)


def draw_hall_for_print(hall: DrawnHall) -> str:
    """Return a complete SVG document in the colours and patterns of availability."""
    return _svg(hall, style=PRINT)


def _svg(hall: DrawnHall, *, style: str = "") -> str:
    title = gettext("Plan of hall %(hall)s") % {"hall": hall.name}
    booths = draw_booths(hall.booths, hall.name, hall.currency, is_holders=hall.is_holders)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="plan" viewBox="{view_box(hall.outline)}" role="group"'
        f' aria-label="{escape(title)}">{style}{DEFINITIONS}{draw_surroundings(hall)}'
        f'<g class="booths" text-anchor="middle">{"".join(booths)}</g>{_lines(hall.lines)}'
        f"{draw_scale_bar(bounds(hall.outline))}</svg>"
    )


def _lines(lines: Sequence[LineMark]) -> str:
    """Draw lines over everything else. They have no accessible names: the page says in words what they show."""
    drawn = "".join(
        f'<path class="{line.style}" d="M{" ".join(f"{x:.0f} {y:.0f}" for x, y in line.points)}'
        f'{"z" if line.is_closed else ""}"/>'
        for line in lines
    )
    return f'<g class="findings" aria-hidden="true">{drawn}</g>' if drawn else ""


def view_box(outline: Ring) -> str:
    """Return the view box of the hall with a margin, and with room for the scale bar below it."""
    around = bounds(outline)
    return (
        f"{around.left - MARGIN_CM} {around.top - MARGIN_CM}"
        f" {around.width + 2 * MARGIN_CM} {around.depth + MARGIN_CM + SCALE_ROOM_CM}"
    )


def draw_surroundings(hall: DrawnHall) -> str:
    """Draw the outline, the background, a wide line around each area, and what is not sold, with its names."""
    background = ""
    if mark := hall.background:
        background = (
            f'<image class="background" href="{escape(mark.href)}" x="{mark.left}" y="{mark.top}"'
            f' width="{mark.width}" height="{mark.height}" preserveAspectRatio="none"'
            f"{f' transform="{mark.transform}"' if mark.transform else ''}/>"
        )
    areas = [
        f'<path class="area {area.layer.value} tone-{area.tone}" d="{"".join(map(path_of, area.rings))}"/>'
        for area in hall.areas
    ]
    obstructions: dict[str, str] = {}  # one path per kind, however many the hall has
    for obstruction in hall.obstructions:
        kind = obstruction.kind.value
        obstructions[kind] = obstructions.get(kind, "") + path_of(obstruction.ring)
    paths = [f'<path class="{kind}" d="{shapes}"/>' for kind, shapes in obstructions.items()]
    paths += [_name_of(obstruction) for obstruction in hall.obstructions if obstruction.name]
    return (
        f'<g aria-hidden="true"><path class="hall" d="{path_of(hall.outline)}"/>{background}'
        f"{draw_cells(hall.cells)}{''.join(areas)}{''.join(paths)}</g>"
    )


def draw_cells(cells: Sequence[CellsMark]) -> str:
    return "".join(
        f'<path class="heat heat-{mark.tone}" d="'
        f'{"".join(f"M{x} {y}h{mark.size}v{mark.size}h-{mark.size}z" for x, y in mark.corners)}"/>'
        for mark in cells
    )


def _name_of(mark: ObstructionMark) -> str:
    """Return the name in the middle of its shape, running from bottom to top in a narrow one.

    It is as large as fits, and left out where it would be too small to read.
    """
    shape = shape_of(mark.ring)
    lettering = letter_either_way(shape.room, Words(mark.name, ""))
    middle, turned = (shape.room.left + shape.room.right) // 2, shape.turned(lettering.turn)
    return "".join(
        f'<text class="fitting {mark.kind.value}" x="{middle}" y="{line.baseline}"'
        f' font-size="{line.size}" text-anchor="middle"{turned}>{escape(line.text)}</text>'
        for line in lettering.lines
    )


def draw_scale_bar(hall: Box) -> str:
    """Draw a bar of 5 to 100 m, at most a fifth of the hall's width, under the hall's lower left corner."""
    metres = max((step for step in SCALE_STEPS_M if step * 100 * SCALE_SHARE <= hall.width), default=SCALE_STEPS_M[0])
    depth = min(BAR_DEPTH_CM, hall.width // BAR_SHARE)
    length, top = metres * 100, hall.bottom + 3 * depth
    words = gettext("%(metres)s m") % {"metres": metres}
    return (
        f'<g class="scale" aria-hidden="true"><path d="M{hall.left} {top}v{depth}h{length}v-{depth}"/>'
        f'<text x="{hall.left + length + depth}" y="{top + 2 * depth}" font-size="{depth * LETTERS_OF_BAR}">'
        f"{words}</text></g>"
    )


def draw_lightly(hall: DrawnHall, *, frame: tuple[int, int]) -> SafeString:
    """Return an `<svg class="plan-light">` without names: one shape per availability, in a frame (width and depth in
    cm).

    The same frame for all halls of a venue shows them at one scale. The drawing is decoration, hidden from screen
    readers.
    """
    shapes: defaultdict[str, list[str]] = defaultdict(list)
    for booth in hall.booths:
        shapes[booth.availability.value].append(path_of(booth.ring))
    paths = "".join(f'<path class="{availability}" d="{"".join(d)}"/>' for availability, d in sorted(shapes.items()))
    around = bounds(hall.outline)
    left, top = around.left - (frame[0] - around.width) // 2, around.top - (frame[1] - around.depth) // 2
    return mark_safe(  # noqa: S308  (numbers and our own words)
        f'<svg class="plan-light" viewBox="{left - MARGIN_CM} {top - MARGIN_CM} {frame[0] + 2 * MARGIN_CM}'
        f' {frame[1] + 2 * MARGIN_CM}" aria-hidden="true"><path class="hall" d="{path_of(hall.outline)}"/>{paths}</svg>'
    )


def draw_venue(rows: Sequence[Sequence[DrawnHall]]) -> SafeString:
    """Return all halls in one `<svg class="plan">`, with only number and area written into the booths.

    Halls with a place lie as they do in the venue, one level under another. The rest follow below them, row under row.
    """
    placed, width, depth, levels = _lie_out(rows)
    names = "".join(
        f'<text x="{box.left}" y="{box.top - NAME_CM // 2}" font-size="{NAME_CM}">{escape(hall.name)}</text>'
        for hall in placed
        for box in [bounds(hall.outline)]
    ) + "".join(
        f'<text x="0" y="{top + NAME_CM}" font-size="{NAME_CM}">{escape(words)}</text>' for top, words in levels
    )
    surroundings = "".join(draw_surroundings(hall) for hall in placed)
    title = escape(gettext("Plan of the whole venue"))
    view = f"{-MARGIN_CM} {-MARGIN_CM} {width + 2 * MARGIN_CM} {depth + 2 * MARGIN_CM}"
    return mark_safe(  # noqa: S308  (every value in it is a number or went through escape)
        f'<svg xmlns="http://www.w3.org/2000/svg" class="plan" viewBox="{view}" role="group" aria-label="{title}">'
        f'{DEFINITIONS}{surroundings}<g class="hall-names" aria-hidden="true">{names}</g>'
        f'<g class="booths" text-anchor="middle">{"".join(_booths(placed))}</g></svg>'
    )


def _booths(halls: Iterable[DrawnHall]) -> Iterable[str]:
    """Yield the markup of all booths. Only the first booth of the whole venue is in the tab order."""
    first = True
    for hall in halls:
        for markup in draw_booths(hall.booths, hall.name, hall.currency, brief=True):
            yield markup if first else markup.replace('tabindex="0"', 'tabindex="-1"', 1)
            first = False


def _lie_out(rows: Sequence[Sequence[DrawnHall]]) -> tuple[list[DrawnHall], int, int, list[tuple[int, str]]]:
    """Return the halls moved to where they are drawn, the total width and depth, and the top and name of each level."""
    halls = [hall for row in rows for hall in row]
    levels = sorted({hall.place.level for hall in halls if hall.place})
    placed: list[DrawnHall] = []
    names: list[tuple[int, str]] = []
    top, widest = 0, 0
    left_most = min((hall.place.left for hall in halls if hall.place), default=0)
    for level in levels:
        group = [
            (_turned(hall, hall.place.turn), hall.place) for hall in halls if hall.place and hall.place.level == level
        ]
        if len(levels) > 1:
            names.append((top, gettext("Level %(level)s") % {"level": level}))
            top += NAME_ROOM_CM
        top_most = min(place.top for _hall, place in group)
        boxes = []
        for hall, place in group:
            box = bounds(hall.outline)
            x, y = place.left - left_most, top + NAME_ROOM_CM + place.top - top_most
            placed.append(_moved(hall, x - box.left, y - box.top))
            boxes.append(bounds(placed[-1].outline))
        widest = max(widest, *(box.right for box in boxes))
        top = max(box.bottom for box in boxes) + GAP_CM
    rest = [row for row in ([hall for hall in row if not hall.place] for row in rows) if row]
    below, width, depth = _place(rest, top)
    return [*placed, *below], max(widest, width), depth, names


def _turned(hall: DrawnHall, degrees: int) -> DrawnHall:
    """Return the hall turned clockwise around the origin of its axes."""
    if not degrees % 360:
        return hall

    def turned(ring: Ring) -> Ring:
        cos, sin = _COSINES.get(degrees % 360) or (math.cos(math.radians(degrees)), math.sin(math.radians(degrees)))
        return tuple((round(x * cos - y * sin), round(x * sin + y * cos)) for x, y in ring)

    background = hall.background
    return replace(
        hall,
        outline=turned(hall.outline),
        obstructions=tuple(replace(each, ring=turned(each.ring)) for each in hall.obstructions),
        booths=tuple(replace(each, ring=turned(each.ring)) for each in hall.booths),
        areas=tuple(replace(each, rings=tuple(map(turned, each.rings))) for each in hall.areas),
        background=background and replace(background, transform=f"rotate({degrees})"),
    )


def _place(rows: Sequence[Sequence[DrawnHall]], top: int) -> tuple[list[DrawnHall], int, int]:
    """Return the halls moved beside and under one another from `top` down, and the total width and depth."""
    placed: list[DrawnHall] = []
    widest = 0
    for row in rows:
        left = 0
        for hall in row:
            box = bounds(hall.outline)
            placed.append(_moved(hall, left - box.left, top + NAME_ROOM_CM - box.top))
            left += box.width + GAP_CM
        widest = max(widest, left - GAP_CM)
        top += NAME_ROOM_CM + max((bounds(hall.outline).depth for hall in row), default=0) + GAP_CM
    return placed, widest, top - GAP_CM


def _moved(hall: DrawnHall, dx: int, dy: int) -> DrawnHall:
    background = hall.background
    if background and background.transform:
        background = replace(background, transform=f"translate({dx} {dy}) {background.transform}")
    elif background:
        background = replace(background, left=background.left + dx, top=background.top + dy)
    return replace(
        hall,
        outline=shifted(hall.outline, dx, dy),
        obstructions=tuple(replace(each, ring=shifted(each.ring, dx, dy)) for each in hall.obstructions),
        booths=tuple(replace(each, ring=shifted(each.ring, dx, dy)) for each in hall.booths),
        areas=tuple(replace(each, rings=tuple(shifted(ring, dx, dy) for ring in each.rings)) for each in hall.areas),
        background=background,
    )


def mark_drawing(
    drawing: str,
    *,
    dimmed_but: Collection[int] | None = None,
    is_filtered: bool = True,
    selected: int | None = None,
    layers: Collection[str] = USUALLY_SHOWN,
    carry: str = "",
) -> SafeString:
    """Return a cached drawing of `draw_hall` with the classes of one request: what it filters, selects and shows.

    All booths except `dimmed_but` get the class `dimmed`, or none if it is None; the rest are outlined as found if
    `is_filtered`. The booth `selected` gets `meant`. `carry` is a query string that links beginning with `?booth=` are
    to keep. This is a hundred times faster than drawing the hall again.
    """

    def marked(found: re.Match[str]) -> str:
        booth_id = int(found[1])
        is_dimmed = dimmed_but is not None and booth_id not in dimmed_but
        return f"{found[0]}{' dimmed' if is_dimmed else ''}{' meant' if booth_id == selected else ''}"

    if dimmed_but is not None or selected is not None:
        drawing = BOOTH.sub(marked, drawing)
    classes = [
        f" {'without' if layer in USUALLY_SHOWN else 'with'}-{layer.value}"
        for layer in Layer
        if (layer in layers) != (layer in USUALLY_SHOWN)
    ]
    if dimmed_but is not None and is_filtered:
        classes.append(" filtered")
    if classes:
        drawing = drawing.replace(ROOT, f'class="plan{"".join(classes)}"', 1)
    if carry:
        drawing = drawing.replace('href="?booth=', f'href="?{escape(carry)}&amp;booth=')
    return mark_safe(drawing)  # noqa: S308  (ours, and what was added is escaped or a number)
