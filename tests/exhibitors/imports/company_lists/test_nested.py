"""Nested data of directories: understood where its shape is known, left out in words otherwise."""

import json
from typing import Any

import pytest

from exhibitors.office.imports.company_lists import BoothReference, CompanyList, Severity
from tests.exhibitors.imports.company_lists.lists import company_list, read_file


def directory(**fields: Any) -> CompanyList:
    return read_file(json.dumps({"data": {"list": [{"companyName": "Alpha", **fields}]}}).encode())


REPLY = [{"no": "H1-C107", "hall": "H1", "size": 9}, {"no": "H1-C108", "hall": "H1", "size": 9}]


@pytest.mark.parametrize(
    ("booths", "expected"),
    [
        (REPLY, ("H1/H1-C107", "H1/H1-C108")),
        ([{"boothNumber": "A1"}], ("A1",)),
        ([{"standNo": 101, "hallName": "North"}], ("North/101",)),
        (["A1", "A2"], ("A1", "A2")),
        ({"number": "A1", "hall": "5.1H"}, ("5.1H/A1",)),
        ([], ()),
    ],
)
def test_booths_of_a_reply_are_understood(booths: Any, expected: tuple[str, ...]) -> None:
    chosen = {"booths": "booths.number", "halls": "booths.hall"} if isinstance(booths, dict) else {}
    content = json.dumps([{"companyName": "Alpha", "booths": booths}]).encode()
    found = read_file(content, None, **chosen)
    assert tuple(map(str, found.rows[0].booths)) == expected
    assert found.problems == ()


def test_booths_in_a_cell_of_a_table_are_understood_too() -> None:
    (row,) = company_list({"name": "Alpha", "booths": json.dumps(REPLY)}).rows
    assert row.booths == (BoothReference("H1-C107", "H1"), BoothReference("H1-C108", "H1"))


@pytest.mark.parametrize("booths", [[{"colour": "red"}], [[1, 2], [3, 4]], [{"no": {"deep": 1}}], [{"no": ""}]])
def test_unknown_shapes_are_left_out_in_words_and_never_kept_as_fragments(booths: Any) -> None:
    found = directory(booths=booths)
    assert found.rows[0].booths == ()
    assert [(p.field, p.code, p.severity) for p in found.problems] == [("booths", "booths_nested", Severity.LEFT_OUT)]


def test_named_values_of_other_fields_are_joined() -> None:
    found = directory(category=[{"id": 1, "name": "Food"}, {"id": 2, "name": "Tea"}], city=[{"geo": [1, 2]}])
    assert (found.rows[0].sector, found.rows[0].record) == ("Food; Tea", {})
    assert [(p.field, p.code) for p in found.problems] == [("city", "city_nested")]


def test_nested_name_is_refused() -> None:
    found = read_file(json.dumps([{"name": [{"x": [1]}], "city": "Rome"}, {"name": "Beta"}]).encode())
    assert [(p.code, p.severity) for p in found.problems] == [("name_nested", Severity.REFUSED)]
    assert [row.name for row in found.rows] == ["Beta"]


@pytest.mark.parametrize("text", ["[A1]", "{new}", "[", "A1"])
def test_brackets_alone_are_no_nested_data(text: str) -> None:
    assert [str(booth) for booth in company_list({"name": "Alpha", "booths": text}).rows[0].booths] == [text]
