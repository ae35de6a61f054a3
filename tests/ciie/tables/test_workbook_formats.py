"""Workbooks of other programs say the same in every format."""

import re

import pytest

from ciie.tables.reading import read_table
from ciie.tables.table import Row
from tests.ciie.tables.workbook_files import likeness, member_of, with_member

COLUMNS = ("Name", "Area", "Share", "Opens", "At", "Shell", "Code", "Total", "Fault", "Note")


@pytest.mark.parametrize(("kind", "error"), [("xlsx", "#N/A"), ("ods", "#N/A"), ("xls", ""), ("xlsb", "")])
def test_a_list_reads_alike_in_every_format(kind: str, error: str) -> None:
    table = read_table(likeness(f"exhibitors.{kind}"))
    opens, at = "2026-11-05", "2026-11-05 09:30"
    assert table.columns == COLUMNS
    assert table.rows == (
        Row(3, ("Alpha Ltd", "36", "0.1", opens, at, "true", "00123", "72", error, "merged")),
        Row(4, ("上海贸易有限公司", "12.5", *[""] * 8)),
    )
    assert list(map(str, table.notes)) == ["Only the sheet “Exhibitors” was read; the workbook has 2."]


def test_ods_with_the_empty_rest_of_its_sheet_is_read() -> None:
    """LibreOffice writes it as one row that is repeated a million times."""
    content = likeness("exhibitors.ods")
    rest = (
        b'<table:table-row table:number-rows-repeated="1048572">'
        b'<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    sheets = member_of(content, "content.xml").replace(b"</table:table>", rest)
    assert read_table(with_member(content, "content.xml", sheets)).rows == read_table(content).rows


def test_xlsx_dates_count_from_1904_where_the_workbook_says_so() -> None:
    content = likeness("exhibitors.xlsx")
    sheets = re.sub(rb"<workbookPr[^>]*/>", b'<workbookPr date1904="1"/>', member_of(content, "xl/workbook.xml"))
    assert read_table(with_member(content, "xl/workbook.xml", sheets)).rows[0].cells[3] == "2030-11-06"
