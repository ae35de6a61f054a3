import json
from typing import Any

import pytest
from django.utils.translation import override

from ciie.kernel.errors import Invalid
from pavilions.plans.drafts.edits import edit_in

ARRAY = {"edit": "array", "origin": [0, 0], "width": 300, "depth": 300, "rows": 2, "columns": 2, "number": {}}
OTHER = "The plan cannot be changed in this way. Reload the page and try again."


def refusal_of(values: dict[str, Any]) -> Invalid:
    with pytest.raises(Invalid) as refusal:
        edit_in(json.dumps(values).encode())
    return refusal.value


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"number": {"step": 0}}, "number.step", "“Step” must be at least 1."),
        ({"number": {"digits": 9}}, "number.digits", "“Digits” must be at most 6."),
        ({"number": {"start": 100_000}}, "number.start", "“Start” must be at most 99,999."),
        ({"number": {"prefix": "x" * 21}}, "number.prefix", "“Prefix” can have at most 20 characters."),
        (
            {"number": {"row_letter": "q"}},
            "number.row_letter",
            "“Letter of the first row” can be one or two capital letters, or none.",
        ),
        (
            {"number": {"direction": "x"}},
            "number.direction",
            "“Direction” is not valid. Choose or enter something else.",
        ),
        ({"rows": None}, "rows", "“Rows” must be a whole number."),
        ({"rows": 2_001}, "rows", "“Rows” must be at most 2,000."),
        ({"width": 0}, "width", "“Width (m)” must be at least 0.01."),
        ({"depth": 3.5}, "depth", "“Depth (m)” must be a number of metres with at most two decimals."),
        ({"aisle": -300}, "aisle", "“Width of the aisles between rows (m)” must be at least 0."),
        ({"gap_x": 200_001}, "gap_x", "“Gap across (m)” must be at most 2,000."),
        ({"origin": [1]}, "origin.1", "“Left and top (m)” is missing."),
        ({"burn": True}, "burn", OTHER),
    ],
)
def test_value_that_cannot_be_is_named_with_what_could(values: dict[str, Any], field: str, sentence: str) -> None:
    refusal = refusal_of({**ARRAY, **values})
    assert (refusal.code, refusal.field, str(refusal)) == ("invalid", field, sentence)


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"edit": "split", "id": 1, "area_sqm": 0}, "area_sqm", "“First part (m²)” must be more than 0."),
        ({"edit": "split", "id": 1, "area_sqm": "x"}, "area_sqm", "“First part (m²)” must be a number."),
        ({"edit": "move", "turn": 500}, "turn", "“Turned by (°)” must be at most 360."),
        (
            {"edit": "remove", "ids": [1] * 2_001},
            "ids",
            "Too many changes at once. Edit fewer booths at a time.",
        ),
        ({"edit": "burn"}, None, OTHER),
    ],
)
def test_every_edit_is_refused_in_a_sentence(values: dict[str, Any], field: str | None, sentence: str) -> None:
    refusal = refusal_of(values)
    assert (refusal.code, refusal.field, str(refusal)) == ("invalid", field, sentence)


def test_sentence_is_in_the_readers_language() -> None:
    with override("zh-hans"):
        assert str(refusal_of({**ARRAY, "number": {"step": 0}})) == "“步长”不能小于 1。"
