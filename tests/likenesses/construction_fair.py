"""A construction fair as its organizer publishes it: a list of booths, a layout for the web site, a CorelDRAW plan.

Traits: stands in two halls and outdoors; areas in m², prices per m² in a currency without decimals; names in Cyrillic,
Latin and Chinese, some with slashes and quotes; several rows for one exhibitor, and most rows without one. One stated
area contradicts the dimensions (A2), corners are L-shaped, stands on a curve are rotated in the drawing and upright in
the layout, outdoor stands state an area of 0. The layout is in tenths of a metre, its rectangles are 0.35 m smaller on
every side, and two of them overlap (B56 and B57). The drawing is in tenths of an inch without saying so; booths are
areas of colour that open lines divide; what is written in them is split over several texts, the raised 2 apart.
"""

import io
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image

type Point = tuple[float, float]
type Ring = Sequence[Point]

INSET_M = 0.35
UNITS_PER_M = 393.70079
LEFT, TOP = 26_593.81, 12_299.59
"""Where hall A begins in the drawing."""

OVERLAPPING = "B56", "B57"
CONTRADICTING = "A2"
CORNERS = ("A6", "A12", "A21", "A27", "B1")
OUTDOORS = 23


@dataclass(frozen=True)
class Stand:
    number: str
    ring: Ring
    size: tuple[float, float]
    angle: float = 0

    @property
    def area(self) -> float:
        doubled = sum(x * v - u * y for (x, y), (u, v) in pairwise([*self.ring, self.ring[0]]))
        return abs(doubled) / 2

    @property
    def middle(self) -> Point:
        xs, ys = zip(*self.ring, strict=True)
        return sum(xs) / len(xs), sum(ys) / len(ys)


def _box(number: str, left: float, top: float, width: float, depth: float) -> Stand:
    ring = [(left, top), (left + width, top), (left + width, top + depth), (left, top + depth)]
    return Stand(number, ring, (min(width, depth), max(width, depth)))


def _corner(number: str, *ring: Point, size: tuple[float, float]) -> Stand:
    return Stand(number, ring, size)


ALONG_THE_WALLS = [
    _box("A1", 35, 39, 7, 3),
    _box("A2", 28, 39, 7, 3),
    _box("A3", 17, 39, 5, 3),
    _box("A4", 11, 39, 6, 3),
    _box("A5", 6, 39, 5, 3),
    _corner("A6", (0, 36), (3, 36), (3, 39), (6, 39), (6, 42), (0, 42), size=(6, 6)),
    _box("A7", 0, 31, 3, 5),
    _box("A8", 0, 25, 3, 6),
    _box("A9", 0, 19, 3, 6),
    _box("A10", 0, 12, 3, 7),
    _box("A11", 0, 6, 3, 6),
    _corner("A12", (0, 0), (6, 0), (6, 3), (3, 3), (3, 6), (0, 6), size=(6, 6)),
    _box("A13", 6, 0, 5, 3),
    _box("A14", 11, 0, 6, 3),
    _box("A15", 17, 0, 6, 3),
    _box("A16", 28, 0, 7, 3),
    _box("A17", 35, 0, 8, 3),
    _box("A18", 43, 0, 6, 3),
    _box("A19", 49, 0, 6, 3),
    _box("A20", 55, 0, 3, 3),
    _corner("A21", (61, 0), (66, 0), (66, 6), (63, 6), (63, 3), (61, 3), size=(5, 6)),
    _box("A22", 63, 6, 3, 5),
    _box("A23", 63, 11, 3, 6),
    _box("A24", 63, 17, 3, 6),
    _box("A25", 63, 23, 3, 6),
    _box("A26", 63, 29, 3, 6),
    _corner("A27", (60, 39), (63, 39), (63, 36), (66, 36), (66, 42), (60, 42), size=(6, 6)),
    _box("A28", 54, 39, 6, 3),
    _box("A29", 48, 39, 6, 3),
    _box("A30", 45, 39, 3, 3),
    _box("A31", 42, 39, 3, 3),
]
ISLANDS = (8, 18, 28, 38, 48)
ROWS = 6


