"""Modules a planner names: what the blocks of a hall are made of. All lengths are centimetres."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pavilions.layout.generator.blocks import Island, Rows, Split, WallRow
from pavilions.layout.generator.rule_sets import LayoutRules
from pavilions.layout.generator.spec import Band

PREFERRED = 8  # so often does the longest row come before a shorter one takes its turn


class Module(TextChoices):
    ROWS_3 = "rows_3", _("rows of 3 × 3 m, back to back")
    ROWS_CAPPED = "rows_capped", _("rows of 3 × 3 m with a peninsula at either end")
    ROWS_6 = "rows_6", _("rows of 6 × 6 m, back to back")
    PENINSULAS = "peninsulas", _("peninsulas of 6 × 12 m in pairs")
    ISLANDS_6 = "islands_6", _("islands of 6 × 6 m")
    ISLANDS_9 = "islands_9", _("islands of 9 × 9 m")
    ISLANDS_12 = "islands_12", _("islands of 12 × 12 m")
    ISLANDS_18 = "islands_18", _("islands of 18 × 18 m")
    MIXED = "mixed", _("mixed: rows, peninsulas and islands")


class _Making(NamedTuple):
    """`widest_cm` is how far one booth reaches along its row, and `rows` how many of them share a block's depth."""

    depth_cm: int
    widest_cm: int
    rows: int
    bands: Callable[[int, LayoutRules], tuple[Band, ...]]


def usual_depth_cm(module: Module) -> int:
    return MAKINGS[module].depth_cm


def least_depth_cm(module: Module, rules: LayoutRules) -> int:
    """The shallowest block, in whole metres, whose booths are not smaller than the rules allow."""
    making = MAKINGS[module]
    smallest_cm2 = int(rules.smallest_sqm * 10_000)
    return -(-smallest_cm2 // making.widest_cm // 100) * 100 * making.rows


def bands_of(module: Module, depth_cm: int, rules: LayoutRules) -> tuple[Band, ...]:
    """The bands of a hall of this module, the first of them `depth_cm` deep."""
    return MAKINGS[module].bands(depth_cm, rules)


def wall_band(rules: LayoutRules) -> Band:
    """Booths of 3 × 3 m with their backs to the wall."""
    longest = rules.longest_row_cm // 300 * 300
    return Band(300, tuple(WallRow(length) for length in range(longest, 0, -300)))


def _rows(depth_cm: int, rules: LayoutRules, *, frontage_cm: int, cap_cm: int = 0) -> Band:
    longest = rules.longest_row_cm // frontage_cm * frontage_cm
    lengths = [longest] * PREFERRED + list(range(longest - frontage_cm, 0, -frontage_cm))
    capped = 2 * cap_cm + frontage_cm
    return Band(depth_cm, tuple(Rows(length, (frontage_cm,), cap_cm if length >= capped else 0) for length in lengths))


def _rows_of(frontage_cm: int, cap_cm: int = 0) -> Callable[[int, LayoutRules], tuple[Band, ...]]:
    return lambda depth_cm, rules: (_rows(depth_cm, rules, frontage_cm=frontage_cm, cap_cm=cap_cm),)


def _islands(depth_cm: int, _rules: LayoutRules, *, frontage_cm: int) -> tuple[Band, ...]:
    return (Band(depth_cm, (Island(frontage_cm, grows=False),)),)


def _islands_of(frontage_cm: int) -> _Making:
    return _Making(frontage_cm, frontage_cm, 1, lambda depth, rules: _islands(depth, rules, frontage_cm=frontage_cm))


def _peninsulas(depth_cm: int, _rules: LayoutRules) -> tuple[Band, ...]:
    return (Band(depth_cm, (Split(1_200, 2, grows=False),)),)


def _mixed(depth_cm: int, rules: LayoutRules) -> tuple[Band, ...]:
    return (
        _rows(depth_cm, rules, frontage_cm=300, cap_cm=300),
        Band(
            1_200, (Split(1_200, 2, grows=False), Rows(1_800, (600,)), Island(1_200, grows=False), Rows(1_200, (600,)))
        ),
        Band(900, (Island(900, grows=False), Split(1_200, 2, grows=False))),
    )


MAKINGS: Mapping[Module, _Making] = {
    Module.ROWS_3: _Making(600, 300, 2, _rows_of(300)),
    Module.ROWS_CAPPED: _Making(600, 300, 2, _rows_of(300, cap_cm=300)),
    Module.ROWS_6: _Making(1_200, 600, 2, _rows_of(600)),
    Module.PENINSULAS: _Making(1_200, 600, 1, _peninsulas),
    Module.ISLANDS_6: _islands_of(600),
    Module.ISLANDS_9: _islands_of(900),
    Module.ISLANDS_12: _islands_of(1_200),
    Module.ISLANDS_18: _islands_of(1_800),
    Module.MIXED: _Making(600, 300, 2, _mixed),
}
