"""The measures that rules of a venue limit, and how strictly the rules hold."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.web.badges import Badge, register_badges


class Severity(TextChoices):
    MANDATORY = "mandatory", _("mandatory: a plan that breaks it is not published")
    RECOMMENDED = "recommended", _("recommended: a reason is needed")


register_badges(
    "rule_severity",
    {
        Severity.MANDATORY: Badge(pgettext_lazy("rule severity", "Mandatory"), "ban", "badge-red"),
        Severity.RECOMMENDED: Badge(pgettext_lazy("rule severity", "Recommended"), "triangle-alert", "badge-amber"),
    },
)


class Measure(TextChoices):
    AISLE_WIDTH = "aisle_width", _("width of aisles")
    WAY_WIDTH = "way_width", _("clear width of every part of the ways to exits")
    MAIN_AISLE = "main_aisle", _("width of the widest way between two exits")
    ENTRANCE = "entrance", _("width of a booth's front at an aisle")
    STAND_DEPTH = "stand_depth", _("distance from any point of a booth to its nearest open side")
    TRAVEL = "travel", _("walking distance from a booth to an exit")
    STRAIGHT_TRAVEL = "straight_travel", _("straight distance from a booth to an exit")
    DEAD_END = "dead_end", _("depth of dead ends")
    BLOCK_DEPTH = "block_depth", _("depth of blocks")
    ROW_LENGTH = "row_length", _("length of blocks")
    BLOCK_AREA = "block_area", _("area of blocks")
    EXIT_WIDTH = "exit_width", _("width of each exit")
    EXIT_FREE = "exit_free", _("share of an exit's width that is free")
    EXIT_FRONT = "exit_front", _("free depth before exits")
    EXIT_CLEARANCE = "exit_clearance", _("distance of booths from exits")
    EXIT_CAPACITY = "exit_capacity", _("width of all exits for 100 persons")
    EXITS = "exits", _("number of exits that can be reached")
    EXITS_APART = "exits_apart", _("distance between two exits, of the hall's diagonal")
    EXITS_OPPOSITE = "exits_opposite", _("angle between two exits, seen from the middle of the hall")
    EXIT_SPACING = "exit_spacing", _("distance between neighbouring exits")
    EQUIPMENT_CLEARANCE = "equipment_clearance", _("distance of booths from fire equipment")
    EQUIPMENT_REACH = "equipment_reach", _("walking distance from a booth to fire equipment")
    COLUMN_CLEARANCE = "column_clearance", _("distance of booths from columns")
    RESCUE_WIDTH = "rescue_width", _("clear width of rescue access")
    WALL_CLEARANCE = "wall_clearance", _("distance of booths from the hall's walls")
    FILL = "fill", _("share of the hall's floor that booths take")
    DECK_SHARE = "deck_share", _("upper deck: share of the booth's area")
    DECK_AREA = "deck_area", _("upper deck: area")
    DECK_PERSONS = "deck_persons", _("upper deck: persons")
    DECK_WAY = "deck_way", _("upper deck: walking distance from any point to a stair")
    DECK_STAIRS = "deck_stairs", _("upper deck: number of stairs")
    DECK_OPPOSITE = "deck_opposite", _("upper deck: number of stairs on opposite sides")
    DECK_STAIR_WIDTH = "deck_stair_width", _("upper deck: clear width of each stair")
    DECK_ABOVE = "deck_above", _("upper deck: free height between the stand and the hall's ceiling")
    DECK_DRAWING = "deck_drawing", _("upper deck: drawings stamped by an engineer")


class Unit(TextChoices):
    METRES = "m", _("m")
    SQUARE_METRES = "sqm", _("m²")
    PERCENT = "percent", _("%")
    COUNT = "count", pgettext_lazy("unit", "number")
    DEGREES = "degrees", _("°")


AT_MOST = frozenset(
    {
        Measure.STAND_DEPTH,
        Measure.TRAVEL,
        Measure.STRAIGHT_TRAVEL,
        Measure.DEAD_END,
        Measure.BLOCK_DEPTH,
        Measure.ROW_LENGTH,
        Measure.BLOCK_AREA,
        Measure.EQUIPMENT_REACH,
        Measure.FILL,
        Measure.DECK_SHARE,
        Measure.DECK_AREA,
        Measure.DECK_PERSONS,
        Measure.DECK_WAY,
    }
)
"""The measures whose limit is a maximum; all others have a minimum."""
UNIT_OF = {
    Measure.BLOCK_AREA: Unit.SQUARE_METRES,
    Measure.EXIT_FREE: Unit.PERCENT,
    Measure.EXITS: Unit.COUNT,
    Measure.EXITS_APART: Unit.PERCENT,
    Measure.EXITS_OPPOSITE: Unit.DEGREES,
    Measure.FILL: Unit.PERCENT,
    Measure.DECK_SHARE: Unit.PERCENT,
    Measure.DECK_AREA: Unit.SQUARE_METRES,
    Measure.DECK_PERSONS: Unit.COUNT,
    Measure.DECK_STAIRS: Unit.COUNT,
    Measure.DECK_OPPOSITE: Unit.COUNT,
    Measure.DECK_DRAWING: Unit.COUNT,
}
"""The units of measures that are not lengths in metres."""


def unit_of(measure: Measure) -> Unit:
    return UNIT_OF.get(measure, Unit.METRES)


ALONG_WAYS = frozenset(
    {Measure.WAY_WIDTH, Measure.MAIN_AISLE, Measure.TRAVEL, Measure.DEAD_END, Measure.EQUIPMENT_REACH}
)
"""The measures along ways through the whole hall. One edit may change them anywhere, and they take the longest."""

OF_DECKS = frozenset(measure for measure in Measure if measure.startswith("deck_"))
"""The measures of a stand's upper deck, which plans do not record."""
ON_PLANS = frozenset(Measure) - OF_DECKS