def _island(left: float, first: int) -> list[Stand]:
    """A large booth, six pairs of 3 × 3 m back to back, and a large one."""
    pairs = [
        _box(f"A{first + 1 + 2 * row + side}", left + 3 * side, 13 + 3 * row, 3, 3)
        for row in range(ROWS)
        for side in (0, 1)
    ]
    return [_box(f"A{first}", left, 7, 6, 6), *pairs, _box(f"A{first + 13}", left, 31, 6, 4)]


HALL_A = [*ALONG_THE_WALLS, *(s for place, left in enumerate(ISLANDS) for s in _island(left, 32 + 14 * place))]


def _on_curve(number: str, middle: Point, radius: float, degrees: float) -> Stand:
    """3 × 2 m on a chord of a circle, outwards."""
    half = math.asin(1.5 / radius)
    at = math.radians(degrees)
    out = math.cos(at), math.sin(at)
    ends = [
        (middle[0] + radius * math.cos(at + turn), middle[1] + radius * math.sin(at + turn)) for turn in (-half, half)
    ]
    (a, b), (c, d) = ends
    ring = [(a, b), (c, d), (c + 2 * out[0], d + 2 * out[1]), (a + 2 * out[0], b + 2 * out[1])]
    return Stand(number, ring, (2, 3), angle=math.degrees(at) - (180 if out[0] < 0 else 0))


