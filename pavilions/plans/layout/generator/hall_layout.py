"""Fill one hall with booths by a specification."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

import shapely
from django.utils.translation import gettext_lazy as _

from ciie.kernel.wording import figure_words
from pavilions.drawings.geometry import AISLE_CM, Ring, area_sqm, bounds, normalised, open_sides_of_plan
from pavilions.plans.layout.generator.numbering import Numbering, numbered_rows
from pavilions.plans.layout.generator.obstructions import Obstruction, clear_of, closed_boxes, meet, parts_strip
from pavilions.plans.layout.generator.spec import Direction, LayoutRefused, LayoutRules, LayoutSpec
from pavilions.plans.layout.generator.strips import Wall, fill, main_aisles, open_floor, open_stretches, strips_of
from pavilions.states import BoothKind, ObstructionKind


@dataclass(frozen=True, slots=True)
class PlacedBooth:
    """A booth of a generated layout."""

    number: str
    ring: Ring
    kind: BoothKind
    open_sides: int
    area_sqm: Decimal


@dataclass(frozen=True, slots=True)
class HallLayout:
    """The booths of a hall in the order of their rows; `fill_rate` is their share of the hall's gross area, 0 to 1."""

    booths: tuple[PlacedBooth, ...]
    obstructions: tuple[Obstruction, ...]
    fill_rate: Decimal

    @property
    def net_sqm(self) -> Decimal:
        return sum((booth.area_sqm for booth in self.booths), Decimal())

    def sqm_of(self, kind: BoothKind) -> Decimal:
        return sum((booth.area_sqm for booth in self.booths if booth.kind is kind), Decimal())


def lay_out_hall(
    outline: Ring,
    *,
    obstructions: Sequence[Obstruction],
    exits: Sequence[Obstruction],
    spec: LayoutSpec,
    most_booths: int | None = None,
) -> HallLayout:
    """Fill a hall with numbered booths by the specification and its rules.

    Booths do not overlap, and they keep clear of walls, obstructions and exits. A booth loses a notch to a column, or
    is left out if too little would remain. Raise `LayoutRefused` (`too_many_booths`) for more than `most_booths`.
    """
    in_the_way = (*obstructions, *exits)
    if spec.direction is Direction.DOWN:
        layout = lay_out_hall(
            _transposed(outline),
            obstructions=[replace(obstruction, ring=_transposed(obstruction.ring)) for obstruction in in_the_way],
            exits=(),
            spec=replace(spec, direction=Direction.ACROSS),
            most_booths=most_booths,
        )
        booths = tuple(replace(booth, ring=_transposed(booth.ring)) for booth in layout.booths)
        return replace(layout, booths=booths, obstructions=in_the_way)
    rows = _rows(outline, in_the_way, spec)
    return numbered_layout(
        outline,
        in_the_way,
        rows,
        spec.numbering,
        spec.rules,
        spec.raw_share,
        aisle_cm=spec.aisle_cm,
        most_booths=most_booths,
    )


def numbered_layout(
    outline: Ring,
    in_the_way: Sequence[Obstruction],
    rows: Iterable[Sequence[Ring]],
    numbering: Numbering,
    rules: LayoutRules,
    raw_share: Decimal | None,
    *,
    aisle_cm: int,
    most_booths: int | None = None,
    on_columns: bool = False,
) -> HallLayout:
    """Return a layout of the rings of each row with numbers, kinds and open sides.

    With `on_columns`, columns close no side, since booths stand around them. A side counts as open only where the floor
    before it is as wide as the requested aisles.

    Raise `LayoutRefused` (`too_many_booths`) for more than `most_booths`.
    """
    numbered_rings = numbered_rows(rows, numbering)
    rings = list(islice(numbered_rings, None if most_booths is None else most_booths + 1))
    if most_booths is not None and len(rings) > most_booths:
        raise LayoutRefused(
            _("This would make more than %(most)s booths. Choose larger booths or a smaller hall.")
            % {"most": figure_words(most_booths)},
            code="too_many_booths",
            field="module",
        )
    blocking = [
        each.ring
        for each in in_the_way
        if each.kind.is_closed and not (on_columns and each.kind is ObstructionKind.COLUMN)
    ]
    sides_of_all = open_sides_of_plan(
        [ring for _number, ring in rings], outline, blocking, aisle_cm=max(AISLE_CM, aisle_cm)
    )
    areas = [area_sqm(ring) for _number, ring in rings]
    kinds = kinds_of(areas, rules, raw_share)
    booths = tuple(
        PlacedBooth(number, ring, kind, open_sides, area)
        for (number, ring), open_sides, area, kind in zip(rings, sides_of_all, areas, kinds, strict=True)
    )
    net = sum(areas, Decimal())
    return HallLayout(booths, tuple(in_the_way), (net / area_sqm(outline)).quantize(Decimal("0.0001")))


def _transposed(ring: Ring) -> Ring:
    """Exchange x and y of the ring."""
    return normalised((y, x) for x, y in ring)


def _rows(outline: Ring, in_the_way: Sequence[Obstruction], spec: LayoutSpec) -> Iterator[list[Ring]]:
    """Yield the rings of each row in the order of their numbers."""
    hall = bounds(outline)
    columns = [each.keep_clear for each in in_the_way if each.kind is ObstructionKind.COLUMN]
    standing = [each for each in in_the_way if each.kind is not ObstructionKind.COLUMN and not each.kind.is_mark]
    closed = [*closed_boxes(standing, spec.rules), *main_aisles(spec, hall)]
    by_the_wall = open_floor(outline, spec.rules.wall_clearance_cm, closed)
    inside = open_floor(outline, spec.aisle_cm, closed)
    for strip in strips_of(spec, hall):
        nearby = [column for column in columns if meet(column, strip.box)]
        floor_area = inside if strip.wall is Wall.NONE else by_the_wall
        if strip.band.makes_way:  # a column deep in the strip gets a whole aisle on its right
            parting = [column for column in nearby if parts_strip(column, strip.box)]
            gaps = [column._replace(right=column.right + spec.aisle_cm) for column in parting]
            boxes = [shapely.box(gap.left, strip.box.top, gap.right, strip.box.bottom) for gap in gaps]
            floor_area = floor_area.difference(shapely.union_all(boxes))
        rows: dict[int, list[Ring]] = {}
        for placed in fill(strip.box, open_stretches(strip.box, floor_area), strip.band.blocks, spec.aisle_cm):
            for piece in placed.block.cut(placed.box):
                if ring := clear_of(piece.ring, nearby, spec.rules.smallest_sqm):
                    rows.setdefault(piece.row, []).append(ring)
        for row in sorted(rows):
            yield sorted(rows[row], key=bounds)


def kinds_of(areas_sqm: Sequence[Decimal], rules: LayoutRules, raw_share: Decimal | None) -> list[BoothKind]:
    """Return the kind of each booth: raw from the size at which the rules let raw space begin.

    With a `raw_share`, 0 to 1, booths are raw until they make up this share of the whole area, to within half a booth:
    the largest booths first, then in the given order.
    """
    if raw_share is None:
        return [BoothKind.RAW if area >= rules.raw_from_sqm else BoothKind.SHELL for area in areas_sqm]
    wanted = sum(areas_sqm, Decimal()) * raw_share
    kinds = [BoothKind.SHELL] * len(areas_sqm)
    raw = Decimal()
    for position in sorted(range(len(areas_sqm)), key=lambda position: -areas_sqm[position]):
        if raw + areas_sqm[position] / 2 > wanted:
            break
        kinds[position] = BoothKind.RAW
        raw += areas_sqm[position]
    return kinds
