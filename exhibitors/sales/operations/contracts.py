"""Contracts: made with acceptance, signed on the page or on paper, extended, withdrawn, and ending with their booking.

Locks are taken in the order: booking (with the block that it is a share of), offer, contract.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.core.files.storage import default_storage
from django.db.models import Max, QuerySet
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.canonical import digest_of
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid, NotFound, Sentence
from ciie.kernel.locking import lock, lock_one, require_seen
from ciie.kernel.queueing import wake_on_commit
from ciie.kernel.request_context import current_origin
from ciie.kernel.validity import require_valid
from ciie.kernel.wording import day_words
from ciie.mail.batches import waits_about
from ciie.uploads.documents import AcceptedDocument, keep_document, keep_pdf
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.bookings import lock_booking, save_change
from exhibitors.bookings.operations.submission import cancel_locked, share_handler
from exhibitors.bookings.signals import booking_ended
from exhibitors.sales.documents.contract_pdf import draw_contract, draw_signed
from exhibitors.sales.documents.contract_text import contract_text
from exhibitors.sales.documents.evidence import evidence_of
from exhibitors.sales.documents.seal import has_seal, sealed
from exhibitors.sales.models.contracts import LONGEST_DRAWING, Contract, Instalment, Signature, SignedCopy
from exhibitors.sales.models.offers import Offer
from exhibitors.sales.models.settings import SalesSettings
from exhibitors.sales.notifications import (
    announce_confirmed,
    announce_contract_extended,
    announce_contract_lapsed,
    announce_contract_lapsing,
    announce_contract_reduced,
    announce_contract_to_sign,
    announce_contract_withdrawn,
    announce_copy_rejected,
    announce_signed,
)
from exhibitors.sales.operations.invoicing import draft_parts
from exhibitors.sales.operations.steps import answer, confirm_if_met, date_schedule, possible_day, require_reason
from exhibitors.sales.queries.offers import is_outdated
from exhibitors.sales.queries.settings import settings_of
from exhibitors.sales.states import CONTRACT_LIFECYCLE, ContractState, CopyState, OfferState, SignedBy

NO_CONTRACT = _("Contract not found.")
FOLDER = "contracts"
FINISH = "exhibitors.finish_contracts"
LARGEST_COPY_MB = 20
DRAWING = re.compile(r"M[0-9]{1,3} [0-9]{1,3}(?: ?[ML][0-9]{1,3} [0-9]{1,3})+")
"""Moves and lines on a field of 600 by 200."""


def make_contract(
    booking: Booking, offer: Offer, settings: SalesSettings, parts: Sequence[Instalment], *, at: datetime
) -> Contract:
    """The contract of a locked offer that has just been accepted, to be signed."""
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
    """The contract of a locked offer; `amends` says what it changes of one that was signed."""
    version = (booking.contracts.aggregate(last=Max("version"))["last"] or 0) + 1
    edition = booking.edition
    sign_by = min(day_of(at, edition.zone) + timedelta(days=settings.signing_days), edition.closes_date)
    text = contract_text(booking, offer, settings, parts, version=version, sign_by=sign_by, amends=amends, at=at)
    pdf = draw_contract(text, at=at)
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
    )
    contract.save()
    return contract


@operation("exhibitors.contract.signed")
def sign_contract(
    contract_id: int,
    *,
    name: str,
    drawing: str = "",
    agreed: bool,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> Contract:
    """Sign for the exhibitor with a typed name and, if there is one, a drawing (SVG path on a field of 600 by 200).

    Raises `DomainError`: `contract_signed`, `contract_checking`, `contract_void`, `contract_late`, or
    `contract_outdated` where the space or its price is no longer what the contract says.
    """
    booking, contract = _lock_to_sign(contract_id, seen, actor=actor, at=at)
    if not agreed:
        raise Invalid(_("Confirm that you have read the contract and may sign it."), code="not_agreed", field="agreed")
    if drawing and not (len(drawing) <= LONGEST_DRAWING and DRAWING.fullmatch(drawing)):
        raise Invalid(_("The drawing could not be read. Draw it again, or only type your name."), code="drawing_wrong")
    _sign(
        booking,
        contract,
        SignedBy.DRAWN if drawing else SignedBy.TYPED,
        name=name,
        drawing=drawing,
        actor=actor,
        at=at,
    )
    return contract


def _sign(
    booking: Booking,
    contract: Contract,
    way: SignedBy,
    *,
    name: str,
    drawing: str = "",
    copy: SignedCopy | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Write the signature of a locked contract, and confirm its booking if that was all that lacked."""
    typed, origin = _required_name(name), current_origin()
    person = person_of(actor) if copy is None else copy.uploaded_by
    evidence = Signature(
        contract=contract,
        way=way,
        digest=contract.digest,
        name=typed,
        drawing=drawing,
        copy=copy,
        person=person,
        email=person.email if person else "",
        signed_at=at if copy is None else copy.uploaded_at,
        address=origin.address if copy is None else copy.address,
        user_agent=origin.user_agent if copy is None else copy.user_agent,
    )
    require_valid(evidence, exclude=["contract", "copy", "person", "address"])
    change_state(contract, ContractState.SIGNED, signed_at=evidence.signed_at)
    evidence.save()
    settings = settings_of(booking.edition)
    date_schedule(booking, contract.offer, settings, at)
    draft_parts(booking, contract.offer, settings, at=at)
    save_change(booking)
    if letter := confirm_if_met(booking, at=at):
        announce_confirmed(booking, letter, at=at)
    wake_on_commit(FINISH)


