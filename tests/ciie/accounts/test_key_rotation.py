"""SECRET_KEY and the keys of second factors are changed as docs/security.md says, and nobody is locked out."""

import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.fernet import Fernet
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from ciie.accounts.models import User
from ciie.audit.models import SecurityEvent
from tests.ciie.accounts.conftest import PASSWORD
from tests.ciie.accounts.signing_in import code_of, signed_in_as

SECRET = "JBSWY3DPEHPK3PXP"
OLD, NEW = "the key of last year", "the key of this year"
REFUSED = (
    "This site cannot check your code, because the key with which it stored your second factor is missing. "
    "Use a passkey if you have one, or ask the administrators of the site for help."
)


@pytest.fixture(autouse=True)
def still_clock() -> Iterator[None]:
    """A code that is shown at the end of a period is still right when it arrives."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


@pytest.fixture
def codes(person: User, settings: Settings) -> list[str]:
    """The recovery codes of a person who has set up an authenticator app under the old key."""
    settings.SECRET_KEY = OLD
    TOTP.activate(person, SECRET)
    return list(RecoveryCodes.activate(person).get_unused_codes())


def signed_in_with(code: str, person: User) -> tuple[Client, Any]:
    """A new browser, and the answer that a code got there."""
    cache.clear()  # a code of this half minute may have been used before
    client = Client()
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    return client, client.post("/accounts/2fa/authenticate/", {"code": code})


def may_sign_in_with(code: str, person: User) -> bool:
    client, _answer = signed_in_with(code, person)
    return signed_in_as(client) == str(person.pk)


def test_who_follows_the_documentation_locks_nobody_out(person: User, codes: list[str], settings: Settings) -> None:
    browser, _answer = signed_in_with(code_of(SECRET), person)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert browser.get("/accounts/profile/").status_code == 200
    assert may_sign_in_with(code_of(SECRET), person)
    assert may_sign_in_with(codes[0], person)
    call_command("encrypt_second_factors", stdout=StringIO())
    settings.SECRET_KEY_FALLBACKS = []
    assert browser.get("/accounts/profile/").status_code == 200
    assert may_sign_in_with(code_of(SECRET), person)
    assert may_sign_in_with(codes[1], person)


def test_going_over_to_keys_of_their_own_and_from_one_to_the_next(
    person: User, codes: list[str], settings: Settings
) -> None:
    first, second = (Fernet.generate_key().decode() for _each in range(2))
    for before, after in ([], [first]), ([first], [second]):
        settings.MFA_ENCRYPTION_KEYS = [*after, *before]
        assert may_sign_in_with(code_of(SECRET), person)
        call_command("encrypt_second_factors", stdout=StringIO())
        settings.MFA_ENCRYPTION_KEYS = after
        assert may_sign_in_with(code_of(SECRET), person)
    settings.SECRET_KEY = NEW  # on which nothing rests any more
    assert may_sign_in_with(codes[0], person)


def test_a_code_that_cannot_be_checked_is_refused_in_words_and_noted(
    person: User, codes: list[str], settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SECRET_KEY = NEW
    with caplog.at_level(logging.ERROR):
        answers = [signed_in_with(code, person)[1] for code in (code_of(SECRET), codes[0], "000000")]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert [answer.context["form"].errors for answer in answers] == [{"code": [REFUSED]}] * 3
    assert SecurityEvent.objects.latest("pk").kind == "factor_failed"
    assert SecurityEvent.objects.latest("pk").details == {"type": "totp", "no_key_decrypts_it": True}
    assert "decrypts a second factor" in caplog.text
    settings.SECRET_KEY_FALLBACKS = [OLD]
    assert may_sign_in_with(code_of(SECRET), person)


def test_the_same_holds_where_somebody_confirms_who_they_are(
    person: User, codes: list[str], settings: Settings
) -> None:
    browser, _answer = signed_in_with(code_of(SECRET), person)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    browser.get("/accounts/profile/")
    settings.SECRET_KEY_FALLBACKS = []
    answer = browser.post("/accounts/2fa/reauthenticate/", {"code": code_of(SECRET)})
    assert (answer.status_code, answer.context["form"].errors) == (200, {"code": [REFUSED]})


def test_what_is_wrong_with_a_code_is_said_as_before_while_keys_are_there(person: User, codes: list[str]) -> None:
    _client, answer = signed_in_with("000000", person)
    assert answer.context["form"].errors == {"code": ["Incorrect code."]}
    assert SecurityEvent.objects.latest("pk").details == {"type": "totp"}


def test_recovery_codes_made_under_the_new_key_open_though_the_app_is_lost(
    person: User, codes: list[str], settings: Settings
) -> None:
    settings.SECRET_KEY = NEW
    Authenticator.objects.filter(type="recovery_codes").delete()
    assert may_sign_in_with(RecoveryCodes.activate(person).get_unused_codes()[0], person)


@pytest.mark.parametrize("page", ["", "download/"])
def test_recovery_codes_that_no_key_decrypts_are_not_shown_and_can_be_made_anew(
    person: User, codes: list[str], settings: Settings, page: str
) -> None:
    browser, _answer = signed_in_with(code_of(SECRET), person)
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert codes[3] in browser.get(f"/accounts/2fa/recovery-codes/{page}").text
    settings.SECRET_KEY_FALLBACKS = []
    shown = browser.get(f"/accounts/2fa/recovery-codes/{page}", follow=True)
    assert [where for where, _status in shown.redirect_chain] == ["/accounts/2fa/recovery-codes/generate/"]
    assert "Your recovery codes are no longer valid. Create new ones." in shown.text
    made = browser.post("/accounts/2fa/recovery-codes/generate/", follow=True)
    assert len(made.context["unused_codes"]) == 10
    assert may_sign_in_with(made.context["unused_codes"][0], person)


def test_the_command_leaves_what_it_cannot_read_and_names_it(
    person: User, codes: list[str], settings: Settings
) -> None:
    settings.SECRET_KEY = NEW
    Authenticator.objects.filter(type="recovery_codes").delete()
    RecoveryCodes.activate(person)
    with pytest.raises(CommandError) as refused:
        call_command("encrypt_second_factors", stdout=(printed := StringIO()))
    assert printed.getvalue() == "Encrypted 1 second factors.\n"
    assert str(refused.value) == (
        "No key decrypts 1 second factors, which remain as they were: ana@example.org (totp). "
        "Put the key that encrypted them back and run this again, or remove them in the admin."
    )
    settings.SECRET_KEY = OLD
    assert may_sign_in_with(code_of(SECRET), person)
