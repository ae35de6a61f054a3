"""Halls lie beside one another in the venue, never on one another."""

from typing import Any

import pytest
from django.urls import reverse

from ciie.kernel.errors import Invalid
from pavilions.floor.models.venue import Hall
from pavilions.plans.venue.operations import add_hall, change_hall
from tests.clients import signed_in
from tests.factories import NOON, UserFactory, organizer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
WIDE = [[0, 0], [10_000, 0], [10_000, 5_000], [0, 5_000]]
"""A hall of 100 × 50 m."""


def hall(name: str, x: int | None, y: int | None, **values: Any) -> Hall:
    fields = {"name": name, "outline": WIDE, "gross_area_sqm": 5_000, "venue_x_m": x, "venue_y_m": y, **values}
    return add_hall(fields, actor=organizer(), at=NOON)


@pytest.mark.parametrize(
    ("x", "y", "terms"),
    [(100, 0, {}), (0, 50, {}), (None, None, {}), (0, 0, {"level": 2}), (100, 0, {"venue_turn": 90})],
)
def test_halls_lie_beside_below_and_above_one_another(x: int | None, y: int | None, terms: dict[str, int]) -> None:
    hall("1H", 0, 0)
    assert hall("2H", x, y, **terms).pk


@pytest.mark.parametrize(("x", "y", "turn"), [(0, 0, 0), (99, 0, 0), (40, 40, 90), (60, 20, 45), (50, 0, 180)])
def test_hall_on_another_one_is_refused(x: int, y: int, turn: int) -> None:
    hall("1H", 0, 0)
    with pytest.raises(Invalid) as refused:
        hall("2H", x, y, venue_turn=turn)
    assert (refused.value.code, refused.value.field) == ("halls_overlap", "venue_x_m")
    assert str(refused.value) == "Here it would overlap hall 1H on level 1. Move or turn it."
    assert Hall.objects.count() == 1


def test_corner_that_only_its_box_reaches_is_free() -> None:
    hall("1H", 0, 0, venue_turn=45)
    assert hall("2H", 0, 0, outline=[[0, 0], [1_000, 0], [1_000, 1_000], [0, 1_000]], gross_area_sqm=100).pk


def test_hall_is_never_in_its_own_way_and_is_refused_beside_the_field() -> None:
    hall("1H", 0, 0)
    moved = hall("2H", 100, 0)
    change_hall(moved.pk, {"venue_y_m": 1}, actor=organizer(), at=NOON)
    client = signed_in(UserFactory(is_superuser=True, is_staff=True))
    address = reverse("admin:pavilions_hall_change", args=[moved.pk])
    form = client.get(address).context["adminform"].form
    typed = {name: form[name].value() for name in form.fields}
    typed = {name: "" if value is None else value for name, value in typed.items()}
    answer = client.post(address, {**typed, "outline": str(WIDE), "venue_x_m": "60"})
    assert answer.context["adminform"].form.errors["venue_x_m"] == [
        "Here it would overlap hall 1H on level 1. Move or turn it."
    ]
