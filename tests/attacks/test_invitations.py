"""Mails to strangers in the expo's name: by invitations, registrations and topics; one by one and all at once."""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db.models import QuerySet
from django.test import Client
from post_office.models import Email

from ciie.accounts import invitations
from ciie.accounts.invitations import AN_HOUR
from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError
from exhibitors.companies.models import Company, CompanyInvitation
from exhibitors.companies.operations import OF_A_COMPANY, invite_colleague
from exhibitors.companies.states import CompanyRole
from exhibitors.promotion.roadshows.operations import ask_for_registration
from pavilions.floor.staff.models import StaffInvitation
from pavilions.floor.staff.operations import OF_THE_ORGANIZER, invite_staff
from pavilions.national.national_pavilions.models.national_pavilion import PavilionInvitation
from pavilions.national.national_pavilions.operations.pavilion_managers import invite_manager
from pavilions.national.programme.operations.forum import propose_topic
from pavilions.states import OrganizerRole
from tests.concurrency.rivals import DONE, count, race
from tests.exhibitors.roadshows.roadshows import opened, visitor
from tests.factories import (
    NOON,
    CompanyFactory,
    EditionFactory,
    MembershipFactory,
    NationalPavilionFactory,
    organizer,
    owner_of,
)

pytestmark = pytest.mark.django_db
MOST_OPEN, MOST_A_DAY = OF_A_COMPANY.open_at_once, OF_A_COMPANY.a_day
TOPIC = {
    "title": "Open trade",
    "abstract": "What it takes.",
    "institution": "Institute",
    "contact_name": "Ada",
    "contact_email": "stranger@example.org",
}


def code_of(attempt: Callable[[], object]) -> str:
    try:
        attempt()
    except DomainError as refusal:
        return refusal.code
    return DONE


def inviting(company: Company, actor: User, name: object, at_hour: int = 0) -> Callable[[], object]:
    return partial(
        invite_colleague,
        company.pk,
        email=f"stranger-{name}@example.org",
        role=CompanyRole.VIEWER,
        actor=actor,
        at=NOON + at_hour * AN_HOUR,
    )


def mails() -> int:
    return int(Email.objects.count())


def test_eighty_invitations_of_one_person_are_ten_mails() -> None:
    company = CompanyFactory()
    owner = owner_of(company)
    outcomes = [code_of(inviting(company, owner, number)) for number in range(80)]
    assert count(outcomes) == {DONE: MOST_A_DAY, "too_many_invitations_today": 80 - MOST_A_DAY}
    assert (mails(), CompanyInvitation.objects.count()) == (MOST_A_DAY, MOST_A_DAY)
    assert code_of(inviting(company, owner, "late", at_hour=25)) == DONE


def test_many_companies_of_one_person_do_not_help() -> None:
    owner = owner_of()
    companies = [MembershipFactory(user=owner).company for _company in range(12)]
    outcomes = [code_of(inviting(company, owner, number)) for number, company in enumerate(companies)]
    assert count(outcomes) == {DONE: MOST_A_DAY, "too_many_invitations_today": 2}


def test_many_people_of_one_company_do_not_help() -> None:
    company = CompanyFactory()
    owners = [owner_of(company) for _person in range(3)]
    outcomes = [
        code_of(inviting(company, owner, f"{owner.pk}-{number}")) for owner in owners for number in range(MOST_A_DAY)
    ]
    assert count(outcomes) == {DONE: MOST_OPEN, "too_many_invitations": MOST_A_DAY}


def test_an_address_gets_one_mail_an_hour_from_all_writers() -> None:
    first, second = CompanyFactory(), CompanyFactory()
    outcomes = [
        code_of(inviting(first, owner_of(first), "x")),
        code_of(inviting(second, owner_of(second), "X")),
        code_of(inviting(first, owner_of(first), "x", at_hour=1)),
    ]
    assert (outcomes, mails()) == ([DONE, "invited_just_now", DONE], 2)


