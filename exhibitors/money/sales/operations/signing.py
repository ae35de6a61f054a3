"""Signatures of contracts: online with a code sent by mail, or on paper with a copy that the organizer checks.

Locks are taken in the order: booking, contract, code or copy.
"""

import re
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock, require_seen
from ciie.kernel.queueing import wake_on_commit
from ciie.kernel.request_context import current_origin
from ciie.kernel.validity import require_valid
from ciie.uploads.documents import AcceptedDocument, keep_document
from ciie.uploads.keeping import read_kept
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.bookings import save_change
from exhibitors.money.sales.models.contracts import LONGEST_DRAWING, Contract, Signature, SignedCopy
from exhibitors.money.sales.notifications import announce_confirmed, announce_copy_rejected, announce_signing_code
from exhibitors.money.sales.operations.codes import EXPIRED, enter_code, make_code, take_code
from exhibitors.money.sales.operations.contracts import (
    FINISH,
    REFUSALS,
    change_state,
    lock_contract,
    lock_to_sign,
    require_current,
)
from exhibitors.money.sales.operations.invoicing import draft_parts
from exhibitors.money.sales.operations.steps import confirm_if_met, date_schedule, require_reason, signer_for
from exhibitors.money.sales.queries.settings import settings_of
from exhibitors.money.sales.states import ContractState, CopyState, NameFrom, SignedBy

LARGEST_COPY_MB = 20
DRAWING = re.compile(r"M[0-9]{1,3} [0-9]{1,3}(?: ?[ML][0-9]{1,3} [0-9]{1,3})+")
"""An SVG path of moves and lines on a canvas of 600 by 200."""
NOT_AGREED = _("Confirm that you have read the contract and may sign it.")


@operation("exhibitors.contract.code_sent")
def send_signing_code(contract_id: int, *, seen: int | None = None, actor: User, at: datetime) -> str:
    """Mail the actor a code that confirms a signature of this contract, and return it. It voids the previous code.

    Raises the errors of `lock_to_sign`, and `too_many_codes` (429).
    """
    booking, contract = lock_to_sign(contract_id, seen, actor=actor, at=at)
    signer_for(booking, actor)
    made, code = make_code(contract, actor, at=at)
    announce_signing_code(made, contract, booking, code=code)
    return code


@operation("exhibitors.contract.code_entered")
def enter_signing_code(contract_id: int, *, code: str, actor: Actor, at: datetime) -> DomainError | None:
    """Count an attempt at the code that was sent last. Return why it is refused, or None if it is right.

    The refusal is returned, since raising it would undo the count with the transaction.
    """
    contract = Contract.objects.select_related("booking").filter(pk=contract_id).first()
    require("exhibitors.answer_offer", actor, contract and contract.booking)
    if contract is not None and contract.state != ContractState.SENT:
        return DomainError(REFUSALS[contract.state], code=f"contract_{contract.state}")
    if contract is None:
        return Invalid(EXPIRED, code="code_expired", field="code")
    return enter_code(contract, person_of(actor), code, at=at)


