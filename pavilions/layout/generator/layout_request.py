"""What a planner asks of a generated hall, and the hall it gives. All lengths are centimetres."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Sentence
from ciie.kernel.wording import area_words, figure_words
from pavilions.geometry import Ring, bounds
from pavilions.layout.generator.fittings import Spacing, columns_of, exits_per_wall, hydrants_of
from pavilions.layout.generator.hall_layout import HallLayout, lay_out_hall
from pavilions.layout.generator.modules import Module, bands_of, least_depth_cm, usual_depth_cm, wall_band
from pavilions.layout.generator.numbering import Numbering
from pavilions.layout.generator.obstructions import Obstruction
from pavilions.layout.generator.refusals import LayoutRefused
from pavilions.layout.generator.rule_sets import SHANGHAI, LayoutRules
from pavilions.layout.generator.spec import Direction, LayoutSpec
from pavilions.states import ObstructionKind

LONGEST_SIDE_CM = 50_000
MOST_BOOTHS = 6_000
MOST_OBSTRUCTIONS = 2_000


@dataclass(frozen=True, slots=True)
class FittingsWish:
    """Columns on a grid, hydrants so far apart along the walls, and exits in each wall. None: there are none."""

    columns: Spacing | None = None
    hydrants_cm: int | None = None
    exits_per_wall: int = 0


@dataclass(frozen=True, slots=True)
class LayoutRequest:
    """Without `block_depth_cm` a block is as deep as its module has it, without `raw_share` (0 to 1) size decides."""

    module: Module = Module.ROWS_3
    block_depth_cm: int | None = None
    aisle_cm: int = SHANGHAI.aisle_cm
    main_aisle_cm: int = SHANGHAI.main_aisle_cm
    cross_main_aisles: int = 1
    bands_between_main_aisles: int = 4
    wall_rows: bool = False
    raw_share: Decimal | None = None
    direction: Direction = Direction.ACROSS
    numbering: Numbering = field(default_factory=Numbering)


@dataclass(frozen=True, slots=True)
class Remark:
    """What the rules say about a layout that can be made; `field` is the part of the wish that would change it."""

    field: str
    sentence: Sentence


def fittings_of(outline: Ring, wish: FittingsWish, rules: LayoutRules = SHANGHAI) -> tuple[Obstruction, ...]:
    """Raises `LayoutRefused` where columns stand so close that there are more than 2,000."""
    hall = bounds(outline)
    if wish.columns:
        count = (hall.width // wish.columns.across_cm) * (hall.depth // wish.columns.down_cm)
        _refuse_too_many(count, "columns_across")
    return (
        *(columns_of(outline, wish.columns, rules) if wish.columns else ()),
        *(hydrants_of(outline, Spacing(wish.hydrants_cm, wish.hydrants_cm), rules) if wish.hydrants_cm else ()),
        *exits_per_wall(outline, wish.exits_per_wall, rules),
    )


def generate(
    outline: Ring, obstructions: Sequence[Obstruction], wish: LayoutRequest, rules: LayoutRules = SHANGHAI
) -> HallLayout:
    """The hall filled as wished: always the same for the same hall and wish.

    Raises `LayoutRefused`, whose field is the part of the wish that stands in the way: a hall of more than 500 m in one
    direction (`hall_too_large`), aisles narrower than the rules (`aisle_too_narrow`), main aisles narrower than others
    (`main_aisle_narrower`), blocks whose booths are too small (`block_too_shallow`), more than 6,000 booths
    (`too_many_booths`), or none at all (`no_booths`).
    """
    hall = bounds(outline)
    if max(hall.width, hall.depth) > LONGEST_SIDE_CM:
        raise LayoutRefused(
            _("This hall is longer than %(most)s m. A layout is made for halls up to that length.")
            % {"most": LONGEST_SIDE_CM // 100},
            code="hall_too_large",
            field="hall",
        )
    _refuse_too_many(len(obstructions), "fittings")
    spec = spec_of(wish, rules)
    layout = lay_out_hall(outline, obstructions=obstructions, exits=(), spec=spec, most_booths=MOST_BOOTHS)
    if not layout.booths:
        raise LayoutRefused(
            _("No booth of this module has room between the aisles of this hall."), code="no_booths", field="module"
        )
    return layout


def spec_of(wish: LayoutRequest, rules: LayoutRules = SHANGHAI) -> LayoutSpec:
    """Raises `LayoutRefused` where the wish is less than the rules allow."""
    _refuse_narrow("aisle", wish.aisle_cm, rules.aisle_cm)
    _refuse_narrow("main_aisle", wish.main_aisle_cm, rules.main_aisle_cm)
    if wish.main_aisle_cm < wish.aisle_cm:
        raise LayoutRefused(
            _("Main aisles are at least as wide as the other aisles."), code="main_aisle_narrower", field="main_aisle"
        )
    depth = wish.block_depth_cm or usual_depth_cm(wish.module)
    least = least_depth_cm(wish.module, rules)
    if depth < least:
        raise LayoutRefused(
            _("Booths have at least %(smallest)s m² here, so blocks of this module are at least %(least)s m deep.")
            % {"smallest": area_words(rules.smallest_sqm), "least": least // 100},
            code="block_too_shallow",
            field="block_depth",
        )
    return LayoutSpec(
        bands=bands_of(wish.module, depth, rules),
        wall_band=wall_band(rules) if wish.wall_rows else None,
        cross_main_aisles=wish.cross_main_aisles,
        bands_between_main_aisles=wish.bands_between_main_aisles,
        aisle_cm=wish.aisle_cm,
        main_aisle_cm=wish.main_aisle_cm,
        direction=wish.direction,
        rules=rules,
        numbering=wish.numbering,
        raw_share=wish.raw_share,
    )


def remarks_on(layout: HallLayout, rules: LayoutRules = SHANGHAI) -> list[Remark]:
    """What the rules have against a layout: too full, no exits, raw space in booths too small for it."""
    found = []
    if layout.fill_rate > rules.largest_fill:
        share = {"fill": _percent(layout.fill_rate), "most": _percent(rules.largest_fill)}
        sentence = _("Booths take %(fill)s %% of the hall; at most %(most)s %% may be. Widen the aisles.") % share
        found.append(Remark("aisle", sentence))
    if not any(each.kind is ObstructionKind.EXIT for each in layout.obstructions):
        found.append(Remark("exits_per_wall", _("There are no exits in this hall, so no way out is kept clear.")))
    small = sum(booth.area_sqm < rules.raw_from_sqm for booth in layout.booths if booth.kind == "raw")
    if small:
        words = {"count": figure_words(small), "least": area_words(rules.raw_from_sqm)}
        sentence = _("Raw space begins at %(least)s m² here; raw booths that are smaller: %(count)s.") % words
        found.append(Remark("raw_share", sentence))
    return found


def _percent(share: Decimal) -> str:
    return f"{share * 100:.1f}"


def _refuse_narrow(part: str, width_cm: int, least_cm: int) -> None:
    if width_cm < least_cm:
        raise LayoutRefused(
            _("The rules ask for at least %(least)s m here.") % {"least": f"{least_cm / 100:g}"},
            code="aisle_too_narrow",
            field=part,
        )


def _refuse_too_many(obstructions: int, part: str) -> None:
    if obstructions > MOST_OBSTRUCTIONS:
        raise LayoutRefused(
            _("That is more than %(most)s obstructions, too many for a layout.") % {"most": MOST_OBSTRUCTIONS},
            code="too_many_obstructions",
            field=part,
        )
