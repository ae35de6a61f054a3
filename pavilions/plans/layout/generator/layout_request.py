"""What a planner requests of the generator and the resulting layout. All lengths are centimetres."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Sentence
from ciie.kernel.wording import area_words, figure_words
from pavilions.drawings.geometry import Ring, bounds
from pavilions.plans.layout.generator.hall_layout import HallLayout, lay_out_hall
from pavilions.plans.layout.generator.modules import Module, bands_of, least_depth_cm, usual_depth_cm, wall_band
from pavilions.plans.layout.generator.numbering import Numbering
from pavilions.plans.layout.generator.obstructions import Obstruction, Spacing, columns_of, exits_per_wall, hydrants_of
from pavilions.plans.layout.generator.spec import SHANGHAI, Direction, LayoutRefused, LayoutRules, LayoutSpec
from pavilions.states import ObstructionKind

LONGEST_SIDE_CM = 50_000
MOST_BOOTHS = 6_000
MOST_OBSTRUCTIONS = 2_000
SPARSE = Decimal("0.3")


@dataclass(frozen=True, slots=True)
class FittingsRequest:
    """Columns on a grid, the distance of hydrants along the walls, and the number of exits in each wall."""

    columns: Spacing | None = None
    hydrants_cm: int | None = None
    exits_per_wall: int = 0


@dataclass(frozen=True, slots=True)
class LayoutRequest:
    """What a planner requests of a layout with one module.

    Without `block_depth_cm` the module's own depth is used; without `raw_share`, 0 to 1, the size of each booth
    decides.
    """

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
    """A remark on a possible layout under the rules; `field` is the part of the request that would change it."""

    field: str
    sentence: Sentence


def fittings_of(outline: Ring, request: FittingsRequest, rules: LayoutRules = SHANGHAI) -> tuple[Obstruction, ...]:
    """Return the requested fittings, or raise `LayoutRefused` for more than 2,000 columns."""
    hall = bounds(outline)
    if request.columns:
        count = (hall.width // request.columns.across_cm) * (hall.depth // request.columns.down_cm)
        refuse_many_obstructions(count, "columns_across")
    return (
        *(columns_of(outline, request.columns, rules) if request.columns else ()),
        *(
            hydrants_of(outline, Spacing(request.hydrants_cm, request.hydrants_cm), rules)
            if request.hydrants_cm
            else ()
        ),
        *exits_per_wall(outline, request.exits_per_wall, rules),
    )


def generate(
    outline: Ring, obstructions: Sequence[Obstruction], request: LayoutRequest, rules: LayoutRules = SHANGHAI
) -> HallLayout:
    """Return the layout of the hall; the same request always gives the same layout.

    Raise `LayoutRefused`, whose field is the part of the request that is not possible, for a hall longer than 500 m
    (`hall_too_large`), aisles narrower than the rules allow (`aisle_too_narrow`), main aisles narrower than the others
    (`main_aisle_narrower`), blocks whose booths are too small (`block_too_shallow`) or deeper than the rules allow
    (`block_too_deep`), more than 6,000 booths (`too_many_booths`), or no booth at all (`no_booths`).
    """
    refuse_long(outline)
    refuse_many_obstructions(len(obstructions), "fittings")
    spec = spec_of(request, rules)
    layout = lay_out_hall(outline, obstructions=obstructions, exits=(), spec=spec, most_booths=MOST_BOOTHS)
    if not layout.booths:
        raise LayoutRefused(
            _("No booth of this module fits between the aisles of this hall."), code="no_booths", field="module"
        )
    return layout


def spec_of(request: LayoutRequest, rules: LayoutRules = SHANGHAI) -> LayoutSpec:
    """Return the specification of the request, or raise `LayoutRefused` where the rules do not allow it."""
    refuse_narrow_aisles(request.aisle_cm, request.main_aisle_cm, rules)
    depth = request.block_depth_cm or usual_depth_cm(request.module)
    least = least_depth_cm(request.module, rules)
    if depth < least:
        raise LayoutRefused(
            _("Booths here have at least %(smallest)s m², so blocks of this module must be at least %(least)s m deep.")
            % {"smallest": area_words(rules.smallest_sqm), "least": least // 100},
            code="block_too_shallow",
            field="block_depth",
        )
    if depth > rules.deepest_block_cm:
        raise LayoutRefused(
            _("The rules allow blocks of at most %(most)s m in depth.") % {"most": f"{rules.deepest_block_cm / 100:g}"},
            code="block_too_deep",
            field="block_depth",
        )
    return LayoutSpec(
        bands=bands_of(request.module, depth, rules),
        wall_band=wall_band(rules) if request.wall_rows else None,
        cross_main_aisles=request.cross_main_aisles,
        bands_between_main_aisles=request.bands_between_main_aisles,
        aisle_cm=request.aisle_cm,
        main_aisle_cm=request.main_aisle_cm,
        direction=request.direction,
        rules=rules,
        numbering=request.numbering,
        raw_share=request.raw_share,
    )


def remarks_on(layout: HallLayout, rules: LayoutRules = SHANGHAI) -> list[Remark]:
    """Return remarks on a layout that is too full, half empty, without exits, or with raw booths that are too small."""
    found = []
    if layout.fill_rate > rules.largest_fill:
        share = {"fill": _percent(layout.fill_rate), "most": _percent(rules.largest_fill)}
        sentence = (
            _("Booths would take %(fill)s%% of the hall; at most %(most)s%% are allowed. Widen the aisles.") % share
        )
        found.append(Remark("aisle", sentence))
    if layout.fill_rate < SPARSE:
        words = {"fill": _percent(layout.fill_rate)}
        sentence = (
            _("Booths take only %(fill)s%% of the hall. A mix of sizes, or another direction, may fill it better.")
            % words
        )
        found.append(Remark("module", sentence))
    if not any(each.kind is ObstructionKind.EXIT for each in layout.obstructions):
        found.append(Remark("exits_per_wall", _("This hall has no exits, so no exit routes are kept clear.")))
    small = sum(booth.area_sqm < rules.raw_from_sqm for booth in layout.booths if booth.kind == "raw")
    if small:
        words = {"count": figure_words(small), "least": area_words(rules.raw_from_sqm)}
        sentence = _("Raw space starts at %(least)s m² here. Smaller raw booths: %(count)s.") % words
        found.append(Remark("raw_share", sentence))
    return found


def remarks_on_widths(aisle_cm: int, main_aisle_cm: int, *, usual_cm: int, usual_main_cm: int) -> list[Remark]:
    """Return remarks on aisles that the rules allow, but that are narrower than recommended or usual."""
    asked = (("aisle", aisle_cm, usual_cm), ("main_aisle", main_aisle_cm, usual_main_cm))
    sentence = _("Narrower than is recommended here: %(usual)s m.")
    return [Remark(part, sentence % {"usual": f"{usual / 100:g}"}) for part, width, usual in asked if width < usual]


def _percent(share: Decimal) -> str:
    return f"{share * 100:.1f}"


def refuse_long(outline: Ring) -> None:
    hall = bounds(outline)
    if max(hall.width, hall.depth) > LONGEST_SIDE_CM:
        raise LayoutRefused(
            _("This hall is longer than %(most)s m, the longest for which a layout can be generated.")
            % {"most": LONGEST_SIDE_CM // 100},
            code="hall_too_large",
            field="hall",
        )


def refuse_narrow_aisles(aisle_cm: int, main_aisle_cm: int, rules: LayoutRules) -> None:
    _refuse_narrow("aisle", aisle_cm, rules.aisle_cm)
    _refuse_narrow("main_aisle", main_aisle_cm, rules.main_aisle_cm)
    if main_aisle_cm < aisle_cm:
        raise LayoutRefused(
            _("Main aisles must be at least as wide as the other aisles."),
            code="main_aisle_narrower",
            field="main_aisle",
        )


def _refuse_narrow(part: str, width_cm: int, least_cm: int) -> None:
    if width_cm < least_cm:
        raise LayoutRefused(
            _("The rules require at least %(least)s m here.") % {"least": f"{least_cm / 100:g}"},
            code="aisle_too_narrow",
            field=part,
        )


def refuse_many_obstructions(obstructions: int, part: str) -> None:
    if obstructions > MOST_OBSTRUCTIONS:
        raise LayoutRefused(
            _("This would make more than %(most)s obstructions, too many for a layout.") % {"most": MOST_OBSTRUCTIONS},
            code="too_many_obstructions",
            field=part,
        )
