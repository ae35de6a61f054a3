from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import NotAllowed
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.catalogue.models import Exhibit
from exhibitors.companies.models import Company
from exhibitors.companies.operations import change_company
from exhibitors.deals.models import Deal
from exhibitors.reconciliation.models import ReconciliationRun
from exhibitors.reconciliation.operations import reconcile_totals
from exhibitors.reconciliation.queries import PROOFS, Difference, differences, outcome_of
from exhibitors.roadshows.models import Roadshow
from exhibitors.roadshows.operations import close_roadshow
from exhibitors.totals.models import DailySnapshot, SpaceMovement
from exhibitors.totals.operations import fold_movements, take_snapshots
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.ledger.models import SpaceClaim
from pavilions.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national_pavilions.operations.national_pavilions import invite_to_national_exhibition
from pavilions.national_pavilions.operations.pavilion_space import give_area, give_booths
from pavilions.states import PavilionStage
from tests.exhibitors.catalogue.exhibits import claimed
from tests.exhibitors.deals.deals import counted
from tests.exhibitors.roadshows.roadshows import opened
from tests.factories import NOON, BoothFactory, CompanyFactory, UserFactory, organizer
from tests.pavilions.national_pavilions.national import national, national_booth

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unrestricted")]
DAY = timedelta(days=1)


@pytest.fixture
def booking() -> Booking:
    booth = BoothFactory()
    company = CompanyFactory(name="Kuromori Foods", country="JP")
    made = book_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=SYSTEM, at=NOON)
    approve_booking(made.pk, actor=organizer(), at=NOON)
    take_snapshots(made.edition_id, [NOON.date()], actor=SYSTEM, at=NOON + DAY)
    return made


@pytest.fixture
def pavilion(booking: Booking) -> NationalPavilion:
    invited = invite_to_national_exhibition(booking.edition_id, country="FR", actor=organizer(), at=NOON)
    give_booths(invited.pk, [national_booth(booking.edition, area_sqm=20).pk], actor=organizer(), at=NOON)
    return invited