def _required_name(name: str) -> str:
    if not name.strip():
        raise Invalid(_("Type your full name to sign the contract."), code="name_missing", field="name")
    return name.strip()


@operation("exhibitors.contract.copy_sent")
def send_signed_copy(
    contract_id: int, *, name: str, file: AcceptedDocument, seen: int | None = None, actor: Actor, at: datetime
) -> SignedCopy:
    """Hand in a copy of the contract that `name` has signed on paper, a PDF; an organizer checks it."""
    _booking, contract = _lock_to_sign(contract_id, seen, actor=actor, at=at)
    if not file.name.endswith(".pdf"):
        raise Invalid(_("Upload the signed contract as a PDF."), code="copy_not_pdf", field="file")
    if file.size > LARGEST_COPY_MB * 1024 * 1024:
        sentence = _("The file is larger than %(megabytes)d MB.") % {"megabytes": LARGEST_COPY_MB}
        raise Invalid(sentence, code="document_too_large", field="file")
    origin = current_origin()
    copy = SignedCopy(
        contract=contract,
        file=keep_document(file),
        title=file.title,
        digest=file.name.rpartition("/")[2].removesuffix(".pdf"),
        size=file.size,
        name=_required_name(name),
        uploaded_at=at,
        uploaded_by=person_of(actor),
        address=origin.address,
        user_agent=origin.user_agent,
    )
    require_valid(copy, exclude=["contract", "uploaded_by", "address"])
    change_state(contract, ContractState.CHECKING)
    copy.save()
    return copy


