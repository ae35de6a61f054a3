import re
from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client

from ciie.accounts.models import User

PASSWORD = "hall-5.1H-by-the-river"


@pytest.fixture
def person(db: None) -> User:
    """Somebody who has confirmed their address and can sign in with `PASSWORD`."""
    person = User.objects.create_user("ana@example.org", PASSWORD, name="Ana Torres")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


@pytest.fixture
def signed_in(client: Client, person: User) -> Client:
    """A browser whose person has signed in and just proved it again, as changes to signing in demand."""
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.fixture(autouse=True)
def no_codes_used_yet() -> Iterator[None]:
    """A one-time code is remembered in the cache as used; each test starts with none."""
    cache.clear()
    yield
    cache.clear()


def link_in(message: EmailMessage) -> str:
    """The path of the first link in the text, as the person would follow it."""
    found = re.search(r"https?://[^/\s]+(/\S+)", str(message.body))
    assert found, message.body
    return found[1]