CURVE = 60
STEP = math.degrees(2 * math.asin(1.5 / CURVE))
LEFT_CURVE = [_on_curve(f"B{8 + n}", (50, 21), CURVE, 180 - STEP * (n - 7)) for n in range(15)]
RIGHT_CURVE = [_on_curve(f"B{23 + n}", (16, 21), CURVE, STEP * (n - 7)) for n in range(15)]
LEFT_STRIP = [_box(f"B{38 + n}", -3 + 3 * n, 49, 3, 2) for n in range(8)]
RIGHT_STRIP = [_box(f"B{46 + n}", 45 + 3 * n, 49, 3, 2) for n in range(9)]
AT_THE_GATE = [
    _corner("B1", (29, 47), (38, 47), (38, 49), (31, 49), (31, 50), (29, 50), size=(3, 9)),
    *(_box(f"B{2 + n}", 21.5 + (n % 2) * 21, 53 + 3 * (n // 2), 2, 3) for n in range(4)),
    _box("B6", 26, 49, 2, 4),
    _box("B7", 22, 49, 3, 2),
    _box("B55", 73, 46, 2, 3),
    _box("B56", 41, 44, 2, 2),
]
HALL_B = sorted(
    [*LEFT_CURVE, *RIGHT_CURVE, *LEFT_STRIP, *RIGHT_STRIP, *AT_THE_GATE], key=lambda stand: int(stand.number[1:])
)
DRAWN = [*HALL_A, *HALL_B]

_EXHIBITORS = {
    "Тэнгэрийн Барилга ХХК": ["A4"],
    "Hebei Example Insulation Materials Co., Ltd.": ["A5"],
    "САМПЛ ЛИФТ ХХК": ["A16"],
    "Nora /EAST RIVER EXHIBITION CO.,LTD/": ["A19", "A37", "A38", "A39", "A40", "A41", "A42"],
    "BLUE ISLAND LLC / ЦЭНХЭР": ["A20"],
    "Nils /NORTH HILL INTERNATIONAL TRADE CO., LTD/": ["A26", "A33", "A34"],
    "Nela /CHINA EXAMPLE EXHIBITION CO., LTD/": ["A30", "A31", "A35", "A36"],
    "ШИНЭ КАРКАЗ": ["A46"],
    "ПЛАСТСАМПЛ ХХК": ["A48"],
    "Liaoning Example Timber LLC": ["A77"],
    "Нийслэл Загвар Төв ХХК": ["A83"],
    "НОГООН ВИ ХХК": ["A89"],
    "“ЖИШЭЭ ЭМ ББСБ” ХХК": ["A101"],
    "ANHUI EXAMPLE NEW MATERIAL TECHNOLOGY CO.,LTD.": ["B23"],
    "Бат Бэх Барилга ХХК": ["B32"],
    "哈尔滨样本电缆有限公司": ["B33"],
    "Institute of Invented Materials": ["B44"],
}
EXHIBITORS = len(_EXHIBITORS)
_EXHIBITOR_AT = {number: name for name, numbers in _EXHIBITORS.items() for number in numbers}
TAKEN = len(_EXHIBITOR_AT)
_SPONSORS = {"A1", "A2", "A3", "A16", "A17"}


@dataclass(frozen=True)
class _Rectangle:
    """As the layout has it: upright, and smaller than the stand by the inset on every side. Tenths of a metre."""

    x: int
    y: int
    w: int
    h: int


def _tenths(metres: float) -> int:
    return round(metres * 10)


def _layout() -> dict[str, _Rectangle]:
    found = {}
    for stand in DRAWN:
        xs, ys = zip(*stand.ring, strict=True)
        left, top, width, depth = min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
        if stand.angle:
            left, top, width, depth = stand.middle[0] - 1, stand.middle[1] - 1.5, 2, 3
        found[stand.number] = _Rectangle(
            _tenths(left + INSET_M + 20),
            _tenths(top + INSET_M + 20),
            _tenths(width - 2 * INSET_M),
            _tenths(depth - 2 * INSET_M),
        )
    before = found[OVERLAPPING[0]]
    found[OVERLAPPING[1]] = _Rectangle(before.x + 3, before.y - 5, 23, 23)
    for place in range(OUTDOORS):
        found[f"G{place + 1}"] = _Rectangle(1_101 + 80 * (place // 12), 40 + 60 * (place % 12), 53, 33)
    return found


def _row(number: str, areas: dict[str, float]) -> dict[str, object]:
    outdoors = number.startswith("G")
    price = 2_400_000 if outdoors else 510_000 if number in _SPONSORS else 420_000 if number[0] == "A" else 360_000
    return {
        "id": number,
        "section": number[0],
        "area": 0 if outdoors else 12 if number == CONTRADICTING else round(areas.get(number, 6)),
        "pricePerM2": 1_900_000 if number == "G13" else price,
        "category": number[0].lower() if number[0] != "A" else "sponsor" if number in _SPONSORS else "standard",
        "status": "occupied" if number in _EXHIBITOR_AT else "reserved" if number in {"A1", "B1"} else "available",
        "company": _EXHIBITOR_AT.get(number, ""),
    }


def _rows() -> list[dict[str, object]]:
    areas = {stand.number: stand.area for stand in DRAWN}
    return [_row(number, areas) for number in sorted(_layout(), key=lambda number: (number[0], int(number[1:])))]


def booths_json() -> bytes:
    """The list of booths: no shapes, labels beside the rows."""
    labels = {"STATUS_LABELS": {"available": "Сул", "occupied": "Захиалагдсан", "reserved": "Нөөц"}}
    return json.dumps({"labels": labels, "booths": _rows()}, ensure_ascii=False, indent=1).encode()


def layout_json() -> bytes:
    """The web site's layout: rectangles by booth number, in tenths of a metre."""
    rectangles = {number: vars(rectangle) for number, rectangle in _layout().items()}
    sizes = {stand.number: list(stand.size) for stand in DRAWN}
    stage = {"x": 494, "y": 491, "w": 80, "h": 50}
    content = {"FLOORPLAN_STAGE": stage, "floorPlanLayout": rectangles, "boothDims": sizes}
    return json.dumps(content, indent=1).encode()


def booths_geojson() -> bytes:
    """The layout in metres, y growing downwards, with what the list says."""
    layout = _layout()
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Polygon", "coordinates": [_closed(layout[str(row["id"])])]},
            "properties": {
                "number": row["id"],
                "section": row["section"],
                "stated_area": row["area"],
                "price_per_m2": row["pricePerM2"],
                "category": row["category"],
                "status": row["status"],
                "company": row["company"],
            },
        }
        for row in _rows()
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=0).encode()


def _closed(rectangle: _Rectangle) -> list[list[float]]:
    left, top = rectangle.x, rectangle.y
    right, bottom = left + rectangle.w, top + rectangle.h
    ring = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    return [[x / 10, y / 10] for x, y in ring]


def photo_jpg() -> bytes:
    """The plan as a picture of dots, which no reader of plans or tables can take."""
    out = io.BytesIO()
    Image.effect_noise((640, 480), 60).save(out, "JPEG")
    return out.getvalue()


# The drawing ---------------------------------------------------------------------------------------------------------

TEXT_X, TEXT_Y = 39_370.08, 41_338.58
"""CorelDRAW writes every text at one place and moves it there by a matrix."""
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<!-- Creator: CorelDRAW -->
<svg preserveAspectRatio="xMidYMid meet" xmlns="http://www.w3.org/2000/svg" xml:space="preserve" version="1.1" \
style="shape-rendering:geometricPrecision; text-rendering:geometricPrecision; fill-rule:evenodd; clip-rule:evenodd"
viewBox="-800 -800 62735 36368"
 xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:xodm="http://www.corel.com/coreldraw/odm/2003">
 <defs>
  <font id="FontID0" horiz-adv-x="722" font-variant="normal" style="fill-rule:nonzero" font-weight="700">
\t<font-face font-family="Arial"><font-face-src><font-face-name name="Arial Bold"/></font-face-src></font-face>
   <missing-glyph><path d="M0 0z"/></missing-glyph>
   <glyph unicode="1" horiz-adv-x="556" d="M60 0l130 0 0 700 -100 0 -90 -90 0 -110 60 40z"/>
  </font>
  <style type="text/css">
   <![CDATA[
    @font-face { font-family:"Arial";font-variant:normal;font-weight:bold;src:url("#FontID0") format(svg)}
    .str0 {stroke:#D2D3D5;stroke-width:6.94;stroke-miterlimit:2.61313;stroke-opacity:0.200000}
    .str3 {stroke:#0098DA;stroke-width:27.78;stroke-miterlimit:2.61313}
    .str8 {stroke:red;stroke-width:13.89;stroke-miterlimit:2.61313}
    .str2 {stroke:#D2D3D5;stroke-width:6.94;stroke-miterlimit:2.61313}
    .str5 {stroke:black;stroke-width:6.94;stroke-miterlimit:2.61313}
    .str1 {stroke:black;stroke-width:6.94;stroke-miterlimit:2.61313}
    .fil14 {fill:none}
    .fil5 {fill:#FEFEFE}
    .fil13 {fill:#FEFEFE}
    .fil4 {fill:#E6E7E8}
    .fil15 {fill:#BDBFC1}
    .fil12 {fill:#373435}
    .fil11 {fill:#563A26}
    .fil18 {fill:#B3B3B3}
    .fil0 {fill:white}
    .fil17 {fill:#ED2F5A;fill-rule:nonzero}
    .fil9 {fill:#563A26;fill-rule:nonzero}
    .fil10 {fill:#F9F7F6;fill-rule:nonzero}
    .fil6 {fill:#FFF212;fill-opacity:0.200000}
    .fil2 {fill:#FFF212;fill-opacity:0.200000}
    .fil7 {fill:aqua;fill-opacity:0.200000}
    .fil8 {fill:#300066;fill-opacity:0.200000}
    .fil1 {fill:#8FC814;fill-opacity:0.200000}
    .fil20 {fill:url(#id0);fill-rule:nonzero}
"""
AFTER_STYLES = """   ]]>
  </style>
  <linearGradient id="id0" gradientUnits="userSpaceOnUse" x1="41000" y1="33000" x2="41000" y2="34000">
   <stop offset="0" style="stop-opacity:1; stop-color:#282829"/>
   <stop offset="1" style="stop-opacity:1; stop-color:#ED2F5A"/>
  </linearGradient>
 </defs>
 <g id="Layer_x0020_1">
  <metadata id="CorelCorpID_0Corel-Layer"/>
"""
COMPASS = """  <g id="_1000000000001">
   <polygon class="fil9" points="59885.94,9581.45 60033.23,9375.24 60092.15,9434.16 "/>
   <polygon class="fil10" points="60043.33,9174.1 60209.98,9174.1 60209.98,8507.55 "/>
   <path class="fil9" d="M60209.98 9903.14c-356.05,0 -645.72,-289.67 -645.72,-645.72 0,-356.05 289.67,-645.72 \
645.72,-645.72 356.05,0 645.71,289.67 645.71,645.72 0,356.05 -289.66,645.72 -645.71,645.72zm0 -1249.78l0 0c-333.08,0 \
-604.06,270.98 -604.06,604.06 0,333.08 270.98,604.06 604.06,604.06 333.08,0 604.05,-270.98 604.05,-604.06 0,-333.08 \
-270.97,-604.06 -604.05,-604.06z"/>
   <text x="58809.83" y="9334.98"  class="fil11 fnt0">Урд</text>
   <text x="61099.93" y="9334.98"  class="fil11 fnt0">Хойд</text>
  </g>
"""
ARROW = (
    '  <path class="fil17" d="M{x} {y}l0 -447.92 -91.56 0 235.69 -322.91 235.69 322.91 -91.56 0 0 447.92 -288.24 0z'
    'm0 -223.96m-45.78 -223.96m72.06 -161.46m235.69 0m72.06 161.46m-45.78 223.96m-144.12 223.96"/>\n'
)


def _at(point: Point) -> Point:
    return LEFT + point[0] * UNITS_PER_M, TOP + point[1] * UNITS_PER_M


def _points(points: Ring, *, off: float = 0) -> str:
    return "".join(f"{x + off:.2f},{y:.2f} " for x, y in map(_at, points))


def _polygon(points: Ring, style: str) -> str:
    return f'  <polygon class="{style}" points="{_points(points)}"/>\n'


def _area(left: float, top: float, width: float, depth: float, style: str) -> str:
    return _polygon(_box("", left, top, width, depth).ring, style)


def _line(points: Ring, *, off: float = 0) -> str:
    return f'  <polyline class="fil14 str3" points="{_points(points, off=off)}"/>\n'


def shape_of(number: str) -> str:
    """The line of the drawing that is this booth's own shape, for booths that share no area of colour."""
    stand = next(stand for stand in AT_THE_GATE if stand.number == number)
    return _polygon(stand.ring, "fil2 str0")


def _walls() -> Iterator[str]:
    yield _area(-0.64, -0.46, 67.3, 41 + 1.9, "fil4")
    for left, top, width, depth in (
        *((0, 0, 23, 3), (28, 0, 30, 3), (61, 0, 5, 3), (0, 3, 3, 36), (63, 3, 3, 32), (63, 36, 3, 3)),
        *((0, 39, 22, 3), (28, 39, 38, 3)),
    ):
        yield _area(left, top, width, depth, "fil6")


def _islands() -> Iterator[str]:
    for left in ISLANDS:
        yield _area(left, 13, 6, 18, "fil6")
        yield _area(left, 7, 6, 6, "fil8")
        yield _area(left, 31, 6, 4, "fil8")
        for row in range(ROWS):
            top = 13 + 3 * row
            for outside in (left, left + 6):  # three sides; the area of colour is the fourth
                yield _line([(outside, top + 3), (left + 3, top + 3), (left + 3, top), (outside, top)])


def _along_the_walls() -> Iterator[str]:
    for stand in ALONG_THE_WALLS:
        yield _line([*stand.ring, stand.ring[0]] if len(stand.ring) > len("box.") else _open(stand))


def _open(stand: Stand) -> Ring:
    """Without the side that faces the aisle, which the area of colour has."""
    a, b, c, d = stand.ring
    left, top = a
    if top == 0:
        return [d, a, b, c]
    if left == 0:
        return [b, a, d, c]
    return [a, d, c, b] if top == 39 else [a, b, c, d]  # the wall


def _curves() -> Iterator[str]:
    for stand in (*LEFT_CURVE, *RIGHT_CURVE):
        yield _polygon(stand.ring, "fil1 str0")
        yield _line(stand.ring, off=0.01)
    for strip in (LEFT_STRIP, RIGHT_STRIP):
        (left, top), last = strip[0].ring[0], strip[-1].ring[1]
        yield _area(left, top, last[0] - left, 2, "fil1 str0")
        for stand in strip[:-1]:
            yield _line([stand.ring[1], stand.ring[2]])
    yield from (_polygon(stand.ring, "fil2 str0") for stand in AT_THE_GATE)


def _surroundings() -> Iterator[str]:
    yield COMPASS
    for place in range(4):
        x, y = _at((23.5 + place, 41.6))
        yield f'  <rect class="fil12 str2" x="{x:.2f}" y="{y:.2f}" width="251.18" height="106.94"/>\n'
        yield f'  <text x="{x + 20:.2f}" y="{y + 90:.2f}"  class="fil13 fnt0">{place + 1} DOOR</text>\n'
    for step in range(24):  # stairs
        x, y = _at((56 + step / 4, 36.2))
        yield f'  <rect class="fil18 str5" x="{x:.2f}" y="{y:.2f}" width="98.43" height="526.24"/>\n'
    for x, y in ((35_889.9, 31_400.0), (21_299.4, 19_050.8), (57_747.9, 18_210.2)):
        yield ARROW.format(x=x, y=y)
    yield '  <path class="fil20" d="M40309.37 34040l393.7 0 0 393.7 -393.7 0 0 -393.7z"/>\n'
    yield '  <line class="fil14 str8" x1="20000" y1="33000" x2="22000" y2= "33000" />\n'


def _texts() -> tuple[str, str]:
    """What is written in the booths, and the styles of it: each text has its own."""
    styles, texts = ["    .fnt0 {font-weight:900;font-size:111.11px;font-family:'Arial'}\n"], []
    for stand in DRAWN:
        font = len(styles)
        styles.append(f"    .fnt{font} {{font-weight:normal;font-size:138.89px;font-family:'Arial'}}\n")
        matrix = _matrix(stand)
        written = [(TEXT_X, TEXT_Y, stand.number)]
        if stand.number != "A1":  # as organizers forget it
            shorter, longer = (round(side) for side in stand.size)
            area = f"/{stand.area:.0f}m"
            y = TEXT_Y + 352.26
            beside = TEXT_X + 84 * len(area)
            written += [(TEXT_X, TEXT_Y + 178.54, f"{shorter}X{longer}"), (TEXT_X, y, area)]
            written += [(beside + 84.6, y, "/"), (beside, y, "2")]
        texts += [
            f'  <g transform="matrix({matrix})">\n   <text x="{x:.2f}" y="{y:.2f}"  class="fil12 fnt{font}">'
            f"{text}</text>\n  </g>\n"
            for x, y, text in written
        ]
    return "".join(styles), "".join(texts)


def _matrix(stand: Stand) -> str:
    x, y = _at(_text_place(stand))
    turn = math.radians(stand.angle)
    cos, sin = math.cos(turn), math.sin(turn)
    moved_x = x - (cos * TEXT_X - sin * TEXT_Y)
    moved_y = y - (sin * TEXT_X + cos * TEXT_Y)
    return f"{cos:.6g} {sin:.6g} {-sin:.6g} {cos:.6g} {moved_x:.1f} {moved_y:.1f}"


def _text_place(stand: Stand) -> Point:
    """Left of the middle and above it, as texts grow to the right and downwards; in corners, in the corner."""
    x, y = stand.middle
    if stand.number in CORNERS:
        (x, y) = {"A6": (1.5, 40), "A12": (1.5, 1), "A21": (64, 1), "A27": (64, 40), "B1": (33, 48)}[stand.number]
    turn = math.radians(stand.angle)
    return x - 0.6 * math.cos(turn) + 0.4 * math.sin(turn), y - 0.6 * math.sin(turn) - 0.4 * math.cos(turn)


def drawing_svg() -> bytes:
    """The plan as the organizer's designer exported it."""
    styles, texts = _texts()
    page = '  <rect class="fil0" x="15375.92" y="4534.14" width="46759.02" height="30833.65"/>\n'
    shapes = "".join([*_walls(), *_islands(), *_along_the_walls(), *_curves(), *_surroundings()])
    return (HEAD + styles + AFTER_STYLES + page + shapes + texts + " </g>\n</svg>\n").encode()
