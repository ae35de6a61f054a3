"""A client for the REST service of VIES, the EU's register of VAT IDs. `VIES_URL` switches it on.

Nothing waits for an answer: what the register said, or that it did not answer, is recorded with its time.
"""

import json
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import quote
from urllib.request import urlopen

from django.conf import settings

from exhibitors.money.invoices.states import VatAnswer

SECONDS = 10
LONGEST_ANSWER = 64 * 1024


@dataclass(frozen=True)
class VatSaid:
    """The register's answer, with the registered name and the number of the check if it gave them."""

    answer: VatAnswer
    name: str = ""
    reference: str = ""


def asks_vies() -> bool:
    return bool(settings.VIES_URL)


def ask_vies(vat_id: str) -> VatSaid:
    """Ask the register about a VAT ID such as `DE136695976`; Greek ones begin with `EL`."""
    plain = "".join(vat_id.split()).upper()
    address = f"{settings.VIES_URL.rstrip('/')}/ms/{quote(plain[:2])}/vat/{quote(plain[2:], safe='')}"
    try:
        with urlopen(address, timeout=SECONDS) as answer:  # noqa: S310  # an address of the operator's
            said = json.loads(answer.read(LONGEST_ANSWER))
    except (OSError, HTTPException, ValueError):
        return VatSaid(VatAnswer.UNAVAILABLE)
    if not isinstance(said, dict) or said.get("userError", "VALID") not in {"VALID", "INVALID"}:
        return VatSaid(VatAnswer.UNAVAILABLE)
    is_valid = said.get("isValid", said.get("valid")) is True
    name = str(said.get("name") or "").strip("- ")
    return VatSaid(
        VatAnswer.VALID if is_valid else VatAnswer.INVALID, name[:200], str(said.get("requestIdentifier") or "")[:60]
    )
