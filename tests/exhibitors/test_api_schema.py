"""The whole description, explored by schemathesis against the application in process: no 5xx, nothing undescribed."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck
from hypothesis import settings as exploration
from pytest_django import Settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.generation.hypothesis.builder import (
    InvalidHeadersExampleMark,
    MissingPathParameters,
    UnserializablePayloadMark,
)
from schemathesis.pytest.lazy import get_all_tests
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from ciie.wsgi import application
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.urls.api import api
from tests.api_client import Program
from tests.exhibitors.invoices.invoices import billable, issued
from tests.factories import NOON, BoothFactory, MembershipFactory, UserFactory
from tests.lasting_rows import Keep, LastingWorld

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "no_remembered_holders")]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]

LEFT_OUT = (InvalidHeadersExampleMark, MissingPathParameters, UnserializablePayloadMark)
"""How schemathesis marks what it could not send."""
OPERATIONS = sorted(
    f"{method} /api/v1{re.sub('{[a-z]+:', '{', path)}"
    for _prefix, router in api._routers
    for path, view in router.path_operations.items()
    for operation in view.operations
    for method in operation.methods
)
"""By the routes. The description is read by those who run the tests, not by all who look for tests."""


@pytest.fixture(autouse=True)
def kept_connection() -> Iterator[None]:
    """The connection of the test stays open between requests."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def admin() -> Program:
    """May do everything, so that what is sent gets as far as it can."""
    return Program.of(UserFactory(is_superuser=True))


type Parameters = dict[str, object]


def things() -> Parameters:
    booth, membership = BoothFactory(), MembershipFactory()
    plan = booth.plan
    booking = hold_booths(membership.company_id, plan.edition_id, [booth.pk], actor=membership.user, at=NOON)
    return {
        "edition": plan.edition.number,
        "hall": plan.hall.name,
        "number": booth.number,
        "booking_id": booking.pk,
        "invoice": issued(billable()).pk,
    }


@pytest.fixture(scope="module")
def lasting(keep: Keep) -> LastingWorld[Parameters]:
    return keep(things)


@pytest.fixture
def existing(lasting: LastingWorld[Parameters], db: None, settings: Settings, tmp_path: Path) -> Parameters:
    """Path parameters of things that exist."""
    return lasting.for_a_test(settings, tmp_path)


@cache
def explorations() -> dict[str, Callable[..., None]]:
    """A function for each operation that is described."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    made = get_all_tests(schema=schema, test_func=ask, settings=None, given_kwargs=None)
    return {operation.label: explore for operation, explore in (each.ok() for each in made if isinstance(each, Ok))}


@pytest.mark.usefixtures("existing")
def test_every_operation_is_described() -> None:
    assert sorted(explorations()) == OPERATIONS


@pytest.mark.parametrize("operation", OPERATIONS)
def test_api_keeps_to_its_description(operation: str, admin: Program, existing: Parameters) -> None:
    explore = explorations()[operation]
    explore(admin=admin, existing=existing)
    assert not any(mark.is_set(explore) for mark in LEFT_OUT)


@exploration(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def ask(case: schemathesis.Case, admin: Program, existing: Parameters) -> None:
    if len(str(case.path_parameters)) % 2:  # every other example is about something that exists
        case.path_parameters = {name: existing[name] for name in case.path_parameters}
    response = case.call(headers={"Authorization": f"Bearer {admin.token}"})
    case.validate_response(response, checks=CHECKS)