def sign_with_code(
    contract_id: int,
    *,
    code: str,
    drawing: str = "",
    agreed: bool,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> Contract:
    """Enter the code and sign, in two operations, so that a wrong code counts even though nothing is signed."""
    if not agreed:
        raise Invalid(NOT_AGREED, code="not_agreed", field="agreed")
    if refusal := enter_signing_code(contract_id, code=code, actor=actor, at=at):
        raise refusal
    return sign_contract(contract_id, drawing=drawing, agreed=agreed, seen=seen, actor=actor, at=at)


@operation("exhibitors.contract.signed")
def sign_contract(
    contract_id: int, *, drawing: str = "", agreed: bool, seen: int | None = None, actor: Actor, at: datetime
) -> Contract:
    """Sign for the exhibitor in the name of the account or of its power of attorney, after a code has been entered.

    `drawing` is an optional SVG path on a canvas of 600 by 200. Raises the errors of `lock_to_sign`, `not_agreed`,
    `name_missing`, `drawing_wrong`, and `code_expired` if no code has been entered for this PDF in time.
    """
    booking, contract = lock_to_sign(contract_id, seen, actor=actor, at=at)
    if not agreed:
        raise Invalid(NOT_AGREED, code="not_agreed", field="agreed")
    if drawing and not (len(drawing) <= LONGEST_DRAWING and DRAWING.fullmatch(drawing)):
        raise Invalid(_("The drawing could not be read. Draw it again, or only type your name."), code="drawing_wrong")
    signer, person = signer_for(booking, actor), person_of(actor)
    code, origin = take_code(contract, person, at=at), current_origin()
    evidence = Signature(
        contract=contract,
        way=SignedBy.DRAWN if drawing else SignedBy.TYPED,
        digest=contract.digest,
        name=signer.name,
        name_from=NameFrom.MANDATE if signer.mandate else NameFrom.ACCOUNT,
        mandate=signer.mandate,
        code_email=code.email,
        code_entered_at=code.entered_at,
        drawing=drawing,
        person=person,
        email=person.email if person else "",
        signed_at=at,
        address=origin.address,
        user_agent=origin.user_agent,
    )
    _sign(booking, contract, evidence, at=at)
    return contract


def _sign(booking: Booking, contract: Contract, evidence: Signature, *, at: datetime) -> None:
    """Save the signature of a locked contract, and confirm its booking if nothing else is missing."""
    require_valid(evidence, exclude=["contract", "copy", "person", "mandate", "address"])
    change_state(contract, ContractState.SIGNED, signed_at=evidence.signed_at)
    evidence.save()
    settings = settings_of(booking.edition)
    date_schedule(booking, contract.offer, settings, at)
    draft_parts(booking, contract.offer, settings, at=at)
    save_change(booking)
    if letter := confirm_if_met(booking, at=at):
        announce_confirmed(booking, letter, at=at)
    wake_on_commit(FINISH)


@operation("exhibitors.contract.copy_sent")
def send_signed_copy(
    contract_id: int, *, name: str, file: AcceptedDocument, seen: int | None = None, actor: Actor, at: datetime
) -> SignedCopy:
    """Save a PDF of the contract that `name` has signed on paper, for an organizer to check."""
    _booking, contract = lock_to_sign(contract_id, seen, actor=actor, at=at)
    if not file.name.endswith(".pdf"):
        raise Invalid(_("Upload the signed contract as a PDF."), code="copy_not_pdf", field="file")
    if file.size > LARGEST_COPY_MB * 1024 * 1024:
        sentence = _("The file is larger than %(megabytes)d MB.") % {"megabytes": LARGEST_COPY_MB}
        raise Invalid(sentence, code="document_too_large", field="file")
    if not name.strip():
        raise Invalid(_("Enter the full name of the person who signed."), code="name_missing", field="name")
    origin = current_origin()
    copy = SignedCopy(
        contract=contract,
        file=keep_document(file),
        title=file.title,
        digest=file.name.rpartition("/")[2].removesuffix(".pdf"),
        size=file.size,
        name=" ".join(name.split()),
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
    """Accept the waiting signed copy, which signs the contract."""
    booking, contract, copy = _lock_copy(contract_id, seen, actor=actor)
    require_current(booking, contract, at=at)
    _decide(copy, CopyState.ACCEPTED, actor=actor, at=at)
    try:
        read_kept(copy.file, copy.digest)
    except FileNotFoundError as error:
        raise DomainError(_("The signed copy differs from the file that was sent."), code="document_differs") from error
    person = copy.uploaded_by
    evidence = Signature(
        contract=contract,
        way=SignedBy.COPY,
        digest=contract.digest,
        name=copy.name,
        name_from=NameFrom.PAPER,
        copy=copy,
        person=person,
        email=person.email if person else "",
        signed_at=copy.uploaded_at,
        address=copy.address,
        user_agent=copy.user_agent,
    )
    _sign(booking, contract, evidence, at=at)
    return contract


@operation("exhibitors.contract.copy_rejected")
def reject_signed_copy(
    contract_id: int, *, reason: str, seen: int | None = None, actor: Actor, at: datetime
) -> Contract:
    """Reject the waiting signed copy, giving a reason, which is sent to the exhibitor.

    The contract can be signed again.
    """
    booking, contract, copy = _lock_copy(contract_id, seen, actor=actor)
    require_reason(reason)
    copy.reason = reason.strip()
    _decide(copy, CopyState.REJECTED, actor=actor, at=at)
    change_state(contract, ContractState.SENT)
    announce_copy_rejected(contract, booking, reason=copy.reason, at=at)
    return contract


def _lock_copy(contract_id: int, seen: int | None, *, actor: Actor) -> tuple[Booking, Contract, SignedCopy]:
    booking, contract = lock_contract(contract_id)
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
