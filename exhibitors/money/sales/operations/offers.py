"""Offers: making one on approval, and accepting, declining, extending, withdrawing and lapsing it.

Locks are taken in the order: booking (with the block that it is a share of), then offer.
"""

from datetime import date, datetime, timedelta

from django.db.models import Max
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from ciie.audit.operations import operation
from ciie.kernel.actors import SYSTEM, Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.canonical import digest_of
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid, NotFound, Sentence
from ciie.kernel.locking import lock, lock_one, require_seen
from ciie.kernel.request_context import current_origin
from ciie.kernel.validity import require_valid
from ciie.kernel.wording import day_words
from ciie.mail.batches import waits_about
from exhibitors.bookings.models import Booking
from exhibitors.bookings.notifications import announce_cancelled
from exhibitors.bookings.operations.bookings import lock_booking, require_unchanged, save_change
from exhibitors.bookings.operations.submission import cancel_locked, share_handler
from exhibitors.bookings.signals import booking_approved, booking_confirmed_by_hand, booking_ended, price_changed
from exhibitors.companies.mandates.queries import Signer
from exhibitors.money.sales.models.offers import Offer, OfferAcceptance, OfferLine
from exhibitors.money.sales.models.signing import MailedCode
from exhibitors.money.sales.notifications import (
    announce_acceptance_code,
    announce_accepted,
    announce_deposit_awaited,
    announce_extended,
    announce_lapsed,
    announce_lapsing,
    announce_made,
    announce_withdrawn,
    awaits_release,
)
from exhibitors.money.sales.operations.codes import enter_code, make_code, take_code
from exhibitors.money.sales.operations.contracts import make_contract, replace_contract
from exhibitors.money.sales.operations.extras import throw_away_extras
from exhibitors.money.sales.operations.invoicing import draft_parts
from exhibitors.money.sales.operations.steps import (
    answer,
    confirm_if_met,
    freeze_schedule,
    possible_day,
    require_reason,
    signer_for,
)
from exhibitors.money.sales.queries.offers import (
    default_last_day,
    is_outdated,
    is_taxed_otherwise,
    offered_now,
    unnamed_claims,
)
from exhibitors.money.sales.queries.settings import settings_of
from exhibitors.money.sales.states import NameFrom, OfferState
from exhibitors.money.sales.text import canonical_text
from exhibitors.pricing.terms.queries import terms_in_force
from exhibitors.states import BookingState

NO_OFFER = _("Offer not found.")


@operation("exhibitors.offer.made")
def make_offer(
    booking_id: int, *, last_day: date | None = None, seen: int | None = None, actor: Actor, at: datetime
) -> Offer:
    """Make an offer for an approved booking at the current price, and withdraw the one that stands.

    `seen` is the revision of the booking.
    """
    booking = lock_booking(booking_id)
    require("exhibitors.run_offers", actor, booking)
    require_unchanged(booking, seen)
    if booking.state != BookingState.APPROVED or not booking.goes_by_offer:
        raise DomainError(
            _("Offers are made for approved bookings of editions that work with offers; this booking is %(state)s.")
            % {"state": booking.get_state_display()},
            code="no_offer_needed",
        )
    if unnamed_claims(booking).exists():
        raise DomainError(
            _("Some of this space is still m² without a booth. Assign booths first: an offer names them."),
            code="booths_missing",
        )
    replace_contract(booking, actor=actor, at=at)
    throw_away_extras(booking)
    for offer in _lock_sent(booking):
        answer(offer, OfferState.WITHDRAWN, actor=actor, at=at)
    save_change(booking)  # pages opened before do not show this offer
    return _make(booking, last_day, actor=actor, at=at)


@receiver(booking_approved)
def make_for_approved(
    *, booking: Booking, last_day: date | None, actor: Actor, at: datetime, **_kwargs: object
) -> None:
    """Make the offer of a booking that has just been approved, and all of whose space has booths."""
    _make(booking, last_day, actor=actor, at=at)


def _make(booking: Booking, last_day: date | None, *, actor: Actor, at: datetime) -> Offer:
    offer = write_offer(booking, last_day, actor=actor, at=at)
    announce_made(offer, booking, at=at)
    return offer


