"""The model venue: eleven halls named as in Shanghai (building, level), with invented outlines and fittings.

Real halls there have about 28,800 m² gross on the lower level and less above. These are larger, so that all eleven have
the 366,000 m² of net space which the sample edition sells.
"""

from dataclasses import dataclass
from decimal import Decimal

from pavilions.geometry import Box, Ring, area_sqm
from pavilions.layout.generator import hall_profiles
from pavilions.layout.generator.blocks import ring_of
from pavilions.layout.generator.fittings import Spacing, columns_of, exits_of, hydrants_of
from pavilions.layout.generator.hall_layout import HallLayout, lay_out_hall
from pavilions.layout.generator.spec import LayoutSpec

EXITS = Spacing(4_200, 4_200)
HYDRANTS = Spacing(3_000, 3_000)
LOWER_FLOOR_LOAD = 3_500
UPPER_FLOOR_LOAD = 1_500


@dataclass(frozen=True, slots=True)
class VenueHall:
    """A hall: lengths in centimetres, the ceiling in metres, the floor's load in kg per m²."""

    name: str
    building: str
    level: int
    outline: Ring
    ceiling_height_m: Decimal
    floor_load_kg_sqm: int
    spec: LayoutSpec
    columns: Spacing | None = None

    @property
    def gross_area_sqm(self) -> Decimal:
        return area_sqm(self.outline)

    def lay_out(self) -> HallLayout:
        rules = self.spec.rules
        columns = columns_of(self.outline, self.columns, rules) if self.columns else ()
        return lay_out_hall(
            self.outline,
            obstructions=(*columns, *hydrants_of(self.outline, HYDRANTS, rules)),
            exits=exits_of(self.outline, EXITS, rules),
            spec=self.spec,
        )


def _rectangle(width_m: int, depth_m: int) -> Ring:
    return ring_of(Box(0, 0, width_m * 100, depth_m * 100))


def _notched(width_m: int, depth_m: int, notch_width_m: int, notch_depth_m: int) -> Ring:
    """A rectangle without its lower right corner."""
    width, depth = width_m * 100, depth_m * 100
    inner_x, inner_y = width - notch_width_m * 100, depth - notch_depth_m * 100
    return ((0, 0), (width, 0), (width, inner_y), (inner_x, inner_y), (inner_x, depth), (0, depth))


def _chamfered(width_m: int, depth_m: int, chamfer_m: int) -> Ring:
    """A rectangle with its two upper corners cut off at 45 degrees."""
    width, depth, cut = width_m * 100, depth_m * 100, chamfer_m * 100
    return ((cut, 0), (width - cut, 0), (width, cut), (width, depth), (0, depth), (0, cut))


def _lower(
    name: str, outline: Ring, spec: LayoutSpec, *, height_m: int = 12, columns: Spacing | None = None
) -> VenueHall:
    return VenueHall(name, name[0], 1, outline, Decimal(height_m), LOWER_FLOOR_LOAD, spec, columns)


def _upper(name: str, outline: Ring, spec: LayoutSpec, *, columns: Spacing | None = None) -> VenueHall:
    return VenueHall(name, name[0], 2, outline, Decimal(17), UPPER_FLOOR_LOAD, spec, columns)


HALLS = (
    _lower("1.1H", _rectangle(260, 220), hall_profiles.FOOD, columns=Spacing(3_600, 4_400)),
    _lower("2.1H", _rectangle(246, 216), hall_profiles.FRESH_FOOD, columns=Spacing(4_200, 3_500)),
    _lower("3H", _rectangle(280, 220), hall_profiles.AUTOMOBILES, height_m=32),
    _lower("4.1H", _rectangle(376, 142), hall_profiles.INTELLIGENT_INDUSTRY, columns=Spacing(5_400, 3_500)),
    _lower("5.1H", _chamfered(250, 216, 20), hall_profiles.NATIONAL),
    _upper("5.2H", _notched(250, 230, 60, 50), hall_profiles.CONSUMER_BRANDS),
    _lower("6.1H", _rectangle(252, 216), hall_profiles.HOUSEHOLD, columns=Spacing(4_200, 3_600)),
    _lower("7.1H", _rectangle(250, 220), hall_profiles.MEDICAL_EQUIPMENT, columns=Spacing(4_200, 5_200)),
    _upper("7.2H", _chamfered(236, 236, 24), hall_profiles.HEALTHCARE),
    _lower("8.1H", _rectangle(250, 216), hall_profiles.INNOVATION_INCUBATION, columns=Spacing(5_400, 4_400)),
    _upper("8.2H", _rectangle(240, 220), hall_profiles.TRADE_IN_SERVICES),
)

# For measuring: a hall of ordinary size with exactly 1,500 booths of 9 to 36 m², not part of any edition.
BENCH_HALL = _lower("Bench", _rectangle(250, 120), hall_profiles.FULLEST)