@operation("exhibitors.contract.copy_accepted")
def accept_signed_copy(contract_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> Contract:
    """Accept the signed copy that waits: the contract is signed."""
    booking, contract, copy = _lock_copy(contract_id, seen, actor=actor)
    _require_current(booking, contract, at=at)
    _decide(copy, CopyState.ACCEPTED, actor=actor, at=at)
    _sign(booking, contract, SignedBy.COPY, name=copy.name, copy=copy, actor=actor, at=at)
    return contract


@operation("exhibitors.contract.copy_rejected")
def reject_signed_copy(
    contract_id: int, *, reason: str, seen: int | None = None, actor: Actor, at: datetime
) -> Contract:
    """Reject the signed copy that waits, with a reason, which the exhibitor is sent. The contract is to be signed."""
    booking, contract, copy = _lock_copy(contract_id, seen, actor=actor)
    require_reason(reason)
    copy.reason = reason.strip()
    _decide(copy, CopyState.REJECTED, actor=actor, at=at)
    change_state(contract, ContractState.SENT)
    announce_copy_rejected(contract, booking, reason=copy.reason, at=at)
    return contract


def _lock_copy(contract_id: int, seen: int | None, *, actor: Actor) -> tuple[Booking, Contract, SignedCopy]:
    booking, contract = _lock(contract_id)
    require("exhibitors.run_offers", actor, booking)
    copies = lock(
        SignedCopy.objects.all(), contract.copies.filter(state=CopyState.WAITING).values_list("pk", flat=True)
    )
    if not copies or contract.state != ContractState.CHECKING:
        raise DomainError(_("No signed copy of this contract is waiting to be checked."), code="no_copy_waits")
    require_seen(contract, seen)
    return booking, contract, copies[0]


def _decide(copy: SignedCopy, to: CopyState, *, actor: Actor, at: datetime) -> None:
    copy.state, copy.decided_at, copy.decided_by = to, at, person_of(actor)
    require_valid(copy, exclude=["contract", "uploaded_by", "decided_by", "address"])
    copy.save(update_fields=["state", "decided_at", "decided_by", "reason"])


@operation("exhibitors.contract.extended")
def extend_contract(
    contract_id: int, *, sign_by: date, reason: str, seen: int | None = None, actor: Actor, at: datetime
) -> Contract:
    """Give more time to sign, with a reason, which the exhibitor is sent."""
    booking, contract = _lock(contract_id)
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
    """Withdraw a contract that is not signed, and its offer, with a reason. The booking stays approved."""
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
    """End what a new offer for a locked booking takes the place of; raises `DomainError` where it has been signed."""
    offers = lock(Offer.objects.all(), booking.offers.filter(state=OfferState.ACCEPTED).values_list("pk", flat=True))
    for contract in _lock_standing(booking):
        if contract.state == ContractState.SIGNED:
            raise DomainError(REFUSALS[ContractState.SIGNED], code="contract_signed")
        end_contract(contract, "", at=at)
    for offer in offers:
        answer(offer, OfferState.WITHDRAWN, actor=actor, at=at)


@receiver(booking_ended)
def void_of_ended(*, booking: Booking, reason: str, at: datetime, **_kwargs: object) -> None:
    """A booking that is cancelled has no contract."""
    for contract in _lock_standing(booking):
        end_contract(contract, reason, at=at)


def end_contract(contract: Contract, reason: str, *, at: datetime) -> None:
    """A locked one becomes void."""
    contract.reason = reason or contract.reason
    change_state(contract, ContractState.VOID, ended_at=at)


@operation("exhibitors.contract.reminded")
def remind_of_contract(contract_id: int, *, actor: Actor, at: datetime) -> bool:
    """Mail the exhibitor once that the last day to sign comes. Returns whether that was due."""
    booking, contract = _lock(contract_id)
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
    """Where the edition releases space: end a booking whose contract was not signed in time; whether that was due.

    It is not while the mail that warns of it waits in a batch.
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
    """Make and mail the signed PDF, with the evidence and the organizer's seal. Returns whether that was due."""
    contract = lock_one(_contracts(), contract_id, missing=NO_CONTRACT)
    is_signed = contract.state == ContractState.SIGNED or hasattr(contract, "amended_by")
    if not is_signed or contract.signed_file:
        return False
    with default_storage.open(contract.file) as stored:
        original = stored.read()
    signature = Signature.objects.select_related("copy").filter(contract=contract).first()
    pdf = original  # an amendment: what was signed is the contract that it amends
    if signature is not None:
        pdf = draw_signed(contract.text, evidence_of(signature, contract.booking.edition), original, at=at)
    if has_seal():
        pdf = sealed(pdf, reason=f"Contract {contract.number}")
        contract.is_sealed = True
    contract.signed_file, contract.signed_digest = keep_pdf(pdf, FOLDER), digest_of(pdf)
    contract.save(update_fields=["signed_file", "signed_digest", "is_sealed"])
    announce = announce_signed if signature is not None else announce_contract_reduced
    announce(contract, contract.booking, at=at)
    return True


def _contracts() -> QuerySet[Contract]:
    return Contract.objects.select_related("booking__edition", "booking__company", "booking__contact", "offer__terms")


def _booking_of(contract_id: int) -> int:
    """The booking of a contract, read without a lock (it never changes)."""
    booking_id = Contract.objects.filter(pk=contract_id).values_list("booking_id", flat=True).first()
    if booking_id is None:
        raise NotFound(NO_CONTRACT, code="not_found")
    return booking_id


def _lock(contract_id: int) -> tuple[Booking, Contract]:
    booking = lock_booking(_booking_of(contract_id))
    return booking, lock_one(_contracts(), contract_id, missing=NO_CONTRACT)


def _lock_standing(booking: Booking) -> list[Contract]:
    return lock(_contracts(), booking.contracts.exclude(state=ContractState.VOID).values_list("pk", flat=True))


def _lock_to_sign(contract_id: int, seen: int | None, *, actor: Actor, at: datetime) -> tuple[Booking, Contract]:
    """A contract that the actor may sign, that can still be signed, and that is as the actor saw it."""
    booking, contract = _lock(contract_id)
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
    _require_current(booking, contract, at=at)
    return booking, contract


def _require_current(booking: Booking, contract: Contract, *, at: datetime) -> None:
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
    """Neither signed nor void."""
    if contract.state in {ContractState.SIGNED, ContractState.VOID}:
        raise DomainError(REFUSALS[contract.state], code=f"contract_{contract.state}")


def change_state(contract: Contract, to: ContractState, **moments: datetime) -> None:
    """Bring a locked contract to a state; `moments` are columns."""
    CONTRACT_LIFECYCLE.require(contract.state, to)
    contract.state = to
    for name, moment in moments.items():
        setattr(contract, name, moment)
    contract.save(update_fields=["state", "reason", *moments])
