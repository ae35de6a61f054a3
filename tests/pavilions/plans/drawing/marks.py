"""Booths and halls to draw."""

from dataclasses import replace
from decimal import Decimal

from pavilions.drawings.geometry import Box, Ring, area_sqm
from pavilions.plans.drawing import BoothMark, DrawnHall, ObstructionMark
from pavilions.plans.layout.generator import HallLayout
from pavilions.plans.layout.generator.blocks import ring_of
from pavilions.states import Availability, BoothKind, ObstructionKind

OUTLINE = ring_of(Box(0, 0, 6_000, 3_000))
BOOTH = BoothMark(
    id=7,
    number="A01",
    ring=ring_of(Box(300, 300, 900, 900)),
    area_sqm=Decimal(36),
    availability=Availability.FREE,
    kind=BoothKind.RAW,
    open_sides=2,
)


def booth(place: int, availability: Availability = Availability.FREE, *, row: int = 0) -> BoothMark:
    """A booth of 36 m², the `place`th from the left, with an aisle to its neighbours: 10, 11 … and 20, 21 … by row."""
    ring = ring_of(Box(300 + place * 1_000, 300 + row * 1_200, 900 + place * 1_000, 900 + row * 1_200))
    number = f"{'AB'[row]}{place + 1:02}"
    return replace(
        BOOTH, id=10 * (row + 1) + place, number=number, ring=ring, availability=availability, href="/booth/"
    )


def hall_of(*booths: BoothMark, outline: Ring = OUTLINE) -> DrawnHall:
    exit_ = ObstructionMark(ObstructionKind.EXIT, ring_of(Box(1_000, 0, 1_600, 40)))
    return DrawnHall(name="5.1H", outline=outline, obstructions=(exit_,), booths=booths)


def marks_of(layout: HallLayout) -> tuple[BoothMark, ...]:
    """The booths of a generated layout, all states in turn, every fifth with a holder's name."""
    states = list(Availability)
    return tuple(
        BoothMark(
            id=place,
            number=each.number,
            ring=each.ring,
            area_sqm=area_sqm(each.ring),
            availability=states[place % len(states)],
            kind=each.kind,
            open_sides=each.open_sides,
            label="Nordmeer Maschinenbau GmbH" if place % 5 == 3 else None,
            href=f"/booths/{place}/",
        )
        for place, each in enumerate(layout.booths, start=1)
    )
