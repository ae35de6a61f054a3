from datetime import UTC, datetime

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from pytest_django import Settings

from ciie.accounts.models import User
from tests.ciie.accounts.conftest import PASSWORD, link_in
from tests.ciie.accounts.signing_in import code_of, signed_in_as
from tests.html_rules import assert_clean

SIGN_UP = {"name": "Ana Torres", "email": "ana@example.org", "password1": PASSWORD}


@pytest.mark.django_db
def test_sign_up_needs_the_link_in_the_mail_before_signing_in(client: Client) -> None:
    answer = client.post("/accounts/signup/", SIGN_UP)
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/confirm-email/")
    assert signed_in_as(client) is None

    (message,) = mail.outbox
    assert message.to == ["ana@example.org"]
    client.post(link_in(message))
    client.post("/accounts/login/", {"login": "Ana@Example.org", "password": PASSWORD})
    person = User.objects.get()
    assert (person.name, person.email, signed_in_as(client)) == ("Ana Torres", "ana@example.org", str(person.pk))


@pytest.mark.django_db
def test_following_the_link_alone_confirms_nothing(client: Client) -> None:
    """Mail scanners follow links; elsewhere than in the browser of the sign-up only the button on the page counts."""
    client.post("/accounts/signup/", SIGN_UP)
    assert Client().get(link_in(mail.outbox[0])).status_code == 200
    assert EmailAddress.objects.get().verified is False


@pytest.mark.django_db
def test_following_the_link_in_the_browser_of_the_sign_up_confirms_and_signs_in(client: Client) -> None:
    client.post("/accounts/signup/", SIGN_UP)
    link = link_in(mail.outbox[0])
    assert client.head(link).status_code == 200
    assert EmailAddress.objects.get().verified is False
    assert client.get(link)["Location"] == "/start/"
    assert EmailAddress.objects.get().verified is True
    assert signed_in_as(client) == str(User.objects.get().pk)
    assert "has been used" in Client().get(link).text


@pytest.mark.django_db
def test_the_session_of_a_sign_up_confirms_no_address_of_somebody_else(client: Client) -> None:
    other = Client()
    other.post("/accounts/signup/", SIGN_UP | {"email": "ben@example.org"})
    client.post("/accounts/signup/", SIGN_UP)
    assert client.get(link_in(mail.outbox[0])).status_code == 200
    assert EmailAddress.objects.filter(verified=True).count() == 0
    assert signed_in_as(client) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "subject"), [("en", "Please Confirm Your Email Address"), ("zh-hans", "请确认您的Email地址")]
)
def test_mail_is_text_and_html_in_the_language_of_the_page(client: Client, language: str, subject: str) -> None:
    client.post("/accounts/signup/", SIGN_UP | {"name": "<b>Ana</b>"}, headers={"accept-language": language})
    (message,) = mail.outbox
    assert isinstance(message, EmailMultiAlternatives)
    ((html, kind),) = message.alternatives
    assert (message.subject, kind) == (subject, "text/html")
    assert f'href="http://testserver{link_in(message)}"' in str(html)
    assert "<b>Ana" not in str(html)


@pytest.mark.django_db
def test_somebody_who_signs_up_in_chinese_is_written_to_in_chinese(client: Client) -> None:
    client.post("/accounts/signup/", SIGN_UP, headers={"accept-language": "zh-hans"})
    assert User.objects.get().language == "zh-hans"


def test_signing_up_twice_does_not_tell_who_is_known(client: Client, person: User) -> None:
    answer = client.post("/accounts/signup/", SIGN_UP)
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/confirm-email/")
    assert User.objects.count() == 1


def test_a_wrong_password_keeps_the_address_that_was_typed(client: Client, person: User) -> None:
    answer = client.post("/accounts/login/", {"login": person.email, "password": "wrong"})
    assert answer.context["form"]["login"].value() == person.email
    assert signed_in_as(client) is None


