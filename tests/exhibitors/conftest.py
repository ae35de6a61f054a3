"""An expo of one hall with some booths, a company, and people of every role signed in."""

import csv
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ciie.accounts.models import User
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.companies.models import Company
from exhibitors.companies.states import CompanyRole
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth
from tests.clients import signed_in
from tests.factories import (
    NOON,
    AllotmentFactory,
    BoothFactory,
    CompanyFactory,
    MembershipFactory,
    UserFactory,
)

type SignIn = Callable[[User], Client]


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
    return signed_in


@pytest.fixture
def people(company: Company) -> dict[str, User]:
    """Somebody of each role in the company, somebody of another company, and somebody of none."""
    roles = {role.value: MembershipFactory(company=company, role=role).user for role in CompanyRole}
    return {**roles, "stranger": MembershipFactory().user, "nobody": UserFactory()}


@pytest.fixture
def owner(people: dict[str, User], sign_in: SignIn) -> Client:
    return sign_in(people["owner"])


def holder_of(booths: list[Booth]) -> User:
    """Somebody of as many companies, each of which holds one of these booths."""
    person: User = UserFactory()
    companies = [MembershipFactory(user=person).company for _booth in booths]
    for company, booth in zip(companies, booths, strict=True):
        hold_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=person, at=NOON)
    return person


def queries_of_a_page(url: str, person: User) -> int:
    """How many statements the page takes once the person has signed in."""
    client = signed_in(person)
    with CaptureQueriesContext(connection) as statements:
        assert client.get(url).status_code == HTTPStatus.OK
    return len(statements)


def lines_of(response: Any) -> list[list[str]]:
    """The rows of a CSV answer, its heads first."""
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(text.splitlines()))
