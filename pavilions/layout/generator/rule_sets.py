"""What a venue and its fire authority ask of a layout, as data: the limits differ from place to place.

Planning figures for a first draft, not legal advice; the venue's own regulations decide.
"""

from decimal import Decimal
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class LayoutRules(NamedTuple):
    """Least widths and clearances in centimetres; `source` says whose rules they are."""

    source: str | Promise
    main_aisle_cm: int
    aisle_cm: int
    longest_row_cm: int
    wall_clearance_cm: int
    pillar_clearance_cm: int
    equipment_clearance_cm: int
    exit_clearance_cm: int
    largest_fill: Decimal
    smallest_sqm: Decimal
    raw_from_sqm: Decimal


SHANGHAI = LayoutRules(
    source=_(
        "Rules printed in Shanghai exhibitors' manuals: main aisles of 6 m in a full hall, groups 3 m apart, rows under"
        " 21 m, 0.6 m to walls and pillars, 1.4 m around hydrants, exit routes of 3 m, stands at most twice the area of"
        " the gangways, booths from 9 m², raw space from 36 m²."
    ),
    main_aisle_cm=600,
    aisle_cm=300,
    longest_row_cm=2_100,
    wall_clearance_cm=60,
    pillar_clearance_cm=60,
    equipment_clearance_cm=140,
    exit_clearance_cm=300,
    largest_fill=Decimal("0.6667"),
    smallest_sqm=Decimal(9),
    raw_from_sqm=Decimal(36),
)
