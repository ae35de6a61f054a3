"""Which booths of a layout are raw space, and which shell scheme."""

from collections.abc import Sequence
from decimal import Decimal

from pavilions.layout.generator.rule_sets import LayoutRules
from pavilions.states import BoothKind


def kinds_of(areas_sqm: Sequence[Decimal], rules: LayoutRules, raw_share: Decimal | None) -> list[BoothKind]:
    """The kind of each booth: raw from the size on at which the rules let raw space begin or, with a `raw_share` of
    0 to 1, raw for so large a share of the whole area, to within half of one booth.

    The largest booths are raw first; among those of one size, the first in the order given.
    """
    if raw_share is None:
        return [BoothKind.RAW if area >= rules.raw_from_sqm else BoothKind.SHELL for area in areas_sqm]
    wanted = sum(areas_sqm, Decimal()) * raw_share
    kinds = [BoothKind.SHELL] * len(areas_sqm)
    raw = Decimal()
    for place in sorted(range(len(areas_sqm)), key=lambda place: -areas_sqm[place]):
        if raw + areas_sqm[place] / 2 > wanted:
            break
        kinds[place] = BoothKind.RAW
        raw += areas_sqm[place]
    return kinds
