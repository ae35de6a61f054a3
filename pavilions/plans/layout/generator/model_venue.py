"""The model venue: eleven halls named as in Shanghai (building, level), with invented outlines and fittings.

Real halls there have about 28,800 m² gross on the lower level and less above. These are larger, so that all eleven have
the 366,000 m² of net space which the sample edition sells. Their layouts are invented too, by the trade of each hall:
real editions publish neither their plans nor the area that each hall sells.
"""

from dataclasses import dataclass
from decimal import Decimal

from pavilions.drawings.geometry import Box, Ring, area_sqm
from pavilions.plans.layout.generator.blocks import Ell, Island, Rows, Split, WallRow, ring_of
from pavilions.plans.layout.generator.hall_layout import HallLayout, lay_out_hall
from pavilions.plans.layout.generator.obstructions import Spacing, columns_of, exits_of, hydrants_of
from pavilions.plans.layout.generator.spec import Band, Direction, LayoutSpec

EXITS = Spacing(4_200, 4_200)
HYDRANTS = Spacing(3_000, 3_000)
LOWER_FLOOR_LOAD = 3_500
UPPER_FLOOR_LOAD = 1_500


@dataclass(frozen=True, slots=True)
class VenueHall:
    """A hall of the model venue: lengths in centimetres, the ceiling in metres, the floor load in kg per m²."""

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
    """Return a rectangle without its lower right corner."""
    width, depth = width_m * 100, depth_m * 100
    inner_x, inner_y = width - notch_width_m * 100, depth - notch_depth_m * 100
    return ((0, 0), (width, 0), (width, inner_y), (inner_x, inner_y), (inner_x, depth), (0, depth))


def _chamfered(width_m: int, depth_m: int, chamfer_m: int) -> Ring:
    """Return a rectangle with its two upper corners cut off at 45 degrees."""
    width, depth, cut = width_m * 100, depth_m * 100, chamfer_m * 100
    return ((cut, 0), (width - cut, 0), (width, cut), (width, depth), (0, depth), (0, cut))


def _lower(
    name: str, outline: Ring, spec: LayoutSpec, *, height_m: int = 12, columns: Spacing | None = None
) -> VenueHall:
    return VenueHall(name, name[0], 1, outline, Decimal(height_m), LOWER_FLOOR_LOAD, spec, columns)


def _upper(name: str, outline: Ring, spec: LayoutSpec, *, columns: Spacing | None = None) -> VenueHall:
    return VenueHall(name, name[0], 2, outline, Decimal(17), UPPER_FLOOR_LOAD, spec, columns)


_SHELL = (300, 300, 600, 300)
_SHELL_ROWS = Band(
    600,
    (
        Rows(2_100, _SHELL, cap_cm=300),
        Rows(2_100, (300, 600, 300), cap_cm=600),
        Rows(1_800, _SHELL),
        Rows(1_500, (300,), cap_cm=300),
        Rows(1_200, (300, 600)),
    ),
)
_SHELL_WALL = Band(300, tuple(WallRow(length, (300, 300, 600)) for length in (1_800, 1_200, 900, 600)))
_RAW_WALL = Band(600, tuple(WallRow(length, (600, 900)) for length in (1_800, 1_500, 1_200, 900, 600)))
_RAW_ROWS = Band(
    1_200,
    (
        Rows(2_100, (600, 900), cap_cm=600),
        Rows(1_800, (900, 600)),
        Rows(1_500, (600, 900)),
        Split(1_200, 2),
    ),
)

# The food hall has many small stands and corners under country signs, with a few brands' islands among them.
FOOD = LayoutSpec(
    bands=(
        _SHELL_ROWS,
        Band(1_200, (Rows(2_100, (600, 600, 900), cap_cm=600), Split(1_500, 2), Rows(1_800, (600,)), Split(1_200, 2))),
        _SHELL_ROWS,
        Band(1_800, (Island(1_800), Ell(2_100, 1), Split(2_100, 2), Island(1_200), Ell(1_800, 3))),
    ),
    wall_band=_SHELL_WALL,
    cross_main_aisles=3,
)

