import pytest
from allauth.account.models import EmailAddress
from django.contrib.messages import get_messages
from django.contrib.sessions.models import Session
from django.test import Client

from ciie.accounts.models import User
from tests.html_rules import assert_clean
from tests.page_forms import seen

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/accounts/profile/"}
PROFILE = "/accounts/profile/"
TYPED = {"name": "Ana Torres de la Hoz", "language": "en", "password": "secret"}
BACKEND = "django.contrib.auth.backends.ModelBackend"
pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return User.objects.create_user("ana@example.org", "secret", name="Ana")


def test_what_was_typed_waits_until_the_person_has_signed_in_again(client: Client, person: User) -> None:
    answer = client.post(PROFILE, TYPED | seen(person))
    assert answer["Location"] == "/accounts/login/?next=%2Fkept%2F"

    assert "Your session has ended. Your entries have been kept" in client.get(answer["Location"]).text

    client.force_login(person, BACKEND)
    page = client.get("/kept/")
    assert_clean(page)
    assert page.context["kept"]["fields"] == [["name", TYPED["name"]], ["language", "en"], ["revision", "1"]]
    assert "<dd>1</dd>" not in page.text

    client.post(PROFILE, dict(page.context["kept"]["fields"]))
    person.refresh_from_db()
    assert person.name == TYPED["name"]
    assert client.get("/kept/").context["kept"] is None


def test_opening_a_page_signed_out_comes_back_to_it(client: Client) -> None:
    answer = client.get(PROFILE, {"tab": "2"})
    assert answer["Location"] == "/accounts/login/?next=%2Faccounts%2Fprofile%2F%3Ftab%3D2"


def test_a_form_too_long_to_keep_is_not_kept(client: Client) -> None:
    answer = client.post(PROFILE, {"name": "x" * 70_000})
    assert answer["Location"] == "/accounts/login/?next=%2Faccounts%2Fprofile%2F"


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(client: Client) -> None:
    answer = client.get(PROFILE, headers=HTMX)
    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/accounts/login/?next=%2Faccounts%2Fprofile%2F")


@pytest.mark.urls("tests.ciie.web.pages")
def test_a_refusal_nobody_caught_is_a_page_that_says_it(client: Client) -> None:
    answer = client.get("/refuse/")
    assert (answer.status_code, str(answer.context["refusal"])) == (409, "Hall 5.1H has 120 m² left.")
    assert_clean(answer)


@pytest.mark.urls("tests.ciie.web.pages")
def test_a_refusal_of_a_part_is_a_message_on_top(client: Client) -> None:
    answer = client.get("/refuse/", headers=HTMX)
    assert (answer.status_code, answer["HX-Retarget"], answer["HX-Reswap"]) == (409, "#messages", "beforeend")
    assert "Hall 5.1H has 120 m² left." in answer.text


@pytest.mark.urls("tests.ciie.web.pages")
def test_messages_travel_with_a_part_of_a_page(client: Client) -> None:
    answer = client.get("/part/", headers=HTMX)
    assert 'hx-swap-oob="beforeend"' in answer.text
    assert "The booths are yours." in answer.text


@pytest.mark.urls("tests.ciie.web.pages")
def test_messages_of_a_whole_page_wait_for_its_template(client: Client) -> None:
    answer = client.get("/part/")
    assert answer.text == "<p>part</p>"
    assert [str(message) for message in get_messages(answer.wsgi_request)] == ["The booths are yours."]


def test_a_forged_form_is_refused_and_not_kept() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(PROFILE, TYPED, headers={"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, client.get("/kept/").context["kept"]) == (403, None)
    assert_clean(answer)


def test_a_form_of_a_page_that_was_open_too_long_is_kept() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(PROFILE, TYPED, headers={"Origin": "http://testserver"})
    assert answer.status_code == 403
    assert client.get("/kept/").context["kept"]["fields"] == [["name", TYPED["name"]], ["language", "en"]]


def signed_in_here(client: Client, person: User) -> None:
    """As the sign-in page does, which leaves a cookie that says who it was."""
    client.post("/accounts/login/", {"login": person.email, "password": "secret"})


@pytest.fixture
def expired(client: Client, person: User) -> Client:
    """The browser of a person whose session has ended while a form was open, and was sent."""
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    signed_in_here(client, person)
    Session.objects.all().delete()
    assert client.post(PROFILE, TYPED)["Location"] == "/accounts/login/?next=%2Fkept%2F"
    return client


def test_a_kept_form_is_shown_to_nobody_who_is_not_signed_in(expired: Client) -> None:
    page = expired.get("/kept/")
    assert (page.context["kept"], TYPED["name"] in page.text) == (None, False)


def test_a_kept_form_is_shown_to_who_typed_it(expired: Client, person: User) -> None:
    signed_in_here(expired, person)
    assert expired.get("/kept/").context["kept"]["fields"][0] == ["name", TYPED["name"]]


def test_a_kept_form_is_forgotten_when_somebody_else_signs_in(expired: Client, person: User) -> None:
    other = User.objects.create_user("bo@example.org", "secret", name="Bo")
    expired.force_login(other, BACKEND)
    page = expired.get("/kept/")
    assert (page.context["kept"], TYPED["name"] in page.text) == (None, False)
    expired.force_login(person, BACKEND)
    assert expired.get("/kept/").context["kept"] is None
