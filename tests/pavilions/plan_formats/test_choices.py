import json
from decimal import Decimal

import pytest

from pavilions.drawings.geometry import Unit
from pavilions.drawings.plan_formats import AreaBasis, ReadingChoices


@pytest.mark.parametrize(
    ("choices", "scale"),
    [
        (ReadingChoices(), None),
        (ReadingChoices(unit=Unit.FOOT), Decimal("30.48")),
        (ReadingChoices(unit=Unit.FOOT, cm_per_unit=Decimal(6)), Decimal(6)),
    ],
)
def test_scale_is_what_a_person_said(choices: ReadingChoices, scale: Decimal | None) -> None:
    assert choices.scale == scale


@pytest.mark.parametrize(
    "choices",
    [
        ReadingChoices(),
        ReadingChoices(columns={"number": "Stand", "kind": ""}, unit=Unit.INCH, y_up=True),
        ReadingChoices(cm_per_unit=Decimal("6.125"), second_corner=True, area=AreaBasis.STATED),
        ReadingChoices(kinds={"systemstand": "shell"}),
    ],
)
def test_choices_survive_being_kept_as_json(choices: ReadingChoices) -> None:
    assert ReadingChoices.from_json(json.loads(json.dumps(choices.as_json()))) == choices


def test_choices_from_nothing_are_as_the_file_says() -> None:
    assert ReadingChoices.from_json({}) == ReadingChoices()
