"""The exhibitor's desk, which shows for each company what to do next."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, Subquery

from ciie.accounts.models import User
from ciie.kernel.days import day_of
from exhibitors.bookings.models import Booking, ConfirmationLetter
from exhibitors.bookings.queries.bookings import with_space
from exhibitors.companies.models import Company
from exhibitors.companies.queries import memberships_of
from exhibitors.companies.states import CompanyRole
from exhibitors.money.invoices.queries.invoices import visible_invoices
from exhibitors.money.payments.queries.payments import open_invoices
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.states import ContractState, OfferState
from exhibitors.states import BOOKED_STATES, BookingState
from pavilions.floor.models.edition import Edition


class Step(StrEnum):
    """What a booking waits for. The members are ordered with the most pressing first."""

    CHANGE = "change"  # returned by the organizer, with a reason
    SUBMIT = "submit"  # a draft, its booths held for a while
    HOLD_AGAIN = "hold_again"  # the hold has ended
    OFFER = "offer"  # an offer awaits an answer
    SIGN = "sign"  # a contract is to be signed
    PAY = "pay"  # an invoice is to be paid
    WAIT = "wait"  # the organizer decides
    DONE = "done"  # booked
    OVER = "over"  # rejected, withdrawn or cancelled


@dataclass(frozen=True)
class DeskBooking:
    """A booking on the desk. `seconds_left` is None if the booking has no hold that runs out."""

    booking: Booking
    step: Step
    claimed_sqm: Decimal
    requested_sqm: Decimal
    held_until: datetime | None
    seconds_left: int | None
    has_letter: bool
    offer_until: date | None = None
    """The last day of the offer that awaits an answer."""
    sign_until: date | None = None
    """The last day of the contract that is to be signed."""
    pay_until: date | None = None
    """The due date of the first open invoice that this person may see."""
    to_pay: Decimal = Decimal(0)
    """The open balance of that invoice, in the currency of the edition."""
    is_late: bool = False


@dataclass(frozen=True)
class DeskCompany:
    """A company with its bookings in an edition, and its bookings in other editions that wait for it."""

    company: Company
    role: CompanyRole
    edition: Edition | None
    pressing: tuple[DeskBooking, ...]

    @property
    def may_book(self) -> bool:
        return self.role != CompanyRole.VIEWER

    @property
    def booked_sqm(self) -> Decimal:
        booked = (
            each.claimed_sqm for each in self.pressing if each.booking.state in BOOKED_STATES and self._is_here(each)
        )
        return sum(booked, Decimal(0))

    @property
    def pending_sqm(self) -> Decimal:
        return sum((each.claimed_sqm for each in self.pressing if each.step == Step.WAIT), Decimal(0))

    def _is_here(self, each: DeskBooking) -> bool:
        return self.edition is not None and each.booking.edition_id == self.edition.pk


def desk_of(person: User, edition: Edition | None, *, at: datetime) -> list[DeskCompany]:
    """Return each company of the person with its bookings in the edition that are not over, most pressing first.

    Bookings in other editions are included while they wait for an answer, a signature or money. This takes two queries,
    however many companies and bookings there are, and one for what the person may see.
    """
    memberships = list(memberships_of(person))
    companies = [membership.company_id for membership in memberships]
    letters = ConfirmationLetter.objects.filter(booking_id=OuterRef("pk"))
    bookings: defaultdict[int, list[DeskBooking]] = defaultdict(list)
    until = Offer.objects.filter(booking_id=OuterRef("pk"), state=OfferState.SENT).values("last_day")
    to_sign = Contract.objects.filter(booking_id=OuterRef("pk"), state=ContractState.SENT).values("sign_by")
    due = open_invoices(visible_invoices(person).filter(booking_id=OuterRef("pk"))).order_by("pay_by", "pk")
    asked = Booking.objects.filter(company__in=companies).annotate(
        has_letter=Exists(letters),
        offer_until=Subquery(until),
        sign_until=Subquery(to_sign),
        pay_until=Subquery(due.values("pay_by")[:1]),
        to_pay=Subquery(due.values("balance")[:1]),
    )
    waits = Q(offer_until__isnull=False) | Q(sign_until__isnull=False) | Q(pay_until__isnull=False)
    asked = asked.filter(waits if edition is None else waits | Q(edition=edition))
    for booking in with_space(asked).select_related("company", "edition"):
        each = desk_booking(booking, at=at)
        if each.step != Step.OVER:
            bookings[booking.company_id].append(each)
    return [
        DeskCompany(
            company=membership.company,
            role=CompanyRole(membership.role),
            edition=edition,
            pressing=tuple(sorted(bookings[membership.company_id], key=_pressing)),
        )
        for membership in memberships
    ]


def desk_booking(booking: Booking, *, at: datetime) -> DeskBooking:
    """Return what a booking, which `with_space` has read, waits for."""
    held_until: datetime | None = getattr(booking, "held_until", None)
    offer_until: date | None = getattr(booking, "offer_until", None)
    sign_until: date | None = getattr(booking, "sign_until", None)
    pay_until: date | None = getattr(booking, "pay_until", None)
    left = None if held_until is None else max(0, int((held_until - at).total_seconds()))
    step = step_of(booking, hold_is_over=left == 0)
    if step == Step.DONE:
        step = Step.OFFER if offer_until else Step.SIGN if sign_until else step
    if pay_until and step in {Step.DONE, Step.OVER}:
        step = Step.PAY
    return DeskBooking(
        booking=booking,
        step=step,
        claimed_sqm=getattr(booking, "claimed_sqm", Decimal(0)),
        requested_sqm=getattr(booking, "requested_sqm", Decimal(0)),
        held_until=held_until,
        seconds_left=left,
        has_letter=getattr(booking, "has_letter", False),
        offer_until=offer_until,
        sign_until=sign_until,
        pay_until=pay_until,
        to_pay=getattr(booking, "to_pay", None) or Decimal(0),
        is_late=pay_until is not None and pay_until < day_of(at, booking.edition.zone),
    )


def step_of(booking: Booking, *, hold_is_over: bool) -> Step:
    """Return the next step of a booking.

    A hold that has run out is over, even before the timer has recorded its end.
    """
    if booking.state == BookingState.EXPIRED or (booking.state == BookingState.DRAFT and hold_is_over):
        return Step.HOLD_AGAIN
    if booking.state == BookingState.DRAFT:
        return Step.CHANGE if booking.reason else Step.SUBMIT
    if booking.state in {BookingState.SUBMITTED, BookingState.WAITLISTED}:
        return Step.WAIT
    return Step.DONE if booking.state in BOOKED_STATES else Step.OVER


def _pressing(each: DeskBooking) -> tuple[int, int, int]:
    running = each.seconds_left if each.seconds_left is not None else 10**9
    return list(Step).index(each.step), running, each.booking.pk
