from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from ciie.kernel.actors import SYSTEM
from exhibitors.models import Booking, SpaceMovement
from exhibitors.operations.deciding import approve_booking
from exhibitors.operations.movements import fold_movements
from exhibitors.operations.submitting import book_booths
from exhibitors.queries.reconciliation import differences
from pavilions.models import Allotment
from tests.factories import NOON, BoothFactory, CompanyFactory, organizer

pytestmark = pytest.mark.django_db


@pytest.fixture
def booking() -> Booking:
    booth = BoothFactory()
    company = CompanyFactory(name="Kuromori Foods")
    made = book_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=SYSTEM, at=NOON)
    approve_booking(made.pk, actor=organizer(), at=NOON)
    return made


def test_totals_of_operations_reconcile_folded_or_not(booking: Booking) -> None:
    assert differences() == []
    fold_movements(actor=SYSTEM, at=NOON)
    assert differences() == []


def test_difference_says_where_whose_and_by_how_much(booking: Booking) -> None:
    allotment = Allotment.objects.get()
    SpaceMovement.objects.create(
        allotment=allotment, company=booking.company, country="FR", state="approved", area_sqm=2, happened_at=NOON
    )
    (found,) = differences()
    assert (found.company, found.state, found.kept_sqm, found.claimed_sqm, found.by_sqm) == (
        "Kuromori Foods",
        "approved",
        Decimal(11),
        Decimal(9),
        Decimal(2),
    )


def test_wrong_claimed_figure_of_an_allotment_is_found(booking: Booking) -> None:
    Allotment.objects.update(claimed_sqm=7)
    (found,) = differences()
    assert (found.company_id, found.by_sqm) == (None, Decimal(-2))


def test_command_agrees_in_words(booking: Booking) -> None:
    said = StringIO()
    call_command("reconcile_totals", stdout=said)
    assert said.getvalue() == "The running totals equal the live claims: the difference is 0.00 m².\n"


def test_command_fails_on_a_difference(booking: Booking, caplog: pytest.LogCaptureFixture) -> None:
    Allotment.objects.update(claimed_sqm=7)
    said = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("reconcile_totals", stdout=said, stderr=StringIO())
    assert end.value.code == 1
    assert said.getvalue().endswith("claimed in all: 7.00 m² kept, 9.00 m² claimed: -2.00 m²\n")
