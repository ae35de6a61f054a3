"""Second factors, which staff may be required to use, and whose secrets are encrypted before they are stored.

Staff are people who may open the admin or have a role there.
"""

from base64 import b32encode, urlsafe_b64encode
from collections.abc import Callable
from functools import lru_cache
from secrets import token_bytes
from typing import Any

import structlog
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from ciie.accounts.models import User

PURPOSE = b"ciie second factors"
SECRETS = ("secret", "seed")
ENCRYPTED = "gAAAAA"
"""The beginning of every Fernet token, and of no seed or code of allauth's.

It encodes the version, and a time of less than 36 bits.
"""
log = structlog.get_logger(__name__)

type StaffRule = Callable[[User], bool]

_rules: list[StaffRule] = []


def register_staff_rule(rule: StaffRule) -> None:
    """Count everybody for whom this rule is true as staff, besides those who may open the admin."""
    _rules.append(rule)


def is_staff(person: User) -> bool:
    return person.is_staff or person.is_superuser or any(rule(person) for rule in _rules)


def has_second_factor(person: User) -> bool:
    """Return whether this person has an authenticator app, a passkey or a security key.

    Recovery codes alone do not count.
    """
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=person, type__in=kinds).exists())


def lacks_second_factor(person: User) -> bool:
    """Return whether this person must first set up a second factor (`STAFF_SECOND_FACTOR_REQUIRED`)."""
    return bool(settings.STAFF_SECOND_FACTOR_REQUIRED and is_staff(person) and not has_second_factor(person))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Stores the seeds of authenticator apps and recovery codes as Fernet tokens (AES-128-CBC with HMAC)."""

    def encrypt(self, text: str) -> str:
        return cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret, or a random one if no key decrypts it.

        With a random secret, every code is wrong, but no page fails.
        """
        try:
            return cipher().decrypt(encrypted_text).decode()
        except InvalidToken:
            log.exception("No key of MFA_ENCRYPTION_KEYS, SECRET_KEY or SECRET_KEY_FALLBACKS decrypts a second factor.")
            return b32encode(token_bytes(20)).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Prevent staff who need a second factor from removing their last one. They have to add another first."""
        if not settings.STAFF_SECOND_FACTOR_REQUIRED or not is_staff(authenticator.user):
            return True
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def is_readable(stored: dict[str, Any]) -> bool:
    """Return whether the current keys decrypt every secret in the `data` of an authenticator."""
    secrets = [stored[name] for name in SECRETS if name in stored] + stored.get("migrated_codes", [])
    try:
        for secret in secrets:
            cipher().decrypt(secret)
    except InvalidToken:
        return False
    return True


def encrypt_anew(stored: dict[str, Any]) -> dict[str, Any]:
    """Return the `data` of an authenticator with all secrets encrypted by the first key.

    Secrets that were not encrypted before are included. Raises `InvalidToken` if the key that encrypted a secret is
    gone.
    """
    changed: dict[str, Any] = {name: _anew(stored[name]) for name in SECRETS if name in stored}
    if "migrated_codes" in stored:
        changed["migrated_codes"] = [_anew(code) for code in stored["migrated_codes"]]
    return stored | changed


def _anew(text: str) -> str:
    if text.startswith(ENCRYPTED):
        return cipher().rotate(text).decode()
    return cipher().encrypt(text.encode()).decode()


def cipher() -> MultiFernet:
    """Return a cipher whose first key encrypts and whose keys all decrypt.

    The keys are those of `MFA_ENCRYPTION_KEYS`, followed by keys derived from the secret keys.
    """
    return _cipher(tuple(settings.MFA_ENCRYPTION_KEYS), (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...], secrets: tuple[str, ...]) -> MultiFernet:
    """Return the cipher for these keys.

    Derived keys still decrypt when `MFA_ENCRYPTION_KEYS` exist, so that a site can switch to these.
    """
    derived = (HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(key.encode()) for key in secrets)
    return MultiFernet([*map(Fernet, keys), *(Fernet(urlsafe_b64encode(key)) for key in derived)])
