"""A ban on web addresses in names and titles that strangers enter, because the site's own mails repeat them."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from publicsuffixlist import PublicSuffixList

from ciie.kernel.errors import Invalid

_SCHEME = re.compile(r"\S*://\S*")
_WWW = re.compile(r"\bwww\.\S*", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
LEGAL_FORMS: Final = frozenset({"ag", "bv", "co", "company", "gmbh", "inc", "kg", "limited", "llc", "llp", "ltd",
                                "ltda", "pte", "pty", "pvt", "sa", "sarl", "sas", "se", "spa", "srl",
                                "ug"})  # fmt: skip
"""Words that are joined by a dot without a space ("GmbH & Co.KG") and so look like a host name."""


def web_address_in(text: str) -> str:
    """Return the first web or email address that a mail program could turn into a link, or an empty string.

    An address has `://`, `www.`, or a dot that is followed at once by a top-level domain ("evil.com"). "S.p.A.",
    "Co.KG" and "No.5" are not addresses. The ideographic full stop is a dot in host names, and invisible characters are
    ignored.
    """
    plain = unicodedata.normalize("NFKC", text).replace("。", ".")
    plain = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    for found in (*_SCHEME.finditer(plain), *_WWW.finditer(plain)):
        return found.group()
    return next((host for host in _HOST.findall(plain) if _is_host(host)), "")


def refuse_web_address(text: str) -> None:
    """Raise `ValidationError` (`web_address`) with the address if the text contains one. This is a validator."""
    if address := web_address_in(text):
        raise ValidationError(
            _("Leave out web and email addresses: “%(address)s”. Elsewhere put a space after a dot.")
            % {"address": address[:60]},
            code="web_address",
        )


def require_no_web_addresses(texts: Mapping[str, str]) -> None:
    """Raise `Invalid` (`web_address`) on the field of the first of these texts, by field, that contains an address."""
    for field, text in texts.items():
        try:
            refuse_web_address(text)
        except ValidationError as error:
            raise Invalid(error.messages[0], code="web_address", field=field) from error


def _is_host(text: str) -> bool:
    labels = text.casefold().split(".")
    if LEGAL_FORMS.issuperset(labels):
        return False
    try:
        name = text.encode("idna").decode().lower()
    except UnicodeError:  # a label that no host can have
        return False
    return _suffixes().privatesuffix(name) is not None


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False)
