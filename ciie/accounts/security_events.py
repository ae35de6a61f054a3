"""Receivers that record in the security log what allauth and Django do to accounts.

Operations record their own events.
"""

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from ciie.accounts.models import ApiToken, User
from ciie.accounts.second_factors import is_readable
from ciie.audit.models import SecurityEventKind
from ciie.audit.models import SecurityEventKind as Kind
from ciie.audit.security_log import record_security_event
from ciie.kernel.clock import now


@receiver(account.user_logged_in)
def note_sign_in(request: HttpRequest, user: User, **_rest: Any) -> None:
    methods = [record.get("type", record["method"]) for record in get_authentication_records(request, user)]
    record_security_event(Kind.SIGNED_IN, at=now(), person=user, details={"methods": ", ".join(methods)})


@receiver(user_logged_out)
def note_sign_out(user: User | None, **_rest: Any) -> None:
    if user is not None:
        record_security_event(Kind.SIGNED_OUT, at=now(), person=user)


@receiver(account.user_signed_up)
def note_sign_up(user: User, **_rest: Any) -> None:
    record_security_event(Kind.PERSON_CREATED, at=now(), person=user, details={"how": "sign-up"})


@receiver(account.password_reset)
def note_password_reset(user: User, **_rest: Any) -> None:
    record_security_event(Kind.PASSWORD_RESET, at=now(), person=user)


@receiver(account.email_added)
def note_address_added(user: User, email_address: EmailAddress, **_rest: Any) -> None:
    record_security_event(Kind.ADDRESS_ADDED, at=now(), person=user, details={"email": email_address.email})


@receiver(account.email_confirmed)
def note_address_verified(email_address: EmailAddress, **_rest: Any) -> None:
    details = {"email": email_address.email}
    record_security_event(Kind.ADDRESS_VERIFIED, at=now(), person=email_address.user, details=details)


@receiver(account.email_removed)
def note_address_removed(user: User, email_address: EmailAddress, **_rest: Any) -> None:
    record_security_event(Kind.ADDRESS_REMOVED, at=now(), person=user, details={"email": email_address.email})


@receiver(account.email_changed)
def note_primary_address(
    user: User, from_email_address: EmailAddress | None, to_email_address: EmailAddress, **_rest: Any
) -> None:
    before = from_email_address.email if from_email_address else ""
    details = {"before": before, "after": to_email_address.email}
    record_security_event(Kind.PRIMARY_ADDRESS_CHANGED, at=now(), person=user, details=details)


@receiver(mfa.authenticator_added)
def note_factor_added(user: User, authenticator: Authenticator, **_rest: Any) -> None:
    record_security_event(Kind.FACTOR_ADDED, at=now(), person=user, details={"type": authenticator.type})


@receiver(mfa.authenticator_removed)
def note_factor_removed(user: User, authenticator: Authenticator, **_rest: Any) -> None:
    record_security_event(Kind.FACTOR_REMOVED, at=now(), person=user, details={"type": authenticator.type})


@receiver(mfa.authenticator_reset)
def note_codes_renewed(user: User, **_rest: Any) -> None:
    record_security_event(Kind.RECOVERY_CODES_RENEWED, at=now(), person=user)


@receiver(mfa.authenticator_used)
def note_recovery_code(user: User, authenticator: Authenticator, **_rest: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        record_security_event(Kind.RECOVERY_CODE_USED, at=now(), person=user)


@receiver(mfa.authentication_failed)
def note_factor_failed(user: User, authenticator: Authenticator, **_rest: Any) -> None:
    details: dict[str, object] = {"type": authenticator.type}
    if not is_readable(authenticator.data):
        details["no_key_decrypts_it"] = True
    record_security_event(Kind.FACTOR_FAILED, at=now(), person=user, details=details)


class PasswordPolicy(MinimumLengthValidator):
    """Requires a minimum length of passwords, and revokes the person's API tokens when the password changes.

    Django calls `password_changed` for pages, the admin and commands alike, but not when it only renews a hash.
    """

    def password_changed(self, password: str, user: User) -> None:
        ended = ApiToken.objects.filter(user=user, revoked_at=None).update(revoked_at=now())
        by, details = user.password_set_by, {"tokens_ended": ended}
        record_security_event(SecurityEventKind.PASSWORD_SET, at=now(), person=user, actor=by, details=details)