def write_offer(booking: Booking, last_day: date | None, *, actor: Actor, at: datetime) -> Offer:
    """Save and return an offer for a locked booking at the current price, without announcing it.

    Raises `offer_without_price` if the rate card does not cover all of the space.
    """
    found = offered_now(booking, at=at)
    if found is None:
        raise DomainError(
            _("The rate card does not cover all of this space, so no offer can be made. Complete the rate card first."),
            code="offer_without_price",
        )
    offered, rate_card = found.offered, found.rate_card
    edition, terms = booking.edition, terms_in_force(booking.edition_id)
    version = (booking.offers.aggregate(last=Max("version"))["last"] or 0) + 1
    offer = Offer(
        booking=booking,
        version=version,
        made_at=at,
        made_by=person_of(actor),
        last_day=default_last_day(edition, at=at) if last_day is None else possible_day(last_day, edition, at=at),
        area_sqm=offered.area_sqm,
        currency=offered.currency,
        net=offered.net,
        total=offered.total,
        tax_note=found.tax_note,
        tax_note_zh=found.tax_note_zh,
        is_package=found.is_package,
        rate_card=rate_card,
        terms=terms,
        text=canonical_text(
            offered,
            reference=booking.reference,
            version=version,
            edition=edition.name,
            company=booking.company.name,
            country=str(booking.company.country),
            rate_card=rate_card,
            terms=terms.version if terms else None,
            tax_note=found.tax_note,
            tax_note_zh=found.tax_note_zh,
            is_package=found.is_package,
            made_at=at.isoformat(),
        ),
    )
    offer.digest = digest_of(offer.text)
    offer.save()
    OfferLine.objects.bulk_create(
        OfferLine(offer=offer, position=position, **vars(line)) for position, line in enumerate(offered.lines, start=1)
    )
    return offer


@operation("exhibitors.offer.code_sent")
def send_acceptance_code(offer_id: int, *, seen: int | None = None, actor: User, at: datetime) -> str:
    """Mail the actor a code that confirms an acceptance of this offer, and return it. It voids the previous code.

    Raises `no_code_needed` if the acceptance is not binding by itself, and `too_many_codes` (429).
    """
    booking = lock_booking(_booking_of(offer_id))
    offer = _lock_open(offer_id, booking, seen, actor=actor, at=at)
    signer_for(booking, actor)
    if not settings_of(booking.edition).acceptance_binds:
        raise DomainError(
            _("This offer is accepted without a code. The contract that follows is signed with one."),
            code="no_code_needed",
        )
    made, code = make_code(offer, actor, at=at)
    announce_acceptance_code(made, offer, booking, code=code)
    return code


@operation("exhibitors.offer.code_entered")
def enter_acceptance_code(offer_id: int, *, code: str, actor: Actor, at: datetime) -> DomainError | None:
    """Count an attempt at the code that was sent last. Return why it is refused, or None if it is right.

    The refusal is returned, since raising it would undo the count with the transaction.
    """
    offer = Offer.objects.select_related("booking").filter(pk=offer_id).first()
    require("exhibitors.answer_offer", actor, offer and offer.booking)
    if offer is None:
        return NotFound(NO_OFFER, code="not_found")
    if offer.state != OfferState.SENT:
        return DomainError(REFUSALS[offer.state], code=f"offer_{offer.state}", details={"state": offer.state})
    return enter_code(offer, person_of(actor), code, at=at)


def accept_with_code(offer_id: int, *, code: str, seen: int | None = None, actor: Actor, at: datetime) -> Offer:
    """Enter the code and accept, in two operations, so that a wrong code counts even though nothing is accepted."""
    if refusal := enter_acceptance_code(offer_id, code=code, actor=actor, at=at):
        raise refusal
    return accept_offer(offer_id, seen=seen, actor=actor, at=at)


