"""Browsers of people who have signed in."""

from django.test import Client

from ciie.accounts.models import User

BACKEND = "django.contrib.auth.backends.ModelBackend"


def signed_in(person: User) -> Client:
    """A browser of its own in which this person has signed in."""
    client = Client()
    client.force_login(person, BACKEND)
    return client
