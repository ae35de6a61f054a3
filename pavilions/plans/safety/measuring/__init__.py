"""Measure a hall's plan, exact to a centimetre. Pure: no database, no rules."""

from pavilions.plans.safety.measuring.aisles import Front, KnownFronts, fronts_of, known_fronts
from pavilions.plans.safety.measuring.blocks import (
    WIDEST_WAY_CM,
    Block,
    Nearness,
    blocks_of,
    joined,
    nearer_than,
    nearer_to_walls,
    nearest_of,
    widest_way_between_exits,
)
from pavilions.plans.safety.measuring.dead_ends import DeadEnd, dead_ends_of
from pavilions.plans.safety.measuring.hall import WAY_CM, Exit, MeasuredHall, clear_width, free_before
from pavilions.plans.safety.measuring.routes import Routes
from pavilions.plans.safety.measuring.stands import Stand, deeper_than, deepest, stands_of, widths_at_ways
from pavilions.plans.safety.measuring.widths import NarrowWay, Passage, narrow_passages, narrow_ways, narrowest_way

__all__ = [
    "WAY_CM",
    "WIDEST_WAY_CM",
    "Block",
    "DeadEnd",
    "Exit",
    "Front",
    "KnownFronts",
    "MeasuredHall",
    "NarrowWay",
    "Nearness",
    "Passage",
    "Routes",
    "Stand",
    "blocks_of",
    "clear_width",
    "dead_ends_of",
    "deeper_than",
    "deepest",
    "free_before",
    "fronts_of",
    "joined",
    "known_fronts",
    "narrow_passages",
    "narrow_ways",
    "narrowest_way",
    "nearer_than",
    "nearer_to_walls",
    "nearest_of",
    "stands_of",
    "widest_way_between_exits",
    "widths_at_ways",
]
