"""Layout specifications for the halls of the model venue, by their trade: cars, food, start-ups and so on.

Invented for the sample: real editions publish neither their plans nor the area that each hall sells.
"""

from pavilions.layout.generator.blocks import Ell, Island, Rows, Split, WallRow
from pavilions.layout.generator.spec import Band, Direction, LayoutSpec

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

# Many small stands and corners under country signs, with a few brands' islands among them.
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

# Groups of one country side by side: peninsulas and Ls around shared corners.
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

# Few and huge: whole islands on a floor without columns.
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

# Machines: deep raw space along a very long hall.
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

# Country pavilions: every one an island, none like its neighbour.
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

# Fashion and beauty: showy peninsulas on the main aisles, shells behind them.
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

# Homes and sport: middling raw space.
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

# Devices of every size, from a clinic's island to a laboratory's 36 m².
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

# Health and care: Ls and corners.
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

# Banks, carriers and trade agencies: quiet islands and peninsulas of a size.
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

# Start-ups in shells around a stage, with their sponsors' islands.
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

# Nothing but rows of 9, 18 and 36 m², as many as the rules allow: what a plan looks like at its fullest.
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
