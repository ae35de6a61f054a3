"""Somebody who wants in: guesses passwords, goes around the second factor, keeps others out."""

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from ciie.accounts.models import User
from ciie.audit.models import SecurityEvent
from ciie.settings import base
from ciie.settings.env import BASE_DIR
from tests.ciie.accounts.security_keys import key_of
from tests.ciie.accounts.signing_in import code_of, signed_in_as
from tests.factories import UserFactory, organizer

pytestmark = pytest.mark.django_db

PASSWORD = "hall-5.1H-by-the-river"
SECRET = "JBSWY3DPEHPK3PXP"
BACKEND = "django.contrib.auth.backends.ModelBackend"
TOO_MANY = "Too many failed login attempts"


@pytest.fixture(autouse=True)
def limits(settings: Settings) -> Iterator[None]:
    """The limits that `make run` and production have."""
    settings.ACCOUNT_RATE_LIMITS = base.ACCOUNT_RATE_LIMITS
    settings.MFA_RATE_LIMITS = base.MFA_RATE_LIMITS
    cache.clear()
    yield
    cache.clear()


def member(email: str = "ana@example.org", **powers: bool) -> User:
    person = User.objects.create_user(email, PASSWORD, name="Ana Torres", **powers)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def sign_in(client: Client, email: str, password: str, *, address: str = "198.51.100.7") -> bool:
    """Whether this password signs in."""
    client.post("/accounts/login/", {"login": email, "password": password}, REMOTE_ADDR=address)
    return signed_in_as(client) is not None


def guess(email: str, times: int, *, network: str = "203.0.113") -> list[str]:
    """What each of so many wrong passwords was answered with, from as many addresses."""
    answers = [
        Client().post("/accounts/login/", {"login": email, "password": f"guess {n}"}, REMOTE_ADDR=f"{network}.{n}")
        for n in range(times)
    ]
    return ["refused" if TOO_MANY in answer.text else "wrong" for answer in answers]


