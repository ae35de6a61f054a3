"""The admin is one more interface, not a back door."""

from decimal import Decimal
from typing import Any

import pghistory
import pytest
from django.contrib import admin
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.company_changes import set_publicity
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.bookings.totals.queries import totals_of
from exhibitors.bookings.upper_decks.operations import request_deck
from exhibitors.companies.models import Company
from exhibitors.companies.states import CompanyRole
from exhibitors.money.payments.operations.statements import Ignored, confirm_matches
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.models.settings import SalesSettings
from exhibitors.states import BookingState
from pavilions.floor.staff.models import Appointment
from pavilions.states import EditionStatus
from tests.exhibitors.expo import booked
from tests.exhibitors.invoices.invoices import finance
from tests.exhibitors.payments.files import credit
from tests.exhibitors.payments.paid import TODAY, bank_account, imported, lines_of
from tests.exhibitors.sales.contracts import contracted
from tests.exhibitors.upper_decks.decks import DECK
from tests.factories import (
    NOON,
    BookingFactory,
    BoothFactory,
    CompanyFactory,
    EditionFactory,
    MembershipFactory,
    UserFactory,
    organizer,
    owner_of,
)

pytestmark = pytest.mark.django_db

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


@pytest.fixture
def admin_client(client: Client) -> Client:
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def booking() -> Booking:
    booth, company = BoothFactory(), CompanyFactory()
    return book_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner_of(company), at=NOON)


def shown(row: Any) -> str:
    """How a list or a confirmation says which version of a row it shows."""
    return f"{row.pk}:{row.revision}"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_list_opens_searches_and_is_ordered(admin_client: Client, booking: Booking, model: type[Model]) -> None:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
    query = {"q": "7"} if admin.site._registry[model].search_fields else {}
    assert admin_client.get(reverse(name), query).status_code == 200
    assert admin.site._registry[model].ordering or model._meta.ordering, "an unordered list pages at random"


def test_history_shows_rows_whose_tracking_is_partial_and_lists_of_parts(admin_client: Client) -> None:
    account = bank_account()
    imported(account, [credit("3.00", day=TODAY, text="interest")])
    (line,) = lines_of(account)
    edition = EditionFactory()
    ignored = [Ignored(line.pk, "Interest")]
    confirm_matches([], edition_id=edition.pk, ignored=ignored, actor=finance(), at=NOON)
    with pghistory.context(action="first"):
        settings = SalesSettings.objects.create(edition=edition)
    with pghistory.context(action="second"):
        settings.levels = [{"days_late": 7, "tone": "polite"}]
        settings.save()
    for row, words in ((line, "History: "), (settings, "days_late: 7")):
        page = reverse(f"admin:exhibitors_{row._meta.model_name}_history", args=[row.pk])
        assert words in admin_client.get(page).text


def test_approve_action_goes_through_the_operation(admin_client: Client, booking: Booking) -> None:
    chosen = {"action": "approve", "_selected_action": [booking.pk], "seen": shown(booking)}
    admin_client.post(reverse("admin:exhibitors_booking_changelist"), chosen)
    booking.refresh_from_db()
    assert (booking.state, booking.letters.count()) == (BookingState.APPROVED, 1)


def test_refused_action_says_why(admin_client: Client, booking: Booking) -> None:
    chosen = {"action": "confirm", "_selected_action": [booking.pk], "seen": shown(booking)}
    answer = admin_client.post(reverse("admin:exhibitors_booking_changelist"), chosen, follow=True)
    assert "cannot be changed to “confirmed”" in answer.content.decode()


def reject(admin_client: Client, booking: Booking, **typed: object) -> Any:
    chosen = {"action": "reject", "_selected_action": [booking.pk], **typed}
    return admin_client.post(reverse("admin:exhibitors_booking_changelist"), chosen, follow=True)


def test_reject_asks_for_a_reason_before_it_acts(admin_client: Client, booking: Booking) -> None:
    page = reject(admin_client, booking)
    assert (page.status_code, Booking.objects.get(pk=booking.pk).state) == (200, BookingState.SUBMITTED)
    assert f'name="seen" value="{booking.pk}:{booking.revision}"' in page.text
    empty = reject(admin_client, booking, apply="yes", reason=" ", seen=shown(booking))
    assert (empty.status_code, Booking.objects.get(pk=booking.pk).state) == (422, BookingState.SUBMITTED)


def test_reason_for_a_rejection_is_what_the_exhibitor_reads(admin_client: Client, booking: Booking) -> None:
    reject(admin_client, booking, apply="yes", reason="Wrong sector", seen=shown(booking))
    booking.refresh_from_db()
    assert (booking.state, booking.reason) == (BookingState.REJECTED, "Wrong sector")


@pytest.mark.parametrize(
    ("seen", "sentence"),
    [
        ("", "does not say which version you saw"),
        ("{pk}:7", "changed while you were viewing it"),
        ("{pk}:x", "does not say which version you saw"),
    ],
)
def test_rejection_of_what_was_not_seen_is_refused(
    admin_client: Client, booking: Booking, seen: str, sentence: str
) -> None:
    page = reject(admin_client, booking, apply="yes", reason="Wrong sector", seen=seen.format(pk=booking.pk))
    assert sentence in page.text
    assert Booking.objects.get(pk=booking.pk).state == BookingState.SUBMITTED


def test_withholding_a_booth_asks_for_a_reason(admin_client: Client) -> None:
    booth = BoothFactory()
    chosen = {"action": "withhold", "_selected_action": [booth.pk]}
    url = reverse("admin:pavilions_booth_changelist")
    assert "Withhold from sale" in admin_client.post(url, chosen).text
    booth.refresh_from_db()
    assert booth.blocked_reason == ""
    admin_client.post(url, {**chosen, "apply": "yes", "reason": "A pillar", "seen": shown(booth)})
    booth.refresh_from_db()
    assert booth.blocked_reason == "A pillar"


