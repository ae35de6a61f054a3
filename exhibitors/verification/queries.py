"""Documents that everybody can check, and the comparison of all documents of an edition with their digests."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ciie.kernel.canonical import digest_of
from ciie.kernel.days import day_of
from ciie.kernel.errors import Sentence
from ciie.uploads.keeping import kept
from ciie.web.monitoring import COUNTS
from exhibitors.bookings.models import ConfirmationLetter
from exhibitors.invoices.models import EInvoice, Invoice
from exhibitors.invoices.states import InvoiceState
from exhibitors.issued_pdfs.models import IssuedKind, IssuedPdf
from exhibitors.mandates.models import Mandate
from exhibitors.sales.models.contracts import Contract, Signature, SignedCopy
from exhibitors.sales.models.offers import Offer
from exhibitors.sales.states import ContractState
from exhibitors.states import BOOKED_STATES
from exhibitors.verification.models import DigestCheck
from pavilions.floor.models.edition import Edition


class Verdict(StrEnum):
    GENUINE = "genuine"
    SUPERSEDED = "superseded"
    NOT_GENUINE = "not_genuine"


@dataclass(frozen=True)
class PublicDocument:
    """What everybody may know of a document. `current` and `superseded` are SHA-256 of PDFs that were given out."""

    name: Sentence
    number: str
    issued_on: date
    current: frozenset[str]
    superseded: frozenset[str] = frozenset()

    def verdict_on(self, digest: str) -> Verdict:
        if digest in self.current:
            return Verdict.GENUINE
        return Verdict.SUPERSEDED if digest in self.superseded else Verdict.NOT_GENUINE


def public_document(public_id: UUID) -> PublicDocument | None:
    """The document with this address; None for drafts and for what does not exist."""
    return _contract(public_id) or _invoice(public_id) or _letter(public_id)


def _contract(public_id: UUID) -> PublicDocument | None:
    found = Contract.objects.filter(public_id=public_id).select_related("booking__edition").first()
    if found is None:
        return None
    to_sign, signed = {found.digest}, {found.signed_digest} - {""}
    current = set() if found.state == ContractState.VOID else signed or to_sign
    everything = to_sign | signed
    day = day_of(found.made_at, found.booking.edition.zone)
    return PublicDocument(_("Contract"), found.number, day, frozenset(current), frozenset(everything - current))


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


@dataclass(frozen=True)
class ComparedDocument:
    """One digest on record, and whether the file or the frozen text still has it."""

    kind: str
    number: str
    is_same: bool


def documents_that_differ(edition: Edition) -> list[ComparedDocument]:
    """Documents of an edition whose file or frozen text no longer has the digest on record; reads every file."""
    return [each for each in compared_documents(edition) if not each.is_same]


def compared_documents(edition: Edition) -> Iterator[ComparedDocument]:
    """Every digest on record of an edition, compared with what it is of now."""
    for offer in Offer.objects.filter(booking__edition=edition).select_related("booking", "acceptance").iterator():
        agreed = offer.acceptance.digest if hasattr(offer, "acceptance") else ""
        for digest in {offer.digest, agreed} - {""}:
            number = f"{offer.booking.reference}-{offer.version}"
            yield ComparedDocument("offer", number, digest_of(offer.text) == digest)
    yield from _compared_contracts(edition)
    yield from _compared_invoices(edition)
    letters = ConfirmationLetter.objects.filter(booking__edition=edition).values("number")
    yield from _compared_pdfs(IssuedKind.LETTER, letters)
    for mandate in Mandate.objects.filter(company__bookings__edition=edition).distinct().iterator():
        yield ComparedDocument("mandate", str(mandate.pk), _is_kept(mandate.file, mandate.digest))


def _compared_contracts(edition: Edition) -> Iterator[ComparedDocument]:
    for contract in Contract.objects.filter(booking__edition=edition).select_related("booking").iterator():
        yield ComparedDocument("contract", contract.number, _is_kept(contract.file, contract.digest))
        if contract.signed_file:
            is_same = _is_kept(contract.signed_file, contract.signed_digest)
            yield ComparedDocument("signed_contract", contract.number, is_same)
    of_edition = {"contract__booking__edition": edition}
    for copy in SignedCopy.objects.filter(**of_edition).select_related("contract__booking").iterator():
        yield ComparedDocument("signed_copy", copy.contract.number, _is_kept(copy.file, copy.digest))
    for signature in Signature.objects.filter(**of_edition).select_related("contract__booking").iterator():
        is_same = signature.digest == signature.contract.digest
        yield ComparedDocument("signature", signature.contract.number, is_same)


def _compared_invoices(edition: Edition) -> Iterator[ComparedDocument]:
    issued = Invoice.objects.filter(edition=edition, state=InvoiceState.ISSUED)
    for invoice in issued.iterator():
        yield ComparedDocument("invoice", invoice.number_text, digest_of(invoice.text) == invoice.digest)
    for made in EInvoice.objects.filter(invoice__in=issued).select_related("invoice").iterator():
        yield ComparedDocument("einvoice", made.invoice.number_text, _is_kept(made.file, made.digest))
    yield from _compared_pdfs(IssuedKind.INVOICE, issued.values("number_text"))


def _compared_pdfs(kind: IssuedKind, numbers: QuerySet[Any, Any]) -> Iterator[ComparedDocument]:
    for pdf in IssuedPdf.objects.filter(kind=kind, number__in=numbers).iterator():
        yield ComparedDocument(f"{kind}_pdf", str(pdf), _is_kept(pdf.file, pdf.digest))


def _is_kept(name: str, digest: str) -> bool:
    try:
        kept(name, digest).close()
    except FileNotFoundError:
        return False
    return True


def last_digest_check(edition: Edition) -> DigestCheck | None:
    """What the comparison of an edition's documents has found last; None before the first night."""
    return DigestCheck.objects.filter(edition=edition).order_by("-checked_at", "-pk").first()


def differing_documents() -> int:
    """How many documents of all editions differed when each edition was compared last."""
    last = DigestCheck.objects.order_by("edition", "-checked_at", "-pk").distinct("edition")
    return sum(last.values_list("differing", flat=True))


COUNTS["ciie_documents_differing", "Documents that no longer had their digest when compared last."] = (
    differing_documents
)
