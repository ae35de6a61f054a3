"""Browsers in which a person has signed in before, recognized by a signed cookie.

Wrong passwords are counted per account, so a stranger could use up the attempts of a person whose address they know. A
known browser has attempts of its own, which no stranger can use up.

See OWASP, "Slow Down Online Guessing Attacks with Device Cookies".
"""

import secrets

from allauth.account.models import EmailAddress
from django.core import signing
from django.http import HttpRequest, HttpResponse

from ciie.accounts.models import User
from ciie.web.cookies import ONE_YEAR, cookie_name, remember

COOKIE = cookie_name("device")
SALT = "accounts.device"
MOST_PEOPLE = 5  # how many people a browser remembers


def device_of(request: HttpRequest, email: str) -> str | None:
    """Return this browser's identifier for the person with this address.

    It is `None` if they have not signed in there before.
    """
    people = _people(request)
    if not people:
        return None
    owner = EmailAddress.objects.filter(email__iexact=email, user_id__in=people, verified=True).first()
    return people.get(str(owner.user_id)) if owner else None


def remember_device(request: HttpRequest, response: HttpResponse, person: User) -> None:
    """Store in the browser's cookie that this person has signed in there."""
    people = _people(request)
    name = people.pop(str(person.pk), None) or secrets.token_urlsafe(16)
    latest = dict([*people.items(), (str(person.pk), name)][-MOST_PEOPLE:])
    remember(response, COOKIE, signing.dumps(latest, salt=SALT))


def _people(request: HttpRequest) -> dict[str, str]:
    """Return this browser's identifiers by the keys of people, oldest first.

    The mapping is empty if the cookie is missing, forged or too old.
    """
    try:
        people: dict[str, str] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=ONE_YEAR)
    except signing.BadSignature:
        return {}
    return people
