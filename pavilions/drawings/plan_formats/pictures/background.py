"""The background picture of a plan: the rest of the drawing, simplified to lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from pavilions.drawings.vector_files import Stroke

MOST_POINTS = 20_000
TOLERANCES_CM = (2, 5, 10, 20, 50, 100, 200)
MARGIN_CM = 2_000
BORDER_CM = 10
INK = "#7d878c"  # a grey that is visible on light and dark backgrounds
LINE_CM = 5


@dataclass(frozen=True, slots=True)
class Background:
    """A complete SVG document; `extent` is left, top, width, height in centimetres of the hall's axes."""

    drawing: str
    extent: tuple[int, int, int, int]

    @property
    def content_hash(self) -> str:
        return sha256(f"{self.extent}{self.drawing}".encode()).hexdigest()


def background_of(strokes: Sequence[Stroke], plan: Sequence[tuple[float, float]]) -> Background | None:
    """Return the strokes (in centimetres) within 20 m of the plan's corners as a background picture.

    Drawings have title blocks far away from the plan. Lines are simplified with the smallest tolerance, from 2 cm to 2
    m, that leaves no more than `MOST_POINTS`.
    """
    across, down = [x for x, _y in plan], [y for _x, y in plan]
    extent = (
        int(min(across)) - MARGIN_CM,
        int(min(down)) - MARGIN_CM,
        int(max(across)) + MARGIN_CM,
        int(max(down)) + MARGIN_CM,
    )
    drawn = [shapely.LineString((*s.points, s.points[0]) if s.closed else s.points) for s in strokes]
    pieces = shapely.get_parts(shapely.clip_by_rect(np.array(drawn, dtype=np.object_), *extent))
    lines = pieces[(shapely.get_type_id(pieces) == shapely.GeometryType.LINESTRING) & ~shapely.is_empty(pieces)]
    if not len(lines):
        return None
    kept = lines
    for tolerance in TOLERANCES_CM:
        kept = shapely.simplify(lines, tolerance)
        kept = kept[shapely.length(kept) >= 2 * tolerance]
        if shapely.get_num_coordinates(kept).sum() <= MOST_POINTS:
            break
    longest_first = np.argsort(-shapely.length(kept), kind="stable")
    counts = np.cumsum(shapely.get_num_coordinates(kept[longest_first]))
    kept = kept[np.sort(longest_first[counts <= MOST_POINTS])]
    return _document(kept) if len(kept) else None


def _document(lines: NDArray[np.object_]) -> Background:
    left, top, right, bottom = shapely.total_bounds(lines)
    box = (
        int(left) - BORDER_CM,
        int(top) - BORDER_CM,
        int(right - left) + 2 * BORDER_CM + 1,
        int(bottom - top) + 2 * BORDER_CM + 1,
    )
    paths = ""
    for line in lines:
        points = [(round(x), round(y)) for x, y in line.coords]
        steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(points)]
        paths += f"M{points[0][0]} {points[0][1]}" + "".join(f"l{dx} {dy}" for dx, dy in steps if dx or dy)
    markup = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{" ".join(map(str, box))}"'
        f' width="{box[2]}" height="{box[3]}">'
        f'<path fill="none" stroke="{INK}" stroke-width="{LINE_CM}" stroke-linejoin="round" d="{paths}"/></svg>'
    )
    return Background(markup, box)
