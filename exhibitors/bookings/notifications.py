"""Emails about bookings: each transition sends one email to each person concerned."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from ciie.accounts.models import User
from ciie.mail.queue import Letter, queue_letters
from exhibitors.bookings.models import Booking, ConfirmationLetter
from exhibitors.companies.queries import people_of_company
from exhibitors.companies.states import CompanyRole
from pavilions.floor.models.edition import Edition


def announce_submitted(booking: Booking, *, at: datetime) -> None:
    """Notify the booking's contact that it was received and awaits approval."""
    queue_letters(letters_of_submitted(booking, at=at))


def letters_of_submitted(booking: Booking, *, at: datetime) -> list[Letter]:
    """Return the letters that `announce_submitted` queues."""
    return _letters("booking_submitted", booking, _contact(booking), at=at)


def announce_withdrawn(booking: Booking, *, at: datetime) -> None:
    write_of_booking("booking_withdrawn", booking, _contact(booking), at=at)


def announce_hold_ending(booking: Booking, *, ends_at: datetime, at: datetime) -> None:
    write_of_booking("hold_ending", booking, _contact(booking), at=at, ends_at=ends_at.isoformat())


def announce_hold_ended(booking: Booking, *, at: datetime) -> None:
    write_of_booking("hold_ended", booking, _contact(booking), at=at)


def announce_approved(booking: Booking, letter: ConfirmationLetter, *, at: datetime) -> None:
    """Notify the contact and every owner. The confirmation letter is attached when the email is sent."""
    write_of_booking("booking_approved", booking, contact_and_owners(booking), at=at, letter=letter.pk)


def announce_price_changed(
    booking: Booking, letter: ConfirmationLetter, *, replaces: ConfirmationLetter, at: datetime
) -> None:
    """Send the new letter to the contact and every owner, with the totals of the old letter and the new one."""
    people = contact_and_owners(booking)
    occasion = f"letter-{letter.pk}-price_changed"
    write_of_booking("price_changed", booking, people, occasion, at=at, letter=letter.pk, replaces=replaces.pk)


def announce_placed(booking: Booking, letter: ConfirmationLetter, rest_sqm: Decimal, *, at: datetime) -> None:
    """Notify the contact and every owner of the booths, with the new letter and the m² that have no booth yet."""
    people = contact_and_owners(booking)
    write_of_booking("booking_placed", booking, people, at=at, letter=letter.pk, rest_sqm=str(rest_sqm))


def announce_rejected(booking: Booking, *, at: datetime) -> None:
    write_of_booking("booking_rejected", booking, contact_and_owners(booking), at=at, reason=booking.reason)


def announce_waitlisted(booking: Booking, *, at: datetime) -> None:
    write_of_booking("booking_waitlisted", booking, contact_and_owners(booking), at=at, reason=booking.reason)


def announce_returned(booking: Booking, *, ends_at: datetime, at: datetime) -> None:
    write_of_booking(
        "booking_returned",
        booking,
        contact_and_owners(booking),
        at=at,
        reason=booking.reason,
        ends_at=ends_at.isoformat(),
    )


def announce_cancelled(booking: Booking, *, at: datetime) -> None:
    write_of_booking(
        "booking_cancelled",
        booking,
        contact_and_owners(booking),
        at=at,
        reason=booking.reason,
        has_letter=booking.letters.exists(),
    )


def announce_lapsing(booking: Booking, *, ends_at: datetime, at: datetime) -> None:
    """Warn the contact and every owner that there is no decision yet, and say when the booking lapses."""
    write_of_booking("booking_lapsing", booking, contact_and_owners(booking), at=at, ends_at=ends_at.isoformat())


def announce_lapsed(booking: Booking, *, at: datetime) -> None:
    write_of_booking("booking_lapsed", booking, contact_and_owners(booking), at=at)


def announce_overdue(edition: Edition, deciders: Mapping[User, int], *, at: datetime) -> None:
    """Notify each of these organizer's people how many bookings that they may decide have waited too long."""
    queue_letters(
        Letter(
            kind="bookings_overdue",
            to=person.email,
            language=person.language,
            occasion=f"edition-{edition.pk}-overdue-{at:%Y%m%d%H%M%S}",
            context={"person": person.name, **edition.mail_names, "count": count, "days": edition.undecided_days},
        )
        for person, count in deciders.items()
    )


def _contact(booking: Booking) -> list[User]:
    return [booking.contact] if booking.contact is not None else []


def contact_and_owners(booking: Booking) -> list[User]:
    return people_of_company(booking.company_id, (CompanyRole.OWNER,), also=[booking.contact_id])


class Addressee(Protocol):
    """A person with an account, or an address given for invoices."""

    @property
    def email(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def language(self) -> str: ...


def write_of_booking(
    kind: str,
    booking: Booking,
    people: Iterable[Addressee],
    occasion: str = "",
    /,
    *,
    at: datetime,
    **particulars: object,
) -> None:
    """Queue a letter to each person about the booking as it is now, or about the `occasion`."""
    queue_letters(_letters(kind, booking, people, occasion, at=at, **particulars))


DECISIONS = frozenset(
    [
        *("booking_approved", "booking_rejected", "booking_waitlisted", "offer_made"),
        *("invoice_issued", "credit_note_issued"),
        *("offer_lapsing", "contract_lapsing", "payment_reminder", "payment_reminder_firm", "payment_reminder_last"),
    ]
)
"""Kinds of emails that wait in a batch where the edition says so: those sent to many at once by decisions or timers.

Receipts, answers to single acts, and emails whose periods run from the day on which they are sent, leave at once.
"""


def _letters(
    kind: str,
    booking: Booking,
    people: Iterable[Addressee],
    occasion: str = "",
    /,
    *,
    at: datetime,
    **particulars: object,
) -> list[Letter]:
    context = {
        "booking": booking.pk,
        "reference": booking.reference,
        "company": booking.company.name,
        **booking.edition.mail_names,
        "at": at.isoformat(),
        **particulars,
    }
    return [
        Letter(
            kind=kind,
            to=person.email,
            language=person.language,
            occasion=occasion or f"booking-{booking.pk}-{kind}-{booking.revision}",
            context={**context, "person": person.name},
            held_for=booking.edition.held_for if kind in DECISIONS else "",
        )
        for person in people
    ]
