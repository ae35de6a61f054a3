import pytest

from pavilions.drawings.geometry import Unit
from pavilions.drawings.plan_formats import propose_plan_columns
from pavilions.drawings.plan_formats.columns import area_unit, length_unit


@pytest.mark.parametrize(
    ("columns", "chosen"),
    [
        (
            ("Booth", "X (ft)", "Y (ft)", "Width", "Depth", "Area sq ft", "Status", "Exhibitor"),
            {"number": "Booth", "x": "X (ft)", "y": "Y (ft)", "width": "Width", "depth": "Depth", "area": "Area sq ft",
             "company": "Exhibitor"},
        ),
        (
            ("CompanyName", "logoname", "BoothNumber", "X", "Y", "Width", "Height", "ContactEmail"),
            {"company": "CompanyName", "number": "BoothNumber", "x": "X", "y": "Y", "width": "Width",
             "depth": "Height"},
        ),
        (
            ("number", "section", "stated_area", "price_per_m2", "category", "status", "company"),
            {"number": "number", "sector": "section", "area": "stated_area", "price_per_sqm": "price_per_m2",
             "company": "company"},
        ),
        (
            ("ref", "number", "area_sqm", "open_sides", "kind", "availability"),
            {"number": "number", "area": "area_sqm", "kind": "kind"},
        ),
        (("展位号", "x1", "y1", "x2", "y2"), {"number": "展位号", "x": "x1", "y": "y1", "right": "x2", "bottom": "y2"}),
    ],
)  # fmt: skip
def test_propose_plan_columns_knows_the_headings_of_real_files(
    columns: tuple[str, ...], chosen: dict[str, str]
) -> None:
    assert propose_plan_columns(columns).chosen == chosen


@pytest.mark.parametrize(
    ("column", "unit"), [("X (ft)", Unit.FOOT), ("width_m", Unit.METRE), ("Depth, cm", Unit.CENTIMETRE), ("X", None)]
)
def test_length_unit_is_read_from_the_end_of_a_header(column: str, unit: Unit | None) -> None:
    assert length_unit(column) == unit


@pytest.mark.parametrize(
    ("column", "unit"),
    [
        ("Area sq ft", Unit.FOOT),
        ("SqFt", Unit.FOOT),
        ("Area (m²)", Unit.METRE),
        ("area_sqm", Unit.METRE),
        ("Area", None),
    ],
)
def test_area_unit_is_read_from_the_end_of_a_header(column: str, unit: Unit | None) -> None:
    assert area_unit(column) == unit
