"""What a browser sends when a security key is added, made without a key."""

from hashlib import sha256
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from ciie.accounts.models import User


def key_of(person: User) -> Authenticator:
    """A security key that this person has added; nothing can be signed with it."""
    return Authenticator.objects.create(
        user=person, type="webauthn", data={"name": "Laptop", "credential": _registration()}
    )


def _registration() -> dict[str, Any]:
    public_key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())  # type: ignore[no-untyped-call]
    key = AttestedCredentialData.create(bytes(16), b"laptop", public_key)
    flags = AuthenticatorData.FLAG.AT | AuthenticatorData.FLAG.UP
    data = AuthenticatorData.create(sha256(b"testserver").digest(), flags, 0, key)
    client = CollectedClientData.create("webauthn.create", b"challenge", "https://testserver")
    return {
        "type": "public-key",
        "id": websafe_encode(b"laptop"),
        "rawId": websafe_encode(b"laptop"),
        "clientExtensionResults": {"credProps": {"rk": False}},
        "response": {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        },
    }
