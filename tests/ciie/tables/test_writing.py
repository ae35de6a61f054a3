import datetime as dt
import io
from decimal import Decimal

import pytest
from django.utils.translation import gettext_lazy
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ciie.tables.reading import read_table
from ciie.tables.writing import csv_lines, neutralise, write_xlsx

_COLUMNS = ("Name", gettext_lazy("Area"), "When")
_ROWS: list[list[str | Decimal | dt.datetime | None]] = [
    ["=HYPERLINK(1)", Decimal("-12.50"), dt.datetime(2026, 11, 5, 9, 30, tzinfo=dt.UTC)],
    ["Alpha, „B“\x07", None, None],
]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1+cmd",
        "-cmd|' /C calc'!A0",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "  =1",
        "＝1+1",
        "＋1",
        "－x",
        "＠a",
        "+49 30 1234",
    ],
)
def test_neutralise_disarms_formulas(text: str) -> None:
    assert neutralise(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-12.5", "+3", "-1,234.50", "-5 %", "1e5", "Alpha", "", "a=b", "中国"])
def test_neutralise_leaves_numbers_and_plain_text(text: str) -> None:
    assert neutralise(text) == text


@settings(deadline=None)
@given(st.text(min_size=1))
def test_neutralise_leaves_no_live_start(text: str) -> None:
    safe = neutralise(text)
    assert not safe.lstrip().startswith(tuple("=@＝＠"))


def test_csv_lines_stream_a_marked_utf8_file() -> None:
    assert list(csv_lines(_COLUMNS, _ROWS)) == [
        "\ufeff",
        "Name,Area,When\r\n",
        "'=HYPERLINK(1),-12.50,2026-11-05 17:30\r\n",
        '"Alpha, „B“\x07",,\r\n',
    ]


def test_csv_lines_take_rows_one_by_one() -> None:
    endless = ([number] for number in iter(int, 1))
    lines = csv_lines(["n"], endless)
    assert [next(lines) for _repeat in range(3)] == ["\ufeff", "n\r\n", "0\r\n"]


def test_write_xlsx_holds_text_numbers_and_dates_but_no_formula() -> None:
    stream = io.BytesIO()
    write_xlsx(stream, _COLUMNS, _ROWS, title="Companies: all/[7]")
    sheet = load_workbook(stream).worksheets[0]
    assert sheet.title == "Companies  all  7"
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Name", "Area", "When"],
        ["'=HYPERLINK(1)", -12.5, dt.datetime(2026, 11, 5, 17, 30)],  # noqa: DTZ001 (workbooks know no zones)
        ["Alpha, „B“", None, None],
    ]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s", "n", "d"}


def test_exports_come_back_as_they_were() -> None:
    stream = io.BytesIO()
    write_xlsx(stream, ["Name", "Note"], [["=1+1", "x"]], title="")
    text = "".join(csv_lines(["Name", "Note"], [["=1+1", "x"]]))
    assert read_table(stream.getvalue()).rows == read_table(text.encode()).rows
    assert read_table(text.encode()).rows[0].cells == ("=1+1", "x")
