"""A mix of booth sizes: what is requested, what has been placed, and what comes next. All lengths are centimetres."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import pairwise

import shapely
from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Sentence
from ciie.kernel.wording import area_words, figure_words
from pavilions.drawings.geometry import Ring, polygon
from pavilions.plans.layout.generator.spec import LayoutRefused, LayoutRules

WHOLE = Decimal(1)
NEAR = Decimal("0.02")
GRID_CM = 10
MOST_SIZES = 60


@dataclass(frozen=True)
class Size:
    """Booths of one size: `width_cm` along the aisle and `depth_cm` away from it.

    They are requested by a `share` of the booth area, 0 to 1, or by a `count` of booths. An island has aisles on all
    four sides and may be turned.
    """

    width_cm: int
    depth_cm: int
    share: Decimal | None = None
    count: int | None = None
    is_island: bool = False

    @cached_property
    def area_sqm(self) -> Decimal:
        return Decimal(self.width_cm * self.depth_cm) / 10_000


def sound_mix(sizes: Sequence[Size], rules: LayoutRules) -> tuple[Size, ...]:
    """Return the mix if the rules allow it, else raise `LayoutRefused` with the field `mix`.

    The mix is refused for no size at all (`mix_empty`), shares that do not add up to 100 % (`mix_odd`), a size below
    the smallest that the rules allow (`size_too_small`) or deeper than they allow (`size_too_deep`), or the same size
    twice (`size_twice`).
    """
    if not sizes:
        raise LayoutRefused(_("Enter at least one size of booths."), code="mix_empty", field="mix")
    shares = [size.share for size in sizes if size.share is not None]
    if shares and sum(shares) != WHOLE:
        raise LayoutRefused(
            _("The shares of the sizes add up to %(sum)s %%. They must add up to 100 %%.")
            % {"sum": f"{sum(shares) * 100:f}".rstrip("0").rstrip(".")},
            code="mix_odd",
            field="mix",
        )
    seen = set()
    for size in sizes:
        if size.area_sqm < rules.smallest_sqm:
            raise LayoutRefused(
                _("Booths here have at least %(smallest)s m². %(size)s is smaller.")
                % {"smallest": area_words(rules.smallest_sqm), "size": size_words(size)},
                code="size_too_small",
                field="mix",
            )
        if size.depth_cm > rules.deepest_block_cm:
            raise LayoutRefused(
                _("The rules allow blocks of at most %(most)s m in depth. %(size)s is deeper.")
                % {"most": f"{rules.deepest_block_cm / 100:g}", "size": size_words(size)},
                code="size_too_deep",
                field="mix",
            )
        if (size.width_cm, size.depth_cm, size.is_island) in seen:
            raise LayoutRefused(
                _("%(size)s is entered twice.") % {"size": size_words(size)}, code="size_twice", field="mix"
            )
        seen.add((size.width_cm, size.depth_cm, size.is_island))
    return tuple(sizes)


def size_words(size: Size) -> Sentence:
    words = {"width": f"{size.width_cm / 100:g}", "depth": f"{size.depth_cm / 100:g}"}
    return _("Islands of %(width)s × %(depth)s m") % words if size.is_island else _("%(width)s × %(depth)s m") % words


DEPTHS_CM = ((36, 300), (96, 600), (200, 900))
"""The usual depth of booths below each area in m²; larger booths are islands, 12 m deep."""
WIDTH_STEP_CM = 50


def usual_size(area_sqm: Decimal) -> tuple[int, int, bool]:
    """Return the width, the depth and whether it is an island, of a usual booth with at least this area."""
    depth = next((depth for below, depth in DEPTHS_CM if area_sqm < below), 1_200)
    width = math.ceil(area_sqm * 10_000 / depth / WIDTH_STEP_CM) * WIDTH_STEP_CM
    return max(width, depth), depth, depth > DEPTHS_CM[1][1]


def mix_of_areas(areas_sqm: Iterable[Decimal], most: int) -> tuple[Size, ...]:
    """Return a mix with one booth for each requested area, in usual sizes.

    At most `most` sizes are kept, those with the largest total area.
    """
    numbers = Counter(map(usual_size, areas_sqm))
    largest = sorted(numbers, key=lambda size: (-size[0] * size[1] * numbers[size], size))[:most]
    return tuple(Size(*size[:2], count=numbers[size], is_island=size[2]) for size in largest)


def sides_of(ring: Ring) -> tuple[int, int]:
    """Return the longer and the shorter side of the smallest rectangle around a ring, rounded to 10 cm."""
    corners = shapely.get_coordinates(shapely.oriented_envelope(polygon(ring)))[:3].tolist()
    longer, shorter = sorted((round(math.dist(*side) / GRID_CM) * GRID_CM for side in pairwise(corners)), reverse=True)
    return longer, shorter


def mix_of_booths(sides_cm: Iterable[tuple[int, int, bool]], most: int) -> tuple[Size, ...]:
    """Return the share of each size in the area of the booths, for the `most` sizes with the largest total area.

    Shares are tenths of a per cent and add up to 100 %.
    """
    areas: Counter[tuple[int, int, bool]] = Counter()
    for width, depth, island in sides_cm:
        areas[width, depth, island] += width * depth
    largest = areas.most_common(most)
    total = sum(area for _size, area in largest)
    tenths = [max(1, round(1000 * area / total)) for _size, area in largest]
    if tenths:
        tenths[0] += 1000 - sum(tenths)
    return tuple(
        Size(width, depth, share=Decimal(part) / 1000, is_island=island)
        for ((width, depth, island), _area), part in zip(largest, tenths, strict=True)
    )


@dataclass(slots=True)
class Tally:
    """The number of booths of each size that have been placed."""

    sizes: tuple[Size, ...]
    placed: dict[Size, int] = field(default_factory=dict)
    shared_sqm: Decimal = Decimal()
    """The area of the placed booths whose size is requested by a share."""

    def place(self, size: Size) -> None:
        self.placed[size] = self.placed.get(size, 0) + 1
        if size.share is not None:
            self.shared_sqm += size.area_sqm

    def number_of(self, size: Size) -> int:
        return self.placed.get(size, 0)

    def sqm_of(self, size: Size) -> Decimal:
        return self.number_of(size) * size.area_sqm

    def is_wanted(self, size: Size) -> bool:
        return size.count is None or self.number_of(size) < size.count

    def lack(self, size: Size) -> Decimal:
        """Return how many m² of the size would be missing from its share if it came next; counts come before shares."""
        if size.count is not None:
            return 1_000_000 + (size.count - self.number_of(size)) * size.area_sqm
        return (size.share or 0) * (self.shared_sqm + size.area_sqm) - self.sqm_of(size)

    def most_lacking(self, sizes: Iterable[Size]) -> Size | None:
        wanted = [size for size in sizes if self.is_wanted(size)]
        return max(wanted, key=self.lack, default=None)

    def row(self, length_cm: int, sizes: Iterable[Size]) -> list[Size]:
        """Place as many booths side by side as there is room for, in the proportions that are lacking.

        For the sake of the mix, at most a third of the narrowest booth is left over.
        """
        found: list[Size] = []
        choice, room, spare = list(sizes), length_cm, None
        while wanted := [size for size in choice if self.is_wanted(size)]:
            widths = tuple(sorted({size.width_cm for size in wanted}))
            spare = widths[0] // 3 if spare is None else spare
            most = most_used(room, widths)
            losses = {
                size: most - size.width_cm - most_used(room - size.width_cm, widths)
                for size in wanted
                if size.width_cm <= room
            }
            best = self.most_lacking(size for size, loss in losses.items() if loss <= spare)
            if best is None:
                break
            self.place(best)
            found.append(best)
            room -= best.width_cm
            spare -= losses[best]
        return found


def most_used(length_cm: int, widths: tuple[int, ...]) -> int:
    """Return the greatest part of a length that booths of these widths can fill."""
    return _most_used(length_cm // GRID_CM, tuple(width // GRID_CM for width in widths)) * GRID_CM


@lru_cache(maxsize=4096)
def _most_used(length: int, widths: tuple[int, ...]) -> int:
    if not widths:
        return 0
    longest = min(length, 4 * max(widths) * len(widths) + max(widths))
    reached = [True] + [False] * longest
    for end in range(1, longest + 1):
        reached[end] = any(width <= end and reached[end - width] for width in widths)
    rest = (length - longest) // widths[0] * widths[0] if length > longest else 0
    return rest + max(end for end in range(min(longest, length - rest) + 1) if reached[end])


def unmet(tally: Tally) -> list[Sentence]:
    """Return a sentence for each size of the mix whose request could not be met."""
    found: list[Sentence] = []
    total = tally.shared_sqm
    for size in tally.sizes:
        number = tally.number_of(size)
        words = {"size": size_words(size), "number": figure_words(number)}
        if size.count is not None and number < size.count:
            found.append(
                _("%(size)s: %(wanted)s requested, %(number)s placed.") % {**words, "wanted": figure_words(size.count)}
            )
        elif size.share and total:
            share = tally.sqm_of(size) / total
            if abs(share - size.share) > max(NEAR, size.area_sqm / total):
                shares = {"wanted": f"{size.share * 100:.0f}", "share": f"{share * 100:.0f}"}
                found.append(
                    _("%(size)s: %(wanted)s %% of the booth area requested, %(share)s %% placed.") % {**words, **shares}
                )
    return found
