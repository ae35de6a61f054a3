"""One hall filled with booths by a specification."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from django.utils.translation import gettext_lazy as _

from ciie.kernel.wording import figure_words
from pavilions.geometry import Ring, area_sqm, bounds, normalised, open_sides_of_plan
from pavilions.layout.generator.kinds import kinds_of
from pavilions.layout.generator.numbering import numbered_rows
from pavilions.layout.generator.obstructions import Obstruction
from pavilions.layout.generator.places import places_by_strip
from pavilions.layout.generator.refusals import LayoutRefused
from pavilions.layout.generator.spec import Direction, LayoutSpec
from pavilions.states import BoothKind, ObstructionKind


@dataclass(frozen=True, slots=True)
class PlacedBooth:
    """A booth in a generated plan, with the open sides that its neighbours leave it."""

    number: str
    ring: Ring
    kind: BoothKind
    open_sides: int
    area_sqm: Decimal


@dataclass(frozen=True, slots=True)
class HallLayout:
    """The booths in the order of their rows; `fill_rate` is their share of the hall's gross area, 0 to 1."""

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
    """Fill a hall with numbered booths that keep the specification's rules.

    No booth overlaps another, leaves the outline less its wall clearance, or enters what an obstruction or exit keeps
    clear; booths lose a notch to a column, or are left out where too little would remain.
    Raises `LayoutRefused` (`too_many_booths`) as soon as there are more than `most_booths`.
    """
    in_the_way = (*obstructions, *exits)
    if spec.direction is Direction.DOWN:
        return _turned_layout(outline, in_the_way, spec, most_booths)
    booths = tuple(_booths(outline, in_the_way, spec, most_booths))
    net = sum((booth.area_sqm for booth in booths), Decimal())
    return HallLayout(booths, in_the_way, (net / area_sqm(outline)).quantize(Decimal("0.0001")))


def _turned_layout(
    outline: Ring, in_the_way: Sequence[Obstruction], spec: LayoutSpec, most_booths: int | None
) -> HallLayout:
    turned = [replace(obstruction, ring=_turned(obstruction.ring)) for obstruction in in_the_way]
    across = replace(spec, direction=Direction.ACROSS)
    layout = lay_out_hall(_turned(outline), obstructions=turned, exits=(), spec=across, most_booths=most_booths)
    booths = tuple(replace(booth, ring=_turned(booth.ring)) for booth in layout.booths)
    return replace(layout, booths=booths, obstructions=tuple(in_the_way))


def _turned(ring: Ring) -> Ring:
    """The ring mirrored on the plan's diagonal, so that down becomes across."""
    return normalised((y, x) for x, y in ring)


def _booths(
    outline: Ring, in_the_way: Sequence[Obstruction], spec: LayoutSpec, most_booths: int | None
) -> Iterator[PlacedBooth]:
    rows = _rows(outline, in_the_way, spec)
    places = list(islice(numbered_rows(rows, spec.numbering), None if most_booths is None else most_booths + 1))
    if most_booths is not None and len(places) > most_booths:
        raise LayoutRefused(
            _("That would be more than %(most)s booths. Choose larger booths, or a smaller hall.")
            % {"most": figure_words(most_booths)},
            code="too_many_booths",
            field="module",
        )
    standing = [each.ring for each in in_the_way if each.kind is not ObstructionKind.EXIT]
    sides_of_all = open_sides_of_plan([ring for _number, ring in places], outline, standing)
    areas = [area_sqm(ring) for _number, ring in places]
    kinds = kinds_of(areas, spec.rules, spec.raw_share)
    for (number, ring), open_sides, area, kind in zip(places, sides_of_all, areas, kinds, strict=True):
        yield PlacedBooth(number, ring, kind, open_sides, area)


def _rows(outline: Ring, in_the_way: Sequence[Obstruction], spec: LayoutSpec) -> Iterator[list[Ring]]:
    """The booths of each row in the order they are numbered."""
    for places in places_by_strip(outline, in_the_way, spec):
        for row in sorted({place.row for place in places}):
            yield sorted((place.ring for place in places if place.row == row), key=bounds)
