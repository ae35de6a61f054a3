"""Numbers of booths in the order in which people read them."""

import pytest

from pavilions.floor.models.floor_plan import Booth
from pavilions.floor.queries import natural, without_zeros
from tests.factories import AllotmentFactory, BoothFactory

pytestmark = pytest.mark.django_db


def test_a2_comes_before_a10_and_the_case_does_not_matter() -> None:
    allotment = AllotmentFactory()
    for place, number in enumerate(["B1", "A10", "a9", "A2", "A100", "A02b", "7"]):
        BoothFactory(allotment=allotment, number=number, left=1_000 * place, top=0)
    found = Booth.objects.order_by(natural("number"), "pk").values_list("number", flat=True)
    assert list(found) == ["7", "A2", "A02b", "a9", "A10", "A100", "B1"]


@pytest.mark.parametrize(
    ("number", "bare"), [("c02", "c2"), ("c002/07", "c2/7"), ("100", "100"), ("0", "0"), ("a0", "a0"), ("", "")]
)
def test_zeros_before_digits_do_not_count(number: str, bare: str) -> None:
    assert without_zeros(number) == bare
