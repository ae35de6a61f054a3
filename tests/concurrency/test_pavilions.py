"""Several who give or book the same booth at the same instant: one of them gets it."""

from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from pytest_django import Settings

from exhibitors.bookings.operations.submission import book_booths
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.national.national_pavilions.models.pavilion_work import PavilionDesign, TaskReminder
from pavilions.national.national_pavilions.operations.national_pavilions import change_stage
from pavilions.national.national_pavilions.operations.pavilion_declines import take_back_decline
from pavilions.national.national_pavilions.operations.pavilion_designs import approve_design
from pavilions.national.national_pavilions.operations.pavilion_space import give_area, give_booths, take_back_space
from pavilions.national.national_pavilions.operations.pavilion_tasks import remind_of_task, set_task
from pavilions.states import PavilionStage
from tests.concurrency.rivals import CLAIMING, DONE, Before, Wrapper, count, meeting, race, without_locks
from tests.database import without_constraint
from tests.factories import NOON, CompanyFactory, EditionFactory, organizer, owner_of
from tests.pavilions.national_pavilions.national import (
    give,
    invited,
    manager_of,
    national,
    national_booth,
    pavilion_at,
    submitted_design,
)

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]
COUNTRIES = ("FR", "TH", "KZ", "MY")
CONSTRAINT = "claim_one_live_per_booth"


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def rivals_for_one_booth(*wrappers: Wrapper) -> dict[str, int]:
    """Pavilions to which directors give one booth, and a company that books it."""
    edition = EditionFactory()
    pavilions = [invited(country, edition=edition) for country in COUNTRIES]
    booth = national_booth(edition)
    company = CompanyFactory()
    attempts = [partial(give_booths, each.pk, [booth.pk], actor=organizer(), at=NOON) for each in pavilions]
    booking = partial(book_booths, company.pk, edition.pk, [booth.pk], actor=owner_of(company), at=NOON)
    outcomes = count(race(*attempts, booking, wrappers=wrappers))
    refused = sum(outcomes.pop(code, 0) for code in ("booths_taken", "by_invitation", CONSTRAINT))
    return {**outcomes, "refused": refused}


def test_booth_is_given_once_and_never_booked() -> None:
    assert rivals_for_one_booth() == {DONE: 1, "refused": len(COUNTRIES)}
    assert SpaceClaim.objects.live().count() == 1


def test_control_without_lock_and_constraint_a_booth_is_given_to_all() -> None:
    with without_constraint(SpaceClaim, CONSTRAINT):
        outcomes = rivals_for_one_booth(without_locks, Before(CLAIMING, meeting(len(COUNTRIES))))
    assert outcomes == {DONE: len(COUNTRIES), "refused": 1}


def test_capacity_is_never_exceeded_by_areas_given_at_once() -> None:
    edition = EditionFactory()
    allotment = national(edition, 25)
    attempts = [
        partial(
            give_area,
            invited(country, edition=edition).pk,
            allotment.pk,
            area_sqm=Decimal(10),
            actor=organizer(),
            at=NOON,
        )
        for country in COUNTRIES
    ]
    assert count(race(*attempts)) == {"capacity_exceeded": 2, DONE: 2}
    allotment.refresh_from_db()
    assert allotment.claimed_sqm == 20


def test_space_is_not_taken_from_a_pavilion_that_begins_to_build() -> None:
    pavilion = pavilion_at(PavilionStage.DESIGN_APPROVED)
    claim = SpaceClaim.objects.get()
    builds = partial(change_stage, pavilion.pk, to=PavilionStage.UNDER_CONSTRUCTION, actor=organizer(), at=NOON)
    takes = partial(take_back_space, pavilion.pk, [claim.pk], actor=organizer(), at=NOON)
    outcomes = count(race(builds, takes))
    assert outcomes in ({DONE: 1, "building_needs_space": 1}, {DONE: 1, "no_space": 1})


def test_design_is_decided_once() -> None:
    pavilion = pavilion_at(PavilionStage.IN_DESIGN)
    give(pavilion)
    design = submitted_design(pavilion)
    attempts = [partial(approve_design, pavilion.pk, design.pk, actor=organizer(), at=NOON) for _n in range(4)]
    assert count(race(*attempts)) == {DONE: 1, "illegal_move": 3}
    assert PavilionDesign.objects.get().state == "approved"


def test_two_workers_remind_once() -> None:
    pavilion = invited()
    manager_of(pavilion)
    task = set_task(pavilion.pk, title="Flag", due_date=NOON.date(), actor=organizer(), at=NOON)
    race(*(partial(remind_of_task, task.pk, actor=organizer(), at=NOON) for _n in range(4)))
    assert TaskReminder.objects.count() == 1


def test_decline_and_allocation_at_once_leave_no_space_with_one_that_declined() -> None:
    edition = EditionFactory()
    pavilion, booth = invited("FR", edition=edition), national_booth(edition)
    change_stage(pavilion.pk, to=PavilionStage.CONFIRMED, actor=organizer(), at=NOON)
    decline = partial(change_stage, pavilion.pk, to=PavilionStage.DECLINED, actor=organizer(), at=NOON)
    allocate = partial(give_booths, pavilion.pk, [booth.pk], actor=organizer(), at=NOON)
    outcomes = count(race(decline, allocate))
    pavilion.refresh_from_db()
    assert outcomes in ({DONE: 2}, {DONE: 1, "pavilion_over": 1})
    assert (pavilion.stage, SpaceClaim.objects.live().count()) == (PavilionStage.DECLINED, 0)


def test_booth_of_a_decline_goes_back_or_to_another_and_never_to_both() -> None:
    edition = EditionFactory()
    pavilion, others = invited("FR", edition=edition), [invited(code, edition=edition) for code in COUNTRIES[1:]]
    booth = give(pavilion)
    change_stage(pavilion.pk, to=PavilionStage.DECLINED, actor=organizer(), at=NOON)
    undo = partial(take_back_decline, pavilion.pk, actor=organizer(), at=NOON)
    gifts = [partial(give_booths, each.pk, [booth.pk], actor=organizer(), at=NOON) for each in others]
    outcomes = count(race(undo, *gifts))
    refused = sum(outcomes.pop(code, 0) for code in ("booths_taken", "space_gone", CONSTRAINT))
    pavilion.refresh_from_db()
    holder = SpaceClaim.objects.live().get().holder_id
    assert (outcomes, refused) == ({DONE: 1}, len(others))
    assert (pavilion.stage == PavilionStage.INVITED) == (holder == pavilion.pk)


def test_decline_is_taken_back_once() -> None:
    pavilion = invited("FR")
    give(pavilion)
    change_stage(pavilion.pk, to=PavilionStage.DECLINED, actor=organizer(), at=NOON)
    undo = partial(take_back_decline, pavilion.pk, actor=organizer(), at=NOON)
    outcomes = count(race(undo, undo, undo))
    assert outcomes[DONE] == 1
    assert SpaceClaim.objects.live().count() == 1
