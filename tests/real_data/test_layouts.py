"""Halls that others filled, filled by the generator: at least as full as people made them, with their sizes."""

from collections import Counter
from decimal import Decimal
from json import loads
from pathlib import Path

import pytest

from pavilions.drawings.geometry import area_sqm, bounds, bounds_of
from pavilions.drawings.plan_formats import ReadingChoices, read_plan
from pavilions.plans.layout.generator.blocks import ring_of
from pavilions.plans.layout.generator.mix import Size
from tests.pavilions.layout.generator.mixes import NO_MARGIN, fill, hall, proposals, share

RULES = NO_MARGIN._replace(smallest_sqm=Decimal(4), longest_row_cm=10_000)
SIZES = 5


def test_barilga_hall_a_is_fuller_than_it_was(shared_data: Path) -> None:
    """64 × 40 m with aisles of 1.8 m, as it is drawn."""
    booths = loads((shared_data / "barilga-expo-2026/booths.json").read_text())["booths"]
    people = sum(Decimal(str(booth["area"])) for booth in booths if booth["section"] == "A") / (64 * 40)
    assert round(people, 2) == Decimal("0.65")
    mix = (
        share("3", "3", 25),
        share("6", "3", 25),
        share("6", "6", 25),
        share("5", "6", 15),
        share("5", "3", 7),
        share("4", "3", 3),
    )
    assert fill(proposals(hall(64, 40), mix, aisle_m="1.8", rules=RULES)) >= people


@pytest.mark.parametrize(
    ("plan", "choices", "aisle_m"),
    [
        ("a2z-beauty-show-tile/booths.csv", ReadingChoices(), "3"),
        ("oceans-2024-booths/booths.csv", ReadingChoices(cm_per_unit=Decimal(6), second_corner=True), "1.8"),
    ],
)
def test_other_halls_are_fuller_than_they_were(
    shared_data: Path, plan: str, choices: ReadingChoices, aisle_m: str
) -> None:
    """The box around their booths, with the five sizes that take most of it."""
    rings = [booth.ring_cm for booth in read_plan((shared_data / plan).read_bytes(), choices).good_booths]
    outline = ring_of(bounds_of(rings))
    areas: Counter[tuple[int, int]] = Counter()
    for box in map(bounds, rings):
        width, depth = sorted((round(box.width, -1), round(box.depth, -1)), reverse=True)
        areas[width, depth] += width * depth
    usual = areas.most_common(SIZES)
    shares = [Decimal(round(100 * area / sum(area for _size, area in usual))) / 100 for _size, area in usual]
    shares[0] += 1 - sum(shares)
    mix = [Size(*size, share=part) for (size, _area), part in zip(usual, shares, strict=True)]
    people = sum(map(area_sqm, rings), Decimal()) / area_sqm(outline)
    assert fill(proposals(outline, mix, aisle_m=aisle_m, rules=RULES)) >= people
