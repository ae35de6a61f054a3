"""Lists of exhibitors that others made, as they are."""

from pathlib import Path

import pytest

from ciie.tables.reading import read_table
from exhibitors.office.imports.company_lists import propose_company_mapping, read_company_list
from tests.exhibitors.imports.company_lists.lists import read_file


@pytest.mark.parametrize(
    ("path", "companies", "merged", "refused"),
    [
        ("ces-2026/exhibitors.csv", 150, 0, 0),
        ("ces-2026/exhibitors_iot.csv", 660, 0, 0),
        ("ces-2026/mys_api_response.json", 150, 0, 0),
        ("epc-show-2026/exhibitors_list.json", 373, 0, 0),
        ("oceans-2024-booths/booths.csv", 38, 0, 0),
        ("barilga-expo-2026/booths.json", 28, 0, 177),
        ("a2z-beauty-show-tile/booths.csv", 140, 10, 94),
    ],
)
def test_real_lists_go_in_whole(shared_data: Path, path: str, companies: int, merged: int, refused: int) -> None:
    result = read_file((shared_data / path).read_bytes())
    assert (len(result.rows), len(result.merged), len(result.refused)) == (companies, merged, refused)
    assert {problem.code for problem in result.problems} <= {"name_missing", "area_sqm_invalid"}


def test_ces_halls_run_parallel_to_booths(shared_data: Path) -> None:
    result = read_file((shared_data / "ces-2026" / "exhibitors_iot.csv").read_bytes())
    infineon = next(row for row in result.rows if row.name.startswith("Infineon"))
    assert [str(booth) for booth in infineon.booths[-3:]] == ["J/Suite 29-140", "RR/W306", "RR/W307"]


def test_map_your_show_reply_is_cleaned_by_a_named_rule(shared_data: Path) -> None:
    table = read_table((shared_data / "ces-2026" / "mys_api_response.json").read_bytes())
    mapping = propose_company_mapping(table.columns)
    assert mapping.chosen == {
        "name": "fields.exhname_t",
        "booths": "fields.booths_la",
        "halls": "fields.hallid_la",
        "description": "fields.exhdesc_t",
        "external_id": "fields.exhid_l",
    }
    (cleaned,) = read_company_list(table, mapping).cleaned
    assert (cleaned.code, cleaned.before, cleaned.after) == ("map_your_show_suffix", "8700randomstring", "8700")


def test_map_your_show_reply_says_the_same_as_the_list_made_of_it(shared_data: Path) -> None:
    folder = shared_data / "ces-2026"
    reply = read_file((folder / "mys_api_response.json").read_bytes())
    csv = read_file((folder / "exhibitors.csv").read_bytes())
    assert {(row.external_id, row.name, row.booths) for row in reply.rows} == {
        (row.external_id, row.name, row.booths) for row in csv.rows
    }


def test_barilga_names_stay_whole_and_their_booths_are_united(shared_data: Path) -> None:
    content = (shared_data / "barilga-expo-2026" / "booths.json").read_bytes()
    result = read_file(content, booths="id", external_id="")
    gary = next(row for row in result.rows if row.name.startswith("Gary"))
    assert (gary.name, len(gary.booths)) == ("Gary /CHINA HY GLOBAL EXHIBITION CO.,LTD/", 7)
    assert "ДЕЛЬТА ЭЛЕВАТОР ХХК" in {row.name for row in result.rows}
