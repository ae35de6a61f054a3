"""Halls of odd outlines, and what every layout of them must keep."""

import numpy as np
import shapely
from hypothesis import strategies as st

from pavilions.drawings.geometry import Ring, area_sqm, core, normalised, overlaps, polygon
from pavilions.plans.layout.generator import SHANGHAI, HallLayout, LayoutRules

TOLERANCE_CM = 1e-6


def outside_the_walls(layout: HallLayout, outline: Ring) -> list[str]:
    inside = polygon(outline).buffer(TOLERANCE_CM - SHANGHAI.wall_clearance_cm, join_style="mitre")
    return [booth.number for booth in layout.booths if not inside.covers(polygon(booth.ring))]


def too_near_something(layout: HallLayout) -> list[str]:
    closed = shapely.STRtree([shapely.box(*each.keep_clear) for each in layout.obstructions])
    booths = [polygon(booth.ring).buffer(-TOLERANCE_CM, join_style="mitre") for booth in layout.booths]
    hit = closed.query(np.array(booths, dtype=object), predicate="intersects")[0]
    return [layout.booths[place].number for place in hit]


def require_sound(layout: HallLayout, outline: Ring, rules: LayoutRules = SHANGHAI) -> None:
    rings = [booth.ring for booth in layout.booths]
    assert overlaps(rings) == []
    assert all(core(ring) for ring in rings)
    assert outside_the_walls(layout, outline) == []
    assert too_near_something(layout) == []
    assert [normalised(ring) for ring in rings] == rings
    assert [area_sqm(ring) for ring in rings] == [booth.area_sqm for booth in layout.booths]
    assert len({booth.number for booth in layout.booths}) == len(layout.booths)
    assert layout.fill_rate <= rules.largest_fill


@st.composite
def rough_halls(draw: st.DrawFn) -> Ring:
    """A rectangle of 30 to 160 m with one corner cut away, square or slanting."""
    width, depth = draw(st.integers(3_000, 16_000)), draw(st.integers(3_000, 16_000))
    cut_x, cut_y = draw(st.integers(1, width // 2)), draw(st.integers(1, depth // 2))
    corner = [(width, depth - cut_y), (width - cut_x, depth)]
    if draw(st.booleans()):
        corner.insert(1, (width - cut_x, depth - cut_y))
    return normalised([(0, 0), (width, 0), *corner, (0, depth)])