def test_the_admin_has_no_sign_in_of_its_own(client: Client) -> None:
    admin = member(is_staff=True, is_superuser=True)
    TOTP.activate(admin, SECRET)
    answer = client.post("/admin/login/", {"username": admin.email, "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/accounts/login/")
    assert signed_in_as(client) is None


def test_the_admin_asks_for_the_second_factor_and_then_opens_where_somebody_wanted_to_go(client: Client) -> None:
    admin = member(is_staff=True, is_superuser=True)
    TOTP.activate(admin, SECRET)
    page = client.get("/admin/accounts/user/", follow=True)
    assert page.redirect_chain[-1][0] == "/accounts/login/?next=%2Fadmin%2Faccounts%2Fuser%2F"
    wanted = {"login": admin.email, "password": PASSWORD, "next": "/admin/accounts/user/"}
    assert client.post("/accounts/login/", wanted)["Location"] == "/accounts/2fa/authenticate/"
    answer = client.post("/accounts/2fa/authenticate/", {"code": code_of(SECRET)})
    assert (answer["Location"], client.get(answer["Location"]).status_code) == ("/admin/accounts/user/", 200)


def test_what_somebody_typed_in_the_admin_survives_a_sign_in(client: Client) -> None:
    answer = client.post("/admin/accounts/user/add/", {"name": "Ana"})
    assert answer["Location"] == "/accounts/login/?next=%2Fkept%2F"


def test_somebody_signed_in_who_is_no_admin_is_refused_and_led_nowhere(client: Client) -> None:
    client.force_login(member(), BACKEND)
    answer = client.get("/admin/", follow=True)
    assert (answer.redirect_chain, answer.status_code) == ([("/admin/login/?next=/admin/", 302)], 403)


def test_sixty_guesses_at_an_account_end_after_five() -> None:
    person = member()
    assert guess(person.email, 60) == ["wrong"] * 5 + ["refused"] * 55


def test_one_address_has_ten_guesses_a_minute_at_whatever_accounts() -> None:
    answers = [
        Client().post("/accounts/login/", {"login": f"p{n}@example.org", "password": "x"}).text for n in range(12)
    ]
    assert [TOO_MANY in answer for answer in answers] == [False] * 10 + [True] * 2


def test_guesses_by_a_stranger_do_not_keep_somebody_out_of_their_own_browser(client: Client) -> None:
    person = member()
    assert sign_in(client, person.email, PASSWORD)
    client.post("/accounts/logout/")
    guess(person.email, 8)
    assert sign_in(client, person.email, PASSWORD)


def test_guesses_by_a_stranger_keep_a_browser_out_that_has_never_signed_in(client: Client) -> None:
    """The control: without the cookie the tries of the account are used up."""
    person = member()
    guess(person.email, 8)
    assert not sign_in(client, person.email, PASSWORD)


def test_a_browser_that_has_signed_in_has_five_tries_too(client: Client) -> None:
    person = member()
    sign_in(client, person.email, PASSWORD)
    client.post("/accounts/logout/")
    for n in range(5):
        assert not sign_in(client, person.email, f"guess {n}", address=f"198.51.100.{n}")
    assert not sign_in(client, person.email, PASSWORD, address="198.51.100.9")


def test_the_cookie_of_ones_own_account_opens_no_tries_at_anothers(client: Client) -> None:
    person, attacker = member(), member("eve@example.org")
    sign_in(client, attacker.email, PASSWORD)
    client.post("/accounts/logout/")
    guess(person.email, 5)
    assert not sign_in(client, person.email, PASSWORD)


@pytest.mark.parametrize("forged", ["", "x", "eyIxIjoiYSJ9:1tXyZ:forged", "a" * 5000])
def test_a_forged_cookie_is_no_cookie(client: Client, forged: str) -> None:
    person = member()
    client.cookies["device"] = forged
    guess(person.email, 5)
    assert not sign_in(client, person.email, PASSWORD)


def test_the_cookie_cannot_be_read_by_scripts(client: Client) -> None:
    sign_in(client, member().email, PASSWORD)
    cookie = client.cookies["device"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_a_browser_knows_five_people_at_most(client: Client) -> None:
    people = [member(f"p{n}@example.org") for n in range(6)]
    for person in people:
        sign_in(client, person.email, PASSWORD)
        client.post("/accounts/logout/")
    for person in people:
        guess(person.email, 5)
    cache_free = [sign_in_again(client, person) for person in people]
    assert cache_free == [False, True, True, True, True, True]


def sign_in_again(client: Client, person: User) -> bool:
    signed_in = sign_in(client, person.email, PASSWORD, address=f"198.51.100.{person.pk % 200}")
    client.post("/accounts/logout/")
    return signed_in


def test_second_factor_codes_are_tried_five_times(client: Client) -> None:
    person = member()
    TOTP.activate(person, SECRET)
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    answers = [client.post("/accounts/2fa/authenticate/", {"code": "000000"}) for _ in range(6)]
    assert [TOO_MANY in answer.text for answer in answers] == [False] * 5 + [True]
    client.post("/accounts/2fa/authenticate/", {"code": code_of(SECRET)})
    assert signed_in_as(client) is None


@pytest.mark.parametrize(
    ("path", "data", "allowed"),
    [
        ("/accounts/password/reset/", {"email": "ana@example.org"}, 5),
        ("/accounts/signup/", {"email": "not an address"}, 20),
    ],
)
def test_reset_and_sign_up_are_limited(client: Client, path: str, data: dict[str, str], allowed: int) -> None:
    statuses = [client.post(path, data).status_code for _ in range(allowed + 1)]
    assert [status == 429 for status in statuses] == [False] * allowed + [True]


def test_proving_oneself_again_is_limited(client: Client) -> None:
    client.force_login(member(), BACKEND)
    answers = [client.post("/accounts/reauthenticate/", {"password": f"guess {n}"}) for n in range(11)]
    assert [TOO_MANY in answer.text for answer in answers[:7]] == [False] * 5 + [True] * 2
    assert answers[10].status_code == 429


def test_confirming_an_address_is_asked_for_once_in_three_minutes(client: Client, mailoutbox: list[object]) -> None:
    person = member()
    EmailAddress.objects.update(verified=False)
    for _ in range(3):
        client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert len(mailoutbox) == 1


def test_limits_hold_in_production_and_on_a_developers_machine() -> None:
    for name in ("login", "login_failed", "reauthenticate", "signup", "reset_password", "confirm_email"):
        assert base.ACCOUNT_RATE_LIMITS[name]  # type: ignore[index]  # neither `production` nor `local` changes it
    for name in ("local", "production"):
        assert "RATE_LIMITS" not in (BASE_DIR / "ciie" / "settings" / f"{name}.py").read_text()


# Staff and second factors


@pytest.fixture
def required(settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = True


@pytest.mark.parametrize("who", ["organizer", "staff", "superuser"])
def test_staff_without_a_second_factor_get_to_the_page_where_they_set_one_up_and_nowhere_else(
    client: Client, required: None, who: str
) -> None:
    person = organizer() if who == "organizer" else UserFactory(is_staff=True, is_superuser=who == "superuser")
    client.force_login(person, BACKEND)
    for path in ("/organizer/", "/desk/", "/admin/", "/accounts/profile/", "/"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/")
    assert client.post("/accounts/profile/", {"name": "x", "language": "en"})["Location"] == "/accounts/2fa/"
    assert client.get("/accounts/2fa/").status_code == 200


def test_the_way_is_free_once_staff_have_set_one_up(client: Client, required: None) -> None:
    person = organizer()
    client.force_login(person, BACKEND)
    TOTP.activate(person, SECRET)
    assert client.get("/accounts/profile/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client: Client, required: None) -> None:
    person = organizer()
    RecoveryCodes.activate(person)
    client.force_login(person, BACKEND)
    assert client.get("/organizer/")["Location"] == "/accounts/2fa/"


def test_a_passkey_counts(client: Client, required: None) -> None:
    person = organizer()
    key_of(person)
    client.force_login(person, BACKEND)
    assert client.get("/accounts/profile/").status_code == 200


def test_staff_keep_their_last_second_factor(client: Client, required: None) -> None:
    person = member(is_staff=True)
    TOTP.activate(person, SECRET)
    sign_in_with_code(client, person)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    answer = client.post("/accounts/2fa/totp/deactivate/")
    assert (answer.status_code, Authenticator.objects.filter(user=person, type="totp").count()) == (200, 1)


def sign_in_with_code(client: Client, person: User) -> None:
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    client.post("/accounts/2fa/authenticate/", {"code": code_of(SECRET)})
    assert signed_in_as(client) == str(person.pk)


def test_exhibitors_and_visitors_need_none(client: Client, required: None) -> None:
    assert client.get("/accounts/login/").status_code == 200
    client.force_login(UserFactory(), BACKEND)
    assert client.get("/accounts/profile/").status_code == 200


def test_a_session_begun_with_a_second_factor_is_asked_nothing_more(client: Client, required: None) -> None:
    person = member(is_staff=True)
    TOTP.activate(person, SECRET)
    sign_in_with_code(client, person)
    Authenticator.objects.all().delete()
    assert client.get("/accounts/profile/").status_code == 200, "the session itself says so"


def test_second_factors_are_not_required_on_a_developers_machine() -> None:
    assert base.STAFF_SECOND_FACTOR_REQUIRED is False


# The admin after a pause


def test_the_admin_asks_again_after_half_an_hour_without_a_page(client: Client) -> None:
    admin = member(is_staff=True, is_superuser=True)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert sign_in(client, admin.email, PASSWORD)
        clock.shift(timedelta(minutes=29))
        assert client.get("/admin/").status_code == 200
        clock.shift(timedelta(minutes=29))
        assert client.get("/admin/").status_code == 200
        clock.shift(timedelta(minutes=31))
        assert client.get("/admin/accounts/user/")["Location"] == (
            "/accounts/reauthenticate/?next=%2Fadmin%2Faccounts%2Fuser%2F"
        )
        assert client.post("/admin/accounts/user/add/", {"name": "Bo Chen", "password1": "x"})["Location"] == (
            "/accounts/reauthenticate/?next=%2Fkept%2F"
        )
        assert client.get("/accounts/profile/").status_code == 200, "other pages have no such end"
        answer = client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/kept/"}, follow=True)
        assert ("Bo Chen" in answer.text, "password1" in answer.text) == (True, False)
        assert client.get("/admin/accounts/user/").status_code == 200


def test_the_pause_may_be_unlimited(client: Client, settings: Settings) -> None:
    settings.ADMIN_IDLE_MINUTES = 0
    admin = member(is_staff=True, is_superuser=True)
    sign_in(client, admin.email, PASSWORD)
    session = client.session
    session["admin_seen_at"] = time.time() - 86_400
    session.save()
    assert client.get("/admin/").status_code == 200


# What is written down of all this


def test_every_guess_is_in_the_log_and_those_refused_once_a_minute() -> None:
    person = member()
    with time_machine.travel(timezone.now().replace(second=10), tick=False):
        guess(person.email, 8)
    kinds = list(SecurityEvent.objects.exclude(kind="password_set").order_by("pk").values_list("kind", flat=True))
    assert kinds == ["sign_in_failed"] * 5 + ["throttled"]
    assert set(SecurityEvent.objects.exclude(kind="password_set").values_list("person_email", flat=True)) == {
        person.email
    }
