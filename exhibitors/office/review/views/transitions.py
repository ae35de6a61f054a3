"""The decisions that a booking's page offers, each with its name, its form and its operation."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.accounts.models import User
from ciie.kernel.authority import allowed
from ciie.web.revision_forms import RevisionForm
from exhibitors.bookings.forms import ApprovalForm, CancelForExhibitorForm, NoteForm, ReasonForm
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import (
    approve_booking,
    confirm_booking,
    reject_booking,
    return_booking,
    waitlist_booking,
)
from exhibitors.bookings.operations.submission import cancel_booking
from exhibitors.states import BOOKING_LIFECYCLE, BookingState


@dataclass(frozen=True)
class Transition:
    """A decision. `form` has the fields that `operation` takes, and `done` is the message that follows."""

    name: str
    to: BookingState
    permission: str
    label: str | Promise
    explanation: str | Promise
    done: str | Promise
    icon: str
    form: type[RevisionForm]
    operation: Callable[..., Booking] = field(repr=False)
    by_hand_only: bool = False
    """Whether the decision is offered only where the acceptance of an offer does not make it."""
    done_by_offer: str | Promise = ""
    """The message in place of `done` if an offer goes out."""

    def words(self, booking: Booking) -> str:
        """Return the message about the transition that was carried out."""
        said = self.done_by_offer if booking.goes_by_offer and self.done_by_offer else self.done
        return str(said) % {"booking": booking.reference, "company": booking.company.name}

    def is_open(self, booking: Booking, actor: User) -> bool:
        is_legal = BOOKING_LIFECYCLE.allows(booking.state, self.to) and allowed(self.permission, actor, booking)
        return is_legal and (not (self.by_hand_only and booking.goes_by_offer))


_ALL = (
    Transition(
        name="approve",
        to=BookingState.APPROVED,
        permission="exhibitors.decide_booking",
        label=pgettext_lazy("decision", "Approve"),
        explanation=_("Books the booths and sends the confirmation letter by email."),
        done=_("%(booking)s of %(company)s has been approved. The confirmation letter will be sent by email."),
        done_by_offer=_("%(booking)s of %(company)s has been approved. The offer will be sent by email."),
        icon="check",
        form=ApprovalForm,
        operation=approve_booking,
    ),
    Transition(
        name="confirm",
        to=BookingState.CONFIRMED,
        permission="exhibitors.confirm_booking",
        label=pgettext_lazy("decision", "Confirm"),
        explanation=_("The contract is signed and the deposit paid."),
        done=_("%(booking)s of %(company)s has been confirmed."),
        icon="circle-check",
        form=RevisionForm,
        operation=confirm_booking,
        by_hand_only=True,
    ),
    Transition(
        name="waitlist",
        to=BookingState.WAITLISTED,
        permission="exhibitors.decide_booking",
        label=pgettext_lazy("decision", "Wait-list…"),
        explanation=_("The space is released; the special requests are kept."),
        done=_("%(booking)s of %(company)s is on the waiting list."),
        icon="hourglass",
        form=NoteForm,
        operation=waitlist_booking,
    ),
    Transition(
        name="return",
        to=BookingState.DRAFT,
        permission="exhibitors.decide_booking",
        label=pgettext_lazy("decision", "Return for change…"),
        explanation=_("The booking becomes a draft again. Its space remains held while the exhibitor makes changes."),
        done=_("%(booking)s of %(company)s has been returned for change."),
        icon="undo-2",
        form=ReasonForm,
        operation=return_booking,
    ),
    Transition(
        name="reject",
        to=BookingState.REJECTED,
        permission="exhibitors.decide_booking",
        label=pgettext_lazy("decision", "Reject…"),
        explanation=_("Final. The space is released."),
        done=_("%(booking)s of %(company)s has been rejected."),
        icon="circle-x",
        form=ReasonForm,
        operation=reject_booking,
    ),
    Transition(
        name="cancel",
        to=BookingState.CANCELLED,
        permission="exhibitors.cancel_booking",
        label=pgettext_lazy("decision", "Cancel the booking…"),
        explanation=_("Final. The booked space is released."),
        done=_("%(booking)s of %(company)s has been cancelled."),
        icon="ban",
        form=CancelForExhibitorForm,
        operation=cancel_booking,
    ),
)
TRANSITIONS = {transition.name: transition for transition in _ALL}


@dataclass(frozen=True)
class OfferedTransition:
    """A transition with its form, which is bound if it has just been refused."""

    transition: Transition
    form: RevisionForm

    @property
    def is_refused(self) -> bool:
        return self.form.is_bound

    @property
    def asks_reason(self) -> bool:
        return "reason" in self.form.fields


def offered_transitions(booking: Booking, actor: User, refused: OfferedTransition | None) -> list[OfferedTransition]:
    """Return the transitions that are legal now and that this person may make. The refused one keeps what was typed."""
    return [
        refused
        if refused is not None and refused.transition is transition
        else OfferedTransition(transition, transition.form(auto_id=f"{transition.name}_%s"))
        for transition in TRANSITIONS.values()
        if transition.is_open(booking, actor)
    ]
