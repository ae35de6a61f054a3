"""What production must not start with: each finding is one sentence that says what to set."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured

LEAST_KEY_LENGTH = 50
LEAST_KEY_VARIETY = 10  # different characters
MAIL_THAT_GOES_NOWHERE = ("console", "dummy", "filebased", "locmem")
HOSTS_OF_ONE_MACHINE = {"localhost", "127.0.0.1", "[::1]", "testserver"}


def refuse_unsafe(settings: Mapping[str, Any]) -> None:
    """Raises `ImproperlyConfigured` with all findings at once."""
    if findings := list(unsafe_findings(settings)):
        raise ImproperlyConfigured("Refusing to start:\n" + "\n".join(f"- {finding}" for finding in findings))


def unsafe_findings(settings: Mapping[str, Any]) -> Iterator[str]:
    if settings["DEBUG"]:
        yield "DEBUG is on; it shows settings and source code to visitors. Remove DEBUG from the environment."
    yield from _secret_key(settings["SECRET_KEY"])
    yield from _hosts(settings["ALLOWED_HOSTS"], settings["SITE_URL"])
    yield from _stores(settings)
    yield from _mail(settings["MAILERS"]["transport"]["BACKEND"], settings["DEFAULT_FROM_EMAIL"])


def _secret_key(key: str) -> Iterator[str]:
    if not key:
        yield "SECRET_KEY is not set; sessions and links would not be safe. Set 50 or more random characters."
    elif len(key) < LEAST_KEY_LENGTH or len(set(key)) < LEAST_KEY_VARIETY:
        yield "SECRET_KEY is too weak to keep sessions safe. Set 50 or more random characters."


def _hosts(hosts: list[str], site_url: str) -> Iterator[str]:
    if not set(hosts) - HOSTS_OF_ONE_MACHINE:
        yield "ALLOWED_HOSTS names no public host. Set it to the site's host name, for example expo.example.org."
    if "*" in hosts:
        yield "ALLOWED_HOSTS is *; anyone could then forge links in our mail. Set it to the site's host name."
    if not site_url.startswith("https://"):
        yield "SITE_URL must begin with https://; links in mail and passkeys need it."


def _stores(settings: Mapping[str, Any]) -> Iterator[str]:
    if settings["DATABASES"]["default"]["ENGINE"] != "ciie.kernel.postgres":
        yield "DATABASE_URL must be a PostgreSQL database (postgres://…); the guarantees live in its constraints."
    owner = settings["MIGRATION_DATABASE"]
    if owner and owner["NAME"] != settings["DATABASES"]["default"]["NAME"]:
        yield "MIGRATION_DATABASE_URL names another database than DATABASE_URL. Only role and password differ."
    if not settings["REDIS_URL"]:
        yield "REDIS_URL is not set; tasks and notifications need Redis or Valkey. Set it to redis://…"


def _mail(backend: str, sender: str) -> Iterator[str]:
    if any(word in backend for word in MAIL_THAT_GOES_NOWHERE):
        yield "EMAIL_URL sends mail nowhere. Set it to an SMTP server, for example smtp+tls://user:password@host:587."
    if sender.endswith(("@example.org", "@localhost")):
        yield "DEFAULT_FROM_EMAIL is not an address of yours. Set it to the sender that people shall see."
