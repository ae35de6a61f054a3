import datetime as dt
import io
import zipfile

import pytest
from openpyxl import Workbook

from ciie.tables.reading import read_table
from ciie.tables.table import Limits, Row, TableError
from tests.ciie.tables.workbook_files import archive, saved, with_member, workbook

_ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
)


def test_workbook_cells_become_text_as_a_person_would_type_it() -> None:
    content = workbook(
        ("Name", "Area", "Share", "Opens", "At", "Shell", "Blank"),
        ("Alpha\u00a0 Ltd ", 36.0, 0.1, dt.date(2026, 11, 5), dt.datetime(2026, 11, 5, 9, 30), True, None),  # noqa: DTZ001 (workbooks know no zones)
    )
    assert read_table(content).rows == (
        Row(2, ("Alpha Ltd", "36", "0.1", "2026-11-05", "2026-11-05 09:30", "true", "")),
    )


def test_workbook_rows_keep_their_numbers_over_gaps() -> None:
    content = workbook(("Name", "Hall"), (), ("Alpha", "1H"))
    assert [row.number for row in read_table(content).rows] == [3]


def test_workbook_sheet_chosen_is_the_first_filled_one_and_named() -> None:
    table = read_table(workbook(("Name", "Hall"), ("Alpha", "1H"), empty_sheet_first=True))
    assert table.rows[0].cells == ("Alpha", "1H")
    assert list(map(str, table.notes)) == ["Only the sheet “Exhibitors” was read; the workbook has 2."]


def test_workbook_without_cells_is_refused() -> None:
    assert _code(workbook()) == "empty_file"


def test_workbook_that_inflates_too_much_is_refused_by_its_directory() -> None:
    bomb = with_member(workbook(("Name",)), "xl/worksheets/sheet1.xml", b" " * 40_000_000)
    assert len(bomb) < 100_000
    assert _code(bomb, Limits(inflated_bytes=10_000_000)) == "inflates_too_large"


def test_workbook_whose_directory_lies_about_sizes_is_refused() -> None:
    bomb = bytearray(with_member(workbook(("Name",)), "xl/media/image1.png", b" " * 40_000_000))
    size = (40_000_000).to_bytes(4, "little")
    assert bomb.count(size) == 2  # in the member's own header and in the directory
    lying = bytes(bomb.replace(size, (1000).to_bytes(4, "little")))
    assert _code(lying, Limits(inflated_bytes=10_000_000)) == "damaged_workbook"


def test_workbook_of_very_many_members_is_refused() -> None:
    members = {f"xl/junk/{number}.xml": b"" for number in range(2_001)}
    assert _code(archive({"xl/workbook.xml": b"<workbook/>", **members})) == "inflates_too_large"


def test_workbook_with_xml_entities_is_refused() -> None:
    assert _code(with_member(workbook(("Name",)), "xl/worksheets/sheet1.xml", _ENTITIES)) == "damaged_workbook"


def test_workbook_that_breaks_off_is_refused() -> None:
    assert _code(workbook(("Name", "Hall"), ("Alpha", "1H"))[:-40]) == "damaged_workbook"


def test_workbook_locked_member_is_refused() -> None:
    content = bytearray(archive({"xl/workbook.xml": b"<workbook/>"}))
    central = content.index(b"PK\x01\x02")
    content[central + 8] |= 1  # the flag "encrypted"
    assert _code(bytes(content)) == "damaged_workbook"


@pytest.mark.parametrize(
    ("member", "kind"),
    [
        ("word/document.xml", "a Word document"),
        ("content.xml", "an OpenDocument file"),
        ("photos/hall.txt", "a zip archive"),
    ],
)
def test_zip_files_of_other_kinds_are_named(member: str, kind: str) -> None:
    with pytest.raises(TableError) as refusal:
        read_table(archive({member: b"x"}))
    assert (
        str(refusal.value) == f"This is {kind}, not a table. Save the list as CSV, XLSX or JSON and choose that file."
    )


def test_workbook_that_claims_false_dimensions_is_read_whole() -> None:
    content = workbook(("Name", "Hall"), ("Alpha", "1H"))
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        sheet = made.read("xl/worksheets/sheet1.xml")
    lying = sheet.replace(b"<sheetData>", b'<dimension ref="A1:A1"/><sheetData>')
    assert read_table(with_member(content, "xl/worksheets/sheet1.xml", lying)).rows[0].cells == ("Alpha", "1H")


def test_workbook_hidden_sheets_are_passed_over() -> None:
    made = _two_sheets()
    made["First"].sheet_state = "hidden"
    assert read_table(saved(made)).columns == ("Second", "B")


def _two_sheets() -> Workbook:
    made = Workbook()
    made.active.title = "First"
    made["First"].append(["First", "A"])
    made.create_sheet("Second").append(["Second", "B"])
    return made


def _code(content: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(TableError) as refusal:
        read_table(content, limits or Limits())
    return refusal.value.code