@operation("exhibitors.offer.accepted")
def accept_offer(offer_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> Offer:
    """Accept for the exhibitor, in the name of the account or of its power of attorney.

    The edition decides what follows: a contract, a schedule, or neither. If the acceptance is binding by itself, a code
    must have been entered before. If it confirms the booking, the confirmation letter is issued with it.

    Raises `DomainError`: `offer_accepted`, `offer_declined`, `offer_lapsed`, `offer_withdrawn`, `offer_outdated` if the
    space or its price has changed, `document_differs` if the offer's text has changed, `name_missing`, or
    `code_expired` if a code is needed and none has been entered in time.
    """
    booking = lock_booking(_booking_of(offer_id))
    offer = _lock_open(offer_id, booking, seen, actor=actor, at=at)
    signer = signer_for(booking, actor)
    if offer.digest and digest_of(offer.text) != offer.digest:
        raise DomainError(
            _("The text of this offer differs from the one that was issued. Contact the organizer."),
            code="document_differs",
        )
    if is_outdated(offer, booking, at=at):
        raise DomainError(
            _("This offer is outdated: the space or its price has changed. The organizer will make a new one."),
            code="offer_outdated",
        )
    settings = settings_of(booking.edition)
    code = take_code(offer, person_of(actor), at=at) if settings.acceptance_binds else None
    answer(offer, OfferState.ACCEPTED, actor=actor, at=at)
    _record(offer, signer, code, actor=actor, at=at)
    parts = freeze_schedule(booking, offer, settings, at=at)
    save_change(booking)
    letter = confirm_if_met(booking, at=at)
    if letter is not None:
        announce_accepted(offer, booking, letter, at=at)
    if settings.uses_contracts:
        make_contract(booking, offer, settings, parts, at=at)
    else:
        draft_parts(booking, offer, settings, at=at)
    if not settings.uses_contracts and letter is None:
        announce_deposit_awaited(offer, booking, at=at)
    return offer


def _record(offer: Offer, signer: Signer, code: MailedCode | None, *, actor: Actor, at: datetime) -> None:
    person, origin = person_of(actor), current_origin()
    evidence = OfferAcceptance(
        offer=offer,
        digest=digest_of(offer.text),
        name=signer.name,
        name_from=NameFrom.MANDATE if signer.mandate else NameFrom.ACCOUNT,
        mandate=signer.mandate,
        person=person,
        email=person.email if person else "",
        code_email=code.email if code else "",
        code_entered_at=code.entered_at if code else None,
        accepted_at=at,
        terms_id=offer.terms_id,
        address=origin.address,
        user_agent=origin.user_agent,
    )
    require_valid(evidence, exclude=["offer", "person", "terms", "mandate", "address"])
    evidence.save()


@operation("exhibitors.offer.declined")
def decline_offer(
    offer_id: int,
    *,
    reason: str = "",
    cost: str | None = None,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> Offer:
    """Decline for the exhibitor. The booking is cancelled, and its space becomes free.

    `cost` is the cost of cancelling that the exhibitor saw. Raises `cost_changed` if it has changed since.
    """
    block, booking = share_handler().lock(_booking_of(offer_id))
    offer = _lock_open(offer_id, booking, seen, actor=actor, at=at)
    answer(offer, OfferState.DECLINED, reason=reason.strip(), actor=actor, at=at)
    cancel_locked(block, booking, reason=reason.strip(), cost=cost, actor=actor, at=at)
    announce_cancelled(booking, at=at)
    return offer


@operation("exhibitors.offer.extended")
def extend_offer(
    offer_id: int, *, last_day: date, reason: str, seen: int | None = None, actor: Actor, at: datetime
) -> Offer:
    """Give an offer that awaits its answer a later last day, with a reason, and mail the exhibitor."""
    booking = lock_booking(_booking_of(offer_id))
    offer = _lock_sent_one(offer_id, booking, seen, actor=actor)
    require_reason(reason)
    if possible_day(last_day, booking.edition, at=at) <= offer.last_day:
        raise Invalid(
            _("The new last day must be later than %(day)s.") % {"day": day_words(offer.last_day)},
            code="last_day_not_later",
            field="last_day",
        )
    is_known = not awaits_release(offer)
    offer.last_day, offer.reason, offer.reminded_at = last_day, reason.strip(), None
    require_valid(offer, exclude=["booking", "terms", "made_by", "answered_by"])
    offer.save(update_fields=["last_day", "reason", "reminded_at"])
    announce_extended(offer, booking, is_known=is_known, at=at)
    return offer


@operation("exhibitors.offer.withdrawn")
def withdraw_offer(offer_id: int, *, reason: str, seen: int | None = None, actor: Actor, at: datetime) -> Offer:
    """Withdraw an offer that awaits its answer, giving a reason. The booking stays approved."""
    booking = lock_booking(_booking_of(offer_id))
    offer = _lock_sent_one(offer_id, booking, seen, actor=actor)
    require_reason(reason)
    answer(offer, OfferState.WITHDRAWN, reason=reason.strip(), actor=actor, at=at)
    if not awaits_release(offer):
        announce_withdrawn(offer, booking, at=at)
    return offer


@receiver(booking_ended)
def withdraw_of_ended(*, booking: Booking, reason: str, actor: Actor, at: datetime, **_kwargs: object) -> None:
    """Withdraw the offer that a cancelled booking leaves unanswered."""
    for offer in _lock_sent(booking):
        answer(offer, OfferState.WITHDRAWN, reason=reason, actor=actor, at=at)


@receiver(price_changed)
def renew_for_price(*, booking: Booking, actor: Actor, at: datetime, **_kwargs: object) -> None:
    """Make an unanswered offer again at the new price and with the same last day, and mail it."""
    for offer in _lock_sent(booking):
        if not _has_passed(offer, booking, at) and offered_now(booking, at=at) is not None:
            _make_again(offer, booking, actor=actor, at=at)


def _make_again(offer: Offer, booking: Booking, *, actor: Actor, at: datetime) -> None:
    answer(offer, OfferState.WITHDRAWN, actor=actor, at=at)
    announce_made(write_offer(booking, offer.last_day, actor=SYSTEM, at=at), booking, at=at)


def renew_taxed_otherwise(booking: Booking, *, actor: Actor, at: datetime) -> bool:
    """Replace the open offer of a locked booking if its tax has changed. Return whether it was replaced."""
    found = offered_now(booking, at=at)
    due = [
        offer
        for offer in _lock_sent(booking)
        if not _has_passed(offer, booking, at) and found and is_taxed_otherwise(offer, found.offered)
    ]
    for offer in due:
        _make_again(offer, booking, actor=actor, at=at)
    return bool(due)


@receiver(booking_confirmed_by_hand)
def withdraw_of_confirmed(*, booking: Booking, actor: Actor, at: datetime, **_kwargs: object) -> None:
    """Withdraw the unanswered offer of a booking whose edition no longer works with offers."""
    for offer in _lock_sent(booking):
        answer(offer, OfferState.WITHDRAWN, actor=actor, at=at)


@operation("exhibitors.offer.reminded")
def remind_of_offer(offer_id: int, *, actor: Actor, at: datetime) -> bool:
    """Mail the exhibitor once that the offer lapses soon. Return whether that was due.

    It is not due while the mail about the offer itself waits in a batch.
    """
    booking = lock_booking(_booking_of(offer_id))
    offer = lock_one(Offer.objects.all(), offer_id, missing=NO_OFFER)
    today, days = day_of(at, booking.edition.zone), booking.edition.offer_reminder_days
    is_due = days > 0 and today <= offer.last_day <= today + timedelta(days=days)
    if offer.state != OfferState.SENT or offer.reminded_at is not None or not is_due or awaits_release(offer):
        return False
    offer.reminded_at = at
    offer.save(update_fields=["reminded_at"])
    announce_lapsing(offer, booking, at=at)
    return True


@operation("exhibitors.offer.lapsed")
def lapse_offer(offer_id: int, *, actor: Actor, at: datetime) -> bool:
    """End an offer whose last day has passed in the edition's time zone, and its booking. Return whether it was due.

    It is not due while a mail about the offer or its last day waits in a batch, so nobody loses space without knowing.
    """
    block, booking = share_handler().lock(_booking_of(offer_id))
    offer = lock_one(Offer.objects.all(), offer_id, missing=NO_OFFER)
    if offer.state != OfferState.SENT or not _has_passed(offer, booking, at) or waits_about("offer", offer.pk):
        return False
    answer(offer, OfferState.LAPSED, actor=actor, at=at)
    cancel_locked(block, booking, reason="", actor=actor, at=at)
    announce_lapsed(offer, booking, at=at)
    return True


def _booking_of(offer_id: int) -> int:
    """Return the booking of an offer, which never changes and is read without a lock."""
    booking_id = Offer.objects.filter(pk=offer_id).values_list("booking_id", flat=True).first()
    if booking_id is None:
        raise NotFound(NO_OFFER, code="not_found")
    return booking_id


def _lock_sent(booking: Booking) -> list[Offer]:
    """Lock and return the offer of a locked booking that awaits its answer, if there is one."""
    return lock(Offer.objects.all(), booking.offers.filter(state=OfferState.SENT).values_list("pk", flat=True))


def _lock_open(offer_id: int, booking: Booking, seen: int | None, *, actor: Actor, at: datetime) -> Offer:
    """Lock and return an offer that the actor may answer, that is still open, and that is as the actor saw it."""
    offer = lock_one(Offer.objects.all(), offer_id, missing=NO_OFFER)
    require("exhibitors.answer_offer", actor, booking)
    _require_sent(offer)
    if _has_passed(offer, booking, at):
        raise DomainError(
            _("The last day of this offer was %(day)s. Ask the organizer to extend it.")
            % {"day": day_words(offer.last_day)},
            code="offer_lapsed",
        )
    require_seen(offer, seen)
    return offer


def _lock_sent_one(offer_id: int, booking: Booking, seen: int | None, *, actor: Actor) -> Offer:
    """Lock and return an offer that the actor may extend or withdraw, and that is as the actor saw it."""
    offer = lock_one(Offer.objects.all(), offer_id, missing=NO_OFFER)
    require("exhibitors.run_offers", actor, booking)
    _require_sent(offer)
    require_seen(offer, seen)
    return offer


REFUSALS: dict[str, Sentence] = {
    OfferState.ACCEPTED: _("This offer has already been accepted."),
    OfferState.DECLINED: _("This offer has been declined."),
    OfferState.LAPSED: _("This offer was not accepted in time and has lapsed."),
    OfferState.WITHDRAWN: _("The organizer has withdrawn this offer."),
}


def _require_sent(offer: Offer) -> None:
    if offer.state != OfferState.SENT:
        raise DomainError(REFUSALS[offer.state], code=f"offer_{offer.state}", details={"state": offer.state})


def _has_passed(offer: Offer, booking: Booking, at: datetime) -> bool:
    return day_of(at, booking.edition.zone) > offer.last_day