# The fresh food hall has groups of one country side by side: peninsulas and Ls around shared corners.
FRESH_FOOD = LayoutSpec(
    bands=(
        Band(1_500, (Ell(1_800, 2), Split(1_800, 2), Island(1_500), Ell(1_800, 0), Split(2_100, 3))),
        _SHELL_ROWS,
        Band(2_100, (Island(1_800), Split(2_400, 2), Ell(2_400, 1), Island(2_400))),
        _RAW_ROWS,
    ),
    wall_band=_SHELL_WALL,
    cross_main_aisles=2,
)

# The automobile hall has few and huge booths: whole islands on a floor without columns.
AUTOMOBILES = LayoutSpec(
    bands=(
        Band(2_500, (Island(4_000, grows=False), Island(1_500), Island(2_700), Island(2_800))),
        Band(2_500, (Island(2_800), Island(2_400), Split(3_300, 2), Island(2_000))),
        Band(1_800, (Island(1_800), Split(2_100, 2), Island(2_400))),
    ),
    wall_band=_RAW_WALL,
    cross_main_aisles=3,
    bands_between_main_aisles=3,
    aisle_cm=500,
    main_aisle_cm=800,
)

# The machinery hall has deep raw space along a very long hall.
INTELLIGENT_INDUSTRY = LayoutSpec(
    bands=(
        Band(2_100, (Island(2_100), Split(2_700, 2), Island(2_700), Ell(2_400, 0))),
        _RAW_ROWS,
        Band(1_500, (Split(2_100, 2), Island(1_500), Split(1_800, 3), Ell(1_800, 2))),
    ),
    wall_band=_RAW_WALL,
    cross_main_aisles=1,
    bands_between_main_aisles=3,
    direction=Direction.DOWN,
)

# In the hall of country pavilions every booth is an island, and no two neighbours are alike.
NATIONAL = LayoutSpec(
    bands=(
        Band(1_800, (Island(1_400), Island(2_000), Island(1_000), Island(1_700))),
        Band(2_700, (Island(2_800), Island(1_300), Island(2_100), Island(3_100))),
        Band(1_200, (Island(900), Island(1_200), Island(600), Island(1_500), Island(300))),
        Band(2_200, (Island(2_200), Island(1_600), Island(1_100), Island(2_600))),
    ),
    cross_main_aisles=3,
    bands_between_main_aisles=2,
    aisle_cm=400,
)

# The fashion and beauty hall has showy peninsulas on the main aisles and shell schemes behind them.
CONSUMER_BRANDS = LayoutSpec(
    bands=(
        Band(1_800, (Split(2_400, 2), Island(1_800), Split(1_800, 2), Ell(2_100, 3))),
        _RAW_ROWS,
        _SHELL_ROWS,
        Band(2_400, (Island(2_400), Ell(2_400, 0), Split(2_400, 2), Island(1_800))),
    ),
    wall_band=_RAW_WALL,
    cross_main_aisles=2,
    bands_between_main_aisles=4,
)

# The household and sports hall has raw space of medium size.
HOUSEHOLD = LayoutSpec(
    bands=(
        _RAW_ROWS,
        Band(1_500, (Island(1_800), Split(2_100, 2), Ell(1_800, 1), Split(1_500, 2))),
        Band(900, (Rows(2_100, (450, 600), cap_cm=600), Rows(1_800, (450,)), Split(1_200, 2))),
        Band(1_800, (Ell(2_100, 2), Island(2_100), Split(2_100, 3))),
    ),
    wall_band=_SHELL_WALL,
    cross_main_aisles=3,
)

# The medical hall has devices of every size, from a clinic's island to a laboratory's 36 m².
MEDICAL_EQUIPMENT = LayoutSpec(
    bands=(
        Band(2_400, (Island(2_400), Split(2_400, 2), Island(3_000), Ell(2_400, 2))),
        _RAW_ROWS,
        Band(1_800, (Split(2_100, 2), Island(2_100), Split(2_400, 3))),
    ),
    wall_band=_RAW_WALL,
    cross_main_aisles=2,
    bands_between_main_aisles=3,
)