@contextmanager
def without_triggers() -> Iterator[None]:
    """Write what no operation would."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def found(key: str) -> list[tuple[str, Decimal, Decimal]]:
    return [(each.what, each.kept, each.counted) for each in outcome_of(key).differences]


def test_totals_of_operations_reconcile_folded_or_not(pavilion: NationalPavilion) -> None:
    assert differences() == []
    fold_movements(actor=SYSTEM, at=NOON)
    assert differences() == []
    assert [key for key in PROOFS if outcome_of(key).compared == 0] == ["deals", "debuts", "roadshows"]


def test_booths_and_area_of_a_pavilion_reconcile(pavilion: NationalPavilion) -> None:
    allotment = national(pavilion.edition, 30)
    give_area(pavilion.pk, allotment.pk, area_sqm=Decimal("20.5"), actor=organizer(), at=NOON)
    assert differences() == []


def test_company_that_changes_its_country_takes_its_space_along(booking: Booking) -> None:
    change_company(booking.company_id, {"country": "IS"}, actor=SYSTEM, at=NOON + DAY)
    assert differences() == []


def test_difference_says_where_whose_and_by_how_much(booking: Booking) -> None:
    SpaceMovement.objects.create(
        allotment=Allotment.objects.get(),
        company=booking.company,
        country="JP",
        state="approved",
        area_sqm=2,
        happened_at=NOON + DAY,
    )
    (difference,) = outcome_of("space").differences
    what = f"{Allotment.objects.get().edition.number} {Allotment.objects.get().hall}"
    assert difference.what.startswith(what)
    assert difference.what.endswith("Kuromori Foods, JP, approved")
    assert (difference.kept, difference.counted, difference.by) == (Decimal(11), Decimal(9), Decimal(2))


def test_country_changed_past_its_operation_is_found(booking: Booking) -> None:
    Company.objects.filter(pk=booking.company_id).update(country="IS")
    assert sorted((kept, counted) for _what, kept, counted in found("space")) == [
        (Decimal(0), Decimal(9)),
        (Decimal(9), Decimal(0)),
    ]


def test_wrong_claimed_figure_of_an_allotment_is_found(booking: Booking) -> None:
    Allotment.objects.update(claimed_sqm=7)
    assert [(kept, counted) for _what, kept, counted in found("capacity")] == [(Decimal(7), Decimal(9))]


def test_claim_of_a_pavilion_that_is_gone_is_found(pavilion: NationalPavilion) -> None:
    with without_triggers():
        SpaceClaim.objects.filter(holder_id=pavilion.pk).update(state="released", released_at=NOON)
    assert [(kept, counted) for _what, kept, counted in found("pavilion_space")] == [(Decimal(20), Decimal(0))]


def test_claimed_booth_of_a_superseded_plan_is_found(booking: Booking) -> None:
    with without_triggers():
        FloorPlan.objects.update(state="superseded")
    assert [(kept, counted) for _what, kept, counted in found("booths")] == [(Decimal(1), Decimal(0))]


def test_booked_company_without_a_claim_is_found(booking: Booking) -> None:
    with without_triggers():
        SpaceClaim.objects.update(state="released", released_at=NOON)
    differing = found("companies")
    assert {(kept, counted) for _what, kept, counted in differing} == {(Decimal(1), Decimal(0))}
    assert len(differing) == 4  # companies and countries, of the edition and of the hall


def test_stage_without_a_move_is_found(pavilion: NationalPavilion) -> None:
    with without_triggers():
        NationalPavilion.objects.update(stage=PavilionStage.CONFIRMED)
    number = pavilion.edition.number
    assert found("pavilions") == [
        (f"{number}, confirmed", Decimal(1), Decimal(0)),
        (f"{number}, invited", Decimal(0), Decimal(1)),
    ]


def test_snapshot_that_differs_from_the_movements_is_found(booking: Booking) -> None:
    with without_triggers():
        DailySnapshot.objects.update(companies=3)
    what = f"{booking.edition.number}, {NOON.date()}, companies"
    assert found("snapshots") == [(what, Decimal(3), Decimal(1))]


def test_counted_deal_that_its_entries_do_not_show_is_found() -> None:
    deal = counted()
    with without_triggers():
        Deal.objects.filter(pk=deal.pk).update(amount_usd=5)
    assert found("deals") == [(f"{deal.edition.number}, US$", Decimal(5), Decimal(1000))]


def test_verified_debut_without_a_history_is_found() -> None:
    exhibit = claimed()
    with without_triggers():
        Exhibit.objects.filter(pk=exhibit.pk).update(debut_state="verified", decided_at=NOON)
    assert found("debuts") == [(str(exhibit.edition.number), Decimal(1), Decimal(0))]


def test_held_roadshow_that_its_report_does_not_show_is_found() -> None:
    show = close_roadshow(opened().pk, attendance=40, actor=organizer(), at=NOON + 9 * DAY)
    assert outcome_of("roadshows").differences == ()
    with without_triggers():
        Roadshow.objects.filter(pk=show.pk).update(attendance=400)
    assert found("roadshows") == [(f"{show.edition.number}, FR, attendance", Decimal(400), Decimal(40))]


def test_published_figure_of_a_day_is_no_snapshot_of_ours(booking: Booking) -> None:
    with without_triggers():
        DailySnapshot.objects.update(booked_sqm=280_000, source="press release")
    assert outcome_of("snapshots").compared == 0


def test_runs_are_kept_for_ever(booking: Booking) -> None:
    Allotment.objects.update(claimed_sqm=7)
    reconcile_totals(actor=organizer(), at=NOON)
    run = ReconciliationRun.objects.get(proof="capacity")
    assert (run.compared, run.differing, [each[1:] for each in run.differences]) == (1, 1, [["7.00", "9.00"]])
    assert ReconciliationRun.objects.count() == len(PROOFS)
    for change in (ReconciliationRun.objects.all().delete, lambda: ReconciliationRun.objects.update(differing=0)):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            change()


def test_exhibitors_reconcile_nothing() -> None:
    with pytest.raises(NotAllowed):
        reconcile_totals(actor=UserFactory(), at=NOON)


def test_difference_by_is_kept_less_counted() -> None:
    assert Difference("space", "7", Decimal(3), Decimal(5)).by == Decimal(-2)


def test_command_agrees_in_words(booking: Booking) -> None:
    said = StringIO()
    call_command("reconcile_totals", stdout=said)
    lines = said.getvalue().splitlines()
    assert lines[0] == "Booked space: 1 compared, 0 different"
    assert lines[-1] == "The running totals equal the live claims: the difference is 0.00 m²."


def test_command_fails_on_a_difference(booking: Booking, caplog: pytest.LogCaptureFixture) -> None:
    Allotment.objects.update(claimed_sqm=7)
    said = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("reconcile_totals", stdout=said, stderr=StringIO())
    assert end.value.code == 1
    assert ": 7.00 kept, 9.00 counted: -2.00\n" in said.getvalue()
