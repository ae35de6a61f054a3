from decimal import Decimal

import pytest

from exhibitors.bookings.totals.queries import totals_of
from exhibitors.promotion.figures.queries.public_figures import (
    HallOnShow,
    halls_on_show,
    participants_of,
    sectors_on_show,
)
from pavilions.states import PavilionStage
from tests.factories import (
    NOON,
    AllotmentFactory,
    BoothFactory,
    EditionFactory,
    NationalPavilionFactory,
    SectorFactory,
)

pytestmark = pytest.mark.django_db


def test_halls_are_measured_in_whole_metres_rounded_down() -> None:
    edition = EditionFactory(number=7)
    planned = AllotmentFactory(edition=edition, hall__name="1H", hall__position=1, capacity_sqm=Decimal("99.90"))
    AllotmentFactory(edition=edition, hall__name="2H", hall__position=2, capacity_sqm=Decimal(50))
    BoothFactory(allotment=planned)
    assert halls_on_show(edition, totals_of(edition.pk, at=NOON)) == [
        HallOnShow("1H", 99, 0, 9, is_national=False, has_plan=True),  # one booth of 9 m² is drawn
        HallOnShow("2H", 50, 0, 50, is_national=False, has_plan=False),
    ]


def test_sectors_leave_the_national_exhibition_out() -> None:
    edition = EditionFactory(number=7)
    AllotmentFactory(edition=edition, sector=SectorFactory(code="food", name="Food"), capacity_sqm=Decimal("10.50"))
    AllotmentFactory(edition=edition, section="national", sector=None)
    shown = sectors_on_show(totals_of(edition.pk, at=NOON))
    assert [(str(each.label), each.capacity_sqm, each.booked_sqm) for each in shown] == [("Food", 10, 0)]


def test_participants_are_those_that_confirmed_countries_first() -> None:
    edition = EditionFactory(number=7)
    for country, organization in (("", "International Trade Centre"), ("TH", ""), ("BR", "")):
        pavilion = NationalPavilionFactory(edition=edition, country=country, organization=organization)
        pavilion.stage = PavilionStage.CONFIRMED
        pavilion.save()
    NationalPavilionFactory(edition=edition, country="FR")
    assert [str(each) for each in participants_of(edition)] == ["Brazil", "Thailand", "International Trade Centre"]