def test_guessing_is_stopped_with_a_page_that_says_so(client: Client, person: User, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    answers = [client.post("/accounts/login/", {"login": person.email, "password": "guess"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "Too many attempts" in answers[-1].text
    assert_clean(answers[-1])


def test_reset_lets_a_person_choose_a_new_password(client: Client, person: User) -> None:
    client.post("/accounts/password/reset/", {"email": person.email})
    page = client.get(link_in(mail.outbox[0]), follow=True)
    chosen = "a-new-word-for-the-hall"
    client.post(page.request["PATH_INFO"], {"password1": chosen, "password2": chosen})
    person.refresh_from_db()
    assert person.check_password(chosen)


@pytest.mark.django_db
def test_reset_for_an_unknown_address_has_the_same_answer(client: Client) -> None:
    answer = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/password/reset/done/")


def test_setting_up_an_app_also_makes_recovery_codes(signed_in: Client, person: User) -> None:
    page = signed_in.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    signed_in.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    kinds = set(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}


def test_a_password_alone_is_not_enough_once_an_app_is_set_up(client: Client, person: User) -> None:
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(person, secret)
    answer = client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert (answer["Location"], signed_in_as(client)) == ("/accounts/2fa/authenticate/", None)
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert signed_in_as(client) == str(person.pk)


def test_a_reset_does_not_go_around_the_app(client: Client, person: User) -> None:
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    client.post("/accounts/password/reset/", {"email": person.email})
    page = client.get(link_in(mail.outbox[0]), follow=True)
    chosen = "a-new-word-for-the-hall"
    client.post(page.request["PATH_INFO"], {"password1": chosen, "password2": chosen})
    assert signed_in_as(client) is None
    answer = client.post("/accounts/login/", {"login": person.email, "password": chosen})
    assert (answer["Location"], signed_in_as(client)) == ("/accounts/2fa/authenticate/", None)


def test_a_code_signs_in_once_and_for_half_a_minute(person: User) -> None:
    factor = TOTP(TOTP.activate(person, "JBSWY3DPEHPK3PXP").instance)
    with time_machine.travel(datetime(2026, 11, 5, 9, 0, 1, tzinfo=UTC), tick=False) as clock:
        code = code_of("JBSWY3DPEHPK3PXP")
        assert [factor.validate_code(code), factor.validate_code(code)] == [True, False]
        later = code_of("JBSWY3DPEHPK3PXP")
        clock.shift(30)
        assert not factor.validate_code(later)


@pytest.mark.parametrize("what", ["action_add", "action_primary", "action_remove"])
def test_addresses_change_only_after_the_password(client: Client, person: User, what: str) -> None:
    other = EmailAddress.objects.create(user=person, email="ana@example.com", verified=True)
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    wanted = "ana@example.net" if what == "action_add" else other.email
    answer = client.post("/accounts/email/", {what: "", "email": wanted})
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/reauthenticate/")
    assert set(EmailAddress.objects.filter(user=person).values_list("email", "primary")) == {
        (person.email, True),
        (other.email, False),
    }


def test_a_new_password_needs_the_old_one(signed_in: Client, person: User) -> None:
    chosen = {"password1": "a-new-word-for-the-hall", "password2": "a-new-word-for-the-hall"}
    for old in ({}, {"oldpassword": "wrong"}):
        signed_in.post("/accounts/password/change/", chosen | old)
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    signed_in.post("/accounts/password/change/", chosen | {"oldpassword": PASSWORD})
    person.refresh_from_db()
    assert person.check_password("a-new-word-for-the-hall")


def test_every_change_to_signing_in_is_notified_by_email(signed_in: Client, person: User) -> None:
    chosen = "a-new-word-for-the-hall"
    signed_in.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": chosen, "password2": chosen})
    assert [message.to for message in mail.outbox] == [[person.email]]


@pytest.mark.django_db
@pytest.mark.parametrize("length", [255, 256, 320, 5_000])
def test_an_address_that_is_too_long_is_refused_beside_its_field(client: Client, length: int) -> None:
    address = f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.{'f' * 60}.org"
    address = address.replace("@", "x" * (length - len(address)) + "@") if length > len(address) else address[-length:]
    answer = client.post("/accounts/signup/", SIGN_UP | {"email": address})
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["email"])


def test_adding_an_address_that_is_too_long_is_refused(signed_in: Client) -> None:
    address = f"a@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.{'f' * 40}.org"
    answer = signed_in.post("/accounts/email/", {"action_add": "", "email": address})
    assert (len(address), answer.status_code) == (290, 200)
    assert "at most 254 characters" in answer.text