def test_the_refusal_stands_beside_the_address_which_stays(client: Client) -> None:
    company = CompanyFactory()
    client.force_login(owner_of(company), "django.contrib.auth.backends.ModelBackend")
    address, wanted = f"/desk/companies/{company.pk}/people/", {"email": "ann@example.org", "role": "viewer"}
    assert client.post(address, wanted).status_code == 302
    page = client.post(address, wanted)
    errors = page.context["form"].errors
    assert (page.status_code, list(errors)) == (422, ["email"])
    assert errors["email"] == [
        "An invitation was sent to this address less than an hour ago. Please wait before sending another."
    ]
    assert 'value="ann@example.org"' in page.text


@pytest.mark.parametrize("kind", ["staff", "manager"])
def test_organizers_have_limits_too(kind: str) -> None:
    director, pavilion = organizer(), NationalPavilionFactory()
    invite: dict[str, Callable[..., object]] = {
        "staff": partial(invite_staff, role=OrganizerRole.REVIEWER, actor=director, at=NOON),
        "manager": partial(invite_manager, pavilion.pk, actor=director, at=NOON),
    }
    most = OF_THE_ORGANIZER.open_at_once
    outcomes = [code_of(partial(invite[kind], email=f"stranger-{n}@example.org")) for n in range(most + 5)]
    assert count(outcomes) == {DONE: most, "too_many_invitations": 5}
    assert StaffInvitation.objects.count() + PavilionInvitation.objects.count() == mails() == most


def test_registering_a_stranger_again_and_again_mails_them_once_an_hour() -> None:
    show = opened()

    def ask(at: timedelta) -> object:
        return ask_for_registration(show.pk, visitor(), language="en", actor=SYSTEM, at=NOON + at)

    for minute in range(0, 60, 2):
        assert ask(timedelta(minutes=minute)) is not None
    assert mails() == 1
    assert ask(AN_HOUR) is not None
    assert mails() == 2


def test_registering_a_stranger_everywhere_mails_them_three_times_an_hour() -> None:
    shows = [opened() for _show in range(5)]
    ask = partial(ask_for_registration, record=visitor(), language="en", actor=SYSTEM, at=NOON)
    outcomes = [code_of(partial(ask, show.pk)) for show in shows]
    assert (outcomes, mails()) == ([DONE] * 3 + ["too_many_mails"] * 2, 3)


def test_topics_in_a_strangers_name_mail_them_three_times_an_hour() -> None:
    edition = EditionFactory()
    propose = partial(propose_topic, edition.pk, TOPIC, language="en", actor=SYSTEM, at=NOON)
    assert ([code_of(propose) for _topic in range(5)], mails()) == ([DONE] * 3 + ["too_many_mails"] * 2, 3)


@pytest.fixture
def at_once() -> list[Callable[[], object]]:
    """One person invites for six companies in as many windows, and may invite two more today."""
    owner = owner_of()
    companies = [MembershipFactory(user=owner).company for _company in range(6)]
    for number in range(MOST_A_DAY - 2):
        inviting(companies[0], owner, f"before-{number}")()
    return [inviting(company, owner, number) for number, company in enumerate(companies)]


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_windows_at_once_reach_the_limit_and_do_not_pass_it(at_once: list[Callable[[], object]]) -> None:
    assert count(race(*at_once)) == {DONE: 2, "too_many_invitations_today": 4}


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_limit_is_passed(
    at_once: list[Callable[[], object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: everyone counts before anyone writes."""
    counted = QuerySet.count

    def count_and_wait(rows: QuerySet[CompanyInvitation]) -> int:
        found = counted(rows)
        time.sleep(0.2)
        return found

    monkeypatch.setattr(invitations, "lock_topic", len)  # locks nothing
    monkeypatch.setattr(QuerySet, "count", count_and_wait)
    assert count(race(*at_once)) == {DONE: 6}
