"""Registering a company that is on record leads to claiming it; the organizer decides on the page of verification."""

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ciie.accounts.models import User
from exhibitors.companies.models import Company, Membership
from exhibitors.company_ownership.models import OwnershipRequest
from exhibitors.company_ownership.operations import request_ownership
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.factories import NOON, CompanyFactory, EditionFactory, UserFactory, organizer, owner_of
from tests.html_rules import assert_clean
from tests.page_forms import forms_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

CHECKS = "/organizer/companies/checks/"
CLAIM = "/desk/companies/claim/?name=ACME+limited&country=FR"


@pytest.fixture
def company() -> Company:
    EditionFactory()
    return CompanyFactory(name="Acme Ltd", normalized_name="acme", website="https://acme.co.uk")


@pytest.fixture
def person() -> User:
    return UserFactory(email="jo@gmail.com", name="Jo")


@pytest.fixture
def client(person: User) -> Client:
    return signed_in(person)


def test_registering_leads_to_the_claim_and_the_claim_to_the_organizer(
    client: Client, person: User, company: Company
) -> None:
    refused = client.post("/desk/companies/new/", {"name": "ACME limited", "country": "FR", "city": "Leeds"})
    assert_clean(refused)
    assert refused.status_code == 422
    assert 'href="/desk/companies/claim/?name=ACME+limited&amp;country=FR"' in refused.text
    assert 'value="Leeds"' in refused.text
    page = client.get(CLAIM)
    assert_clean(page)
    assert client.post(CLAIM, {"statement": ""}).status_code == 422
    done = client.post(CLAIM, {"statement": "I run trade fairs there."}, follow=True)
    assert_clean(done)
    assert "You claimed Acme Ltd on 17 May 2024" in done.text
    again = client.post(CLAIM, {"statement": "Once more."})
    assert (again.status_code, "already claimed this company" in again.text) == (422, True)
    assert "Once more." in again.text


def test_a_proven_claim_makes_the_company_the_current_one(client: Client, person: User, company: Company) -> None:
    EmailAddress.objects.create(user=person, email="jo@acme.co.uk", verified=True)
    owned = owner_of_another(person)
    assert "acme.co.uk" in client.get(CLAIM).text
    done = client.post(CLAIM, follow=True)
    assert done.context["current"].company == company
    assert owned != company


def owner_of_another(person: User) -> Company:
    company: Company = CompanyFactory(name="Aaa")
    Membership.objects.create(company=company, user=person, role="owner")
    return company


def test_nothing_is_claimed_or_shown_where_somebody_owns_it(client: Client, company: Company) -> None:
    owner_of(company)
    refused = client.post("/desk/companies/new/", {"name": "Acme", "country": "FR"})
    assert "Ask its owner to invite you" in refused.text
    assert "/companies/claim/" not in refused.text
    assert client.get(CLAIM).status_code == client.post(CLAIM, {"statement": "Me"}).status_code == 404
    for address in ("/desk/companies/claim/", "/desk/companies/claim/?name=%00&country=FR", CLAIM + "XX"):
        assert client.get(address).status_code in {400, 404}


def waiting(company: Company, person: User) -> OwnershipRequest:
    return request_ownership(company.pk, statement="I run trade fairs there.", actor=person, at=NOON)


def test_the_organizer_sees_it_and_accepts_in_one_click(company: Company, person: User) -> None:
    waiting(company, person)
    client = signed_in(organizer(OrganizerRole.REVIEWER))
    page = client.get(CHECKS)
    assert_clean(page)
    assert "I run trade fairs there." in page.text
    (form,) = (form for form in forms_of(page.text) if form.action.endswith("/grant/"))
    assert client.post(form.action, form.filled()).headers["Location"] == CHECKS
    assert Membership.objects.get(user=person, company=company).role == "owner"
    assert "I run trade fairs there." not in client.get(CHECKS).text


def test_a_refusal_stays_beside_its_field(company: Company, person: User) -> None:
    request = waiting(company, person)
    client = signed_in(organizer())
    refused = client.post(f"{CHECKS}{request.pk}/decline/", {"revision": request.revision, "reason": ""})
    assert_clean(refused)
    assert refused.status_code == 422
    client.post(f"{CHECKS}{request.pk}/decline/", {"revision": request.revision, "reason": "Unknown there"})
    request.refresh_from_db()
    assert (request.state, request.reason) == ("declined", "Unknown there")


@pytest.mark.parametrize("role", [OrganizerRole.FINANCE, OrganizerRole.FLOOR_PLANNER])
def test_other_roles_see_it_and_do_not_decide(company: Company, person: User, role: OrganizerRole) -> None:
    request = waiting(company, person)
    client = signed_in(organizer(role))
    assert "/grant/" not in client.get(CHECKS).text
    client.post(f"{CHECKS}{request.pk}/grant/", {"revision": request.revision})
    request.refresh_from_db()
    assert request.state == "waiting"


def test_the_page_reads_as_often_for_three_requests_as_for_one(company: Company, person: User) -> None:
    waiting(company, person)
    client = signed_in(organizer())
    client.get(CHECKS)
    with CaptureQueriesContext(connection) as few:
        client.get(CHECKS)
    for other in CompanyFactory.create_batch(2):
        waiting(other, UserFactory())
    with CaptureQueriesContext(connection) as many:
        client.get(CHECKS)
    assert len(many) == len(few)


def test_an_own_claim_is_withdrawn_on_the_desk_and_nobody_elses(company: Company, person: User, client: Client) -> None:
    request = request_ownership(company.pk, statement="I work there.", actor=person, at=NOON)
    address = f"/desk/companies/claim/{request.pk}/withdraw/"
    assert signed_in(UserFactory()).post(address, {"revision": request.revision}).status_code == 404
    [form] = [each for each in forms_of(client.get("/desk/").text) if each.action == address]
    page = client.post(address, form.filled(), follow=True)
    request.refresh_from_db()
    assert ("You have withdrawn your claim." in page.text, address in page.text) == (True, False)
    assert request.state == "withdrawn"
