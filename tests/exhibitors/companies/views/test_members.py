from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from post_office.models import Email

from ciie.accounts.models import User
from exhibitors.companies.models import Company, CompanyInvitation, Membership
from exhibitors.companies.operations import invite_colleague
from exhibitors.companies.states import CompanyRole
from tests.exhibitors.conftest import SignIn
from tests.factories import NOON, UserFactory
from tests.html_rules import assert_clean
from tests.page_forms import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def _invited(company: Company, owner: User, person: User) -> CompanyInvitation:
    return invite_colleague(company.pk, email=person.email, role=CompanyRole.EDITOR, actor=owner, at=NOON)


def test_inviting_queues_a_mail_and_lists_the_invitation(owner: Client, company: Company) -> None:
    url = f"/desk/companies/{company.pk}/people/"
    response = owner.post(url, {"email": "new@example.org", "role": "viewer"}, follow=True)
    assert_clean(response)
    assert [invitation.email for invitation in response.context["invitations"]] == ["new@example.org"]
    assert [mail.to for mail in Email.objects.all()] == [["new@example.org"]]


def test_inviting_a_member_is_refused_beside_the_address(
    owner: Client, company: Company, people: dict[str, User]
) -> None:
    response = owner.post(f"/desk/companies/{company.pk}/people/", {"email": people["viewer"].email, "role": "viewer"})
    assert response.status_code == 422
    assert response.context["form"].errors == {"email": ["This person already belongs to this company."]}


def test_accepting_makes_a_member(people: dict[str, User], sign_in: SignIn, company: Company) -> None:
    invitation = _invited(company, people["owner"], people["nobody"])
    client = sign_in(people["nobody"])
    page = client.get(f"/desk/invitations/{invitation.pk}/")
    assert_clean(page)
    client.post(f"/desk/invitations/{invitation.pk}/")
    assert Membership.objects.get(user=people["nobody"]).role == CompanyRole.EDITOR


def test_overview_offers_what_waits_for_somebody_who_just_signed_up(
    people: dict[str, User], sign_in: SignIn, company: Company
) -> None:
    newcomer = UserFactory(email="newcomer@example.org")
    _invited(company, people["owner"], newcomer)
    page = sign_in(newcomer).get("/desk/")
    assert "Nordmeer GmbH has invited you" in page.text


def test_invitation_tells_nobody_else_anything(people: dict[str, User], sign_in: SignIn, company: Company) -> None:
    invitation = _invited(company, people["owner"], people["nobody"])
    page = sign_in(people["stranger"]).get(f"/desk/invitations/{invitation.pk}/")
    assert page.status_code == 404
    assert company.name not in page.text


def test_invitation_accepted_too_late_says_so(people: dict[str, User], sign_in: SignIn, company: Company) -> None:
    invitation = _invited(company, people["owner"], people["nobody"])
    with time_machine.travel(NOON + timedelta(days=15), tick=False):
        page = sign_in(people["nobody"]).post(f"/desk/invitations/{invitation.pk}/", follow=True)
    assert "This invitation is no longer valid." in page.text
    assert not Membership.objects.filter(user=people["nobody"]).exists()


def test_invitation_withdrawn_cannot_be_accepted(
    people: dict[str, User], owner: Client, sign_in: SignIn, company: Company
) -> None:
    invitation = _invited(company, people["owner"], people["nobody"])
    owner.post(f"/desk/invitations/{invitation.pk}/withdraw/")
    sign_in(people["nobody"]).post(f"/desk/invitations/{invitation.pk}/")
    assert not Membership.objects.filter(user=people["nobody"]).exists()


def test_owner_gives_a_colleague_another_role(people: dict[str, User], owner: Client, company: Company) -> None:
    membership = Membership.objects.get(company=company, user=people["viewer"])
    owner.post(f"/desk/people/{membership.pk}/role/", seen(membership, role="editor"))
    membership.refresh_from_db()
    assert membership.role == CompanyRole.EDITOR


def test_last_owner_stays(people: dict[str, User], owner: Client, company: Company) -> None:
    membership = Membership.objects.get(company=company, user=people["owner"])
    page = owner.post(f"/desk/people/{membership.pk}/remove/", seen(membership), follow=True)
    assert "A company must have at least one owner." in page.text
    assert Membership.objects.filter(pk=membership.pk).exists()


def test_owner_removes_a_colleague(people: dict[str, User], owner: Client, company: Company) -> None:
    membership = Membership.objects.get(company=company, user=people["viewer"])
    owner.post(f"/desk/people/{membership.pk}/remove/", seen(membership))
    assert not Membership.objects.filter(pk=membership.pk).exists()


@pytest.mark.parametrize("role", ["editor", "viewer", "stranger", "nobody"])
def test_only_owners_manage_people(people: dict[str, User], sign_in: SignIn, company: Company, role: str) -> None:
    client = sign_in(people[role])
    membership = Membership.objects.get(company=company, user=people["viewer"])
    client.post(f"/desk/companies/{company.pk}/people/", {"email": "x@example.org", "role": "owner"})
    client.post(f"/desk/people/{membership.pk}/role/", seen(membership, role="owner"))
    client.post(f"/desk/people/{membership.pk}/remove/", seen(membership))
    membership.refresh_from_db()
    assert membership.role == CompanyRole.VIEWER
    assert not CompanyInvitation.objects.exists()


def test_people_are_listed_without_buttons_to_viewers(
    people: dict[str, User], sign_in: SignIn, company: Company
) -> None:
    page = sign_in(people["viewer"]).get(f"/desk/companies/{company.pk}/people/")
    assert page.status_code == 200
    assert "Invite a colleague" not in page.text
    assert "/remove/" not in page.text
