from dataclasses import replace
from decimal import Decimal

from django.utils import translation

from pavilions.plans.drawing.booths import Wording
from pavilions.states import Availability, BoothKind
from tests.pavilions.plans.drawing.marks import BOOTH


def test_booth_is_described_in_one_sentence() -> None:
    assert Wording("5.1H").booth(BOOTH) == "Booth 5.1H/A01, 36 m², raw space, 2 open sides, free"


def test_holder_and_owner_are_informed() -> None:
    taken = replace(
        BOOTH, availability=Availability.BOOKED, kind=BoothKind.SHELL, open_sides=1, label="Ljós & Co", mine=True
    )
    assert Wording("5.1H").booth(taken) == (
        "Booth 5.1H/A01, 36 m², shell scheme, 1 open side, booked, Ljós & Co, yours"
    )


def test_area_shows_decimals_only_where_there_are_any() -> None:
    area = Wording("5.1H").area
    assert [area(Decimal(figure)) for figure in ("36.00", "7.50", "7.46", "100", "1000.00")] == [
        "36 m²",
        "7.5 m²",
        "7.46 m²",
        "100 m²",
        "1,000 m²",
    ]


def test_area_follows_the_readers_language() -> None:
    with translation.override("de"):
        assert Wording("5.1H").area(Decimal("1234.50")) == "1.234,5 m²"
