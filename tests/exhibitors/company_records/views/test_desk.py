from datetime import timedelta

import pytest
from django.test import Client

from ciie.accounts.models import User
from exhibitors.companies.models import Company, Membership
from exhibitors.companies.operations import register_company
from exhibitors.companies.states import CompanyRole
from tests.exhibitors.conftest import SignIn
from tests.factories import NOON
from tests.html_rules import assert_clean
from tests.page_forms import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

RECORD = {"name": "Südhang Weinbau eG", "country": "AT", "city": "Krems", "website": "https://suedhang.example"}


def test_registering_makes_the_person_its_owner(people: dict[str, User], sign_in: SignIn) -> None:
    client = sign_in(people["nobody"])
    response = client.post("/desk/companies/new/", RECORD)
    assert response["Location"] == "/desk/"
    page = client.get("/desk/")
    assert_clean(page)
    assert ("It is not verified yet" in page.text, "Not verified" in page.text) == (True, True)
    membership = Membership.objects.get(user=people["nobody"])
    assert (membership.company.name, membership.role) == ("Südhang Weinbau eG", CompanyRole.OWNER)


def test_new_company_is_the_current_one(people: dict[str, User], sign_in: SignIn) -> None:
    client = sign_in(people["owner"])
    client.post("/desk/companies/new/", RECORD)
    company = Company.objects.get(name=RECORD["name"])
    assert f"/desk/companies/{company.pk}/halls/" in client.get("/desk/bookings/").text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "x" * 300}, "name"),
        ({"name": "—"}, "name"),
        ({"country": "XX"}, "country"),
        ({"country": ""}, "country"),
        ({"website": "not an address"}, "website"),
    ],
)
def test_registering_says_what_is_wrong_beside_its_field_and_keeps_the_rest(
    people: dict[str, User], sign_in: SignIn, wrong: dict[str, str], field: str
) -> None:
    response = sign_in(people["nobody"]).post("/desk/companies/new/", RECORD | wrong)
    assert response.status_code == 422
    assert_clean(response)
    assert list(response.context["form"].errors) == [field]
    assert 'value="Krems"' in response.text


def test_registering_a_company_that_exists_says_whom_to_ask(people: dict[str, User], sign_in: SignIn) -> None:
    register_company(RECORD, actor=people["owner"], at=NOON)
    response = sign_in(people["nobody"]).post("/desk/companies/new/", RECORD | {"name": "SÜDHANG WEINBAU eG"})
    assert response.status_code == 422
    assert "Ask its owner to invite you." in response.context["form"].errors["name"][0]


def test_record_shows_who_changed_what(people: dict[str, User], sign_in: SignIn) -> None:
    company = register_company(RECORD, actor=people["owner"], at=NOON - timedelta(days=1))
    client = sign_in(people["owner"])
    client.post(f"/desk/companies/{company.pk}/edit/", RECORD | seen(company, city="Wien"))
    page = client.get(f"/desk/companies/{company.pk}/")
    assert_clean(page)
    newest = page.context["history"][0]
    assert (str(newest.action), str(newest.who)) == ("company record changed", str(people["owner"]))
    assert [(change.before, change.after) for change in newest.changes] == [("Krems", "Wien")]


@pytest.mark.parametrize(
    ("role", "answers"),
    [("owner", (200, 200)), ("editor", (200, 200)), ("viewer", (200, 403)), ("stranger", (404, 404))],
)
def test_record_is_for_members_and_changed_by_owners_and_editors(
    people: dict[str, User], sign_in: SignIn, company: Company, role: str, answers: tuple[int, int]
) -> None:
    client = sign_in(people[role])
    seen = client.get(f"/desk/companies/{company.pk}/").status_code
    assert (seen, client.get(f"/desk/companies/{company.pk}/edit/").status_code) == answers


def test_record_asks_strangers_to_sign_in_first(client: Client, company: Company) -> None:
    response = client.get(f"/desk/companies/{company.pk}/")
    assert response["Location"] == f"/accounts/login/?next=%2Fdesk%2Fcompanies%2F{company.pk}%2F"
