"""What the operations on bookings share: creating, locking and saving bookings, and recording m² that come and go."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache

from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.locking import lock, lock_one
from ciie.kernel.statements import columns_of, insert, row_from, rows_of, width_of
from ciie.kernel.validity import require_valid
from ciie.mail.queue import outbox_rows
from exhibitors.bookings.models import Booking
from exhibitors.bookings.notifications import letters_of_submitted
from exhibitors.bookings.operations.claim_limits import (
    COUNTED,
    WIDTH_OF_COUNTED,
    Amount,
    Undecided,
    require_within_limits,
)
from exhibitors.bookings.queries.booking_records import ClaimRecord
from exhibitors.bookings.totals.models import SpaceMovement
from exhibitors.companies.models import Company
from exhibitors.companies.rules import is_member, note_role
from exhibitors.companies.states import CompanyRole
from exhibitors.pricing.terms.operations import IN_FORCE, TermsInForce
from exhibitors.states import BookingState
from pavilions.floor.ledger.models import SpaceHolder
from pavilions.floor.ledger.operations.ledger import (
    LOCKED,
    NEXT_HOLDER,
    LockedBooth,
    area_by_allotment,
    claims_to,
    insert_and_take,
)
from pavilions.floor.models.edition import Edition
from pavilions.states import ClaimState, HolderKind, Section

MAX_BOOTHS_PER_BOOKING = 60


@dataclass(frozen=True)
class Wishes:
    """What a company would like besides its space: notes for the people who assign booths."""

    text: str = ""
    neighbours_to_avoid: str = ""


def write_wishes(booking: Booking, wishes: Wishes) -> None:
    """Set the wishes of a booking and validate them. The caller saves the booking."""
    booking.wishes, booking.neighbours_to_avoid = wishes.text.strip(), wishes.neighbours_to_avoid.strip()
    booking_fields = {field.name for field in Booking._meta.fields}
    require_valid(booking, exclude=booking_fields - {"wishes", "neighbours_to_avoid"})


def lock_booking(booking_id: int) -> Booking:
    """Lock a booking for a change, and return it with its company and edition.

    Only tables that hardly ever change may be joined: after a wait PostgreSQL returns the locked row as it is now, but
    the joined rows as they were before. `decided_by` is therefore read only when it is used. If a company was merged
    into another one during the wait, its booking no longer matches the joined rows and is not found, so the query runs
    once more.
    """
    rows = Booking.objects.select_related("company", "edition", "contact")
    if found := lock(rows, [booking_id]):
        return found[0]
    return lock_one(rows, booking_id, missing=_("Booking not found."))


PARTIES = """
SELECT (SELECT {key}), member.role, terms.id, terms.version, {company}, {edition}, counted.*, booth.*
FROM exhibitors_company AS company CROSS JOIN pavilions_edition AS edition CROSS JOIN {counted} AS counted
LEFT JOIN exhibitors_membership AS member ON member.company_id = company.id AND member.user_id = %(person)s
LEFT JOIN LATERAL ({terms}) AS terms ON true
LEFT JOIN ({booths}) AS booth ON true
WHERE company.id = %(company)s AND edition.id = %(edition)s
ORDER BY booth.id
"""


@cache
def _parties_statement() -> str:
    return PARTIES.format(
        key=NEXT_HOLDER,
        company=columns_of(Company, "company"),
        edition=columns_of(Edition, "edition"),
        terms=IN_FORCE.format(edition="edition.id"),
        counted=COUNTED,
        booths=LOCKED,
    )


@dataclass(frozen=True)
class Parties:
    """The company and edition of a new booking, with what is `undecided` besides, the terms, and the new `key`.

    `booths` are those to be booked, whether they are free or not.
    """

    key: int
    company: Company
    edition: Edition
    terms: TermsInForce | None
    undecided: Undecided
    booths: list[LockedBooth]


def parties_of_new_booking(
    company_id: int, edition_id: int, locked: Sequence[int] = (), *, actor: Actor, at: datetime
) -> Parties:
    """Return company and edition if the actor may book for the company and the edition takes bookings.

    This locks the claims of company and actor, so booths must be `locked` before. A caller that requires accepted terms
    must already share the lock on their topic.
    """
    asked = {"company": company_id, "edition": edition_id, "section": Section.BUSINESS, "booths": list(locked)}
    rows = rows_of(_parties_statement(), {**asked, "person": actor.pk, "at": at})
    if not rows:
        raise NotFound(_("Company or edition not found."), code="not_found", field="company")
    (key, role, terms_id, version), rest = rows[0][:4], rows[0][4:]
    of_edition, of_counted = width_of(Company), width_of(Company) + width_of(Edition)
    of_booth = of_counted + WIDTH_OF_COUNTED
    company, edition = row_from(Company, rest[:of_edition]), row_from(Edition, rest[of_edition:of_counted])
    if isinstance(actor, User):
        note_role(actor, company_id, role)  # spares rules a query for it
    require("exhibitors.book_for", actor, company)
    require_open(edition, at)
    terms = None if terms_id is None else TermsInForce(terms_id, version)
    booths = [LockedBooth(*row[4 + of_booth :]) for row in rows] if locked else []
    return Parties(key, company, edition, terms, Undecided.of(rest[of_counted:of_booth]), booths)


def require_room_for(parties: Parties, asked: Amount, *, held: bool = False, actor: Actor, at: datetime) -> None:
    """Call `require_within_limits` for a new booking."""
    company, edition, undecided = parties.company, parties.edition, parties.undecided
    require_within_limits(company, edition, asked, held=held, person=actor, at=at, undecided=undecided)


def require_open(edition: Edition, at: datetime) -> None:
    """Raise `DomainError` (`booking_closed`) outside the edition's booking window."""
    if not edition.takes_bookings(at):
        raise DomainError(
            _("%(edition)s is not open for booking at present.") % {"edition": edition}, code="booking_closed"
        )


