"""Transmission of e-invoices other than by email: as files in a folder, or to a Peppol access point by HTTP.

`EINVOICE_FOLDER` names a folder that another program empties. `PEPPOL_URL` is the address of an access point that takes
the XML by POST, with `PEPPOL_TOKEN`, and answers with JSON: its `id` of the document, and `state` where it is known.
The `Idempotency-Key` stays the same until the access point has accepted the document, so that a document whose answer
was lost is not taken for another.
"""

import json
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

from exhibitors.money.invoices.documents.einvoice import einvoice_xml, electronic_address
from exhibitors.money.invoices.states import TransmissionState, Way

SECONDS = 20
LONGEST_ANSWER = 64 * 1024


@dataclass(frozen=True)
class Transmitted:
    """The outcome of an attempt, with the provider's number for it and the provider's message."""

    state: TransmissionState
    reference: str = ""
    message: str = ""


def ways_offered() -> list[Way]:
    """Return the ways that can be used: email always, each other one if its setting is set."""
    offered = {Way.EMAIL: True, Way.FILE: bool(settings.EINVOICE_FOLDER), Way.PEPPOL: bool(settings.PEPPOL_URL)}
    return [way for way, is_offered in offered.items() if is_offered]


def recipient_of(text: str, way: Way) -> str:
    """Return the recipient of a frozen text in this way, or an empty string if the text names none."""
    said: dict[str, Any] = json.loads(text)
    if way == Way.EMAIL:
        return str(said["party"].get("email", ""))
    if way == Way.FILE:
        return f"{said['number_text']}.xml"
    address = electronic_address(said["party"])
    return ":".join(address) if address else ""


def transmit(text: str, way: Way, recipient: str, *, key: str) -> Transmitted:
    """Send the XML of a frozen text. Failures are returned, not raised."""
    try:
        return _to_folder(text, recipient) if way == Way.FILE else _to_access_point(text, recipient, key)
    except HTTPError as error:
        return Transmitted(TransmissionState.FAILED, message=f"{error.code} {error.reason}"[:200])
    except (OSError, HTTPException, ValueError) as error:
        return Transmitted(TransmissionState.FAILED, message=str(error)[:200])


def _to_folder(text: str, name: str) -> Transmitted:
    """Write the XML to the folder, under a temporary name until it is complete, so that nobody reads half of it."""
    folder = Path(settings.EINVOICE_FOLDER)
    part = folder / f".{name}.part"
    part.write_bytes(einvoice_xml(text))
    part.rename(folder / name)
    return Transmitted(TransmissionState.DELIVERED, reference=name)


class _NoRedirects(HTTPRedirectHandler):
    """A handler that treats redirects as errors, so that a document and the token are sent to no other address."""

    def redirect_request(self, *_args: object) -> None:
        return None


OPENER = build_opener(_NoRedirects)


def _to_access_point(text: str, recipient: str, key: str) -> Transmitted:
    request = Request(  # noqa: S310  # an address of the operator's
        settings.PEPPOL_URL,
        data=einvoice_xml(text),
        headers={
            "Content-Type": "application/xml",
            "Authorization": f"Bearer {settings.PEPPOL_TOKEN}",
            "X-Recipient": recipient,
            "Idempotency-Key": key,
        },
    )
    with OPENER.open(request, timeout=SECONDS) as answer:
        said = json.loads(answer.read(LONGEST_ANSWER))
    if not isinstance(said, dict) or not said.get("id"):
        raise ValueError("The access point named no document.")
    state = TransmissionState.DELIVERED if said.get("state") == "delivered" else TransmissionState.IN_FLIGHT
    return Transmitted(state, reference=str(said["id"])[:200], message=str(said.get("message", ""))[:200])
