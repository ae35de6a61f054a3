"""A few offers in every state.

The edition confirms by hand, as CIIE does, and works with offers only while these are made. The booked space does not
change: standing offers are for bookings that were approved already, and bookings whose offers are declined or lapse
were booked for a day.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db.models import F

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from ciie.kernel.days import day_of
from ciie.mail.batches import begin_batch
from exhibitors.bookings.co_exhibitors.operations import StandEntry, enter_co_exhibitor
from exhibitors.bookings.co_exhibitors.states import CoExhibitorKind
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.management.sample.desk_work import Desk
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.operations.offers import (
    accept_with_code,
    decline_offer,
    extend_offer,
    lapse_offer,
    make_offer,
    send_acceptance_code,
    withdraw_offer,
)
from exhibitors.states import BookingState
from pavilions.floor.models.edition import Edition
from pavilions.states import BookingSteps

OFFERED = 7
GUESTS = (
    (CoExhibitorKind.CO_EXHIBITOR, "Orchard Press Works", "NZ"),
    (CoExhibitorKind.REPRESENTED, "Fjordlys Glass", "NO"),
)
"""Companies on stands that have an offer, which charges for them by the rate card."""
GUEST_TEXT = "An invented company of the sample edition, on the stand of another."
GUEST_TEXT_ZH = "示例届次中的虚构企业，在其他展商的展位上展出。"


def play_offers(desk: Desk, *, exhibitor: User, at: datetime) -> None:
    with working_with_offers(desk.edition):
        _play_standing(desk, exhibitor, at)
        _play_ended(desk, at)


@contextmanager
def working_with_offers(edition: Edition) -> Iterator[None]:
    rows = Edition.objects.filter(pk=edition.pk)
    rows.update(booking_steps=BookingSteps.OFFER)
    try:
        yield
    finally:
        rows.update(booking_steps=BookingSteps.BY_HAND)


@contextmanager
def _letters_waiting(desk: Desk, at: datetime) -> Iterator[None]:
    """Hold mail in a batch that nobody has released yet.

    The mail about an offer that has been withdrawn since is outdated.
    """
    begin_batch(desk.edition.batch_scope, name="First offers · 首批报价单", actor=desk.organizer, at=at)
    rows = Edition.objects.filter(pk=desk.edition.pk)
    rows.update(holds_mail=True)
    try:
        yield
    finally:
        rows.update(holds_mail=False)


def _play_standing(desk: Desk, exhibitor: User, at: datetime) -> None:
    """Create offers that are sent, extended, accepted, and withdrawn for a better one."""
    today, made_at = day_of(at, desk.edition.zone), at - timedelta(days=9)
    approved = Booking.objects.filter(
        edition=desk.edition,
        state=BookingState.APPROVED,
        decided_at__lt=made_at,
        contact__memberships__company=F("company"),
        block=None,
    )
    first, second, late, extended, accepted, other, anew = approved.exclude(contact=exhibitor).order_by("pk")[:OFFERED]
    for booking, (kind, name, country) in zip((extended, accepted), GUESTS, strict=True):
        entry = StandEntry(kind, name=name, country=country, text_en=GUEST_TEXT, text_zh=GUEST_TEXT_ZH)
        enter_co_exhibitor(booking.pk, entry, actor=desk.organizer, at=made_at - timedelta(days=1))
    with _letters_waiting(desk, at - timedelta(days=2)):
        for booking in (first, second):
            make_offer(booking.pk, actor=desk.organizer, at=at - timedelta(days=2))
        dear = make_offer(anew.pk, actor=desk.organizer, at=made_at)
    make_offer(late.pk, last_day=today + timedelta(days=2), actor=desk.organizer, at=made_at)
    asked = make_offer(extended.pk, actor=desk.organizer, at=made_at)
    reason = "Their board meets at the end of the month."
    extend_offer(asked.pk, last_day=asked.last_day + timedelta(days=14), reason=reason, actor=desk.organizer, at=at)
    for booking in (accepted, other):
        offer = make_offer(booking.pk, actor=desk.organizer, at=made_at)
        contact = _contact(offer)
        accepted_at = made_at + timedelta(days=3)
        code = send_acceptance_code(offer.pk, actor=contact, at=accepted_at)
        accept_with_code(offer.pk, code=code, actor=contact, at=accepted_at)
    withdraw_offer(dear.pk, reason="The wrong booth was offered; a new offer follows.", actor=desk.organizer, at=at)
    make_offer(anew.pk, actor=desk.organizer, at=at)


def _play_ended(desk: Desk, at: datetime) -> None:
    """Create offers that were declined within hours, and one that lapsed overnight."""
    for days in (20, 26):
        moment = at - timedelta(days=days)
        offer = _approved(desk, moment)
        decline_offer(
            offer.pk, reason="Our budget was cut.", actor=_contact(offer), at=moment + timedelta(days=1, hours=3)
        )
    offer = _approved(desk, at - timedelta(days=33))
    lapse_offer(offer.pk, actor=SYSTEM, at=at - timedelta(days=31))


def _approved(desk: Desk, moment: datetime) -> Offer:
    """Return an offer made the day after its booking, which can be accepted on that day only."""
    booking, made_at = desk.book(moment, 1), moment + timedelta(days=1)
    last_day = day_of(made_at, desk.edition.zone)
    approve_booking(booking.pk, last_day=last_day, actor=desk.organizer, at=made_at)
    return Offer.objects.select_related("booking__contact").get(booking=booking)


def _contact(offer: Offer) -> User:
    contact = offer.booking.contact
    if contact is None:
        raise ValueError("Bookings of the sample have a contact.")
    return contact
