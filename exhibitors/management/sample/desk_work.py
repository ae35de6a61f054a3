"""Bookings that are not, or no longer, booked space, made by the operations that people use."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import cycle

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.bookings import Wishes
from exhibitors.bookings.operations.decisions import (
    approve_booking,
    confirm_booking,
    reject_booking,
    return_booking,
    waitlist_booking,
)
from exhibitors.bookings.operations.holds import expire_booking, hold_booths
from exhibitors.bookings.operations.submission import (
    Wanted,
    apply_for_space,
    book_booths,
    cancel_booking,
    draft_application,
    withdraw_booking,
)
from exhibitors.companies.company_contacts.operations import ContactRecord, add_contact
from exhibitors.companies.models import Company, Membership
from exhibitors.companies.states import CompanyRole
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.floor.models.venue import Sector
from pavilions.states import BoothKind

HALF_HOUR = timedelta(minutes=30)
WISHES = (
    "Near the main entrance, please; we show a machine that draws a crowd.",
    "Next to our partners of last year, if possible.",
    "We need a water connection and a drain.",
    "A quiet corner for talks with buyers.",
    "Close to the stage of the sector.",
)
AVOID = ("", "", "direct rivals in the same product group", "")
AREAS = (36, 54, 72, 100, 150, 36, 216, 90, 300, 48)


@dataclass(frozen=True)
class Party:
    """A company that asks for space, the person who acts for it, and its sector."""

    company: Company
    contact: User
    sector: Sector


class Desk:
    """Hands out parties and free booths in turn, and runs the operations for them."""

    def __init__(
        self, edition: Edition, parties: Sequence[Party], booths: dict[int, list[Booth]], *, organizer: User
    ) -> None:
        self.edition = edition
        self.organizer = organizer
        self._parties = cycle(parties)
        self._booths = booths
        self._areas = cycle(AREAS)
        self._wishes = cycle(WISHES)
        self._avoid = cycle(AVOID)

    def next_booths(self, sector: Sector, count: int) -> list[int]:
        """Return the keys of `count` free booths of a sector. Each booth is handed out once."""
        booths = self._booths[sector.pk]
        return [booths.pop().pk for _each in range(count)]

    def smallest_booths(self, sector: Sector, count: int) -> list[int]:
        """Return the keys of the `count` smallest free booths of a sector."""
        booths = self._booths[sector.pk]
        booths.sort(key=lambda booth: (booth.area_sqm, booth.pk), reverse=True)
        return self.next_booths(sector, count)

    def _party_that_finds(self, count: int) -> Party:
        """Return the next party whose sector has `count` free booths left."""
        return next(party for party in self._parties if len(self._booths[party.sector.pk]) >= count)

    def hold(self, at: datetime, count: int = 2, party: Party | None = None) -> Booking:
        who = party or self._party_that_finds(count)
        booths = self.next_booths(who.sector, count)
        return hold_booths(who.company.pk, self.edition.pk, booths, actor=who.contact, at=at)

    def book(self, at: datetime, count: int = 2, party: Party | None = None) -> Booking:
        who = party or self._party_that_finds(count)
        booths = self.next_booths(who.sector, count)
        return book_booths(who.company.pk, self.edition.pk, booths, actor=who.contact, at=at)

    def apply(self, at: datetime) -> Booking:
        """Submit an application without booths, with wishes."""
        party = next(self._parties)
        wishes = Wishes(next(self._wishes), next(self._avoid))
        return apply_for_space(
            party.company.pk, self.edition.pk, [self._wanted(party)], wishes, actor=party.contact, at=at
        )

    def draft(self, at: datetime, party: Party | None = None) -> Booking:
        who = party or next(self._parties)
        return draft_application(who.company.pk, self.edition.pk, [self._wanted(who)], actor=who.contact, at=at)

    def _wanted(self, party: Party) -> Wanted:
        area = next(self._areas)
        return Wanted(party.sector.pk, Decimal(area), BoothKind.RAW, open_sides_min=1 + area % 3)


def play_desk_work(desk: Desk, *, at: datetime) -> None:
    """Create bookings up to this moment in every state that does not count as booked."""
    _play_endings(desk, at)
    for moment in _days_before(at, 14, first=5, apart=2):
        reason = "This sector is nearly full; we come back to you when space is given up."
        waitlist_booking(desk.apply(moment).pk, reason=reason, actor=desk.organizer, at=moment + timedelta(days=4))
    for moment in reversed([*_days_before(at - HALF_HOUR, 26, first=0, apart=1)]):
        desk.book(moment, 3)
    for moment in reversed([*_days_before(at - HALF_HOUR, 36, first=0, apart=1)]):
        desk.apply(moment - timedelta(hours=1))
    for moment in _days_before(at, 5, first=1, apart=0):
        reason = "Please add a plan of your stand; it is above 100 m²."
        return_booking(desk.book(moment).pk, reason=reason, actor=desk.organizer, at=at - timedelta(hours=2))
    for minutes in (2, 5, 9, 12, 16, 19, 22, 24):
        desk.hold(at - timedelta(minutes=minutes))
    for moment in _days_before(at, 4, first=0, apart=1):
        desk.draft(moment)


def _days_before(at: datetime, count: int, *, first: int, apart: int) -> Iterator[datetime]:
    """Return `count` moments going back in time, no two in the same hour."""
    return (at - timedelta(days=first + apart * n, minutes=17 * n % 400) for n in range(count))


def _play_endings(desk: Desk, at: datetime) -> None:
    """Create bookings that have expired, or were withdrawn, rejected or cancelled."""
    for moment in _days_before(at, 8, first=3, apart=6):
        booking = desk.hold(moment)
        expire_booking(booking.pk, actor=SYSTEM, at=moment + timedelta(minutes=desk.edition.hold_minutes + 1))
    for moment in _days_before(at, 9, first=6, apart=5):
        booking = desk.book(moment)
        withdraw_booking(booking.pk, actor=_contact(booking), at=moment + timedelta(days=2))
    for moment in _days_before(at, 9, first=9, apart=7):
        reason = "The products do not belong to the theme of this sector."
        reject_booking(desk.book(moment).pk, reason=reason, actor=desk.organizer, at=moment + timedelta(days=3))
    for moment in _days_before(at, 7, first=30, apart=9):
        booking, reason = desk.book(moment, 3), "Our launch moves to next year."
        approve_booking(booking.pk, actor=desk.organizer, at=moment + timedelta(days=2))
        confirm_booking(booking.pk, actor=desk.organizer, at=moment + timedelta(days=12))
        cancel_booking(booking.pk, reason=reason, actor=_contact(booking), at=moment + timedelta(days=20))


def _contact(booking: Booking) -> User:
    if booking.contact is None:
        raise ValueError("Bookings made at the desk have a contact.")
    return booking.contact


CONTACTS = (
    ContactRecord("contract", "Camille Verdier", "contract@exhibitor.example", "+33 1 55 50 10 10"),
    ContactRecord("billing", "Accounts payable", "invoices@exhibitor.example", note="Purchase order number required."),
    ContactRecord("stand", "Atelier Rouvray", "stand@rouvray.example", "+33 4 55 50 20 20", "Our stand builder."),
    ContactRecord("press", "Hugo Lacaze", "press@exhibitor.example"),
)


def play_exhibitor(desk: Desk, parties: tuple[Party, Party], *, at: datetime) -> None:
    """Make the exhibitor owner of the first company and signing editor of the second, and create bookings of both."""
    own, second = parties
    Membership.objects.create(company=own.company, user=own.contact, role=CompanyRole.OWNER)
    Membership.objects.create(company=second.company, user=second.contact, role=CompanyRole.EDITOR, may_sign=True)
    approved = desk.book(at - timedelta(days=2), 2, own)
    approve_booking(approved.pk, actor=desk.organizer, at=at - timedelta(days=1))
    returned = desk.book(at - timedelta(days=1), 3, own)
    reason = "Two of these booths are kept for a group stand. Would you take others in the same hall?"
    return_booking(returned.pk, reason=reason, actor=desk.organizer, at=at - timedelta(minutes=40))
    desk.hold(at - timedelta(minutes=3), 2, own)
    desk.draft(at - timedelta(hours=3), second)
    for record in CONTACTS:
        add_contact(own.company.pk, record, actor=own.contact, at=at - timedelta(days=2))
