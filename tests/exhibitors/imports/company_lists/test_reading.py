from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ciie.tables.reading import read_table
from ciie.tables.table import TableError
from exhibitors.companies.country_names import recognise_country
from exhibitors.office.imports.company_lists import (
    LIST_COLUMNS,
    BoothReference,
    MergedRows,
    Severity,
    propose_company_mapping,
    read_company_list,
)
from exhibitors.office.imports.company_lists.reading import read_row
from tests.exhibitors.imports.company_lists.lists import company_list, only_row, read_file
from tests.large_files import company_table
from tests.likenesses import beauty_show, construction_fair, energy_show, marine_conference, technology_show


def test_read_company_list_reads_every_field() -> None:
    row = only_row(
        Country="Suisse", City="Genève", Website="www.alpha.example", Email="a@alpha.example", Booths="A1; A2",
        Hall="5.1H", Area="36", Description="Makes things.", Sector="Food", Phone="+41 22", Address="Rue 1",
        **{"Exhibitor ID": "x-1", "VAT number": "CHE-1", "中文名称": "阿尔法"},
    )  # fmt: skip
    assert (row.row_numbers, row.name, row.normalized_name, row.record["name_local"]) == (
        (2,),
        "Alpha Ltd",
        "alpha",
        "阿尔法",
    )
    assert (row.country, row.country_text, row.country_code) == (recognise_country("Suisse"), "Suisse", "CH")
    assert row.record == {
        "name_local": "阿尔法",
        "city": "Genève",
        "address": "Rue 1",
        "website": "https://www.alpha.example",
        "phone": "+41 22",
        "description": "Makes things.",
    }
    assert row.billing == {"tax_id": "CHE-1"}
    assert (row.sector, row.emails) == ("Food", ("a@alpha.example",))
    assert row.booths == (BoothReference("A1", "5.1H"), BoothReference("A2", "5.1H"))
    assert (row.area_sqm, row.external_id) == (Decimal("36.00"), "x-1")


def test_read_company_list_takes_blank_cells_for_nothing() -> None:
    row = only_row(Country="", Email="N/A", Website="TBA", Area="-", City=" ")
    assert (row.country, row.emails, row.area_sqm, row.record) == (None, (), None, {})


def test_read_company_list_needs_a_column_for_the_name() -> None:
    with pytest.raises(TableError) as refusal:
        read_file(b"Colour,Stand\nred,A1\n")
    assert (refusal.value.code, str(refusal.value)) == (
        "missing_columns",
        "No column was found for: company name. Choose the columns by hand.",
    )


@pytest.mark.parametrize(
    ("cells", "field", "code"),
    [
        ({"name": ""}, "name", "name_missing"),
        ({"name": "N/A"}, "name", "name_missing"),
        ({"name": "!!!"}, "name", "name_without_letters"),
        ({"name": "x" * 300}, "name", "name_too_long"),
        ({"description": "x" * 4001}, "description", "description_too_long"),
        ({"city": "x" * 121}, "city", "city_too_long"),
    ],
)
def test_row_that_cannot_be_a_company_is_refused_and_kept(cells: dict[str, str], field: str, code: str) -> None:
    row = {"name": "Alpha", "city": "Oslo", "description": "", "booths": "A1", **cells}
    result = company_list(row, {"name": "Beta"})
    (problem,) = result.problems
    assert (problem.row_number, problem.field, problem.code, problem.severity) == (2, field, code, Severity.REFUSED)
    assert (problem.value, result.refused) == (row[field], {2: row})
    assert [company.name for company in result.rows] == ["Beta"]


def test_refusal_of_a_long_name_is_a_sentence_with_figures() -> None:
    (problem,) = company_list({"name": "x" * 300, "city": "Oslo"}).problems
    assert str(problem.message) == "This has 300 characters; at most 200 are allowed. Shorten it in the list."


@pytest.mark.parametrize(
    ("cells", "field", "code"),
    [
        ({"website": "nonsense"}, "website", "website_invalid"),
        ({"email": "a@b c"}, "emails", "emails_invalid"),
        ({"area": "huge"}, "area_sqm", "area_sqm_invalid"),
        ({"booths": "A1; A2; A3", "hall": "1H; 2H"}, "halls", "halls_do_not_match"),
        ({"booths": "x" * 61}, "booths", "booths_invalid"),
    ],
)
def test_value_that_cannot_be_is_left_out_and_reported(cells: dict[str, str], field: str, code: str) -> None:
    result = company_list({"name": "Alpha", **cells})
    (problem,) = result.problems
    assert (problem.field, problem.code, problem.severity) == (field, code, Severity.LEFT_OUT)
    assert [row.name for row in result.rows] == ["Alpha"]


