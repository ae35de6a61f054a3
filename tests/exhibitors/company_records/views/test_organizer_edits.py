"""An organizer corrects a company's record, and invites people to act for it."""

import pytest
from post_office.models import Email

from exhibitors.bookings.totals.models import SpaceMovement
from exhibitors.companies.models import Company, CompanyInvitation, Membership
from exhibitors.companies.states import CompanyRole
from exhibitors.office.reconciliation.queries import differences
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.expo import booked
from tests.factories import BoothFactory, CompanyFactory, UserFactory, organizer, owner_of
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def page_of(company: Company, then: str = "") -> str:
    return f"/organizer/companies/{company.pk}/{then}"


def record(company: Company, **changes: str) -> dict[str, object]:
    return {"name": company.name, "country": str(company.country), "revision": company.revision, **changes}


def test_an_organizer_corrects_the_record_and_the_area_goes_with_the_country() -> None:
    company = booked(BoothFactory()).company
    client = signed_in(organizer())
    assert_clean(client.get(page_of(company, "edit/")))
    answer = client.post(page_of(company, "edit/"), record(company, country="IS", city="Reykjavík"))
    assert answer.headers["Location"] == page_of(company)
    company.refresh_from_db()
    assert (str(company.country), company.city) == ("IS", "Reykjavík")
    assert {str(movement.country) for movement in SpaceMovement.objects.filter(area_sqm__gt=0)} == {"FR", "IS"}
    assert differences() == []


def test_a_country_that_a_list_left_open_may_stay_open_but_a_known_one_stays() -> None:
    client = signed_in(organizer())
    unknown, known = CompanyFactory(country=""), CompanyFactory()
    for company in (unknown, known):  # as the operations keep it
        Company.objects.filter(pk=company.pk).update(normalized_name=company.name.casefold())
        company.refresh_from_db()
    assert client.post(page_of(unknown, "edit/"), record(unknown, city="Oslo")).status_code == 302
    refused = client.post(page_of(known, "edit/"), record(known, country="", city="Oslo"))
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["country"])


def test_a_name_that_another_company_has_is_refused_beside_the_name() -> None:
    company, other = CompanyFactory(), CompanyFactory(name="Acme", normalized_name="acme")
    refused = signed_in(organizer()).post(page_of(company, "edit/"), record(company, name=other.name))
    assert list(refused.context["form"].errors) == ["name"]
    assert 'value="Acme"' in refused.text


def test_an_organizer_invites_the_first_person_of_an_imported_company() -> None:
    company, person = CompanyFactory(), UserFactory()
    client = signed_in(organizer())
    page = client.get(page_of(company))
    assert_clean(page)
    assert '<option value="owner" selected>' in page.text
    client.post(page_of(company, "invite/"), {"email": person.email, "role": "owner"})
    assert [mail.to for mail in Email.objects.all()] == [[person.email]]
    signed_in(person).post(f"/desk/invitations/{CompanyInvitation.objects.get().pk}/")
    assert Membership.objects.get(company=company).role == CompanyRole.OWNER


def test_a_refused_invitation_stays_typed() -> None:
    company = CompanyFactory()
    member = owner_of(company)
    refused = signed_in(organizer()).post(page_of(company, "invite/"), {"email": member.email, "role": "viewer"})
    assert_clean(refused)
    assert refused.status_code == 422
    assert "This person already belongs to this company." in refused.text
    assert f'value="{member.email}"' in refused.text


def test_an_invitation_is_withdrawn() -> None:
    company = CompanyFactory()
    client = signed_in(organizer())
    client.post(page_of(company, "invite/"), {"email": "new@example.org", "role": "editor"})
    invitation = CompanyInvitation.objects.get()
    client.post(f"/organizer/companies/invitations/{invitation.pk}/withdraw/")
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is not None


@pytest.mark.parametrize("role", [role for role in OrganizerRole if role != OrganizerRole.DIRECTOR])
def test_other_roles_neither_edit_nor_invite(role: OrganizerRole) -> None:
    company = CompanyFactory()
    client = signed_in(organizer(role))
    assert page_of(company, "edit/") not in client.get(page_of(company)).text
    assert client.get(page_of(company, "edit/")).status_code == 403
    client.post(page_of(company, "edit/"), record(company, city="Oslo"))
    client.post(page_of(company, "invite/"), {"email": "new@example.org", "role": "owner"})
    company.refresh_from_db()
    assert (company.city, CompanyInvitation.objects.count()) == ("", 0)


def test_an_owner_has_no_business_on_the_organizers_page() -> None:
    company = CompanyFactory()
    client = signed_in(owner_of(company))
    assert client.get(page_of(company, "edit/")).status_code == 403
    assert client.post(page_of(company, "invite/"), {"email": "new@example.org", "role": "owner"}).status_code == 403
