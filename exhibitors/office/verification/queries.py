"""Documents that everybody can check."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _

from ciie.kernel.days import day_of
from ciie.kernel.errors import Sentence
from exhibitors.bookings.issued_pdfs.models import IssuedKind, IssuedPdf
from exhibitors.bookings.models import ConfirmationLetter
from exhibitors.money.invoices.models import EInvoice, Invoice
from exhibitors.money.invoices.states import InvoiceState
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.states import ContractState
from exhibitors.states import BOOKED_STATES


class Verdict(StrEnum):
    GENUINE = "genuine"
    SUPERSEDED = "superseded"
    NOT_GENUINE = "not_genuine"


@dataclass(frozen=True)
class PublicDocument:
    """What everybody may know about a document. `current` and `superseded` are the SHA-256 of PDFs that were issued.

    `note` states what the PDF alone does not.
    """

    name: Sentence
    number: str
    issued_on: date
    current: frozenset[str]
    superseded: frozenset[str] = frozenset()
    note: Sentence = ""

    def verdict_on(self, digest: str) -> Verdict:
        if digest in self.current:
            return Verdict.GENUINE
        return Verdict.SUPERSEDED if digest in self.superseded else Verdict.NOT_GENUINE


def public_document(public_id: UUID) -> PublicDocument | None:
    """Return the document with this public ID, or None for a draft or a document that does not exist."""
    return _contract(public_id) or _invoice(public_id) or _letter(public_id)


def _contract(public_id: UUID) -> PublicDocument | None:
    found = Contract.objects.filter(public_id=public_id).select_related("booking__edition").first()
    if found is None:
        return None
    to_sign, signed = {found.digest}, {found.signed_digest} - {""}
    current = set() if found.state == ContractState.VOID else signed or to_sign
    everything = to_sign | signed
    day = day_of(found.made_at, found.booking.edition.zone)
    is_unsigned = found.state in {ContractState.SENT, ContractState.CHECKING}
    note = _("This contract has not been signed yet.") if is_unsigned else ""
    return PublicDocument(_("Contract"), found.number, day, frozenset(current), frozenset(everything - current), note)


def _invoice(public_id: UUID) -> PublicDocument | None:
    found = Invoice.objects.filter(public_id=public_id, state=InvoiceState.ISSUED).first()
    if found is None or found.issued_on is None:
        return None
    made = EInvoice.objects.filter(invoice=found).values_list("digest", flat=True)
    digests = frozenset([*made, *_issued(IssuedKind.INVOICE, found.number_text)])
    kind = str(found.get_kind_display())
    return PublicDocument(kind[:1].upper() + kind[1:], found.number_text, found.issued_on, digests)


def _letter(public_id: UUID) -> PublicDocument | None:
    found = ConfirmationLetter.objects.filter(public_id=public_id).select_related("booking__edition").first()
    if found is None:
        return None
    digests, day = (
        frozenset(_issued(IssuedKind.LETTER, found.number)),
        day_of(found.issued_at, found.booking.edition.zone),
    )
    is_last = not ConfirmationLetter.objects.filter(booking=found.booking_id, pk__gt=found.pk).exists()
    is_valid = is_last and found.booking.state in BOOKED_STATES
    if is_valid:
        return PublicDocument(_("Booth confirmation"), found.number, day, digests)
    return PublicDocument(_("Booth confirmation"), found.number, day, frozenset(), digests)


def _issued(kind: IssuedKind, number: str) -> list[str]:
    return list(IssuedPdf.objects.filter(kind=kind, number=number).values_list("digest", flat=True))
