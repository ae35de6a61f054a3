"""What the security log says of those who ask for too much, and of those who take lists with them."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin import site
from django.test import Client
from django.urls import reverse

from ciie.audit.models import SecurityEvent
from ciie.kernel.errors import NotAllowed
from exhibitors.bookings.operations.decisions import approve_booking
from tests.api_client import Program
from tests.ciie.audit.events import kinds
from tests.factories import NOON, BookingFactory, BoothFactory, CompanyFactory, UserFactory, organizer
from tests.page_forms import forms_of

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def test_refusals_of_an_operation_are_noted_once_a_minute_though_it_undoes_its_transaction() -> None:
    stranger, booking = UserFactory(), BookingFactory()
    for seconds in (0, 20, 59, 60):
        with pytest.raises(NotAllowed):
            approve_booking(booking.pk, actor=stranger, at=NOON + timedelta(seconds=seconds))
    assert kinds() == ["refused", "refused"]
    event = SecurityEvent.objects.first()
    assert event
    assert (event.person_id, event.details["action"]) == (stranger.pk, "exhibitors.booking.approved")


def test_refusals_of_pages_and_of_the_api_are_noted_once(client: Client) -> None:
    person = UserFactory()
    client.force_login(person, BACKEND)
    client.get("/admin/", follow=True)
    client.get("/admin/login/")
    since = len(kinds())
    booking = BookingFactory()
    Program.of(person).post(f"bookings/{booking.pk}/approve", {})
    assert (kinds()[:since], since) == (["refused"], 1)


def test_a_thousand_refusals_make_one_row() -> None:
    stranger, booking = UserFactory(), BookingFactory()
    for _ in range(50):
        with pytest.raises(NotAllowed):
            approve_booking(booking.pk, actor=stranger, at=NOON)
    assert SecurityEvent.objects.count() == 1


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_exports_are_noted_with_list_filter_and_rows(client: Client, kind: str) -> None:
    BoothFactory()
    CompanyFactory()
    CompanyFactory()
    person = organizer()
    client.force_login(person, BACKEND)
    answer = client.get(f"/organizer/companies/export/{kind}/?q=Company")
    assert b"".join(answer)
    event = SecurityEvent.objects.get(kind="exported")
    assert (event.person_id, event.details) == (
        person.pk,
        {"path": f"/organizer/companies/export/{kind}/", "filter": {"q": "Company"}, "rows": 2},
    )


@pytest.mark.filterwarnings("ignore:The 'get_valid_export_item_pks:DeprecationWarning")
@pytest.mark.parametrize("page", [page for page in site._registry.values() if hasattr(page, "export_action")], ids=str)
def test_exports_of_the_admin_are_noted_with_their_rows(client: Client, page: Any) -> None:
    BoothFactory()
    CompanyFactory()
    person = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(person, BACKEND)
    meta = page.model._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_export")
    (form,) = (form for form in forms_of(client.get(address).text) if "format" in form.values)
    answer = client.post(address, form.filled(format="0"))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    details = SecurityEvent.objects.get(kind="exported").details
    assert details == {"path": address, "filter": {}, "rows": page.model._default_manager.count()}


def test_an_export_that_is_broken_off_is_noted_too(client: Client) -> None:
    BoothFactory()
    CompanyFactory()
    CompanyFactory()
    client.force_login(organizer(), BACKEND)
    answer = client.get("/organizer/companies/export/csv/")
    lines = iter(answer)
    for _mark_head_and_row in range(3):
        next(lines)
    for close in answer._resource_closers:  # type: ignore[attr-defined]  # as `close` does, which would end the test's connection as well
        close()
    assert SecurityEvent.objects.get(kind="exported").details["rows"] == 1
