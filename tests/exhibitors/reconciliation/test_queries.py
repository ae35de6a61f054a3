from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from ciie.kernel.actors import SYSTEM
from ciie.kernel.days import day_of
from ciie.kernel.errors import NotAllowed, NotFound
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.bookings.totals.models import DailySnapshot, SpaceMovement
from exhibitors.bookings.totals.operations import fold_movements, take_snapshots
from exhibitors.companies.models import Company
from exhibitors.companies.operations import change_company
from exhibitors.office.reconciliation.models import ReconciliationRun
from exhibitors.office.reconciliation.operations import reconcile_totals
from exhibitors.office.reconciliation.proofs.proof import Difference, Figure
from exhibitors.office.reconciliation.queries import PROOFS, ROUND_NIGHTS, differences, outcome_of
from exhibitors.office.reconciliation.tasks import reconcile_totals as nightly
from exhibitors.promotion.catalogue.models import Exhibit
from exhibitors.promotion.deals.models import Deal
from exhibitors.promotion.roadshows.models import Roadshow
from exhibitors.promotion.roadshows.operations import close_roadshow
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.operations.national_pavilions import invite_to_national_exhibition
from pavilions.national.national_pavilions.operations.pavilion_space import give_area, give_booths
from pavilions.states import EditionStatus, PavilionStage
from tests.exhibitors.catalogue.exhibits import claimed
from tests.exhibitors.deals.deals import counted
from tests.exhibitors.roadshows.roadshows import opened
from tests.factories import (
    NOON,
    AllotmentFactory,
    BoothFactory,
    CompanyFactory,
    EditionFactory,
    UserFactory,
    organizer,
)
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


def found(key: str) -> list[tuple[str, Figure, Figure]]:
    """What differs by one proof in the only edition."""
    return [(each.what, each.kept, each.counted) for each in outcome_of(key, Edition.objects.get().pk).differences]


def test_totals_of_operations_reconcile_folded_or_not(pavilion: NationalPavilion) -> None:
    assert differences() == []
    fold_movements(actor=SYSTEM, at=NOON)
    assert differences() == []
    assert [key for key in PROOFS if outcome_of(key, pavilion.edition_id).compared] == [
        *("space", "capacity", "pavilion_space", "booths", "companies", "pavilions", "snapshots")
    ]


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
    (difference,) = outcome_of("space", booking.edition_id).differences
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
    assert outcome_of("roadshows", show.edition_id).differences == ()
    with without_triggers():
        Roadshow.objects.filter(pk=show.pk).update(attendance=400)
    assert found("roadshows") == [(f"{show.edition.number}, FR, attendance", Decimal(400), Decimal(40))]


ZONES = ("Asia/Shanghai", "America/Havana", "UTC")
"""In Havana a day in November has the hour before one o'clock twice."""


def _moved_at_random(edition: Edition, chance: Random) -> list[date]:
    """Movements at and around the ends of days, of companies that come, go and change their country."""
    begins = datetime(2024, 10, 28, tzinfo=edition.zone)
    days = [begins.date() + timedelta(days=n) for n in range(12)]
    ends = [datetime.combine(day, time(), edition.zone).astimezone(UTC) for day in days]
    companies, allotments = CompanyFactory.create_batch(4), AllotmentFactory.create_batch(2, edition=edition)
    moments = [end + timedelta(minutes=n) for end in ends[::2] for n in (-60, -1, 0, 1, 59)]
    SpaceMovement.objects.bulk_create(
        SpaceMovement(
            allotment=chance.choice(allotments),
            company=chance.choice(companies),
            country=chance.choice(["", "FR", "JP"]),
            state=chance.choice(["approved", "confirmed", "submitted"]),
            area_sqm=chance.choice([-9, 9]),
            happened_at=chance.choice(moments),
        )
        for _each in range(60)
    )
    return days


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("seed", range(3))
def test_snapshots_are_those_that_each_day_adds_up_by_itself(zone: str, seed: int) -> None:
    edition = EditionFactory(time_zone=zone)
    chance = Random(seed)  # noqa: S311  (the same every time)
    days = _moved_at_random(edition, chance)
    recorded = [day for day in days if chance.random() < 0.8]
    take_snapshots(edition.pk, recorded, actor=SYSTEM, at=NOON)  # adds up all movements again for each day
    outcome = outcome_of("snapshots", edition.pk)
    assert (outcome.compared, outcome.differences) == (3 * len(recorded), ())
    assert DailySnapshot.objects.values("booked_sqm", "companies", "countries").distinct().count() > 3


def test_wrong_snapshot_of_any_day_is_found_of_days_without_movements_too() -> None:
    edition = EditionFactory()
    days = _moved_at_random(edition, Random(1))  # noqa: S311  (the same every time)
    take_snapshots(edition.pk, days, actor=SYSTEM, at=NOON)
    moved = {day_of(each, edition.zone) for each in SpaceMovement.objects.values_list("happened_at", flat=True)}
    assert set(days) - moved
    for day in days:
        for field, figure in {
            "booked_sqm": "m²",
            "companies": "companies",
            "countries": "countries or regions",
        }.items():
            with without_triggers():
                DailySnapshot.objects.filter(on_date=day).update(**{field: F(field) + 1})
            ((what, kept, counted),) = found("snapshots")
            assert (what, Decimal(kept) - Decimal(counted)) == (f"{edition.number}, {day}, {figure}", Decimal(1))
            with without_triggers():
                DailySnapshot.objects.filter(on_date=day).update(**{field: F(field) - 1})
    assert found("snapshots") == []


