"""Where participants come from, of both exhibitions, without counting anybody twice."""

from typing import TYPE_CHECKING

import pytest

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.bookings.totals.queries import totals_of
from exhibitors.promotion.catalogue.queries.countries_on_show import countries_on_show, map_of_countries
from exhibitors.promotion.figures.queries.public_figures import participants_of
from pavilions.floor.models.edition import Edition
from pavilions.states import PavilionStage
from tests.factories import NOON, BoothFactory, CompanyFactory, NationalPavilionFactory

if TYPE_CHECKING:
    from pavilions.floor.models.floor_plan import Booth

pytestmark = pytest.mark.django_db


def taking_part(edition: Edition, **named: str) -> None:
    pavilion = NationalPavilionFactory(edition=edition, **named)
    pavilion.stage = PavilionStage.CONFIRMED
    pavilion.save()


def test_countries_are_those_with_booked_space_and_those_with_pavilions() -> None:
    first: Booth = BoothFactory(area_sqm=36)
    edition = first.plan.edition
    second = BoothFactory(allotment=first.allotment, plan=first.plan, area_sqm=54)
    third = BoothFactory(allotment=first.allotment, plan=first.plan)
    for booth, country in ((first, "FR"), (second, "DE")):
        booking = book_booths(CompanyFactory(country=country).pk, edition.pk, [booth.pk], actor=SYSTEM, at=NOON)
        approve_booking(booking.pk, actor=SYSTEM, at=NOON)
    book_booths(CompanyFactory(country="JP").pk, edition.pk, [third.pk], actor=SYSTEM, at=NOON)
    taking_part(edition, country="FR")
    taking_part(edition, country="CL")
    taking_part(edition, country="", organization="International Olive Council")
    NationalPavilionFactory(edition=edition, country="AT")

    shown = countries_on_show(totals_of(edition.pk, at=NOON), participants_of(edition))

    assert [each.words for each in shown] == [
        "Germany: 1 company, 54 m²",
        "France: 1 company, 36 m², national pavilion",
        "Chile: national pavilion",
    ]
    drawn = map_of_countries(shown)
    assert drawn.label == "Map of the world with 3 countries and regions"
    assert [(dot.country, dot.is_marked) for dot in drawn.dots] == [("DE", False), ("FR", True), ("CL", True)]
