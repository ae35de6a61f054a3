from decimal import Decimal

from pavilions.plans.layout.generator.model_venue import BENCH_HALL, HALLS

LAYOUTS = {hall.name: hall.lay_out() for hall in HALLS}


def test_halls_are_the_eleven_of_the_venue() -> None:
    assert [(hall.name, hall.building, hall.level) for hall in HALLS] == [
        ("1.1H", "1", 1),
        ("2.1H", "2", 1),
        ("3H", "3", 1),
        ("4.1H", "4", 1),
        ("5.1H", "5", 1),
        ("5.2H", "5", 2),
        ("6.1H", "6", 1),
        ("7.1H", "7", 1),
        ("7.2H", "7", 2),
        ("8.1H", "8", 1),
        ("8.2H", "8", 2),
    ]


def test_venue_sells_what_the_sample_edition_needs() -> None:
    areas = [booth.area_sqm for layout in LAYOUTS.values() for booth in layout.booths]
    assert (len(areas), sum(areas)) == (4_861, Decimal("366458.21"))
    assert (min(areas), max(areas)) == (Decimal("9.00"), Decimal("1000.00"))


def test_each_hall_has_a_size_and_number_of_booths_of_its_own() -> None:
    """Gross m², booths, net m²."""
    sizes = {
        hall.name: (hall.gross_area_sqm, len(LAYOUTS[hall.name].booths), LAYOUTS[hall.name].net_sqm) for hall in HALLS
    }
    assert sizes == {
        "1.1H": (Decimal(57_200), 1_109, Decimal("32066.34")),
        "2.1H": (Decimal(53_136), 564, Decimal("33131.26")),
        "3H": (Decimal(61_600), 106, Decimal("36036.00")),
        "4.1H": (Decimal(53_392), 248, Decimal("34322.13")),
        "5.1H": (Decimal(53_600), 102, Decimal("30090.00")),
        "5.2H": (Decimal(54_500), 501, Decimal("33933.00")),
        "6.1H": (Decimal(54_432), 497, Decimal("33865.84")),
        "7.1H": (Decimal(55_000), 246, Decimal("35207.24")),
        "7.2H": (Decimal(55_120), 574, Decimal("32106.00")),
        "8.1H": (Decimal(54_000), 666, Decimal("34320.40")),
        "8.2H": (Decimal(52_800), 248, Decimal("31380.00")),
    }


def test_bench_hall_has_1500_booths_of_9_to_36_sqm() -> None:
    layout = BENCH_HALL.lay_out()
    assert len(layout.booths) == 1_500
    assert {booth.area_sqm for booth in layout.booths} == {Decimal(9), Decimal(18), Decimal(36)}
    assert (BENCH_HALL.gross_area_sqm, layout.fill_rate) == (Decimal(30_000), Decimal("0.4788"))
