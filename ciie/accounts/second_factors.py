"""Second factors: their secrets are encrypted before they are stored."""

from base64 import urlsafe_b64encode
from functools import lru_cache
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from ciie.accounts.staff import is_staff

PURPOSE = b"ciie second factors"


class SecondFactorAdapter(DefaultMFAAdapter):
    """Seeds of authenticator apps and recovery codes, in the database as Fernet tokens (AES-128-CBC with HMAC)."""

    def encrypt(self, text: str) -> str:
        return cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return cipher().decrypt(encrypted_text).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Staff who must have a second factor replace their last one by adding another first."""
        if not settings.STAFF_SECOND_FACTOR_REQUIRED or not is_staff(authenticator.user):
            return True
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def encrypt_anew(stored: dict[str, Any]) -> dict[str, Any]:
    """The `data` of an authenticator with its secrets, encrypted so far or not, encrypted by the first key."""
    changed: dict[str, Any] = {name: _anew(stored[name]) for name in ("secret", "seed") if name in stored}
    if "migrated_codes" in stored:
        changed["migrated_codes"] = [_anew(code) for code in stored["migrated_codes"]]
    return stored | changed


def _anew(text: str) -> str:
    try:
        return cipher().rotate(text).decode()
    except InvalidToken:
        return cipher().encrypt(text.encode()).decode()


def cipher() -> MultiFernet:
    """The first key encrypts, all decrypt: those of `MFA_ENCRYPTION_KEYS`, else keys derived from the secret keys."""
    return _cipher(tuple(settings.MFA_ENCRYPTION_KEYS), (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...], secrets: tuple[str, ...]) -> MultiFernet:
    """Derived keys go on decrypting once there are keys of their own, so that a site may go over to these."""
    return MultiFernet([*map(Fernet, keys), *(Fernet(_derived(secret)) for secret in secrets)])


def _derived(secret: str) -> bytes:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return urlsafe_b64encode(key)
