"""Contacts of a company say whom to reach about what; its own people and directors write them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ciie.audit.history import events_of
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from exhibitors.companies.company_contacts.models import CompanyContact
from exhibitors.companies.company_contacts.operations import (
    MOST_CONTACTS,
    ContactRecord,
    add_contact,
    change_contact,
    remove_contact,
)
from exhibitors.companies.company_contacts.queries import contacts_of
from exhibitors.companies.models import Company
from exhibitors.companies.states import CompanyRole
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.expo import booked
from tests.factories import (
    NOON,
    BoothFactory,
    CompanyFactory,
    EditionFactory,
    MembershipFactory,
    organizer,
    owner_of,
)
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

BILLING = ContactRecord("billing", "Accounts payable", email="pay@example.org")
PRESS = ContactRecord("press", "Jo", phone="01 23 45")
SENT = {"role": "billing", "name": "Accounts payable", "email": "pay@example.org"}


def added(company: Company, record: ContactRecord = BILLING) -> CompanyContact:
    return add_contact(company.pk, record, actor=organizer(), at=NOON)


def test_contacts_are_listed_by_what_they_are_for_and_keep_their_history() -> None:
    company = CompanyFactory()
    press, billing = added(company, PRESS), added(company)
    assert list(contacts_of(company.pk)) == [billing, press]
    change_contact(billing.pk, ContactRecord("contract", "Legal", "law@example.org"), actor=organizer(), at=NOON)
    remove_contact(billing.pk, actor=organizer(), at=NOON)
    assert list(events_of(CompanyContact).filter(pgh_obj_id=billing.pk).values_list("name", flat=True)) == [
        "Accounts payable",
        "Legal",
        "Legal",
    ]


def test_one_has_to_be_reachable_and_there_are_not_too_many() -> None:
    company = CompanyFactory()
    with pytest.raises(Invalid, match="email address or a phone number") as refusal:
        added(company, ContactRecord("press", "Jo"))
    assert refusal.value.field == "email"
    with pytest.raises(Invalid):
        added(company, ContactRecord("press", "Jo", email="not an address"))
    for _number in range(MOST_CONTACTS):
        added(company)
    with pytest.raises(DomainError, match="at most 40 contacts"):
        added(company)


@pytest.mark.parametrize("role", [CompanyRole.OWNER, CompanyRole.EDITOR])
def test_people_of_the_company_add_edit_and_remove_on_their_page(role: CompanyRole) -> None:
    EditionFactory()
    company = CompanyFactory()
    client = signed_in(MembershipFactory(company=company, role=role).user)
    url = f"/desk/companies/{company.pk}/contacts/"
    assert_clean(client.get(url))
    refused = client.post(url, {**SENT, "email": ""})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["email"])
    assert 'value="Accounts payable"' in refused.text
    done = client.post(url, SENT, follow=True)
    assert_clean(done)
    contact = CompanyContact.objects.get()
    assert_clean(client.get(f"{url}{contact.pk}/"))
    client.post(f"{url}{contact.pk}/", {**SENT, "name": "Accounts", "revision": contact.revision})
    contact.refresh_from_db()
    assert contact.name == "Accounts"
    client.post(f"{url}{contact.pk}/remove/", {"revision": contact.revision})
    assert not CompanyContact.objects.exists()


def test_a_viewer_reads_them_and_strangers_do_not() -> None:
    EditionFactory()
    company = CompanyFactory()
    contact = added(company)
    url = f"/desk/companies/{company.pk}/contacts/"
    viewer = signed_in(MembershipFactory(company=company, role=CompanyRole.VIEWER).user)
    assert "pay@example.org" in viewer.get(url).text
    assert viewer.post(url, SENT).status_code == viewer.get(f"{url}{contact.pk}/").status_code == 403
    stranger = signed_in(owner_of())
    assert stranger.get(url).status_code == stranger.post(f"{url}{contact.pk}/remove/").status_code == 404
    with pytest.raises(NotAllowed):
        change_contact(contact.pk, PRESS, actor=owner_of(), at=NOON)


def test_a_contact_of_another_company_is_not_found() -> None:
    EditionFactory()
    other, person = added(CompanyFactory()), owner_of()
    company = person.memberships.get().company
    url = f"/desk/companies/{company.pk}/contacts/{other.pk}/"
    client = signed_in(person)
    assert client.get(url).status_code == client.post(f"{url}remove/", {"revision": 1}).status_code == 404
    assert CompanyContact.objects.filter(pk=other.pk).exists()


def test_directors_write_them_on_the_organizers_pages_and_others_read() -> None:
    EditionFactory()
    company = CompanyFactory()
    url = f"/organizer/companies/{company.pk}/contacts/"
    director, reviewer = signed_in(organizer()), signed_in(organizer(OrganizerRole.REVIEWER))
    assert_clean(director.get(url))
    director.post(url, SENT)
    contact = CompanyContact.objects.get()
    assert_clean(director.get(f"{url}{contact.pk}/"))
    assert "pay@example.org" in reviewer.get(url).text
    assert "pay@example.org" in reviewer.get(f"/organizer/companies/{company.pk}/").text
    assert reviewer.post(url, SENT).status_code == reviewer.get(f"{url}{contact.pk}/").status_code == 403
    director.post(f"{url}{contact.pk}/remove/", {"revision": contact.revision})
    assert not CompanyContact.objects.exists()


def test_contacts_of_all_companies_are_found_and_come_as_a_file() -> None:
    booking = booked(BoothFactory())
    added(booking.company)
    idle = added(CompanyFactory(name="Idle Oy", country="FI"), PRESS)
    client = signed_in(organizer(OrganizerRole.FINANCE))
    page = client.get("/organizer/companies/contacts/")
    assert_clean(page)
    assert len(page.context["table"].rows) == 2
    for query in ("role=press", "search=idle", "part=none"):
        rows = client.get(f"/organizer/companies/contacts/?{query}").context["table"].rows
        assert [row.record for row in rows] == [idle], query
    lines = b"".join(client.get("/organizer/companies/contacts/export/csv/?role=press")).decode().splitlines()
    assert lines[1:] == ["Idle Oy,Finland,press,Jo,,01 23 45,"]


def test_the_list_reads_as_often_for_three_as_for_one() -> None:
    EditionFactory()
    added(CompanyFactory())
    client = signed_in(organizer())
    client.get("/organizer/companies/contacts/")
    with CaptureQueriesContext(connection) as few:
        client.get("/organizer/companies/contacts/")
    for company in CompanyFactory.create_batch(2):
        added(company)
    with CaptureQueriesContext(connection) as many:
        client.get("/organizer/companies/contacts/")
    assert len(many) == len(few)
