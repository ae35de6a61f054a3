"""An expo of one hall with some booths, a company, and people of every role signed in."""

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client

from ciie.accounts.models import User
from exhibitors.models import Company
from exhibitors.states import CompanyRole
from pavilions.models import Allotment, Booth
from tests.factories import NOON, AllotmentFactory, BoothFactory, CompanyFactory, MembershipFactory, UserFactory

type SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def noon() -> object:
    """It is noon on the day of the sample edition, as in the operations' own tests."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def allotment(db: None) -> Allotment:
    allotment: Allotment = AllotmentFactory()
    return allotment


@pytest.fixture
def row(allotment: Allotment) -> list[Booth]:
    """Six free booths in a row."""
    return [BoothFactory(allotment=allotment, left=400 * n, top=0, number=f"R{n}") for n in range(6)]


@pytest.fixture
def company(db: None) -> Company:
    company: Company = CompanyFactory(name="Nordmeer GmbH")
    return company


@pytest.fixture
def sign_in() -> SignIn:
    def signed_in(person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def people(company: Company) -> dict[str, User]:
    """Somebody of each role in the company, somebody of another company, and somebody of none."""
    roles = {role.value: MembershipFactory(company=company, role=role).user for role in CompanyRole}
    return {**roles, "stranger": MembershipFactory().user, "nobody": UserFactory()}


@pytest.fixture
def owner(people: dict[str, User], sign_in: SignIn) -> Client:
    return sign_in(people["owner"])
