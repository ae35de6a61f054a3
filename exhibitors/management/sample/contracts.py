"""Contracts in every state.

The edition confirms by hand, as CIIE does, and works with offers only while these are made. Its settings show what
would follow if it kept working with offers: contract, deposit, balance, reminders, release, cancellation fees.
"""

from datetime import datetime, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from ciie.uploads.documents import AcceptedDocument, accept_document
from exhibitors.bookings.models import Booking
from exhibitors.management.sample.conditions import FEES, REFUND_DAYS, SCHEDULE
from exhibitors.management.sample.desk_work import Desk
from exhibitors.management.sample.offers import working_with_offers
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.operations.contracts import extend_contract, finish_contract, withdraw_contract
from exhibitors.money.sales.operations.offers import accept_offer, make_offer
from exhibitors.money.sales.operations.settings import (
    change_sales_settings,
    set_cancellation,
    set_dunning,
    set_schedule,
)
from exhibitors.money.sales.operations.signing import (
    accept_signed_copy,
    reject_signed_copy,
    send_signed_copy,
    send_signing_code,
    sign_with_code,
)
from exhibitors.money.sales.states import ConfirmedBy, Tone
from exhibitors.money.sales.terms_of_sale.dunning import DunningLevel
from exhibitors.states import BookingState
from pavilions.floor.models.edition import Edition

CONTRACTED = 8
LEVELS = (
    DunningLevel(5, Tone.FRIENDLY, in_business_days=True),
    DunningLevel(10, Tone.FIRM, in_business_days=True),
    DunningLevel(20, Tone.FINAL, Decimal(500), in_business_days=True),
)
DRAWING = (
    "M60 130L75 90L95 55L110 70L112 120L130 95L150 92L152 125L175 100L200 98L205 128L230 96L262 100L270 130"
    "L300 90L340 110L380 95L430 104"
)
SCAN = b"%PDF-1.7\n% A contract with a stamp, as somebody scanned it for the sample.\n%%EOF\n"


def play_contracts(desk: Desk, *, exhibitor: User, finance: User, at: datetime) -> None:
    with working_with_offers(desk.edition):
        _set_terms(desk.edition, finance, at - timedelta(days=40))
    approved = Booking.objects.filter(
        edition=desk.edition,
        state=BookingState.APPROVED,
        contact__memberships__company=F("company"),
        block=None,
        offers=None,
    )
    own = list(approved.filter(contact=exhibitor).order_by("pk")[:1])
    earlier = approved.filter(decided_at__lt=at - timedelta(days=9))
    others = list(earlier.exclude(contact=exhibitor).order_by("pk")[:CONTRACTED])
    drawn, typed, checking, rejected, extended, late, withdrawn, on_paper = others
    with working_with_offers(desk.edition):
        for booking in own:
            _contract(booking, desk, at - timedelta(hours=6))
        signed = _contract(drawn, desk, at - timedelta(days=8))
        _sign(signed, at - timedelta(days=6), drawing=DRAWING)
        _sign(_contract(typed, desk, at - timedelta(days=5)), at - timedelta(days=1))
        _send(_contract(checking, desk, at - timedelta(days=6)), at - timedelta(days=1))
        paper = _contract(on_paper, desk, at - timedelta(days=7))
        _send(paper, at - timedelta(days=5))
        accept_signed_copy(paper.pk, actor=finance, at=at - timedelta(days=4))
        finish_contract(paper.pk, actor=SYSTEM, at=at - timedelta(days=4))
        again = _contract(rejected, desk, at - timedelta(days=6))
        _send(again, at - timedelta(days=3))
        reason = "The page with the signature is missing."
        reject_signed_copy(again.pk, reason=reason, actor=finance, at=at - timedelta(days=2))
        longer = _contract(extended, desk, at - timedelta(days=7))
        sign_by = longer.sign_by + timedelta(days=14)
        extend_contract(longer.pk, sign_by=sign_by, reason="Their lawyers are on holiday.", actor=finance, at=at)
        _contract(late, desk, at - timedelta(days=8, hours=20))
        wrong = _contract(withdrawn, desk, at - timedelta(days=4))
        withdraw_contract(wrong.pk, reason="The hall was wrong; a new offer follows.", actor=finance, at=at)


def _set_terms(edition: Edition, finance: User, at: datetime) -> None:
    change_sales_settings(edition.pk, {"uses_contracts": True}, actor=finance, at=at)
    set_schedule(edition.pk, SCHEDULE, actor=finance, at=at)
    set_dunning(edition.pk, LEVELS, actor=finance, at=at)
    set_cancellation(edition.pk, FEES, actor=finance, at=at)
    values = {
        "uses_contracts": True,
        "signing_days": 7,
        "confirmed_by": ConfirmedBy.SIGNATURE_AND_DEPOSIT,
        "refund_days": REFUND_DAYS,
        "releases": True,
        "country": "CN",
    }
    change_sales_settings(edition.pk, values, actor=finance, at=at)


def _contract(booking: Booking, desk: Desk, at: datetime) -> Contract:
    """Return a contract to be signed, whose offer was made and accepted on the same day."""
    offer = make_offer(booking.pk, actor=desk.organizer, at=at)
    accept_offer(offer.pk, actor=_contact(booking), at=at + timedelta(hours=3))
    return Contract.objects.select_related("booking__contact").get(offer=offer)


def _sign(contract: Contract, at: datetime, drawing: str = "") -> None:
    person = _contact(contract.booking)
    code = send_signing_code(contract.pk, actor=person, at=at)
    sign_with_code(contract.pk, code=code, drawing=drawing, agreed=True, actor=person, at=at)
    finish_contract(contract.pk, actor=SYSTEM, at=at)


def _send(contract: Contract, at: datetime) -> None:
    person = _contact(contract.booking)
    send_signed_copy(contract.pk, name=person.name, file=_scan(), actor=person, at=at)


def _scan() -> AcceptedDocument:
    return accept_document(SimpleUploadedFile("signed-contract.pdf", SCAN))


def _contact(booking: Booking) -> User:
    contact = booking.contact
    if contact is None:
        raise ValueError("Bookings of the sample have a contact.")
    return contact
