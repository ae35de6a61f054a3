"""A company that claims in many windows at once, or a person with many companies, gets no more than is allowed."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from django.db import connection, transaction
from psycopg.sql import SQL

from ciie.kernel.locking import lock_topic
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.bookings.operations.submission import book_booths
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth
from tests.concurrency.rivals import CLAIMING, DONE, Before, Wrapper, count, meeting, race, renamed, without_locks
from tests.database import superuser
from tests.factories import (
    NOON,
    AllotmentFactory,
    BoothFactory,
    CompanyFactory,
    MembershipFactory,
    NewCompanyFactory,
    owner_of,
)

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

WINDOWS, LIMIT = 6, 2
type Attempts = list[Callable[[], object]]


def of_one_company() -> Attempts:
    """One company holds a booth in each of its windows, each time by somebody else."""
    allotment = AllotmentFactory(edition__undecided_booths_limit=LIMIT)
    company = CompanyFactory()
    people = [owner_of(company) for _window in range(WINDOWS)]
    return [
        partial(hold_booths, company.pk, allotment.edition_id, [booth.pk], actor=person, at=NOON)
        for booth, person in zip(_booths(allotment), people, strict=True)
    ]


def of_one_person() -> Attempts:
    """One person books a booth for each of several companies, which nobody knows."""
    allotment = AllotmentFactory(edition__unverified_booths_limit=LIMIT)
    person = owner_of(NewCompanyFactory())
    companies = NewCompanyFactory.create_batch(WINDOWS)
    for company in companies:
        MembershipFactory(company=company, user=person)
    return [
        partial(book_booths, company.pk, allotment.edition_id, [booth.pk], actor=person, at=NOON)
        for booth, company in zip(_booths(allotment), companies, strict=True)
    ]


def of_all_strangers() -> Attempts:
    """Everybody new holds a booth for a company of their own; two booths are 5 % of the free space."""
    allotment = AllotmentFactory(capacity_sqm=2 * LIMIT * 90)
    companies = NewCompanyFactory.create_batch(WINDOWS)
    return [
        partial(hold_booths, company.pk, allotment.edition_id, [booth.pk], actor=owner_of(company), at=NOON)
        for booth, company in zip(_booths(allotment), companies, strict=True)
    ]


def _booths(allotment: Allotment) -> list[Booth]:
    booths: list[Booth] = BoothFactory.create_batch(WINDOWS, allotment=allotment)
    return booths


SCENES = {"claim_limit_exceeded": of_one_company, "company_unverified": of_one_person}
ALL_SCENES = {**SCENES, "unverified_share_exceeded": of_all_strangers}


@pytest.mark.parametrize("code", ALL_SCENES)
def test_limit_is_reached_and_never_passed(code: str) -> None:
    assert count(race(*ALL_SCENES[code]())) == {DONE: LIMIT, code: WINDOWS - LIMIT}
    assert SpaceClaim.objects.live().count() == LIMIT


@pytest.fixture
def counting_without_locks(transactional_db: None) -> Iterator[None]:
    """The same function of the database, but for its locks."""
    name = connection.settings_dict["NAME"]
    with superuser(database=name) as server:
        found = server.execute("SELECT pg_get_functiondef('exhibitors_count_claims'::regproc)").fetchone()
        assert found is not None
        lines = [line for line in found[0].splitlines() if "pg_advisory_xact_lock" not in line]
        server.execute(SQL("\n".join(lines).replace("exhibitors_count_claims", "count_without_locks")))
    yield
    with superuser(database=name) as server:
        server.execute("DROP FUNCTION count_without_locks")


@pytest.mark.usefixtures("counting_without_locks")
@pytest.mark.parametrize("code", SCENES)
def test_control_without_the_locks_the_limit_is_passed(code: str) -> None:
    """Everybody counts before anybody claims."""
    wrappers: list[Wrapper] = [
        renamed("exhibitors_count_claims", "count_without_locks"),
        renamed("pg_advisory_xact_lock(", "("),
        Before(CLAIMING, meeting(WINDOWS)),
    ]
    assert count(race(*SCENES[code](), wrappers=wrappers)) == {DONE: WINDOWS}


def test_control_without_the_lock_strangers_pass_their_share() -> None:
    """Everybody counts what all strangers claim before anybody claims."""
    wrappers: list[Wrapper] = [without_locks, Before(CLAIMING, meeting(WINDOWS))]
    assert count(race(*of_all_strangers(), wrappers=wrappers)) == {DONE: WINDOWS}


def test_verified_companies_do_not_wait_for_strangers() -> None:
    """They claim while somebody holds the lock on the strangers' share."""
    allotment, known = AllotmentFactory(), CompanyFactory()
    booth, person = BoothFactory(allotment=allotment), owner_of(known)
    hold = partial(hold_booths, known.pk, allotment.edition_id, [booth.pk], actor=person, at=NOON)
    with transaction.atomic():
        lock_topic(f"exhibitors.unverified_claims:{allotment.edition_id}")
        assert race(hold) == [DONE]
