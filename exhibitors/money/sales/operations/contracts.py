"""Contracts: making one when an offer is accepted, extending, withdrawing, finishing and ending it.

Locks are taken in the order: booking (with the block that it is a share of), offer, contract.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db.models import Max, QuerySet
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.canonical import digest_of
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid, NotFound, Sentence
from ciie.kernel.locking import lock, lock_one, require_seen
from ciie.kernel.validity import require_valid
from ciie.kernel.wording import day_words
from ciie.mail.batches import waits_about
from ciie.uploads.documents import keep_pdf
from ciie.uploads.keeping import read_kept
from exhibitors.bookings.documents.check_address import check_address
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.bookings import lock_booking, save_change
from exhibitors.bookings.operations.submission import cancel_locked, share_handler
from exhibitors.bookings.signals import booking_ended
from exhibitors.money.sales.documents.contract_pdf import draw_contract, draw_signed
from exhibitors.money.sales.documents.contract_text import contract_text
from exhibitors.money.sales.documents.evidence import evidence_of
from exhibitors.money.sales.documents.seal import has_seal, has_time_stamps, sealed
from exhibitors.money.sales.models.contracts import Contract, Instalment, Signature
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.models.settings import SalesSettings
from exhibitors.money.sales.notifications import (
    announce_contract_extended,
    announce_contract_lapsed,
    announce_contract_lapsing,
    announce_contract_reduced,
    announce_contract_to_sign,
    announce_contract_withdrawn,
    announce_signed,
)
from exhibitors.money.sales.operations.steps import answer, possible_day, require_reason
from exhibitors.money.sales.queries.offers import is_outdated
from exhibitors.money.sales.queries.settings import settings_of
from exhibitors.money.sales.states import CONTRACT_LIFECYCLE, ContractState, OfferState

NO_CONTRACT = _("Contract not found.")
FOLDER = "contracts"
FINISH = "exhibitors.finish_contracts"


def make_contract(
    booking: Booking, offer: Offer, settings: SalesSettings, parts: Sequence[Instalment], *, at: datetime
) -> Contract:
    """Make the contract, to be signed, of a locked offer that has just been accepted, and announce it."""
    contract = write_contract(booking, offer, settings, parts, at=at)
    announce_contract_to_sign(contract, booking, at=at)
    return contract


def write_contract(
    booking: Booking,
    offer: Offer,
    settings: SalesSettings,
    parts: Sequence[Instalment],
    *,
    amends: Mapping[str, object] | None = None,
    at: datetime,
) -> Contract:
    """Save and return the contract of a locked offer. `amends` states what it changes of a signed contract."""
    version = (booking.contracts.aggregate(last=Max("version"))["last"] or 0) + 1
    edition = booking.edition
    sign_by = min(day_of(at, edition.zone) + timedelta(days=settings.signing_days), edition.closes_date)
    text = contract_text(booking, offer, settings, parts, version=version, sign_by=sign_by, amends=amends, at=at)
    public_id = uuid4()
    pdf = draw_contract(text, address=check_address(public_id), at=at)
    contract = Contract(
        booking=booking,
        offer=offer,
        version=version,
        made_at=at,
        sign_by=sign_by,
        terms_id=offer.terms_id,
        text=text,
        file=keep_pdf(pdf, FOLDER),
        digest=digest_of(pdf),
        public_id=public_id,
    )
    contract.save()
    return contract


@operation("exhibitors.contract.extended")
def extend_contract(
    contract_id: int, *, sign_by: date, reason: str, seen: int | None = None, actor: Actor, at: datetime
) -> Contract:
    """Extend the time to sign, giving a reason, which is sent to the exhibitor."""
    booking, contract = lock_contract(contract_id)
    require("exhibitors.run_offers", actor, booking)
    _require_open(contract)
    require_seen(contract, seen)
    require_reason(reason)
    if possible_day(sign_by, booking.edition, field="sign_by", at=at) <= contract.sign_by:
        raise Invalid(
            _("The new last day must be later than %(day)s.") % {"day": day_words(contract.sign_by)},
            code="last_day_not_later",
            field="sign_by",
        )
    contract.sign_by, contract.reason, contract.reminded_at = sign_by, reason.strip(), None
    require_valid(contract, exclude=["booking", "offer", "terms"])
    contract.save(update_fields=["sign_by", "reason", "reminded_at"])
    announce_contract_extended(contract, booking, at=at)
    return contract


@operation("exhibitors.contract.withdrawn")
def withdraw_contract(
    contract_id: int, *, reason: str, seen: int | None = None, actor: Actor, at: datetime
) -> Contract:
    """Withdraw an unsigned contract and its offer, giving a reason. The booking stays approved."""
    booking = lock_booking(_booking_of(contract_id))
    offers = lock(Offer.objects.all(), booking.offers.filter(state=OfferState.ACCEPTED).values_list("pk", flat=True))
    contract = lock_one(_contracts(), contract_id, missing=NO_CONTRACT)
    require("exhibitors.run_offers", actor, booking)
    _require_open(contract)
    require_seen(contract, seen)
    require_reason(reason)
    for offer in offers:
        answer(offer, OfferState.WITHDRAWN, reason=reason.strip(), actor=actor, at=at)
    end_contract(contract, reason.strip(), at=at)
    save_change(booking)
    announce_contract_withdrawn(contract, booking, at=at)
    return contract


def replace_contract(booking: Booking, *, actor: Actor, at: datetime) -> None:
    """End the contract and the offer that a new offer for a locked booking replaces.

    Raises `DomainError` (`contract_signed`) if the contract has been signed.
    """
    offers = lock(Offer.objects.all(), booking.offers.filter(state=OfferState.ACCEPTED).values_list("pk", flat=True))
    for contract in _lock_standing(booking):
        if contract.state == ContractState.SIGNED:
            raise DomainError(REFUSALS[ContractState.SIGNED], code="contract_signed")
        end_contract(contract, "", at=at)
    for offer in offers:
        answer(offer, OfferState.WITHDRAWN, actor=actor, at=at)


@receiver(booking_ended)
def void_of_ended(*, booking: Booking, reason: str, at: datetime, **_kwargs: object) -> None:
    """Void the contract of a booking that has been cancelled."""
    for contract in _lock_standing(booking):
        end_contract(contract, reason, at=at)


def end_contract(contract: Contract, reason: str, *, at: datetime) -> None:
    """Void a locked contract."""
    contract.reason = reason or contract.reason
    change_state(contract, ContractState.VOID, ended_at=at)


@operation("exhibitors.contract.reminded")
def remind_of_contract(contract_id: int, *, actor: Actor, at: datetime) -> bool:
    """Mail the exhibitor once that the last day to sign is near. Return whether that was due."""
    booking, contract = lock_contract(contract_id)
    today, days = day_of(at, booking.edition.zone), booking.edition.offer_reminder_days
    is_due = days > 0 and today <= contract.sign_by <= today + timedelta(days=days)
    if contract.state != ContractState.SENT or contract.reminded_at is not None or not is_due:
        return False
    contract.reminded_at = at
    contract.save(update_fields=["reminded_at"])
    announce_contract_lapsing(contract, booking, at=at)
    return True


@operation("exhibitors.contract.lapsed")
def lapse_contract(contract_id: int, *, actor: Actor, at: datetime) -> bool:
    """Cancel a booking whose contract was not signed in time, if the edition releases space.

    Return whether that was due. It is not due while the mail that warns of it waits in a batch.
    """
    block, booking = share_handler().lock(_booking_of(contract_id))
    contract = lock_one(_contracts(), contract_id, missing=NO_CONTRACT)
    is_late = day_of(at, booking.edition.zone) > contract.sign_by
    if contract.state != ContractState.SENT or not is_late or not settings_of(booking.edition).releases:
        return False
    if waits_about("contract", contract.pk):
        return False
    cancel_locked(block, booking, reason="", actor=actor, at=at)
    announce_contract_lapsed(contract, booking, at=at)
    return True


@operation("exhibitors.contract.finished")
def finish_contract(contract_id: int, *, actor: Actor, at: datetime) -> bool:
    """Make and mail the signed PDF, with evidence, the organizer's seal and a time stamp. Return whether it was due.

    Raises `DomainError` (`document_differs`) if the PDF in the storage is not the one that was signed.
    """
    contract = lock_one(_contracts(), contract_id, missing=NO_CONTRACT)
    is_signed = contract.state == ContractState.SIGNED or hasattr(contract, "amended_by")
    if not is_signed or contract.signed_file:
        return False
    original = read_original(contract)
    signature = Signature.objects.select_related("copy").filter(contract=contract).first()
    pdf = original  # an amendment is not signed itself: the contract that it amends was
    if signature is not None:
        evidence = evidence_of(signature, contract.booking.edition)
        address = check_address(contract.public_id)
        pdf = draw_signed(contract.text, evidence, original, digest=contract.digest, address=address, at=at)
    pdf = sealed(pdf, reason=f"Contract {contract.number}")
    contract.is_sealed, contract.is_stamped = has_seal(), has_time_stamps()
    contract.signed_file, contract.signed_digest = keep_pdf(pdf, FOLDER), digest_of(pdf)
    contract.save(update_fields=["signed_file", "signed_digest", "is_sealed", "is_stamped"])
    announce = announce_signed if signature is not None else announce_contract_reduced
    announce(contract, contract.booking, at=at)
    return True


def _contracts() -> QuerySet[Contract]:
    return Contract.objects.select_related("booking__edition", "booking__company", "booking__contact", "offer__terms")


def _booking_of(contract_id: int) -> int:
    """Return the booking of a contract, which never changes and is read without a lock."""
    booking_id = Contract.objects.filter(pk=contract_id).values_list("booking_id", flat=True).first()
    if booking_id is None:
        raise NotFound(NO_CONTRACT, code="not_found")
    return booking_id


def lock_contract(contract_id: int) -> tuple[Booking, Contract]:
    booking = lock_booking(_booking_of(contract_id))
    return booking, lock_one(_contracts(), contract_id, missing=NO_CONTRACT)


def _lock_standing(booking: Booking) -> list[Contract]:
    return lock(_contracts(), booking.contracts.exclude(state=ContractState.VOID).values_list("pk", flat=True))


def read_original(contract: Contract) -> bytes:
    """Return the PDF to be signed. Raises `DomainError` (`document_differs`) if the stored file has changed."""
    try:
        return read_kept(contract.file, contract.digest)
    except FileNotFoundError as error:
        raise DomainError(
            _(
                "The PDF of this contract differs from the one that was issued, so it cannot be signed. "
                "Contact the organizer."
            ),
            code="document_differs",
        ) from error


def lock_to_sign(contract_id: int, seen: int | None, *, actor: Actor, at: datetime) -> tuple[Booking, Contract]:
    """Lock and return a contract that the actor may sign, that can still be signed, and that is as the actor saw it.

    Its PDF is compared with its digest.
    """
    booking, contract = lock_contract(contract_id)
    require("exhibitors.answer_offer", actor, booking)
    if contract.state != ContractState.SENT:
        raise DomainError(REFUSALS[contract.state], code=f"contract_{contract.state}")
    if day_of(at, booking.edition.zone) > contract.sign_by:
        raise DomainError(
            _("The last day to sign this contract was %(day)s. Ask the organizer to extend it.")
            % {"day": day_words(contract.sign_by)},
            code="contract_late",
        )
    require_seen(contract, seen)
    require_current(booking, contract, at=at)
    read_original(contract)
    return booking, contract


def require_current(booking: Booking, contract: Contract, *, at: datetime) -> None:
    if is_outdated(contract.offer, booking, at=at):
        raise DomainError(
            _("This contract is outdated: the space or its price has changed. The organizer will make a new offer."),
            code="contract_outdated",
        )


REFUSALS: dict[str, Sentence] = {
    ContractState.CHECKING: _("A signed copy of this contract is being checked."),
    ContractState.SIGNED: _("This contract has already been signed."),
    ContractState.VOID: _("This contract is void."),
}


def _require_open(contract: Contract) -> None:
    """Raise `DomainError` if the contract is signed or void."""
    if contract.state in {ContractState.SIGNED, ContractState.VOID}:
        raise DomainError(REFUSALS[contract.state], code=f"contract_{contract.state}")


def change_state(contract: Contract, to: ContractState, **moments: datetime) -> None:
    """Move a locked contract to a state, and set the columns in `moments`."""
    CONTRACT_LIFECYCLE.require(contract.state, to)
    contract.state = to
    for name, moment in moments.items():
        setattr(contract, name, moment)
    contract.save(update_fields=["state", "reason", *moments])
