"""The plane geometry of a floor plan. Pure: no database, no settings. Shapely decides; integers keep it exact."""

from pavilions.geometry.cores import Core, core, cores
from pavilions.geometry.labels import label_point
from pavilions.geometry.matching import BoothChange, BoothMatching, Change, PlacedBooth, changes_between, match_booths
from pavilions.geometry.merging import apart_from_first, merged
from pavilions.geometry.moving import Spacing, moved, rows_and_columns, turned
from pavilions.geometry.nearness import Spot, nearest_alike, nearest_spots
from pavilions.geometry.open_sides import Frontage, frontages, open_sides, open_sides_of_plan
from pavilions.geometry.relations import Places, on_obstruction, outside, overlaps, touching
from pavilions.geometry.rings import (
    BOOTH_LIMITS,
    CENT,
    OBSTRUCTION_LIMITS,
    OUTLINE_LIMITS,
    Box,
    GeometryError,
    Point,
    Ring,
    SizeLimits,
    area_sqm,
    bounds,
    bounds_of,
    is_within_reach,
    normalised,
    polygon,
    sound_ring,
)
from pavilions.geometry.splitting import Direction, split_by_line, split_in_parts, split_off
from pavilions.geometry.units import Unit, sqm, unit_named, whole_cm

__all__ = [
    "BOOTH_LIMITS",
    "CENT",
    "OBSTRUCTION_LIMITS",
    "OUTLINE_LIMITS",
    "BoothChange",
    "BoothMatching",
    "Box",
    "Change",
    "Core",
    "Direction",
    "Frontage",
    "GeometryError",
    "PlacedBooth",
    "Places",
    "Point",
    "Ring",
    "SizeLimits",
    "Spacing",
    "Spot",
    "Unit",
    "apart_from_first",
    "area_sqm",
    "bounds",
    "bounds_of",
    "changes_between",
    "core",
    "cores",
    "frontages",
    "is_within_reach",
    "label_point",
    "match_booths",
    "merged",
    "moved",
    "nearest_alike",
    "nearest_spots",
    "normalised",
    "on_obstruction",
    "open_sides",
    "open_sides_of_plan",
    "outside",
    "overlaps",
    "polygon",
    "rows_and_columns",
    "sound_ring",
    "split_by_line",
    "split_in_parts",
    "split_off",
    "sqm",
    "touching",
    "turned",
    "unit_named",
    "whole_cm",
]
