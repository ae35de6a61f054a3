from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ciie.tables.reading import read_table
from ciie.tables.table import Limits, Row, Table, TableError
from tests.ciie.tables.workbook_files import workbook
from tests.likenesses import beauty_show, construction_fair, energy_show, marine_conference, technology_show


def test_read_table_numbers_rows_as_a_spreadsheet_shows_them() -> None:
    table = read_table(b"Name,Hall\n\nAlpha,1H\n\nBeta,2.1H\n")
    assert table == Table(columns=("Name", "Hall"), rows=(Row(3, ("Alpha", "1H")), Row(5, ("Beta", "2.1H"))))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_read_table_finds_the_separator(separator: str) -> None:
    lines = ["Name|Area|Booths", 'Alpha|"12,5"|"A1; A2"', "Beta, Sons & Co|9|B1", 'Gamma|"1,5"|C1']
    content = "\n".join(lines).replace("|", separator).replace("Beta, Sons", "Beta Sons")
    assert [row.cells for row in read_table(content.encode()).rows] == [
        ("Alpha", "12,5", "A1; A2"),
        ("Beta Sons & Co", "9", "B1"),
        ("Gamma", "1,5", "C1"),
    ]


def test_read_table_obeys_the_separator_that_excel_declares() -> None:
    assert read_table(b"sep=;\r\nName;City\r\nAlpha, Beta;Oslo\r\n").rows == (Row(2, ("Alpha, Beta", "Oslo")),)


def test_read_table_keeps_line_breaks_and_doubled_quotes_in_cells() -> None:
    table = read_table(b'Name,Address\n"The ""A"" Company","Via Roma 1\r\nItaly"\n')
    assert table.rows[0].cells == ('The "A" Company', "Via Roma 1\nItaly")


def test_read_table_takes_quotation_marks_inside_a_cell() -> None:
    assert read_table(b'Name,City\n"Alpha" 24" Ltd,Oslo\n').rows[0].cells == ('Alpha 24" Ltd', "Oslo")


def test_read_table_pads_short_rows_and_names_extra_columns() -> None:
    table = read_table(b"Name,Hall,,Hall\nAlpha\nBeta,1H,x,2H,extra\n")
    assert table.columns == ("Name", "Hall", "Column 3", "Hall (2)", "Column 5")
    assert [row.cells for row in table.rows] == [("Alpha", "", "", "", ""), ("Beta", "1H", "x", "2H", "extra")]


def test_read_table_passes_over_titles_above_the_header_and_says_so() -> None:
    table = read_table(b"List of exhibitors 2026,,\n\nName,Hall\nAlpha,1H\nBeta,2H\n")
    assert table.columns == ("Name", "Hall")
    assert [row.number for row in table.rows] == [4, 5]
    assert list(map(str, table.notes)) == ["Row 1 above the header was skipped: “List of exhibitors 2026”."]


def test_read_table_keeps_a_list_of_one_column_despite_a_stray_comma() -> None:
    table = read_table(b"Name\nAlpha\nBeta, Inc.\nGamma\n")
    assert [row.cells[0] for row in table.rows] == ["Alpha", "Beta", "Gamma"]


def test_read_table_with_a_header_alone_has_no_rows() -> None:
    assert read_table(b"Name,Hall\n").rows == ()


def test_read_table_reads_a_file_without_a_line_break() -> None:
    assert read_table(b"Name").columns == ("Name",)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b" \r\n \n", "empty_file"),
        (b",,\n,,\n", "empty_file"),
        (b"%PDF-1.7\n...", "wrong_kind"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "wrong_kind"),
        (b"\x89PNG\r\n\x1a\n\x00", "wrong_kind"),
        (b"{\\rtf1 hello}", "wrong_kind"),
        (b"<!DOCTYPE html><html><body>Name,Hall</body></html>", "wrong_kind"),
        (b"\xef\xbb\xbf<html><table><tr><td>Name</td></tr></table></html>", "wrong_kind"),
        (b'<?xml version="1.0"?><list/>', "wrong_kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "wrong_kind"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "encrypted_workbook",
        ),
        (b"\x00\x01\x02\x03" * 40, "not_text"),
        (b'Name,Hall\n"Alpha,1H\nBeta,2H\n', "unclosed_quote"),
    ],
)
def test_read_table_refuses_what_is_not_a_table(content: bytes, code: str) -> None:
    with pytest.raises(TableError) as refusal:
        read_table(content)
    assert (refusal.value.code, refusal.value.field) == (code, "file")
    assert str(refusal.value).endswith(".")


