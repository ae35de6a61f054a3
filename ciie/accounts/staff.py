"""Staff: people who may open the admin or have a role there. They may have to use a second factor."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings

from ciie.accounts.models import User

type StaffRule = Callable[[User], bool]

_rules: list[StaffRule] = []


def register_staff_rule(rule: StaffRule) -> None:
    """Count as staff, besides those who may open the admin, everybody for whom this is true."""
    _rules.append(rule)


def is_staff(person: User) -> bool:
    return person.is_staff or person.is_superuser or any(rule(person) for rule in _rules)


def has_second_factor(person: User) -> bool:
    """An authenticator app, or a passkey or security key. Recovery codes alone are none."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=person, type__in=kinds).exists())


def lacks_second_factor(person: User) -> bool:
    """Whether this person must first set up a second factor (`STAFF_SECOND_FACTOR_REQUIRED`)."""
    return bool(settings.STAFF_SECOND_FACTOR_REQUIRED and is_staff(person) and not has_second_factor(person))
