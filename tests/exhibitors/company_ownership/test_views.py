"""Registering a company that is on record leads to claiming it; the organizer decides on the page of verification."""

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ciie.accounts.models import User
from ciie.kernel.signed_links import link_token
from exhibitors.companies.company_ownership.models import OwnershipRequest
from exhibitors.companies.company_ownership.notifications import OBJECTION_LINK
from exhibitors.companies.company_ownership.operations import request_ownership
from exhibitors.companies.models import Company, Membership
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.company_ownership.claims import claimed, listed_company
from tests.exhibitors.company_ownership.claims import person as someone
from tests.factories import NOON, CompanyFactory, EditionFactory, UserFactory, organizer, owner_of
from tests.html_rules import assert_clean
from tests.page_forms import forms_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

CHECKS = "/organizer/companies/checks/"
CLAIM = "/desk/companies/claim/?name=ACME+limited&country=FR"


@pytest.fixture
def company() -> Company:
    EditionFactory()
    return listed_company()


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


def test_a_claim_from_the_companys_domain_says_what_happens_and_is_shown_on_the_desk(
    client: Client, person: User, company: Company
) -> None:
    EmailAddress.objects.create(user=person, email="jo@acme.co.uk", verified=True)
    page = client.get(CLAIM)
    assert_clean(page)
    assert "you become its owner in 5 days, unless the company's listed contact or the organizer objects" in page.text
    assert "you cannot act for the company: no booking, signing, inviting or editing" in page.text
    done = client.post(CLAIM, follow=True)
    assert_clean(done)
    assert (
        "You become its owner on 22 May 2024, 12:00, unless its listed contact or the organizer objects." in done.text
    )
    assert done.context["current"] is None


def objection_page(request: OwnershipRequest) -> str:
    return reverse("ownership_objection", args=[link_token(OBJECTION_LINK, request.pk)])


def announced(company: Company) -> OwnershipRequest:
    return claimed(company, someone("jo@acme.co.uk"))


def test_the_listed_contact_objects_without_an_account(company: Company) -> None:
    request = announced(company)
    visitor, address = Client(), objection_page(request)
    page = visitor.get(address)
    assert_clean(page)
    assert "jo@acme.co.uk claims to act for Acme Ltd" in page.text
    request.refresh_from_db()
    assert request.state == "announced"
    refused = visitor.post(address, {"reason": ""})
    assert_clean(refused)
    assert refused.status_code == 422
    done = visitor.post(address, {"reason": "Nobody of this name works here."})
    assert_clean(done)
    assert "until the organizer has considered your objection" in done.text
    request.refresh_from_db()
    assert (request.state, request.objection) == ("waiting", "Nobody of this name works here.")
    later = visitor.get(address)
    assert ("no longer open to objections" in later.text, "jo@acme.co.uk" in later.text) == (True, False)
    again = visitor.post(address, {"reason": "Once more"})
    assert (again.status_code, "no longer open to objections" in again.text) == (422, True)


@pytest.mark.parametrize(
    "token", ["1", "1:x:y", pytest.param(link_token("registration", 1), id="of another kind"), "%00"]
)
def test_a_link_that_we_did_not_write_opens_nothing(company: Company, token: str) -> None:
    announced(company)
    for answer in (Client().get(f"/companies/objection/{token}/"), Client().post(f"/companies/objection/{token}/")):
        assert (answer.status_code, "This link is incomplete" in answer.text) == (409, True)


def test_the_organizer_sees_until_when_a_claim_is_open_and_objects(company: Company) -> None:
    request = announced(company)
    client = signed_in(organizer())
    page = client.get(CHECKS)
    assert_clean(page)
    assert "supported by acme.co.uk, open to objections until" in page.text
    address = f"{CHECKS}{request.pk}/object/"
    refused = client.post(address, {"revision": request.revision, "reason": ""})
    assert_clean(refused)
    assert refused.status_code == 422
    client.post(address, {"revision": request.revision, "reason": "Left the company in March"})
    page = client.get(CHECKS)
    assert_clean(page)
    assert "An objection has been raised." in page.text
    assert "Left the company in March" in page.text


def test_the_organizer_vouches_for_domains_on_the_companys_page(company: Company) -> None:
    client, page = signed_in(organizer()), f"/organizer/companies/{company.pk}/"
    [form] = [each for each in forms_of(client.get(page).text) if each.action == f"{page}domains/"]
    refused = client.post(form.action, form.filled(domains="nate.com"))
    assert_clean(refused)
    assert (refused.status_code, 'value="nate.com"' in refused.text) == (422, True)
    client.post(form.action, form.filled(domains="acme-group.com, acme.de"))
    company.refresh_from_db()
    assert company.mail_domains == ["acme-group.com", "acme.de"]


def test_the_person_chooses_among_several_companies_of_the_name(client: Client, company: Company) -> None:
    other = CompanyFactory(name="Acme Ltd", normalized_name="acme", distinguished_by="2", city="Lyon")
    page = client.get(CLAIM)
    assert_clean(page)
    assert ("https://www.acme.co.uk/en" in page.text, "Lyon" in page.text) == (True, True)
    address = f"{CLAIM}&company={other.pk}"
    assert address.replace("&", "&amp;") in page.text
    assert_clean(client.get(address))
    client.post(address, {"statement": "I run trade fairs there."})
    assert OwnershipRequest.objects.get().company == other
    owner_of(other)
    assert "Choose yours" not in client.get(CLAIM).text
    refused = client.post("/desk/companies/new/", {"name": "Acme", "country": "FR"})
    assert "no one acts for it yet" in refused.text


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
