from datetime import timedelta

import pytest
from django.test import Client

from ciie.accounts.models import User
from exhibitors.companies.models import Company, Membership
from exhibitors.companies.operations import register_company
from exhibitors.companies.states import CompanyRole
from tests.clients import signed_in
from tests.exhibitors.conftest import SignIn
from tests.exhibitors.world import World
from tests.factories import NOON, CompanyFactory
from tests.html_rules import assert_clean
from tests.page_forms import forms_of, seen

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


def test_name_that_is_taken_elsewhere_is_confirmed_beside_its_question(
    people: dict[str, User], sign_in: SignIn
) -> None:
    known = CompanyFactory(name="Südhang Weinbau eG", normalized_name="sudhang weinbau", country="DE")
    client = sign_in(people["nobody"])
    assert 'type="checkbox" name="despite_namesakes"' not in client.get("/desk/companies/new/").text
    asked = client.post("/desk/companies/new/", RECORD)
    assert_clean(asked)
    assert (asked.status_code, list(asked.context["form"].errors)) == (422, ["despite_namesakes"])
    assert "Südhang Weinbau eG (Germany)" in asked.text
    assert ('value="Krems"' in asked.text, 'type="checkbox"' in asked.text) == (True, True)
    assert client.post("/desk/companies/new/", RECORD | {"despite_namesakes": "on"}).status_code == 302
    assert Company.objects.exclude(pk=known.pk).get(normalized_name="sudhang weinbau").country == "AT"


def test_new_name_of_a_verified_company_waits_and_the_desk_shows_that(
    people: dict[str, User], sign_in: SignIn, company: Company
) -> None:
    client, page = sign_in(people["owner"]), f"/desk/companies/{company.pk}/"
    [form] = [each for each in forms_of(client.get(f"{page}edit/").text) if "country" in each.values]
    saved = client.post(f"{page}edit/", form.filled(name="Siemens Healthineers AG", city="Lyon"), follow=True)
    assert_clean(saved)
    assert f"The company appears as {company.name} until the organizer has agreed" in saved.text
    assert "A change to Siemens Healthineers AG" in saved.text
    assert_clean(client.get(f"{page}edit/"))
    company.refresh_from_db()
    assert (company.name != "Siemens Healthineers AG", company.city) == (True, "Lyon")
    [withdraw] = [each for each in forms_of(saved.text) if each.action.endswith("/withdraw/")]
    gone = client.post(withdraw.action, withdraw.filled(), follow=True)
    assert ("The change has been withdrawn." in gone.text, "A change to Siemens" in gone.text) == (True, False)


def test_editor_is_refused_beside_the_name_and_loses_nothing(
    people: dict[str, User], sign_in: SignIn, company: Company
) -> None:
    client, page = sign_in(people["editor"]), f"/desk/companies/{company.pk}/edit/"
    [form] = [each for each in forms_of(client.get(page).text) if "country" in each.values]
    refused = client.post(page, form.filled(name="Mine", city="Lyon"))
    assert_clean(refused)
    assert refused.context["form"].errors["name"] == ["Only an owner of the company can change its name or country."]
    assert ('value="Lyon"' in refused.text, refused.status_code) == (True, 422)
    assert client.post(page, form.filled(city="Lyon")).status_code == 302


def test_public_pages_keep_the_verified_name(client: Client) -> None:
    world = World()
    edit = f"/desk/companies/{world.company.pk}/edit/"
    typed = seen(world.company, name="Siemens AG", country="FR")
    assert signed_in(world.owner).post(edit, typed).status_code == 302
    assert world.company.name_changes.get().name == "Siemens AG"
    hall = world.booth.allotment.hall.name
    addresses = (f"/plan/{hall}/", f"/plan/{hall}/export/csv/", "/directory/exhibitors/")
    pages = [b"".join(client.get(address)).decode() for address in addresses]
    assert [("Fromagerie" in page, "Siemens" in page) for page in pages] == [(True, False)] * 3