def test_last_owner_stays_an_owner_and_a_member(admin_client: Client) -> None:
    membership = MembershipFactory()
    args = [membership.pk]
    url = reverse("admin:exhibitors_membership_change", args=args)
    answer = admin_client.post(url, {"role": CompanyRole.VIEWER, "revision": membership.revision})
    assert (answer.status_code, "at least one owner" in answer.text) == (409, True)
    kept = admin_client.post(
        reverse("admin:exhibitors_membership_delete", args=args),
        {"post": "yes", "seen": shown(membership)},
        follow=True,
    )
    assert "at least one owner" in kept.text
    membership.refresh_from_db()
    assert membership.role == CompanyRole.OWNER


def test_last_director_stays(admin_client: Client) -> None:
    appointment = organizer().appointments.get()
    url = reverse("admin:pavilions_appointment_delete", args=[appointment.pk])
    sent = {"post": "yes", "seen": shown(appointment)}
    assert "at least one director" in admin_client.post(url, sent, follow=True).text
    assert Appointment.objects.filter(pk=appointment.pk).exists()


def test_company_with_members_or_bookings_is_not_deleted(admin_client: Client, booking: Booking) -> None:
    listed = reverse("admin:exhibitors_company_changelist")
    companies: list[Company] = [CompanyFactory(), booking.company]
    chosen = {
        "action": "delete_selected",
        "_selected_action": [each.pk for each in companies],
        "seen": [shown(each) for each in companies],
        "post": "yes",
    }
    count = Company.objects.count()
    assert "cannot be removed because it has" in admin_client.post(listed, chosen, follow=True).text
    assert Company.objects.count() == count


def test_new_country_in_the_admin_carries_the_booked_space_with_it(admin_client: Client, booking: Booking) -> None:
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    company = booking.company
    url = reverse("admin:exhibitors_company_change", args=[company.pk])
    values = {"name": company.name, "country": "DE", "revision": company.revision}
    admin_client.post(url, values | {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0})
    by_country = totals_of(booking.edition_id, at=NOON).by_country
    assert [(row.key, row.booked_sqm) for row in by_country] == [("DE", Decimal(9))]


def test_history_tells_who_did_what(admin_client: Client, booking: Booking) -> None:
    page = admin_client.get(reverse("admin:exhibitors_booking_history", args=[booking.pk])).content.decode()
    assert "booths booked" in page
    assert str(booking.contact) in page


def test_history_names_people_states_and_yes_or_no(admin_client: Client, booking: Booking) -> None:
    director = organizer()
    approve_booking(booking.pk, actor=director, at=NOON)
    page = admin_client.get(reverse("admin:exhibitors_booking_history", args=[booking.pk])).text
    assert f"decided by: {director}" in page
    assert "<del>submitted</del> → approved" in page
    company = booking.company
    set_publicity(company.pk, is_named=True, actor=director, at=NOON)
    page = admin_client.get(reverse("admin:exhibitors_company_history", args=[company.pk])).text
    assert "show our name on public plans: <del>no</del> → yes" in page


def test_history_asks_no_more_for_more_events(admin_client: Client, booking: Booking) -> None:
    url = reverse("admin:exhibitors_company_history", args=[booking.company_id])
    admin_client.get(url)
    counts = []
    for is_named in (True, False, True):
        set_publicity(booking.company_id, is_named=is_named, actor=organizer(), at=NOON)
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(url)
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_booking_is_found_by_the_number_that_people_say(admin_client: Client, booking: Booking) -> None:
    BookingFactory()
    for said in (booking.reference, f"{booking.pk:06d}"):
        page = admin_client.get(reverse("admin:exhibitors_booking_changelist"), {"q": said})
        assert list(page.context["cl"].queryset) == [booking]


def with_its_booking(model: str) -> tuple[Model, Booking]:
    if model == "upperdeck":
        booking = booked(BoothFactory())
        return request_deck(booking.pk, booking.holder.claims.get().pk, DECK, actor=SYSTEM, at=NOON), booking
    contract = contracted()
    return contract if model == "contract" else Offer.objects.get(), contract.booking


@pytest.mark.parametrize("model", ["contract", "offer", "upperdeck"])
def test_what_hangs_on_a_booking_is_found_by_it_and_by_the_company_in_full(admin_client: Client, model: str) -> None:
    (row, booking), company = with_its_booking(model), "Hand Tools of Lyon"
    Company.objects.filter(pk=booking.company_id).update(name=company)
    found = {}
    for said in (booking.reference, f'"{company.lower()}"', company, "Lyon"):
        page = admin_client.get(reverse(f"admin:exhibitors_{model}_changelist"), {"q": said})
        found[said] = list(page.context["cl"].queryset)
    assert [*found.values()] == [[row], [row], [], []]
    assert "in quotation marks" in page.text


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
    chosen = {"action": "close_for_booking", "_selected_action": [booking.edition_id], "seen": shown(booking.edition)}
    admin_client.post(reverse("admin:pavilions_edition_changelist"), chosen)
    booking.edition.refresh_from_db()
    assert booking.edition.status == EditionStatus.CLOSED


def test_company_is_changed_through_its_operation(admin_client: Client, booking: Booking) -> None:
    company = booking.company
    url = reverse("admin:exhibitors_company_change", args=[company.pk])
    values = {"name": "Neue Rive GmbH", "country": "DE", "revision": company.revision}
    values |= {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
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
