"""Every page about one's own account: it opens, it looks like ours, and the content policy finds nothing to refuse."""

from collections.abc import Iterable, Iterator

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from ciie.accounts.models import User
from ciie.accounts.urls import urlpatterns
from tests.ciie.accounts.conftest import PASSWORD, link_in
from tests.ciie.accounts.security_keys import key_of
from tests.html_rules import assert_clean

ANYONE = (
    "account_login",
    "account_signup",
    "account_inactive",
    "account_email_verification_sent",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
)
SIGNED_IN = (
    "profile",
    "account_email",
    "account_change_password",
    "account_reauthenticate",
    "account_logout",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "sessions",
    "tokens",
    "new_token",
)
WITH_AN_APP = ("mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_reauthenticate")
TRIED_BY_THEMSELVES = {
    "account_confirm_email",
    "account_reset_password_from_key",
    "account_set_password",
    "mfa_authenticate",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_reauthenticate_webauthn",
}
NOT_PAGES = {
    "end_other_sessions",
    "end_session",
    "account_confirm_login_code",
    "end_token",
    "mfa_login_webauthn",
    "mfa_download_recovery_codes",
}


def opens_clean(client: Client, url: str) -> None:
    answer = client.get(url)
    assert answer.status_code == 200, url
    assert_clean(answer)
    assert "css/tokens.css" in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize("name", ANYONE)
def test_a_page_for_anyone_opens(client: Client, name: str) -> None:
    opens_clean(client, reverse(name))


@pytest.mark.parametrize("name", SIGNED_IN)
def test_a_page_for_the_signed_in_opens(signed_in: Client, name: str) -> None:
    opens_clean(signed_in, reverse(name))


@pytest.mark.parametrize("name", WITH_AN_APP)
def test_a_page_for_those_with_an_app_opens(signed_in: Client, person: User, name: str) -> None:
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(person)
    opens_clean(signed_in, reverse(name))


@pytest.mark.parametrize("name", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_a_page_about_a_key_opens(signed_in: Client, person: User, name: str) -> None:
    opens_clean(signed_in, reverse(name, args=[key_of(person).pk]))


def test_confirming_with_a_key_opens(signed_in: Client, person: User) -> None:
    key_of(person)
    opens_clean(signed_in, reverse("mfa_reauthenticate_webauthn"))


def test_setting_a_first_password_opens(client: Client, person: User) -> None:
    """Who only ever used a passkey has none."""
    person.set_unusable_password()
    person.save()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    opens_clean(client, reverse("account_set_password"))


def test_choosing_a_new_password_by_the_link_opens(client: Client, person: User) -> None:
    client.post("/accounts/password/reset/", {"email": person.email})
    answer = client.get(link_in(mail.outbox[0]))
    opens_clean(client, answer["Location"])


def test_the_second_step_of_signing_in_opens(client: Client, person: User) -> None:
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    opens_clean(client, "/accounts/2fa/authenticate/")


def test_confirming_an_address_opens(client: Client, person: User) -> None:
    address = EmailAddress.objects.get(user=person)
    address.verified = False
    address.save()
    opens_clean(client, reverse("account_confirm_email", args=[EmailConfirmationHMAC(address).key]))


@pytest.mark.django_db
def test_a_stale_link_says_what_to_do(client: Client) -> None:
    opens_clean(client, reverse("account_confirm_email", args=["old"]))


def test_every_page_of_the_account_is_visited() -> None:
    named = {pattern.name for pattern in leaves(urlpatterns)}
    visited = {*ANYONE, *SIGNED_IN, *WITH_AN_APP, *TRIED_BY_THEMSELVES, *NOT_PAGES}
    assert named == visited


def leaves(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from leaves(pattern.url_patterns)
        else:
            yield pattern
