"""Contracts for tests: offers accepted in editions that work with contracts."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from ciie.accounts.models import User
from ciie.uploads.documents import AcceptedDocument, accept_document
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.companies.models import Company
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.invoices.operations.issuing import issue_invoice, issue_invoices
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.models.money import Cancellation
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.models.reductions import ReductionRequest
from exhibitors.money.sales.operations.invoicing import draft_due_parts
from exhibitors.money.sales.operations.settings import change_sales_settings, set_cancellation, set_schedule
from exhibitors.money.sales.operations.signing import send_signing_code, sign_with_code
from exhibitors.money.sales.states import ConfirmedBy, DueAfter, PartKind, ShareOf
from exhibitors.money.sales.terms_of_sale.cancellation import CancellationTerm
from exhibitors.money.sales.terms_of_sale.schedule import ScheduleTerm
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import OrganizerRole
from tests.exhibitors.expo import booked
from tests.exhibitors.invoices.invoices import finance, seller_of, tax_row
from tests.exhibitors.sales.offers import accept_as_asked, offered, sold_by_offer
from tests.factories import NOON, organizer, owner_of

DEPOSIT = ScheduleTerm(PartKind.DEPOSIT, ShareOf.PERCENT, Decimal(30), DueAfter.SIGNATURE, days=7)
BALANCE = ScheduleTerm(PartKind.BALANCE, ShareOf.REST, None, DueAfter.BEFORE_OPENING, days=60)
SCHEDULE = (DEPOSIT, BALANCE)
BEFORE_OPENING = NOON.replace(month=9)
"""Less than 60 days before the expo opens: the balance is due to be invoiced."""
CANCELLATION = (CancellationTerm(Decimal(25), days_before=90), CancellationTerm(Decimal(100)))


def sold_with(edition: Edition, confirmed_by: ConfirmedBy, **values: Any) -> None:
    """Let an edition that goes by offers work with a schedule and, unless `values` say otherwise, with contracts."""
    director = organizer()
    said = {"uses_contracts": True, "confirmed_by": confirmed_by, **values}
    change_sales_settings(edition.pk, {"uses_contracts": said["uses_contracts"]}, actor=director, at=NOON)
    first = DEPOSIT if said["uses_contracts"] else replace(DEPOSIT, after=DueAfter.ACCEPTANCE)
    set_schedule(edition.pk, [first, BALANCE], actor=director, at=NOON)
    set_cancellation(edition.pk, CANCELLATION, actor=director, at=NOON)
    change_sales_settings(edition.pk, said, actor=director, at=NOON)


def accepted(confirmed_by: ConfirmedBy = ConfirmedBy.SIGNATURE, *, booth: Booth | None = None, **values: Any) -> Offer:
    """An offer that was accepted in such an edition."""
    offer = offered(booth)
    sold_with(offer.booking.edition, confirmed_by, **values)
    accept_as_asked(offer.pk, actor=owner_of(offer.booking.company), at=NOON)
    return Offer.objects.select_related("booking__company", "booking__edition").get(pk=offer.pk)


def contracted(
    confirmed_by: ConfirmedBy = ConfirmedBy.SIGNATURE, *, booth: Booth | None = None, **values: Any
) -> Contract:
    """The contract that it made."""
    offer = accepted(confirmed_by, booth=booth, **values)
    return Contract.objects.select_related("booking__company", "booking__edition", "offer").get(offer=offer)


def signed(
    contract: Contract, actor: User | None = None, *, drawing: str = "", seen: int | None = None, at: datetime = NOON
) -> Contract:
    """The contract, signed by its company's owner or by `actor` with the code that was mailed."""
    person = actor or owner_of(contract.booking.company)
    code = send_signing_code(contract.pk, actor=person, at=at)
    return sign_with_code(contract.pk, code=code, drawing=drawing, agreed=True, seen=seen, actor=person, at=at)


def reducible(*booths: Booth, **values: Any) -> Contract:
    """A signed contract for these booths of an edition that invoices at 6 %."""
    edition = booths[0].allotment.edition
    sold_by_offer(edition)
    edition.refresh_from_db()
    seller_of(edition)
    tax_row(edition, 6)
    sold_with(edition, ConfirmedBy.SIGNATURE, **values)
    booking = booked(*booths)
    Company.objects.filter(pk=booking.company_id).update(address="2 Rue de la Paix", city="Paris")
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    owner = owner_of(booking.company)
    offer = Offer.objects.get(booking=booking)
    accept_as_asked(offer.pk, actor=owner, at=NOON)
    signed(Contract.objects.get(offer=offer), owner)
    return Contract.objects.select_related("booking__company", "booking__edition", "offer").get(offer=offer)


def scan(name: str = "signed.pdf", content: bytes = b"%PDF-1.7 signed") -> AcceptedDocument:
    return accept_document(SimpleUploadedFile(name, content))


def cancelled_with_a_fee(contract: Contract) -> Cancellation:
    """What stands to be settled of its booking, as if that had been cancelled."""
    return Cancellation.objects.create(
        booking=contract.booking,
        offer=contract.offer,
        cancelled_at=NOON,
        currency=contract.offer.currency,
        base=contract.offer.net,
        percent=25,
        fee=100,
    )


def asked_for_less(contract: Contract) -> ReductionRequest:
    """A request that waits, as if the exhibitor had asked to return a booth."""
    return ReductionRequest.objects.create(
        booking=contract.booking,
        contract=contract,
        returned="1.1H/A01",
        reason="Fewer goods",
        currency=contract.offer.currency,
        net=contract.offer.net,
        percent=25,
        fee=0,
        made_at=NOON,
    )


def invoiced(contract: Contract, actor: User | None = None) -> Invoice:
    """The issued invoice of the deposit of a contract, which is signed for it, in an edition that invoices."""
    edition, company = contract.booking.edition, contract.booking.company
    seller_of(edition)
    tax_row(edition, 6)
    Company.objects.filter(pk=company.pk).update(address="2 Rue de la Paix", city="Paris")
    signed(contract, actor)
    draft = Invoice.objects.get(booking=contract.booking, kind="deposit")
    return issue_invoice(draft.pk, actor=organizer(OrganizerRole.FINANCE), at=NOON)


def issued_next(keys: Iterable[int]) -> list[Invoice]:
    return issue_invoices(keys, actor=finance(), at=NOON)


def issue_drafts(offer: Offer | None = None) -> None:
    if offer is not None:
        draft_due_parts(offer.pk, actor=organizer(), at=BEFORE_OPENING)
    issued_next(Invoice.objects.filter(state="draft").order_by("pk").values_list("pk", flat=True))


def standing(booking: Booking) -> Contract:
    return Contract.objects.select_related("offer", "booking__edition").exclude(state="void").get(booking=booking)
