from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.fernet import Fernet, InvalidToken
from django.core.management import call_command
from pytest_django import Settings

from ciie.accounts.models import User
from ciie.accounts.second_factors import cipher, encrypt_anew
from tests.ciie.accounts.signing_in import code_of

SECRET = "JBSWY3DPEHPK3PXP"


def test_secrets_are_nowhere_in_the_database_as_they_are(person: User) -> None:
    TOTP.activate(person, SECRET)
    codes = RecoveryCodes.activate(person)
    stored = " ".join(str(data) for data in Authenticator.objects.values_list("data", flat=True))
    seed = cipher().decrypt(codes.instance.data["seed"]).decode()
    assert (SECRET in stored, seed in stored) == (False, False)


def test_codes_are_checked_against_what_was_encrypted(person: User) -> None:
    factor = TOTP(TOTP.activate(person, SECRET).instance)
    codes = RecoveryCodes.activate(person)
    assert factor.validate_code(code_of(SECRET))
    assert codes.validate_code(codes.get_unused_codes()[0])


def test_keys_of_their_own_encrypt_and_what_the_secret_key_encrypted_is_still_read(settings: Settings) -> None:
    before = cipher().encrypt(b"seed")
    settings.MFA_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
    after = cipher().encrypt(b"seed")
    assert (cipher().decrypt(before), cipher().decrypt(after)) == (b"seed", b"seed")
    settings.MFA_ENCRYPTION_KEYS = []
    with pytest.raises(InvalidToken):
        cipher().decrypt(after)


def test_a_new_secret_key_reads_what_the_old_one_encrypted(settings: Settings) -> None:
    before = cipher().encrypt(b"seed")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert cipher().decrypt(before) == b"seed"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        cipher().decrypt(before)


def test_what_was_stored_plain_is_encrypted_and_what_was_encrypted_stays_readable() -> None:
    plain = {"secret": SECRET, "seed": "ab" * 40, "migrated_codes": ["1", "2"], "used_mask": 3}
    once, twice = encrypt_anew(plain), encrypt_anew(encrypt_anew(plain))
    assert once["secret"] != SECRET
    assert [cipher().decrypt(data["secret"]) for data in (once, twice)] == [SECRET.encode()] * 2
    assert [cipher().decrypt(code) for code in twice["migrated_codes"]] == [b"1", b"2"]
    assert once["used_mask"] == 3


def test_command_encrypts_everything_with_the_first_key(person: User, settings: Settings) -> None:
    plain = Authenticator.objects.create(user=person, type="totp", data={"secret": SECRET})
    codes = RecoveryCodes.activate(person).instance
    settings.MFA_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
    printed = StringIO()
    call_command("encrypt_second_factors", stdout=printed)
    settings.SECRET_KEY = "gone"
    plain.refresh_from_db()
    codes.refresh_from_db()
    assert TOTP(plain).validate_code(code_of(SECRET))
    assert len(RecoveryCodes(codes).get_unused_codes()) == 10
    assert printed.getvalue() == "Encrypted 2 second factors.\n"
