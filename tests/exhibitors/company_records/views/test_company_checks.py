"""Organizers verify new companies, and end all that a company claims, on pages."""

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.companies.models import Company, NameChange
from exhibitors.companies.operations import change_company
from exhibitors.companies.states import Verification
from exhibitors.states import BookingState
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.factories import (
    NOON,
    AllotmentFactory,
    BoothFactory,
    CompanyFactory,
    NewCompanyFactory,
    organizer,
    owner_of,
)
from tests.html_rules import assert_clean
from tests.page_forms import forms_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    company: Company = NewCompanyFactory(name="Gamma Ltd")
    owner = owner_of(company)
    EmailAddress.objects.create(user=owner, email="jo@gmail.com", verified=True)
    return company


@pytest.fixture
def booking(company: Company) -> Booking:
    allotment = AllotmentFactory()
    booth = BoothFactory(allotment=allotment)
    return book_booths(company.pk, allotment.edition_id, [booth.pk], actor=owner_of(company), at=NOON)


def test_list_shows_what_is_known_and_verifies_in_one_click(company: Company, booking: Booking) -> None:
    client = signed_in(organizer(OrganizerRole.REVIEWER))
    page = client.get(reverse("organizer:company_checks"))
    assert_clean(page)
    for words in ("Gamma Ltd", "jo@gmail.com", "booths: 2"):
        assert words in page.text
    client.post(reverse("organizer:company_verify", args=[company.pk]), {"revision": company.revision})
    company.refresh_from_db()
    assert company.verification == Verification.VERIFIED
    assert "No companies are waiting" in client.get(reverse("organizer:company_checks")).text


def test_company_that_has_changed_meanwhile_is_not_verified(company: Company, booking: Booking) -> None:
    seen = company.revision
    company.name = "Siemens"
    company.save()
    answer = signed_in(organizer()).post(reverse("organizer:company_verify", args=[company.pk]), {"revision": seen})
    assert answer.status_code == 422
    assert "has been changed since" in answer.text
    company.refresh_from_db()
    assert company.verification == Verification.UNVERIFIED


def test_refusal_needs_a_reason_and_keeps_what_was_typed(company: Company, booking: Booking) -> None:
    client, url = signed_in(organizer()), reverse("organizer:company_refuse", args=[company.pk])
    answer = client.post(url, {"revision": company.revision, "reason": ""})
    assert answer.status_code == 422
    answer = client.post(url, {"revision": company.revision + 5, "reason": "No such register entry."})
    assert (answer.status_code, "No such register entry." in answer.text) == (422, True)
    client.post(url, {"revision": company.revision, "reason": "No such register entry."})
    company.refresh_from_db()
    assert company.verification == Verification.REFUSED
    assert_clean(client.get(reverse("organizer:company", args=[company.pk])))


def test_review_and_queue_mark_a_company_that_is_not_verified(company: Company, booking: Booking) -> None:
    client = signed_in(organizer())
    for url in (reverse("organizer:review", args=[booking.pk]), reverse("organizer:queue")):
        page = client.get(url)
        assert_clean(page)
        assert "Not verified" in page.text


def test_all_claims_are_shown_then_ended(company: Company, booking: Booking) -> None:
    client, url = signed_in(organizer()), reverse("organizer:company_end_claims", args=[company.pk])
    page = client.get(url)
    assert_clean(page)
    assert "1 booking with 9\N{NO-BREAK SPACE}m² would be ended" in page.text
    seen = f'name="seen" value="{booking.pk}:{booking.revision}"'
    assert seen in page.text
    typed = {"seen": f"{booking.pk}:{booking.revision}", "reason": "Too much.", "is_blocked": "on"}
    outdated = client.post(url, {**typed, "seen": f"{booking.pk}:7"})
    assert (outdated.status_code, "Too much." in outdated.text) == (422, True)
    assert client.post(url, typed).status_code == 302
    booking.refresh_from_db()
    company.refresh_from_db()
    assert (booking.state, company.claims_blocked_reason) == (BookingState.REJECTED, "Too much.")
    client.post(reverse("organizer:company_allow_claims", args=[company.pk]), {"revision": company.revision})
    company.refresh_from_db()
    assert company.claims_blocked_at is None


def test_reviewer_cannot_end_claims(company: Company, booking: Booking) -> None:
    client = signed_in(organizer(OrganizerRole.REVIEWER))
    assert client.get(reverse("organizer:company_end_claims", args=[company.pk])).status_code == 403
    assert "End all claims" not in client.get(reverse("organizer:company", args=[company.pk])).text


def test_list_asks_the_same_number_of_queries_at_one_and_at_three_rows(company: Company, booking: Booking) -> None:
    client, url = signed_in(organizer()), reverse("organizer:company_checks")
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for more in NewCompanyFactory.create_batch(2):
        owner_of(more)
    with CaptureQueriesContext(connection) as three:
        client.get(url)
    assert len(one) == len(three)


def test_owner_sees_what_the_company_may_claim_and_has_it_checked_again(company: Company, booking: Booking) -> None:
    client = signed_in(company.memberships.earliest("pk").user)
    url = reverse("desk:company", args=[company.pk])
    page = client.get(url)
    assert_clean(page)
    assert "booths: 2" in page.text
    client.post(reverse("desk:company_verify", args=[company.pk]))
    assert "The company cannot be verified automatically yet" in client.get(url).text


def asked_for_name() -> NameChange:
    company = CompanyFactory(name="Delta Ltd", country="FR")
    change_company(company.pk, {"name": "Delta International", "country": "BE"}, actor=owner_of(company), at=NOON)
    return NameChange.objects.get()


def test_new_name_is_compared_and_accepted_in_one_click(booking: Booking) -> None:
    change, client, checks = (
        asked_for_name(),
        signed_in(organizer(OrganizerRole.REVIEWER)),
        "/organizer/companies/checks/",
    )
    page = client.get(checks)
    assert_clean(page)
    for words in ("Delta Ltd", "France", "Delta International", "Belgium"):
        assert words in page.text
    assert_clean(client.get(f"/organizer/companies/{change.company_id}/"))
    [form] = [each for each in forms_of(page.text) if each.action.endswith(f"/names/{change.pk}/accept/")]
    done = client.post(form.action, form.filled(), follow=True)
    assert "Delta Ltd is now called Delta International, and its owners will be notified by email." in done.text
    assert Company.objects.get(pk=change.company_id).name == "Delta International"


def test_declined_name_needs_a_reason_and_keeps_what_was_typed(booking: Booking) -> None:
    change, client = asked_for_name(), signed_in(organizer())
    address = f"/organizer/companies/names/{change.pk}/decline/"
    refused = client.post(address, {"revision": change.revision, "reason": ""})
    assert_clean(refused)
    assert refused.status_code == 422
    client.post(address, {"revision": change.revision, "reason": "Another company"})
    change.refresh_from_db()
    assert (change.state, change.reason) == ("declined", "Another company")


@pytest.mark.parametrize("role", [OrganizerRole.FINANCE, OrganizerRole.FLOOR_PLANNER])
def test_other_roles_see_a_new_name_and_do_not_decide(booking: Booking, role: OrganizerRole) -> None:
    change, client = asked_for_name(), signed_in(organizer(role))
    assert "/accept/" not in client.get("/organizer/companies/checks/").text
    client.post(f"/organizer/companies/names/{change.pk}/accept/", {"revision": change.revision})
    change.refresh_from_db()
    assert change.state == "waiting"
