"""Browsers in which somebody has signed in before, known by a signed cookie.

Wrong passwords are counted per account, so a stranger can use up the tries of a person whose address they know. A known
browser has tries of its own, which no stranger can use up.

See OWASP, "Slow Down Online Guessing Attacks with Device Cookies".
"""

import secrets

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from ciie.accounts.models import User

COOKIE = "device"
SALT = "accounts.device"
KEPT_FOR_SECONDS = 365 * 24 * 60 * 60
MOST_PEOPLE = 5  # who share one browser


def device_of(request: HttpRequest, email: str) -> str | None:
    """The name of this browser for the person with this address; `None` where they have not signed in before."""
    people = _people(request)
    if not people:
        return None
    owner = EmailAddress.objects.filter(email__iexact=email, user_id__in=people, verified=True).first()
    return people.get(str(owner.user_id)) if owner else None


def remember_device(request: HttpRequest, response: HttpResponse, person: User) -> None:
    """Let the browser prove from now on that this person has signed in there."""
    people = _people(request)
    name = people.pop(str(person.pk), None) or secrets.token_urlsafe(12)
    latest = dict([*people.items(), (str(person.pk), name)][-MOST_PEOPLE:])
    response.set_cookie(
        COOKIE,
        signing.dumps(latest, salt=SALT),
        max_age=KEPT_FOR_SECONDS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _people(request: HttpRequest) -> dict[str, str]:
    """Names of this browser by the keys of people, oldest first; empty if the cookie is missing, forged or too old."""
    try:
        people: dict[str, str] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT_FOR_SECONDS)
    except signing.BadSignature:
        return {}
    return people