# The healthcare hall has L-shaped booths and corners.
HEALTHCARE = LayoutSpec(
    bands=(
        Band(1_800, (Ell(2_100, 1), Ell(1_800, 3), Island(1_800), Ell(2_100, 0))),
        _RAW_ROWS,
        Band(1_500, (Split(1_800, 2), Ell(1_800, 2), Island(1_500))),
        _SHELL_ROWS,
    ),
    wall_band=_SHELL_WALL,
    cross_main_aisles=3,
    direction=Direction.DOWN,
)

# Banks, carriers and trade agencies have quiet islands and peninsulas of equal size.
TRADE_IN_SERVICES = LayoutSpec(
    bands=(
        Band(1_800, (Island(1_800), Split(2_400, 2), Island(2_100))),
        Band(1_500, (Split(1_800, 2), Island(1_500), Ell(1_800, 1))),
        _RAW_ROWS,
    ),
    wall_band=_RAW_WALL,
    cross_main_aisles=3,
    bands_between_main_aisles=3,
)

# Start-ups have shell schemes around a stage, with their sponsors' islands.
INNOVATION_INCUBATION = LayoutSpec(
    bands=(
        Band(2_400, (Island(2_400), Split(2_700, 2), Island(2_100), Ell(2_400, 1))),
        _SHELL_ROWS,
        Band(1_800, (Island(1_800), Split(1_800, 2), Island(2_400))),
        _RAW_ROWS,
        _SHELL_ROWS,
    ),
    wall_band=_SHELL_WALL,
    cross_main_aisles=2,
    bands_between_main_aisles=5,
)

# This hall has nothing but rows of 9, 18 and 36 m², as many as the rules allow, to show a plan at its fullest.
_NINE_EACH = Rows(2_100)
FULLEST = LayoutSpec(
    bands=(
        Band(
            600,
            (
                _NINE_EACH,
                _NINE_EACH,
                Rows(2_100, cap_cm=300),
                _NINE_EACH,
                _NINE_EACH,
                _NINE_EACH,
                Rows(2_100, cap_cm=600),
            ),
        ),
    ),
    wall_band=Band(300, tuple(WallRow(length) for length in (2_100, 1_200, 900, 600, 300))),
    cross_main_aisles=2,
    bands_between_main_aisles=13,
)

HALLS = (
    _lower("1.1H", _rectangle(260, 220), FOOD, columns=Spacing(3_600, 4_400)),
    _lower("2.1H", _rectangle(246, 216), FRESH_FOOD, columns=Spacing(4_200, 3_500)),
    _lower("3H", _rectangle(280, 220), AUTOMOBILES, height_m=32),
    _lower("4.1H", _rectangle(376, 142), INTELLIGENT_INDUSTRY, columns=Spacing(5_400, 3_500)),
    _lower("5.1H", _chamfered(250, 216, 20), NATIONAL),
    _upper("5.2H", _notched(250, 230, 60, 50), CONSUMER_BRANDS),
    _lower("6.1H", _rectangle(252, 216), HOUSEHOLD, columns=Spacing(4_200, 3_600)),
    _lower("7.1H", _rectangle(250, 220), MEDICAL_EQUIPMENT, columns=Spacing(4_200, 5_200)),
    _upper("7.2H", _chamfered(236, 236, 24), HEALTHCARE),
    _lower("8.1H", _rectangle(250, 216), INNOVATION_INCUBATION, columns=Spacing(5_400, 4_400)),
    _upper("8.2H", _rectangle(240, 220), TRADE_IN_SERVICES),
)

# This hall serves for benchmarks: of ordinary size with exactly 1,500 booths of 9 to 36 m², it is part of no edition.
BENCH_HALL = _lower("Bench", _rectangle(250, 120), FULLEST)
