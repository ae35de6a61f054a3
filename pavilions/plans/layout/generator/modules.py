"""The modules that a planner can choose for a hall's blocks. All lengths are centimetres."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pavilions.plans.layout.generator.blocks import Island, Rows, Split, WallRow
from pavilions.plans.layout.generator.spec import Band, LayoutRules

LONGEST_ROWS = 8  # this many rows of the full length come before the shorter ones


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


class _Geometry(NamedTuple):
    """The geometry of a module: `widest_cm` is a booth's width along its row, `rows` the number of rows in a block."""

    depth_cm: int
    widest_cm: int
    rows: int
    bands: Callable[[int, LayoutRules], tuple[Band, ...]]


def usual_depth_cm(module: Module) -> int:
    return MODULES[module].depth_cm


def least_depth_cm(module: Module, rules: LayoutRules) -> int:
    """Return the least depth of a block, in whole metres, at which booths are as large as the rules require.

    The result is in centimetres.
    """
    geometry = MODULES[module]
    smallest_cm2 = int(rules.smallest_sqm * 10_000)
    return -(-smallest_cm2 // geometry.widest_cm // 100) * 100 * geometry.rows


def bands_of(module: Module, depth_cm: int, rules: LayoutRules) -> tuple[Band, ...]:
    """Return the bands of a hall with this module; the first one is `depth_cm` deep."""
    return MODULES[module].bands(depth_cm, rules)


def wall_band(rules: LayoutRules) -> Band:
    """Return a band of booths of 3 × 3 m with their backs to the wall."""
    longest = rules.longest_row_cm // 300 * 300
    return Band(300, tuple(WallRow(length) for length in range(longest, 0, -300)))


def _rows(depth_cm: int, rules: LayoutRules, *, frontage_cm: int, cap_cm: int = 0) -> Band:
    longest = rules.longest_row_cm // frontage_cm * frontage_cm
    lengths = [longest] * LONGEST_ROWS + list(range(longest - frontage_cm, 0, -frontage_cm))
    capped = 2 * cap_cm + frontage_cm
    return Band(depth_cm, tuple(Rows(length, (frontage_cm,), cap_cm if length >= capped else 0) for length in lengths))


def _rows_of(frontage_cm: int, cap_cm: int = 0) -> Callable[[int, LayoutRules], tuple[Band, ...]]:
    return lambda depth_cm, rules: (_rows(depth_cm, rules, frontage_cm=frontage_cm, cap_cm=cap_cm),)


def _islands_of(frontage_cm: int) -> _Geometry:
    def bands(depth_cm: int, _rules: LayoutRules) -> tuple[Band, ...]:
        return (Band(depth_cm, (Island(frontage_cm, grows=False),)),)

    return _Geometry(frontage_cm, frontage_cm, 1, bands)


def _mixed(depth_cm: int, rules: LayoutRules) -> tuple[Band, ...]:
    return (
        _rows(depth_cm, rules, frontage_cm=300, cap_cm=300),
        Band(
            1_200, (Split(1_200, 2, grows=False), Rows(1_800, (600,)), Island(1_200, grows=False), Rows(1_200, (600,)))
        ),
        Band(900, (Island(900, grows=False), Split(1_200, 2, grows=False))),
    )


MODULES: Mapping[Module, _Geometry] = {
    Module.ROWS_3: _Geometry(600, 300, 2, _rows_of(300)),
    Module.ROWS_CAPPED: _Geometry(600, 300, 2, _rows_of(300, cap_cm=300)),
    Module.ROWS_6: _Geometry(1_200, 600, 2, _rows_of(600)),
    Module.PENINSULAS: _Geometry(
        1_200, 600, 1, lambda depth_cm, _rules: (Band(depth_cm, (Split(1_200, 2, grows=False),)),)
    ),
    Module.ISLANDS_6: _islands_of(600),
    Module.ISLANDS_9: _islands_of(900),
    Module.ISLANDS_12: _islands_of(1_200),
    Module.ISLANDS_18: _islands_of(1_800),
    Module.MIXED: _Geometry(600, 300, 2, _mixed),
}