def test_halls_that_do_not_match_leave_the_booths() -> None:
    assert only_row(booths="A1; A2; A3", hall="1H; 2H").booths == tuple(map(BoothReference, ("A1", "A2", "A3")))


@pytest.mark.parametrize(
    ("text", "code", "suggestion"), [("Korea", "country_unsure", "KR"), ("Atlantis", "country_unknown", "")]
)
def test_country_that_is_not_sure_is_listed(text: str, code: str, suggestion: str) -> None:
    result = company_list({"name": "Alpha", "country": text})
    (problem,) = result.problems
    assert (problem.field, problem.code, problem.severity, problem.value) == (
        "country",
        code,
        Severity.TO_CONFIRM,
        text,
    )
    assert result.rows[0].country_code == suggestion


def test_heading_in_square_feet_converts_areas() -> None:
    assert only_row(**{"Area sq ft": "400"}).area_sqm == Decimal("37.16")


def test_mapping_may_be_overridden() -> None:
    result = read_file(b"id,company,area\nA1,Alpha,9\n", booths="id", external_id="")
    assert (result.rows[0].booths, result.rows[0].external_id) == ((BoothReference("A1"),), "")


@pytest.mark.parametrize(
    ("content", "companies", "merged", "refused"),
    [
        (technology_show.education_csv, 150, 0, 0),
        (technology_show.things_csv, 660, 0, 0),
        (technology_show.reply_json, 150, 0, 0),
        (energy_show.exhibitors_json, 373, 0, 0),
        (marine_conference.booths_csv, 38, 0, 0),
        (construction_fair.booths_json, 28, 0, 153),
        (beauty_show.booths_csv, 132, 15, 97),
    ],
)
def test_published_lists_go_in_whole(content: Callable[[], bytes], companies: int, merged: int, refused: int) -> None:
    result = read_file(content())
    assert (len(result.rows), len(result.merged), len(result.refused)) == (companies, merged, refused)
    assert {problem.code for problem in result.problems} <= {"name_missing", "area_sqm_invalid"}


def test_halls_run_parallel_to_booths() -> None:
    result = read_file(technology_show.things_csv())
    exhibitor = next(row for row in result.rows if row.name == technology_show.WITH_SUITES)
    assert exhibitor.booths == tuple(BoothReference(booth, hall) for booth, hall in technology_show.SUITES)


def test_reply_of_a_directory_is_cleaned_by_a_named_rule() -> None:
    table = read_table(technology_show.reply_json())
    mapping = propose_company_mapping(table.columns)
    assert mapping.chosen == {
        "name": "fields.exhname_t",
        "booths": "fields.booths_la",
        "halls": "fields.hallid_la",
        "description": "fields.exhdesc_t",
        "external_id": "fields.exhid_l",
    }
    (cleaned,) = read_company_list(table, mapping).cleaned
    first = technology_show.ROOMS[0]
    assert (cleaned.code, cleaned.before, cleaned.after) == ("map_your_show_suffix", f"{first}randomstring", first)


def test_reply_of_a_directory_says_the_same_as_the_list_made_of_it() -> None:
    reply = read_file(technology_show.reply_json())
    csv = read_file(technology_show.education_csv())
    assert {(row.external_id, row.name, row.booths) for row in reply.rows} == {
        (row.external_id, row.name, row.booths) for row in csv.rows
    }


def test_names_with_slashes_stay_whole_and_their_booths_are_united() -> None:
    result = read_file(construction_fair.booths_json(), booths="id", external_id="")
    nora = next(row for row in result.rows if row.name.startswith("Nora"))
    assert (nora.name, len(nora.booths)) == ("Nora /EAST RIVER EXHIBITION CO.,LTD/", 7)
    assert {"САМПЛ ЛИФТ ХХК", "“ЖИШЭЭ ЭМ ББСБ” ХХК", "哈尔滨样本电缆有限公司"} <= {row.name for row in result.rows}


def test_fifty_thousand_rows_are_read() -> None:
    result = read_file(company_table(50_000))
    assert (len(result.rows), result.problems) == (50_000, ())


def test_merged_rows_are_reported_by_number() -> None:
    result = company_list({"name": "Alpha", "booths": "A1"}, {"name": "ALPHA Ltd", "booths": "A2"})
    assert result.merged == (MergedRows(2, 3, "name"),)


_CELL = st.one_of(
    st.text(max_size=40), st.sampled_from(["http://[", "//", "a@", ";;/", "1,,2", "N/A", "&", "5.1H/", "٣٦"])
)


@settings(deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys((field.name for field in LIST_COLUMNS), _CELL)))
def test_no_row_makes_reading_fail(cells: dict[str, str]) -> None:
    read = read_row(2, cells)
    refused = [problem for problem in read.problems if problem.severity is Severity.REFUSED]
    assert (read.company is None) == bool(refused)
