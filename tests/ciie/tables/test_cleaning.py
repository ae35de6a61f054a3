import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ciie.tables.cleaning import clean_cell, clean_spreadsheet_cell
from ciie.tables.writing import neutralise


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        (" A14", "A14"),
        ("Acme\u00a0\u2009GmbH\u3000 & Co", "Acme GmbH & Co"),
        ("\ufeffName\u200b", "Name"),
        ("soft\u00adhyphen", "softhyphen"),
        ("line\r\nbreak \r third\n\n\n\nfourth", "line\nbreak\nthird\n\nfourth"),
        ("bell\x07 and\x00 nul", "bell and nul"),
        ("tab\tinside", "tab inside"),
        ("Cafe\u0301", "Café"),
        ("broken \ud83d half", "broken \ufffd half"),
        ("'=1+1", "'=1+1"),
        ("'t Hart BV", "'t Hart BV"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_clean_cell_takes_off_what_travels_with_text(dirty: str, clean: str) -> None:
    assert clean_cell(dirty) == clean


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("'=1+1", "=1+1"),
        ("''=1+1", "'=1+1"),
        ("'＠a", "＠a"),
        ("'t Hart BV", "'t Hart BV"),
        ("''", "''"),
    ],
)
def test_clean_spreadsheet_cell_takes_the_guard_off_a_formula(cell: str, text: str) -> None:
    assert clean_spreadsheet_cell(cell) == text


@settings(deadline=None)
@given(st.text())
def test_clean_cell_twice_is_as_once(text: str) -> None:
    clean = clean_cell(text)
    assert clean_cell(clean) == clean
    clean.encode()


@settings(deadline=None)
@given(st.text() | st.text("'=+-@＝ \t1"))
def test_clean_spreadsheet_cell_gives_back_what_an_export_wrote(text: str) -> None:
    clean = clean_cell(text)
    assert clean_spreadsheet_cell(neutralise(clean)) == clean
