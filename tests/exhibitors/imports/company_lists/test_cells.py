from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exhibitors.office.imports.company_lists.cells import (
    LARGEST_AREA_SQM,
    CellError,
    read_area,
    read_emails,
    read_website,
    sum_in,
    unit_in_heading,
    without_placeholder,
)


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("36", "36.00"),
        ("36.5", "36.50"),
        ("36,5 m²", "36.50"),
        ("1 200 sqm", "1200.00"),
        ("1.200,50", "1200.50"),
        ("1,200.50 m2", "1200.50"),
        ("1,200", "1200.00"),
        ("36.000", "36.00"),
        ("1'200", "1200.00"),
        ("12,345", "12.35"),
        ("18㎡", "18.00"),
        ("100 sq ft", "9.29"),
        ("100 ft²", "9.29"),
    ],
)
def test_read_area_understands_how_people_write_areas(text: str, area: str) -> None:
    assert str(read_area(text)) == area


@pytest.mark.parametrize("text", ["0", "-9", "0.001", "big", "3 x 3", "36 acres", "100001", "1,200,300", "NaN", "1e3"])
def test_read_area_refuses_what_is_no_area(text: str) -> None:
    with pytest.raises(CellError):
        read_area(text)


@settings(deadline=None)
@given(st.text(max_size=30))
def test_read_area_gives_a_sensible_area_or_refuses(text: str) -> None:
    try:
        area = read_area(text)
    except CellError:
        return
    assert Decimal("0.01") <= area <= LARGEST_AREA_SQM


@pytest.mark.parametrize(
    ("heading", "unit"),
    [("Area sq ft", "sq ft"), ("Area (SqFt)", "sq ft"), ("Surface ft²", "sq ft"), ("Area", "m²"), ("Area sqm", "m²")],
)
def test_unit_in_heading_is_that_of_bare_numbers(heading: str, unit: str) -> None:
    assert unit_in_heading(heading) == unit


@pytest.mark.parametrize(
    ("text", "website"),
    [
        ("https://example.com/a?b=1", "https://example.com/a?b=1"),
        ("http://example.com", "http://example.com"),
        ("www.example.com", "https://www.example.com"),
        ("//example.com", "https://example.com"),
        ("example.com:8080/x", "https://example.com:8080/x"),
        ("www.example.com, www.example.org", "https://www.example.com"),
        ("münchen.example", "https://münchen.example"),
    ],
)
def test_read_website_completes_addresses(text: str, website: str) -> None:
    assert read_website(text) == website


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        "javascript:alert(1)",
        "javascript://example.com/%0aalert(1)",
        "ftp://example.com",
        "a@b",
        "x" * 300 + ".com",
    ],
)
def test_read_website_refuses_what_is_no_address(text: str) -> None:
    with pytest.raises(CellError):
        read_website(text)


@pytest.mark.parametrize(
    ("text", "valid", "rest"),
    [
        ("a@example.com", ("a@example.com",), ()),
        ("a@example.com ; b@example.com;a@example.com", ("a@example.com", "b@example.com"), ()),
        ("Ann <a@example.com>", ("a@example.com",), ("Ann",)),
        ("mailto:a@example.com", ("a@example.com",), ()),
        ("not an address", (), ("not", "an", "address")),
        ("", (), ()),
    ],
)
def test_read_emails_finds_all_addresses(text: str, valid: tuple[str, ...], rest: tuple[str, ...]) -> None:
    assert read_emails(text) == (valid, rest)


@pytest.mark.parametrize(
    ("text", "kept"), [("N/A", ""), ("TBA", ""), ("-", ""), ("None", ""), ("Nonesuch", "Nonesuch")]
)
def test_without_placeholder_blanks_what_says_nothing(text: str, kept: str) -> None:
    assert without_placeholder(text) == kept


@pytest.mark.parametrize(
    "cells",
    [
        ("Summe", "65"),
        ("Total exhibitors", "", "1,234 m²"),
        ("", "Summe: 65 Aussteller", ""),
        ("Grand total (m²)", "12 345,50"),
        ("合计", "65", "1234"),
        ("Итого участников: 65",),
        ("合计：120家企业",),
        ("共 65 家", "", "1,234 平方米"),
        ("Total: 1,234 m2",),
    ],
)
def test_a_row_that_adds_up_others_is_no_company(cells: tuple[str, ...]) -> None:
    assert sum_in(cells) == " ".join(cell for cell in cells if cell)


@pytest.mark.parametrize(
    "cells",
    [("Total",), ("Summit", "65"), ("Total Energies", "65"), ("Total", "65", "FR"), ("65", "12"), ("Booth 12", "36")],
)
def test_a_company_is_no_sum(cells: tuple[str, ...]) -> None:
    assert sum_in(cells) == ""
