import pytest

from ciie.tables.mapping import ColumnMapping, Field, heading_key, propose_mapping
from ciie.tables.table import Row, TableError

_FIELDS = (
    Field("name", "Company", ("company name", "company", "exhibitor", "name", "公司名称"), required=True),
    Field("booths", "Booths", ("booth number", "booth", "stand", "展位")),
    Field("description", "Description", ("description",)),
)


@pytest.mark.parametrize(
    ("columns", "chosen"),
    [
        (("CompanyName", "BoothNumber"), {"name": "CompanyName", "booths": "BoothNumber"}),
        (("Stand", "EXHIBITOR"), {"name": "EXHIBITOR", "booths": "Stand"}),
        (("公司名称（全称）", "展位"), {"name": "公司名称（全称）", "booths": "展位"}),
        (("fields.name", "fields.booth"), {"name": "fields.name", "booths": "fields.booth"}),
        (("Company description", "Company"), {"name": "Company", "description": "Company description"}),
        (("name", "Company name"), {"name": "Company name"}),
        (("name", "fields.exhibitor"), {"name": "fields.exhibitor"}),
        (("Nomen", "xyz"), {}),
    ],
)
def test_propose_mapping_finds_columns(columns: tuple[str, ...], chosen: dict[str, str]) -> None:
    assert propose_mapping(columns, _FIELDS).chosen == chosen


def test_mapping_reports_what_is_unmapped_and_missing() -> None:
    mapping = propose_mapping(("Stand", "Colour"), _FIELDS)
    assert mapping.unmapped == ("Colour",)
    assert [field.name for field in mapping.missing] == ["name"]
    with pytest.raises(TableError) as refusal:
        mapping.require_complete()
    assert str(refusal.value) == "No column was found for: Company. Choose the columns by hand."


def test_override_beats_the_proposal_and_frees_columns() -> None:
    mapping = propose_mapping(("Name", "Stand", "Colour"), _FIELDS)
    assert mapping.override({"name": "Stand"}).chosen == {"name": "Stand"}
    assert mapping.override({"booths": ""}).chosen == {"name": "Name"}
    assert mapping.override({"booths": "Colour"}).chosen == {"name": "Name", "booths": "Colour"}


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        ({"nonsense": "Stand"}, "unknown_field"),
        ({"name": "Nowhere"}, "unknown_column"),
        ({"name": "Stand", "booths": "Stand"}, "column_chosen_twice"),
    ],
)
def test_override_refuses_impossible_choices(choices: dict[str, str], code: str) -> None:
    with pytest.raises(TableError) as refusal:
        propose_mapping(("Name", "Stand"), _FIELDS).override(choices)
    assert refusal.value.code == code


def test_values_are_the_cells_by_field() -> None:
    mapping = ColumnMapping(_FIELDS, ("Stand", "Name"), {"name": "Name", "booths": "Stand"})
    assert mapping.values(Row(2, ("A1", "Alpha"))) == {"name": "Alpha", "booths": "A1"}


def test_heading_key_reads_spellings_as_one() -> None:
    assert {heading_key(text) for text in ("BoothNumber", "booth_number", " Booth  Nümber:")} == {"booth number"}


def test_heading_key_keeps_letters_apart_from_units() -> None:
    assert heading_key("X (m)") == "x m"