def new_booking(company: Company, edition: Edition, state: BookingState, *, actor: Actor, at: datetime) -> Booking:
    """Create a booking with its holder in the ledger, without any claims yet."""
    holder = SpaceHolder(edition=edition, kind=HolderKind.BOOKING)
    insert([holder])
    booking = _unsaved_booking(holder.pk, company, edition, state, actor=actor, at=at)
    insert([booking])
    return booking


def create_booking(
    parties: Parties, booths: Sequence[LockedBooth], state: BookingState, *, actor: Actor, at: datetime
) -> Booking:
    """Create a booking that claims these locked booths: a draft holds them for a time, a submitted one reserves them.

    The letter of a submitted booking is queued with it.
    """
    key, company, edition = parties.key, parties.company, parties.edition
    is_draft = state == BookingState.DRAFT
    claimed = ClaimState.HELD if is_draft else ClaimState.RESERVED
    expires_at = hold_end(edition, at) if is_draft else None
    holder = SpaceHolder(pk=key, edition=edition, kind=HolderKind.BOOKING)
    claims = claims_to(booths, key, state=claimed, expires_at=expires_at, at=at)
    booking = _unsaved_booking(key, company, edition, state, actor=actor, at=at)
    areas = area_by_allotment(booths)
    movements = movements_of(booking, areas, entered=state, at=at)
    letters = [] if is_draft else letters_of_submitted(booking, at=at)
    insert_and_take(areas, [holder], claims, [booking], movements, outbox_rows(letters))
    booking.claims_at_first = [
        ClaimRecord(booth.hall, booth.number, booth.sector, booth.area_sqm, Decimal(0), claimed, expires_at)
        for booth in booths
    ]
    return booking


def _unsaved_booking(
    holder_id: int, company: Company, edition: Edition, state: BookingState, *, actor: Actor, at: datetime
) -> Booking:
    return Booking(
        holder_id=holder_id,
        edition=edition,
        company=company,
        contact=contact_for(company, actor),
        state=state,
        created_at=at,
        submitted_at=at if state == BookingState.SUBMITTED else None,
    )


