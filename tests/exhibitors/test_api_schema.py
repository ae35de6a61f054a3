"""The whole description, explored by schemathesis against the application in process: no 5xx, nothing undescribed."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from ciie.wsgi import application
from exhibitors.bookings.operations.holds import hold_booths
from tests.api_client import Program
from tests.exhibitors.invoices.invoices import billable, issued
from tests.factories import NOON, BoothFactory, MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "no_remembered_holders")]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


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


@pytest.fixture
def existing() -> dict[str, object]:
    """Path parameters of things that exist."""
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


@schema.parametrize()
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_api_keeps_to_its_description(case: schemathesis.Case, admin: Program, existing: dict[str, object]) -> None:
    if len(str(case.path_parameters)) % 2:  # every other example is about something that exists
        case.path_parameters = {name: existing[name] for name in case.path_parameters}
    response = case.call(headers={"Authorization": f"Bearer {admin.token}"})
    case.validate_response(response, checks=CHECKS)
