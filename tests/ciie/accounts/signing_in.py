"""Signing in with a password and a code of an authenticator."""

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client


def code_of(secret: str) -> str:
    """What an authenticator app shows now."""
    code: str = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    return code


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")
