"""The handler that updates bookings, as holders of space, when a new version of a plan changes their booths."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _

from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.days import day_of
from ciie.kernel.locking import lock, lock_keys
from ciie.kernel.wording import list_words
from exhibitors.bookings.blocks.queries import has_members
from exhibitors.bookings.documents.confirmation import FrozenPlans, issue_confirmations
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.bookings import append_movements, save_change
from exhibitors.bookings.signals import booking_ended
from exhibitors.bookings.upper_decks.operations import follow_claims
from exhibitors.plan_pages.plan_versions.notifications import PlanLetter, announce_plan_changed
from exhibitors.pricing.queries.quotes import price_difference, prices_of
from exhibitors.states import BOOKED_STATES, BookingState
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.plans.publishing.comparison import Outcome, summarize_changes
from pavilions.plans.publishing.operations.holder_handlers import HolderChange, PlanNews, register_holder_handler
from pavilions.states import HolderKind

WITHOUT_SPACE: Final = {
    BookingState.SUBMITTED: BookingState.WAITLISTED,
    BookingState.APPROVED: BookingState.CANCELLED,
    BookingState.CONFIRMED: BookingState.CANCELLED,
}
"""The state of a booking after every one of its booths was released.

An application still stands and waits for other booths. A booking is cancelled, since nothing is left to book. A draft
stays a draft, so that its owners may choose again. A block stays booked while its members have space, even if the
agency itself has none left.
"""


class BookingHandler:
    def lock(self, holder_ids: Collection[int]) -> None:
        lock_keys(Booking, holder_ids)

    def require_may_release(self, holder_ids: Collection[int], *, actor: Actor, at: datetime) -> None:
        """Require the right to cancel these bookings: a director's after the edition's last day for cancelling."""
        for booking in Booking.objects.select_related("edition").filter(pk__in=list(holder_ids)):
            is_late = day_of(at, booking.edition.zone) > booking.edition.cancel_until_date
            require("exhibitors.cancel_late" if is_late else "exhibitors.cancel_booking", actor, booking)

    def settle(self, changes: Sequence[HolderChange], news: PlanNews, *, actor: Actor, at: datetime) -> None:
        """Move the m² in the totals, change the states of bookings without space, issue new letters and send mails."""
        rows = Booking.objects.select_related("company", "edition", "contact")
        bookings = {booking.pk: booking for booking in lock(rows, [change.holder_id for change in changes])}
        edition = news.publication.plan.edition
        prices = prices_of(edition, news.booths.values(), day_of(at, edition.zone))
        for change in changes:
            _settle(bookings[change.holder_id], change, news, actor=actor, at=at)
        follow_claims(_successors(changes))
        kept = [bookings[change.holder_id] for change in changes if change.keeps_space]
        booked = [b for b in kept if b.state in BOOKED_STATES and not b.awaits_acceptance]  # only these have a letter
        letters = {letter.booking_id: letter for letter in issue_confirmations(booked, at=at, plans=FrozenPlans())}
        for change in changes:
            booking, difference = bookings[change.holder_id], price_difference(change.outcomes, news.booths, prices)
            letter = letters.get(booking.pk)
            about = PlanLetter(
                publication_id=news.publication.pk,
                hall=news.publication.plan.hall.name,
                summary=summarize_changes(change.outcomes, news.booths),
                price_difference=None if difference is None else str(difference),
                letter_id=letter.pk if letter else None,
            )
            announce_plan_changed(booking, about, at=at)


def _successors(changes: Sequence[HolderChange]) -> dict[int, SpaceClaim]:
    """Return, by the key of each claim that was replaced with one to a single booth, the new claim; one query."""
    targets = {
        outcome.target.id: outcome.claim.id
        for change in changes
        for outcome in change.outcomes
        if outcome.outcome == Outcome.REPLACED and outcome.target and not outcome.beside
    }
    return {targets[claim.booth_id or 0]: claim for claim in SpaceClaim.objects.live().filter(booth__in=targets)}


def _settle(booking: Booking, change: HolderChange, news: PlanNews, *, actor: Actor, at: datetime) -> None:
    state = BookingState(booking.state)
    append_movements(booking, change.ended, left=state, at=at)
    append_movements(booking, change.begun, entered=state, at=at)
    if change.keeps_space or state not in WITHOUT_SPACE or has_members(booking.pk):
        save_change(booking)
        return
    booking.state, booking.reason = WITHOUT_SPACE[state], _reason(booking, change, news)
    booking.decided_at, booking.decided_by = at, person_of(actor)
    save_change(booking, "state", "reason", "decided_at", "decided_by")
    if state in BOOKED_STATES:
        booking_ended.send(Booking, booking=booking, reason=booking.reason, actor=actor, at=at)


def _reason(booking: Booking, change: HolderChange, news: PlanNews) -> str:
    """Return the reason in the language of the booking's contact, since the exhibitor reads it."""
    numbers = list_words(news.booths[outcome.claim.booth_id].number for outcome in change.outcomes)
    notes = list(dict.fromkeys(outcome.note for outcome in change.outcomes if outcome.note))
    with translation.override(booking.contact.language if booking.contact else "en"):
        said = _("The plan of hall %(hall)s changed, and %(booths)s could not be kept.") % {
            "hall": news.publication.plan.hall.name,
            "booths": numbers,
        }
    return "\n".join([said, *notes])[:2000]


register_holder_handler(HolderKind.BOOKING, BookingHandler())
