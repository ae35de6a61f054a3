"""Tables that others made, as they are."""

from pathlib import Path

import pytest

from ciie.tables.reading import read_table
from ciie.tables.table import TableError


@pytest.mark.parametrize(
    ("path", "columns", "rows"),
    [
        ("ces-2026/exhibitors.csv", 12, 150),
        ("ces-2026/exhibitors_iot.csv", 12, 660),
        ("ces-2026/mys_api_response.json", 22, 150),
        ("epc-show-2026/exhibitors_list.json", 3, 373),
        ("oceans-2024-booths/booths.csv", 8, 38),
        ("barilga-expo-2026/booths.json", 7, 205),
        ("a2z-beauty-show-tile/booths.csv", 8, 244),
    ],
)
def test_read_table_takes_real_lists_whole(shared_data: Path, path: str, columns: int, rows: int) -> None:
    table = read_table((shared_data / path).read_bytes())
    assert (len(table.columns), len(table.rows)) == (columns, rows)


@pytest.mark.parametrize("path", ["barilga-expo-2026/floor-plan.jpg", "barilga-expo-2026/floorplan.svg"])
def test_read_table_refuses_real_drawings(shared_data: Path, path: str) -> None:
    with pytest.raises(TableError) as refusal:
        read_table((shared_data / path).read_bytes())
    assert refusal.value.code == "wrong_kind"
