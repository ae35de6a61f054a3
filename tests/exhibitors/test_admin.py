"""The admin is one more interface, not a back door."""

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from ciie.accounts.models import User
from exhibitors.models import Booking
from exhibitors.operations.submitting import book_booths
from exhibitors.states import BookingState
from pavilions.states import EditionStatus
from tests.factories import NOON, BoothFactory, CompanyFactory, UserFactory, owner_of

pytestmark = pytest.mark.django_db

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
READ_ONLY = {
    "exhibitors.Booking",
    "exhibitors.ConfirmationLetter",
    "exhibitors.SpaceMovement",
    "exhibitors.SpaceTotal",
    "exhibitors.DailySnapshot",
    "exhibitors.Block",
    "exhibitors.BlockApplication",
    "exhibitors.CoExhibitor",
    "exhibitors.CoExhibitorFee",
    "exhibitors.ThemedAreaMember",
    "pavilions.SpaceClaim",
    "pavilions.SpaceHolder",
    "pavilions.FloorPlan",
    "pavilions.Booth",
    "post_office.Email",
}


@pytest.fixture
def admin_client(client: Client) -> Client:
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def booking() -> Booking:
    booth, company = BoothFactory(), CompanyFactory()
    return book_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner_of(company), at=NOON)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_list_opens_searches_and_is_ordered(admin_client: Client, booking: Booking, model: type[Model]) -> None:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
    query = {"q": "7"} if admin.site._registry[model].search_fields else {}
    assert admin_client.get(reverse(name), query).status_code == 200
    assert admin.site._registry[model].ordering or model._meta.ordering, "an unordered list pages at random"


@pytest.mark.parametrize("label", sorted(READ_ONLY))
def test_rows_of_operations_cannot_be_added_changed_or_deleted(admin_client: Client, label: str) -> None:
    app, model = label.lower().split(".")
    assert admin_client.get(reverse(f"admin:{app}_{model}_add")).status_code == 403


def test_approve_action_goes_through_the_operation(admin_client: Client, booking: Booking) -> None:
    chosen = {"action": "approve", "_selected_action": [booking.pk]}
    admin_client.post(reverse("admin:exhibitors_booking_changelist"), chosen)
    booking.refresh_from_db()
    assert (booking.state, booking.letters.count()) == (BookingState.APPROVED, 1)


def test_refused_action_says_why(admin_client: Client, booking: Booking) -> None:
    chosen = {"action": "confirm", "_selected_action": [booking.pk]}
    answer = admin_client.post(reverse("admin:exhibitors_booking_changelist"), chosen, follow=True)
    assert "cannot become “confirmed”" in answer.content.decode()


def test_history_tells_who_did_what(admin_client: Client, booking: Booking) -> None:
    page = admin_client.get(reverse("admin:exhibitors_booking_history", args=[booking.pk])).content.decode()
    assert "booths booked" in page
    assert str(booking.contact) in page


def test_saved_form_is_noted_with_its_person(admin_client: Client, booking: Booking) -> None:
    edition = booking.edition
    url = reverse("admin:pavilions_edition_change", args=[edition.pk])
    form = admin_client.get(url).context["adminform"].form
    values = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    values |= {"booking_opens_at_0": "2023-11-06", "booking_opens_at_1": "00:00", "booking_closes_at_0": "2024-09-01"}
    values |= {"booking_closes_at_1": "00:00", "name": "Renamed"}
    assert admin_client.post(url, values).status_code == 302
    event = edition.events.order_by("-pgh_id").first()  # type: ignore[attr-defined]  # pghistory adds it
    person = User.objects.get(is_superuser=True)
    assert (event.name, event.pgh_context.metadata["actor"]) == ("Renamed", person.pk)


def test_edition_status_moves_only_by_its_action(admin_client: Client, booking: Booking) -> None:
    chosen = {"action": "close_for_booking", "_selected_action": [booking.edition_id]}
    admin_client.post(reverse("admin:pavilions_edition_changelist"), chosen)
    booking.edition.refresh_from_db()
    assert booking.edition.status == EditionStatus.CLOSED


def test_company_is_changed_through_its_operation(admin_client: Client, booking: Booking) -> None:
    company = booking.company
    url = reverse("admin:exhibitors_company_change", args=[company.pk])
    values = {"name": "Neue Rive GmbH", "country": "DE", "memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
    assert admin_client.post(url, values).status_code == 302
    company.refresh_from_db()
    assert (company.normalized_name, str(company.country)) == ("neue rive", "DE")


def test_export_disarms_formulas(admin_client: Client) -> None:
    CompanyFactory(name="=HYPERLINK(1)")
    fields = {f"companyresource_{name}": "on" for name in ("id", "name")}
    chosen = {"format": "0", "resource": "", **fields}
    answer = admin_client.post(reverse("admin:exhibitors_company_export"), chosen)
    assert "HYPERLINK" in answer.content.decode()
    assert "=HYPERLINK" not in answer.content.decode()