def test_published_figure_of_a_day_is_no_snapshot_of_ours(booking: Booking) -> None:
    with without_triggers():
        DailySnapshot.objects.update(booked_sqm=280_000, source="press release")
    assert outcome_of("snapshots", booking.edition_id).compared == 0


def test_runs_are_kept_for_ever(booking: Booking) -> None:
    Allotment.objects.update(claimed_sqm=7)
    reconcile_totals(booking.edition_id, actor=organizer(), at=NOON)
    run = ReconciliationRun.objects.get(proof="capacity")
    assert (run.compared, run.differing, [each[1:] for each in run.differences]) == (1, 1, [["7.00", "9.00", ""]])
    assert ReconciliationRun.objects.count() == len(PROOFS)
    for change in (ReconciliationRun.objects.all().delete, lambda: ReconciliationRun.objects.update(differing=0)):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            change()


def test_exhibitors_reconcile_nothing() -> None:
    edition = EditionFactory()
    with pytest.raises(NotAllowed):
        reconcile_totals(edition.pk, actor=UserFactory(), at=NOON)


def test_edition_that_is_not_there_is_not_compared() -> None:
    with pytest.raises(NotFound):
        reconcile_totals(1, actor=organizer(), at=NOON)


def test_difference_by_is_kept_less_counted() -> None:
    assert Difference("space", "7", Decimal(3), Decimal(5)).by == Decimal(-2)


@pytest.fixture
def editions(booking: Booking) -> tuple[Edition, Edition]:
    """One that is archived, and one that is not, each with one wrong figure."""
    past = EditionFactory(number=booking.edition.number - 1, status=EditionStatus.ARCHIVED)
    AllotmentFactory(edition=past)
    Allotment.objects.update(claimed_sqm=7)
    return past, booking.edition


def compared_in(lines: str) -> str:
    return next(line for line in lines.splitlines() if line.startswith("Editions compared"))


def test_command_compares_editions_that_are_not_archived_unless_it_is_asked_to(
    editions: tuple[Edition, Edition],
) -> None:
    past, present = editions
    wanted: dict[tuple[str, ...], tuple[list[Edition], str]] = {
        (): ([present], f"{present.number}. Not compared now: 1."),
        ("--edition", str(past.number)): (
            [past],
            f"{past.number}. Not compared now: 1, 1 of them before, the longest ago",
        ),
        ("--all",): ([past, present], f"{past.number}, {present.number}."),
    }
    for options, (compared, words) in wanted.items():
        before = ReconciliationRun.objects.count()
        said = StringIO()
        with pytest.raises(SystemExit):
            call_command("reconcile_totals", *options, stdout=said, stderr=StringIO())
        runs = ReconciliationRun.objects.order_by("pk")[before:]
        assert list(dict.fromkeys(run.edition for run in runs)) == compared
        assert compared_in(said.getvalue()).startswith(f"Editions compared: {words}")
        differing = [line for line in said.getvalue().splitlines() if line.startswith("  ")]
        assert len(differing) == 2 * len(compared)  # claimed m², and what is left of them for pavilions


def test_command_knows_no_such_edition() -> None:
    with pytest.raises(CommandError, match="no edition 99"):
        call_command("reconcile_totals", "--edition", "99")


def compared_tonight() -> list[int]:
    """The numbers of the editions that the nightly task compares."""
    before = ReconciliationRun.objects.count()
    nightly()
    runs = ReconciliationRun.objects.order_by("pk")[before:]
    return list(dict.fromkeys(run.edition.number for run in runs if run.edition))


def test_night_compares_what_is_not_archived_and_each_archived_edition_in_its_turn() -> None:
    EditionFactory.create_batch(ROUND_NIGHTS + 1, status=EditionStatus.ARCHIVED)
    archived = set(Edition.objects.values_list("number", flat=True))
    present = EditionFactory().number
    nights = [compared_tonight() for _night in range(ROUND_NIGHTS)]
    assert all(night[0] == present and len(night) == 3 for night in nights)
    assert {number for night in nights for number in night[1:]} == archived


def test_edition_that_was_archived_today_is_compared_tonight() -> None:
    EditionFactory.create_batch(3, status=EditionStatus.ARCHIVED)
    edition, present = EditionFactory(), EditionFactory()
    for _night in range(5):
        compared_tonight()
    Edition.objects.filter(pk=edition.pk).update(status=EditionStatus.ARCHIVED)
    assert compared_tonight() == [present.number, edition.number]
    assert edition.number not in compared_tonight()


def test_command_agrees_in_words(booking: Booking) -> None:
    said = StringIO()
    call_command("reconcile_totals", stdout=said)
    lines = said.getvalue().splitlines()
    assert compared_in(said.getvalue()) == f"Editions compared: {booking.edition.number}."
    assert lines[0] == "Booked space: 1 compared, 0 different"
    assert lines[-1] == "All figures match the rows behind them: the difference is 0.00 m² and 0.00 in every currency."


def test_command_fails_on_a_difference(booking: Booking, caplog: pytest.LogCaptureFixture) -> None:
    Allotment.objects.update(claimed_sqm=7)
    said = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("reconcile_totals", stdout=said, stderr=StringIO())
    assert end.value.code == 1
    assert ": 7.00 is kept, but its rows come to 9.00.\n" in said.getvalue()
