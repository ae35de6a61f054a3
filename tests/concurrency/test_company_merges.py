"""What is claimed for a company while it is merged goes over with the rest, or is refused; nothing stays behind.

Each race has a control: the same one without locks leaves something behind, or counts it wrongly.
"""

from collections.abc import Callable, Sequence
from threading import Event, get_ident

import pytest
from psycopg.errors import LockNotAvailable

from ciie.audit import operations
from ciie.kernel.locking import WAIT_A_MOMENT
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.office.company_merges.operations import merge_companies
from exhibitors.office.reconciliation.queries import differences
from tests.concurrency.rivals import (
    CLAIMING,
    DONE,
    PATIENCE_SECONDS,
    After,
    Before,
    Wrapper,
    race,
    renamed,
    without_locks,
)
from tests.exhibitors.expo import booked
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, organizer, owner_of

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


class Scene:
    def __init__(self) -> None:
        allotment = AllotmentFactory()
        self.free = BoothFactory(allotment=allotment)
        booth = BoothFactory(allotment=AllotmentFactory(edition=allotment.edition))
        self.edition = allotment.edition_id
        self.kept, self.other = CompanyFactory(country="FR"), CompanyFactory(country="DE")
        self.owner, self.director = owner_of(self.other), organizer()
        self.booking = booked(booth, company=self.other)

    def merge(self) -> None:
        merge_companies(self.kept.pk, self.other.pk, seen=None, actor=self.director, at=NOON)

    def hold(self) -> None:
        hold_booths(self.other.pk, self.edition, [self.free.pk], actor=self.owner, at=NOON)

    def approve(self) -> None:
        approve_booking(self.booking.pk, actor=self.director, at=NOON)

    def left_behind(self) -> int:
        return Booking.objects.filter(company=self.other).count()


@pytest.mark.parametrize("_round", range(4))
def test_booking_made_meanwhile_goes_over_or_is_refused(_round: int) -> None:
    scene = Scene()
    merged, held = race(scene.merge, scene.hold)
    assert (merged, held in {DONE, "company_not_merged", "not_allowed"}) == (DONE, True)
    assert (scene.left_behind(), differences()) == (0, [])
    assert Booking.objects.count() == (2 if held == DONE else 1)


@pytest.mark.parametrize("_round", range(4))
def test_decision_made_meanwhile_counts_for_the_company_that_is_kept(_round: int) -> None:
    scene = Scene()
    assert race(scene.merge, scene.approve) == [DONE, DONE]
    assert (scene.left_behind(), differences()) == (0, [])


def merge_during(
    scene: Scene,
    attempt: Callable[[], None],
    place: type[Before],
    statement: str,
    wrappers: Sequence[Wrapper] = (),
    *,
    patience: float,
) -> list[str]:
    """The merge begins before or after this statement of the attempt, which waits until merge or patience has ended."""
    reached, merged, merging = Event(), Event(), set[int]()

    def merge() -> None:
        merging.add(get_ident())
        reached.wait(PATIENCE_SECONDS)
        scene.merge()
        merged.set()

    def wait() -> None:
        if get_ident() not in merging:
            reached.set()
            merged.wait(patience)

    return race(merge, attempt, wrappers=[*wrappers, place(statement, wait)])


WRITING = r'(INSERT INTO|UPDATE) "?(exhibitors|pavilions)_'
"""The booking has been read before it."""


def test_merge_waits_for_a_booking_that_is_being_made() -> None:
    scene = Scene()
    assert merge_during(scene, scene.hold, After, CLAIMING, patience=1) == [DONE, DONE]
    assert (scene.left_behind(), differences()) == (0, [])


def test_control_without_locks_leaves_the_booking_behind() -> None:
    scene = Scene()
    outcomes = merge_during(scene, scene.hold, After, CLAIMING, [without_locks], patience=PATIENCE_SECONDS)
    assert (outcomes, scene.left_behind()) == ([DONE, DONE], 1)


def test_merge_waits_for_a_decision() -> None:
    scene = Scene()
    assert merge_during(scene, scene.approve, Before, WRITING, patience=0.3) == [DONE, DONE]
    assert (scene.left_behind(), differences()) == (0, [])


def test_control_without_locks_counts_the_decision_wrongly() -> None:
    scene = Scene()
    outcomes = merge_during(scene, scene.approve, Before, WRITING, [without_locks], patience=PATIENCE_SECONDS)
    assert outcomes == [DONE, DONE]
    assert (scene.left_behind(), differences()) != (0, [])


@pytest.fixture
def _deadlocks_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """An operation that a deadlock ends does not begin anew."""
    monkeypatch.setattr(operations, "RETRIED", (LockNotAvailable,))


@pytest.mark.usefixtures("_deadlocks_show")
def test_merge_gives_way_to_a_decision_that_refers_to_the_company_as_it_ends() -> None:
    scene = Scene()
    assert merge_during(scene, scene.approve, Before, WRITING, patience=0.3) == [DONE, DONE]


@pytest.mark.usefixtures("_deadlocks_show")
def test_control_a_merge_that_goes_on_waiting_is_a_deadlock() -> None:
    scene = Scene()
    waiting = renamed(WAIT_A_MOMENT, "SELECT 1")
    outcomes = merge_during(scene, scene.approve, Before, WRITING, [waiting], patience=0.3)
    assert sorted(outcomes) == ["OperationalError", DONE]
