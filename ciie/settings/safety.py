"""Values with which production must not start. Each finding is one sentence that says what to set."""

from base64 import urlsafe_b64decode
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

LEAST_KEY_LENGTH = 50
LEAST_KEY_VARIETY = 0.8
"""The least share of distinct sequences among all sequences of three steps from one character to the next."""
PRINTED_IN_REPOSITORY = ("only-to-collect-static-files", "refused in production")
"""Parts of keys that everybody can read in this or an earlier version of the repository."""
MAIL_THAT_GOES_NOWHERE = ("console", "dummy", "filebased", "locmem")
HOSTS_OF_ONE_MACHINE = {"localhost", "127.0.0.1", "[::1]", "::1", "testserver"}
PROVIDERS_FOR_TRIALS = {"DummyProvider", "SampleProvider"}
SUPERUSER = "postgres"


def refuse_unsafe(settings: Mapping[str, Any]) -> None:
    """Raise `ImproperlyConfigured` with all findings at once."""
    if findings := list(unsafe_findings(settings)):
        raise ImproperlyConfigured("Refusing to start:\n" + "\n".join(f"- {finding}" for finding in findings))


def unsafe_findings(settings: Mapping[str, Any]) -> Iterator[str]:
    if settings["DEBUG"]:
        yield "DEBUG is on; it shows settings and source code to visitors. Remove DEBUG from the environment."
    yield from _keys(settings)
    yield from _hosts(settings["ALLOWED_HOSTS"], settings["SITE_URL"])
    yield from _origins(set(settings["CSRF_TRUSTED_ORIGINS"]) - {settings["SITE_URL"]})
    yield from _stores(settings)
    yield from _roles(settings)
    yield from _mail(settings)
    yield from _payments(settings["PAYMENT_VARIANTS"])


def _keys(settings: Mapping[str, Any]) -> Iterator[str]:
    key = settings["SECRET_KEY"]
    if not key:
        yield "SECRET_KEY is not set; sessions and links would not be safe. Set 50 or more random characters."
    elif is_weak(key):
        yield "SECRET_KEY is too weak to keep sessions safe. Set 50 or more random characters."
    if any(map(is_weak, settings["SECRET_KEY_FALLBACKS"])):
        yield "SECRET_KEY_FALLBACKS has a key that is too weak; it signs as well as the first. Take it away."
    if not all(map(_is_fernet_key, settings["MFA_ENCRYPTION_KEYS"])):
        yield "MFA_ENCRYPTION_KEYS has something that is no random Fernet key. See “Keys” in docs/security.md."


def is_weak(key: str) -> bool:
    """Return whether a key is short, counts up, repeats itself or is printed in the repository."""
    return len(key) < LEAST_KEY_LENGTH or _is_simple(key) or any(part in key for part in PRINTED_IN_REPOSITORY)


def _is_simple(key: str) -> bool:
    """Return whether the same steps between characters recur, as in `0123456789` or `abcabc`."""
    steps = [ord(after) - ord(before) for before, after in pairwise(key)]
    different = len(set(zip(steps, steps[1:], steps[2:], strict=False)))
    return different < LEAST_KEY_VARIETY * min(len(key), LEAST_KEY_LENGTH)


def _is_fernet_key(key: str) -> bool:
    try:
        Fernet(key)
    except ValueError:
        return False
    return not _is_simple(urlsafe_b64decode(key).decode("latin-1"))


def _hosts(hosts: Collection[str], site_url: str) -> Iterator[str]:
    if not set(hosts) - HOSTS_OF_ONE_MACHINE:
        yield "ALLOWED_HOSTS names no public host. Set it to the site's host name, for example expo.example.org."
    if "*" in hosts:
        yield "ALLOWED_HOSTS is *; anyone could then forge links in our mail. Set it to the site's host name."
    if any(host.startswith(".") for host in hosts):
        yield "ALLOWED_HOSTS has a name that begins with a dot, which all its subdomains match. Name each host in full."
    if not site_url.startswith("https://"):
        yield "SITE_URL must begin with https://; links in mail and passkeys need it."
    host = urlsplit(site_url).hostname or ""
    if host in HOSTS_OF_ONE_MACHINE:
        yield "SITE_URL is an address of this machine alone; links in mail would lead nowhere."
    elif host and host not in hosts and "*" not in hosts:
        yield "ALLOWED_HOSTS does not have the host of SITE_URL, so that links in mail would be refused. Add it."


def _origins(origins: Collection[str]) -> Iterator[str]:
    if any("*" in origin or not origin.startswith("https://") for origin in origins):
        yield "CSRF_TRUSTED_ORIGINS must name each origin in full, as https://expo.example.org, and none with a *."


def _stores(settings: Mapping[str, Any]) -> Iterator[str]:
    if settings["DATABASES"]["default"]["ENGINE"] != "ciie.kernel.postgres":
        yield "DATABASE_URL must be a PostgreSQL database (postgres://…); the guarantees live in its constraints."
    owner = settings["MIGRATION_DATABASE"]
    if owner and owner["NAME"] != settings["DATABASES"]["default"]["NAME"]:
        yield "MIGRATION_DATABASE_URL names another database than DATABASE_URL. Only role and password differ."
    if not settings["REDIS_URL"]:
        yield "REDIS_URL is not set; tasks and notifications need Redis or Valkey. Set it to redis://…"


def _roles(settings: Mapping[str, Any]) -> Iterator[str]:
    """Check the roles by their names, without a connection. `migrate` asks PostgreSQL itself."""
    owner = settings["MIGRATION_DATABASE"]
    if any(entry.get("USER") == SUPERUSER for entry in settings["DATABASES"].values()):
        yield "DATABASE_URL or REPLICA_URL connects as postgres, the superuser. Use a role that owns nothing."
    if owner and owner["USER"] == settings["DATABASES"]["default"].get("USER"):
        yield "DATABASE_URL connects as the role of MIGRATION_DATABASE_URL, which owns the schema. Use another."


def _mail(settings: Mapping[str, Any]) -> Iterator[str]:
    transport, sender = settings["MAILERS"]["transport"], settings["DEFAULT_FROM_EMAIL"]
    if any(word in transport["BACKEND"] for word in MAIL_THAT_GOES_NOWHERE):
        yield "EMAIL_URL sends mail nowhere. Set it to an SMTP server, for example smtp+tls://user:password@host:587."
    elif settings["EMAIL_TLS_REQUIRED"] and not (transport["OPTIONS"]["use_tls"] or transport["OPTIONS"]["use_ssl"]):
        yield "EMAIL_URL sends mail in the open. Use smtp+tls:// or smtp+ssl://, or say EMAIL_TLS_REQUIRED=false."
    if sender.endswith(("@example.org", "@localhost")):
        yield "DEFAULT_FROM_EMAIL is not an address of yours. Set it to the sender that people shall see."


def _payments(variants: Mapping[str, Any]) -> Iterator[str]:
    for name, (provider, *_options) in variants.items():
        if provider.rpartition(".")[2] in PROVIDERS_FOR_TRIALS:
            yield f"PAYMENT_VARIANTS has a provider for trials, {name}; anybody could mark invoices as paid. Remove it."
