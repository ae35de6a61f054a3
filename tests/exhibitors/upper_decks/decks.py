"""An upper deck that meets every rule on a booth of 9 m²."""

from decimal import Decimal

from exhibitors.bookings.upper_decks.operations import DeckPlan

DECK = DeckPlan(
    area_sqm=Decimal("4.5"),
    persons=10,
    stairs=1,
    is_opposite=False,
    stair_width_m=Decimal("1.2"),
    way_m=Decimal(3),
    height_m=Decimal("5.5"),
)
TYPED: dict[str, object] = {
    "area_sqm": "4.5",
    "persons": "10",
    "stairs": "1",
    "stair_width_m": "1.2",
    "way_m": "3",
    "height_m": "5.5",
}
