import json

import pytest

from ciie.tables.reading import read_table
from ciie.tables.table import Limits, Row, TableError


def test_json_list_of_objects_becomes_rows_with_all_keys_as_columns() -> None:
    table = read_table(b'[{"name": "Alpha", "area": 36.0}, {"name": "Beta", "hall": null, "shell": true}]')
    assert table.columns == ("name", "area", "hall", "shell")
    assert table.rows == (Row(1, ("Alpha", "36", "", "")), Row(2, ("Beta", "", "", "true")))


def test_json_finds_the_longest_list_and_flattens_nested_objects() -> None:
    content = {
        "labels": {"free": "Сул"},
        "featured": [{"id": 9}],
        "data": {"hit": [{"fields": {"name": "Alpha", "booths": ["A1", "A2"]}, "id": 1}, {"fields": {}, "id": 2}]},
    }
    table = read_table(json.dumps(content).encode("utf-16"))
    assert table.columns == ("fields.name", "fields.booths", "id", "fields")
    assert [row.cells for row in table.rows] == [("Alpha", "A1; A2", "1", ""), ("", "", "2", "")]


def test_json_object_of_objects_becomes_rows_with_its_keys() -> None:
    table = read_table(b'{"plan": {"A1": {"x": 1}, "A2": {"x": 2.5}}, "width": 3}')
    assert (table.columns, [row.cells for row in table.rows]) == (("key", "x"), [("A1", "1"), ("A2", "2.5")])


def test_json_keeps_deeper_lists_as_they_are() -> None:
    assert read_table(b'[{"ring": [[0, 0], [1, 0]], "n": 1}]').rows[0].cells == ("[[0, 0], [1, 0]]", "1")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'[{"name": "Alpha"},', "broken_json"),
        (b"{", "broken_json"),
        (b"[" * 100_000, "broken_json"),
        (b'[{"n": ' + b"9" * 5000 + b"}]", "broken_json"),
        (b"[]", "no_list_in_json"),
        (b"[1, 2]", "no_list_in_json"),
        (b'{"a": 1}', "no_list_in_json"),
    ],
)
def test_json_without_a_usable_list_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(TableError) as refusal:
        read_table(content)
    assert refusal.value.code == code


def test_json_error_says_where() -> None:
    with pytest.raises(TableError) as refusal:
        read_table(b'[{"name": "Alpha"},\n {"name": oops}]')
    assert str(refusal.value) == "The JSON breaks off or is damaged at line 2, character 11."


def test_json_beyond_the_row_limit_is_refused() -> None:
    with pytest.raises(TableError) as refusal:
        read_table(json.dumps([{"n": number} for number in range(4)]).encode(), Limits(rows=3))
    assert refusal.value.code == "too_many_rows"


def test_json_takes_numbers_that_are_not_numbers_as_blank() -> None:
    assert read_table(b'[{"a": NaN, "b": 1e999, "c": -Infinity}]').rows[0].cells == ("", "inf", "")
