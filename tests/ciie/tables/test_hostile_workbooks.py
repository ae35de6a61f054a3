"""Workbooks made to do harm are refused in words; what they do, they do to a child process with limits."""

import random

import pytest
from openpyxl import Workbook

from ciie.kernel import limited_reader
from ciie.tables.reading import read_table
from ciie.tables.table import Limits, TableError
from tests.ciie.tables.workbook_files import archive, far_apart, likeness, member_of, saved, with_member, workbook

pytestmark = pytest.mark.usefixtures("in_a_child")

SHEET = "xl/worksheets/sheet1.xml"
ODS_CELL = b'<table:table-cell office:value-type="float" office:value="1"'
MANIFEST = (
    b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    b'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
    b'<manifest:encryption-data manifest:checksum-type="SHA1/1K" manifest:checksum="x"/>'
    b"</manifest:file-entry></manifest:manifest>"
)
BOF_OF_XLS = b"\x09\x08\x10\x00"
FILE_PASS = b"\x2f\x00"


def repeated_in_ods() -> bytes:
    content = likeness("exhibitors.ods")
    rows = (
        b'<table:table-row table:number-rows-repeated="1048576">'
        + ODS_CELL
        + b' table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    sheets = member_of(content, "content.xml").replace(b"</table:table>", rows)
    return with_member(content, "content.xml", sheets)


def one_long_text_in_many_cells() -> bytes:
    """30,000 characters, 100,000 times: 80 kB that would be 3 GB of text."""
    content = likeness("exhibitors.xlsx")
    main = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 100_001))
    texts = b"<sst %s><si><t>%s</t></si></sst>" % (main, b"x" * 30_000)
    with_texts = with_member(content, "xl/sharedStrings.xml", texts)
    sheet = b"<worksheet %s><sheetData>%s</sheetData></worksheet>" % (main, rows)
    return with_member(with_texts, "xl/worksheets/sheet2.xml", sheet)


def with_entities(doctype: bytes) -> bytes:
    content = workbook(("Name", "Hall"), ("Alpha", "1H"))
    sheet = member_of(content, SHEET).replace(b"Alpha", b"&e;")
    _head, _root, body = sheet.partition(b"<worksheet")
    return with_member(content, SHEET, b'<?xml version="1.0"?>' + doctype + b"<worksheet" + body)


def locked_xls() -> bytes:
    """The record after the first one of the workbook becomes FILEPASS: what follows is encrypted."""
    content = bytearray(likeness("exhibitors.xls"))
    second = content.index(BOF_OF_XLS) + 4 + 16
    content[second : second + 2] = FILE_PASS
    return bytes(content)


def xls_without_workbook() -> bytes:
    content = likeness("exhibitors.xls").replace("Workbook".encode("utf-16-le"), "Contents".encode("utf-16-le"))
    return content.replace(BOF_OF_XLS, bytes(4))


HOSTILE = {
    "two cells that are far apart": (far_apart, "workbook_too_complex"),
    "cells repeated without end": (repeated_in_ods, "damaged_workbook"),
    "one long text in many cells": (one_long_text_in_many_cells, "workbook_too_complex"),
    "a zip bomb": (lambda: with_member(workbook(("Name",)), SHEET, b" " * 320_000_000), "inflates_too_large"),
    "an entity": (lambda: with_entities(b'<!DOCTYPE x [<!ENTITY e "lol">]>'), "damaged_workbook"),
    "a file of this machine": (
        lambda: with_entities(b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
        "damaged_workbook",
    ),
    "an undeclared entity": (
        lambda: with_entities(b'<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">'),
        "damaged_workbook",
    ),
    "a cut .xlsx": (lambda: likeness("exhibitors.xlsx")[:-200], "damaged_workbook"),
    "a cut .xls": (lambda: likeness("exhibitors.xls")[:3000], "damaged_workbook"),
    "a cut .xlsb": (lambda: likeness("exhibitors.xlsb")[:-200], "damaged_workbook"),
    "a cut .ods": (lambda: likeness("exhibitors.ods")[:-200], "damaged_workbook"),
    "an .xlsb of nothing": (lambda: archive({"xl/workbook.bin": b"x"}), "damaged_workbook"),
    "an .xlsb whose sheet breaks off": (
        lambda: with_member(likeness("exhibitors.xlsb"), "xl/worksheets/sheet2.bin", b"\x81\x01\x00\x93"),
        "damaged_workbook",
    ),
    "cells that are passed over": (lambda: likeness("short_cells.xlsb"), "unreadable_cells"),
    "a locked .xlsx": (lambda: likeness("locked.xlsx"), "encrypted_workbook"),
    "a locked .xlsx that is cut": (lambda: likeness("locked.xlsx")[:9000], "encrypted_workbook"),
    "a locked .xls": (locked_xls, "encrypted_workbook"),
    "a locked .ods": (
        lambda: with_member(likeness("exhibitors.ods"), "META-INF/manifest.xml", MANIFEST),
        "encrypted_workbook",
    ),
    "an .ods that is locked whole": (
        lambda: archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "encrypted-package": b"x"}),
        "encrypted_workbook",
    ),
    "an old Office file without a workbook": (xls_without_workbook, "wrong_kind"),
    "an .odt": (
        lambda: archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}),
        "wrong_kind",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_workbook_is_refused(name: str) -> None:
    make, code = HOSTILE[name]
    with pytest.raises(TableError) as refusal:
        read_table(make())
    assert (refusal.value.code, refusal.value.field) == (code, "file")
    assert str(refusal.value).endswith(".")


def test_workbook_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited_reader, "LONGEST_SECONDS", 0.01)
    with pytest.raises(TableError) as refusal:
        read_table(likeness("exhibitors.xlsx"))
    assert refusal.value.code == "workbook_too_complex"


def test_workbook_with_one_cell_at_the_right_edge_is_too_wide() -> None:
    made = Workbook()
    made.active.append(["Name", "Hall"])
    made.active["GS2"] = "x"
    with pytest.raises(TableError) as refusal:
        read_table(saved(made))
    assert (refusal.value.code, refusal.value.details) == ("too_many_columns", {"row": 2, "limit": 200})


def test_workbook_with_one_cell_at_the_bottom_is_read() -> None:
    made = Workbook()
    made.active.append(["Name", "Hall"])
    made.active["A1048576"] = "x"
    assert [row.number for row in read_table(saved(made)).rows] == [1_048_576]


@pytest.mark.parametrize("kind", ["xls", "xlsb", "ods", "xlsx"])
@pytest.mark.parametrize("seed", range(6))
def test_damaged_workbook_is_read_or_refused(kind: str, seed: int) -> None:
    """An .xls has no checksums, so whatever its bytes become is read."""
    chance = random.Random(seed)  # noqa: S311  (the same damage each time)
    content = bytearray(likeness(f"exhibitors.{kind}"))
    for _repeat in range(20):
        content[chance.randrange(8, len(content))] = chance.randrange(256)
    try:
        read_table(bytes(content), Limits(rows=10_000))
    except TableError as refusal:
        assert str(refusal).endswith(".")  # noqa: PT017  (either outcome will do)