def test_read_table_takes_names_that_begin_like_a_foreign_file() -> None:
    assert read_table("BM,AC10\nBMW München,AC1015\n".encode()).columns == ("BM", "AC10")


@pytest.mark.parametrize(
    ("limits", "code", "details"),
    [
        (Limits(file_bytes=10), "file_too_large", {"megabytes": 0}),
        (Limits(rows=2), "too_many_rows", {"limit": 2}),
        (Limits(columns=2), "too_many_columns", {"row": 1, "limit": 2}),
        (Limits(cell=5), "cell_too_long", {"row": 3, "limit": 5}),
    ],
)
@pytest.mark.parametrize("encode", [str.encode, lambda text: workbook(*(line.split(",") for line in text.split()))])
def test_read_table_says_which_limit_was_exceeded(
    encode: Callable[[str], bytes], limits: Limits, code: str, details: dict[str, int]
) -> None:
    content = encode("Name,A,B\nAlpha,1,2\nBetaGamma,1,2\nDelta,1,2\n")
    with pytest.raises(TableError) as refusal:
        read_table(content, limits)
    assert (refusal.value.code, refusal.value.details) == (code, details)


def test_read_table_accepts_exactly_as_much_as_the_limits_say() -> None:
    content = b"Name,Hall\nAlpha,1H\nBeta,2H\n"
    assert len(read_table(content, Limits(file_bytes=len(content), rows=2, columns=2, cell=5)).rows) == 2


_SMALL_WORKBOOK = workbook(("Name", "Hall"), ("Alpha", 1.5))  # once, for it holds the time of its making


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_read_table_raises_nothing_but_table_errors_for_any_bytes(content: bytes) -> None:
    _read_or_refuse(content)


@settings(deadline=None)
@given(
    st.text(alphabet=st.sampled_from("ab,;\t\n\r\"'[]{}:01éł中\ufeff\x00="), max_size=120),
    st.sampled_from(["utf-8", "utf-16", "gb18030"]),
)
def test_read_table_raises_nothing_but_table_errors_for_any_text(text: str, encoding: str) -> None:
    _read_or_refuse(text.encode(encoding))


@settings(deadline=None)
@given(st.data())
def test_read_table_raises_nothing_but_table_errors_for_a_damaged_workbook(data: st.DataObject) -> None:
    content = bytearray(_SMALL_WORKBOOK)
    for _repeat in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    _read_or_refuse(bytes(content[: data.draw(st.integers(4, len(content)))]))


def _read_or_refuse(content: bytes) -> None:
    try:
        table = read_table(content)
    except TableError:
        return
    assert len(set(table.columns)) == len(table.columns)
    assert {len(row.cells) for row in table.rows} <= {len(table.columns)}


@pytest.mark.parametrize(
    ("content", "columns", "rows"),
    [
        (technology_show.education_csv, 12, 150),
        (technology_show.things_csv, 12, 660),
        (technology_show.reply_json, 17, 150),
        (energy_show.exhibitors_json, 3, 373),
        (marine_conference.booths_csv, 8, 38),
        (construction_fair.booths_json, 7, 181),
        (beauty_show.booths_csv, 8, 244),
    ],
)
def test_read_table_takes_published_lists_whole(content: Callable[[], bytes], columns: int, rows: int) -> None:
    table = read_table(content())
    assert (len(table.columns), len(table.rows)) == (columns, rows)


@pytest.mark.parametrize("content", [construction_fair.drawing_svg, construction_fair.photo_jpg])
def test_read_table_refuses_drawings(content: Callable[[], bytes]) -> None:
    with pytest.raises(TableError) as refusal:
        read_table(content())
    assert refusal.value.code == "wrong_kind"
