from decimal import Decimal

from exhibitors.office.imports.company_lists import MergedRows, Severity, SimilarRows
from tests.exhibitors.imports.company_lists.lists import company_list


def test_same_name_and_country_is_one_company_with_all_booths() -> None:
    result = company_list(
        {"name": "Alpha GmbH", "country": "Germany", "booths": "A1; A2", "email": "a@alpha.example", "city": ""},
        {"name": "ALPHA", "country": "Deutschland", "booths": "A2; B1", "email": "b@alpha.example", "city": "Ulm"},
    )
    (row,) = result.rows
    assert (row.name, row.record["city"], row.row_numbers) == ("Alpha GmbH", "Ulm", (2, 3))
    assert ([str(booth) for booth in row.booths], row.emails) == (
        ["A1", "A2", "B1"],
        ("a@alpha.example", "b@alpha.example"),
    )
    assert result.merged == (MergedRows(2, 3, "name"),)


def test_earlier_row_wins_and_blank_cells_erase_nothing() -> None:
    (row,) = company_list(
        {"name": "Alpha", "city": "Ulm", "website": "alpha.example"}, {"name": "Alpha", "city": "Bonn", "website": ""}
    ).rows
    assert (row.record["city"], row.record["website"]) == ("Ulm", "https://alpha.example")


def test_same_name_in_two_countries_stays_two_companies_to_confirm() -> None:
    result = company_list({"name": "Alpha", "country": "Germany"}, {"name": "Alpha", "country": "France"})
    assert (len(result.rows), result.merged, result.similar) == (2, (), (SimilarRows(2, 3, 1.0),))


def test_same_name_with_and_without_country_is_to_confirm() -> None:
    result = company_list({"name": "Alpha", "country": "Germany"}, {"name": "Alpha", "country": ""})
    assert (len(result.rows), result.similar) == (2, (SimilarRows(2, 3, 1.0),))


def test_country_that_is_not_certain_tells_no_rows_apart() -> None:
    result = company_list(
        {"name": "Alpha", "country": "Korea"}, {"name": "Alpha", "country": "Atlantis"}, {"name": "Alpha"}
    )
    assert [row.row_numbers for row in result.rows] == [(2, 3, 4)]
    assert result.merged == (MergedRows(2, 3, "name"), MergedRows(2, 4, "name"))


def test_same_external_id_is_one_company_though_spelled_differently() -> None:
    result = company_list(
        {"exhibitor id": "7", "name": "Alpha Robotics", "booths": "A1"},
        {"exhibitor id": "7", "name": "Alpha Robotic Systems", "booths": "A2"},
    )
    assert (len(result.rows), result.merged) == (1, (MergedRows(2, 3, "external_id"),))


def test_same_external_id_for_quite_another_name_is_refused() -> None:
    result = company_list({"exhibitor id": "7", "name": "Alpha"}, {"exhibitor id": "7", "name": "Zenith Foods"})
    (problem,) = result.problems
    assert (problem.row_number, problem.code, problem.severity) == (3, "external_id_reused", Severity.REFUSED)
    assert str(problem.message) == "Row 2 has the same number but the name “Alpha”. Correct one of the two."
    assert result.refused == {3: {"external_id": "7", "name": "Zenith Foods"}}


def test_similar_names_are_listed_and_not_merged() -> None:
    result = company_list({"name": "Hydraulic Technologies"}, {"name": "Zenith"}, {"name": "Hydraulic Technologys"})
    assert (len(result.rows), result.merged) == (3, ())
    assert [(pair.row_number, pair.other_row_number) for pair in result.similar] == [(2, 4)]


def test_similar_names_in_different_countries_are_not_listed() -> None:
    result = company_list(
        {"name": "Hydraulic Technologies", "country": "Spain"}, {"name": "Hydraulic Technologys", "country": "Peru"}
    )
    assert result.similar == ()


def test_areas_of_different_booths_add_up() -> None:
    (row,) = company_list(
        {"name": "Alpha", "booths": "A1", "area": "9"}, {"name": "Alpha", "booths": "A2", "area": "18"}
    ).rows
    assert row.area_sqm == Decimal("27.00")


def test_area_of_a_repeated_row_counts_once() -> None:
    (row,) = company_list(
        {"name": "Alpha", "booths": "A1", "area": "9"}, {"name": "Alpha", "booths": "A1", "area": "9"}
    ).rows
    assert row.area_sqm == Decimal("9.00")