def contact_for(company: Company, actor: Actor) -> User | None:
    """Return the contact of a new booking: the person who makes it.

    If an organizer makes it for the company, this is the company's first owner.
    """
    person = person_of(actor)
    if person is None or is_member(person, company):
        return person
    owners = User.objects.filter(memberships__company=company, memberships__role=CompanyRole.OWNER, is_active=True)
    return owners.order_by("memberships__pk").first() or person


def require_few[T](booths: Iterable[T], already: int = 0) -> set[T]:
    wanted = set(booths)
    if len(wanted) + already > MAX_BOOTHS_PER_BOOKING:
        raise Invalid(
            _("A booking can have at most %(limit)d booths. Make another booking for the rest.")
            % {"limit": MAX_BOOTHS_PER_BOOKING},
            code="too_many_booths",
            field="booths",
        )
    return wanted


def require_unchanged(booking: Booking, seen: int | None) -> None:
    """Raise `DomainError` (`changed_meanwhile`) unless a locked booking still has the revision that was seen."""
    if seen is None or seen == booking.revision:
        return
    decided = _(
        "This booking was changed while you were viewing it: %(person)s made a decision, and it is now %(state)s."
    )
    changed = _(
        "This booking was changed while you were viewing it and is now %(state)s. Check it again before you decide."
    )
    words = {"state": booking.get_state_display(), "person": booking.decided_by}
    raise DomainError(
        (changed if booking.decided_by is None else decided) % words,
        code="changed_meanwhile",
        details={"state": booking.state, "revision": booking.revision},
    )


def lock_draft(booking_id: int, *, seen: int | None = None, actor: Actor) -> Booking:
    """Lock a booking that the actor may change. It must still be a draft and as the actor saw it."""
    booking = lock_booking(booking_id)
    require("exhibitors.change_booking", actor, booking)
    if booking.state != BookingState.DRAFT:
        raise DomainError(
            _("Only a draft can be changed; this booking is %(state)s.") % {"state": booking.get_state_display()},
            code="not_a_draft",
            details={"state": booking.state},
        )
    require_unchanged(booking, seen)
    return booking


def hold_end(edition: Edition, at: datetime) -> datetime:
    return at + timedelta(minutes=edition.hold_minutes)


def edition_of(booking_id: int) -> int:
    """Return the key of a booking's edition without a lock, since it never changes."""
    edition_id = Booking.objects.filter(pk=booking_id).values_list("edition_id", flat=True).first()
    if edition_id is None:
        raise NotFound(_("Booking not found."), code="not_found")
    return edition_id


def save_change(booking: Booking, *fields: str) -> Booking:
    """Save these fields of a locked booking and increase its revision."""
    booking.revision += 1
    booking.save(update_fields=[*fields, "revision"])
    return booking


def append_movements(
    booking: Booking,
    areas: Mapping[int, Decimal],
    *,
    left: BookingState | None = None,
    entered: BookingState | None = None,
    at: datetime,
) -> None:
    """Record that m² left one state and entered another. None means that they were, or are, not claimed at all."""
    insert(movements_of(booking, areas, left=left, entered=entered, at=at))


def movements_of(
    booking: Booking,
    areas: Mapping[int, Decimal],
    *,
    left: BookingState | None = None,
    entered: BookingState | None = None,
    at: datetime,
) -> list[SpaceMovement]:
    """Return the unsaved movements that `append_movements` inserts."""
    company = booking.company
    return [
        SpaceMovement(
            allotment_id=allotment_id,
            company=company,
            country=company.country,
            state=state,
            area_sqm=sign * area_sqm,
            happened_at=at,
        )
        for sign, state in ((-1, left), (1, entered))
        if state is not None
        for allotment_id, area_sqm in areas.items()
    ]
