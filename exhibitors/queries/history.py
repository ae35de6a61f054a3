"""What happened to a booking, a company or a booth, told to somebody who may see it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.accounts.models import User
from ciie.audit.history import Change, Entry, entries_of, events_of, history_of, newest_first
from ciie.kernel.actors import Visitor
from ciie.kernel.errors import Sentence
from ciie.kernel.wording import area_words
from exhibitors.models import Block, Booking, Company, Membership, PublishedFigure
from pavilions.models import Booth, SpaceClaim
from pavilions.rules import is_admin, is_organizer

BOOKING_FIELDS = ("state", "reason", "larger_reason", "wishes", "neighbours_to_avoid")
COMPANY_FIELDS = (
    "name",
    "name_local",
    "country",
    "city",
    "address",
    "website",
    "contact_email",
    "phone",
    "registration_number",
    "description",
    "verification",
    "verified_by",
    "verification_proof",
    "verification_reason",
    "claims_blocked_reason",
)
BLOCK_FIELDS = (
    *("name", "country", "text", "price_raw", "price_shell", "currency", "quota_sqm"),
    *("apply_until_date", "returns_date", "is_open", "returned_at"),
)
FIGURE_FIELDS = ("value", "source", "link", "reason")
BOOTH_FIELDS = ("number", "area_sqm", "kind", "open_sides_override", "blocked_reason")


@dataclass(frozen=True)
class Event:
    """One line of a history. `taken` and `given_back` name booths or space; `about` the person or company concerned."""

    at: datetime
    who: Sentence
    action: Sentence
    changes: tuple[Change, ...] = ()
    about: str = ""
    taken: tuple[str, ...] = ()
    given_back: tuple[str, ...] = ()


def booking_history(booking: Booking, *, viewer: Visitor) -> list[Event]:
    """Newest first; three queries. Members of the company do not learn who at the organizer's decided."""
    unnamed = _unnamed_to(viewer, booking.company_id)
    claims = list(booking.claims.select_related("booth__plan__hall", "allotment__hall", "allotment__sector"))
    return [
        replace(
            _event(entry, unnamed),
            taken=tuple(_place(claim) for claim in claims if claim.claimed_at == entry.at),
            given_back=tuple(_place(claim) for claim in claims if claim.released_at == entry.at),
        )
        for entry in history_of(booking, BOOKING_FIELDS)
    ]


def company_history(company: Company, *, viewer: Visitor) -> list[Event]:
    """The company's record and its people, newest first; four queries."""
    unnamed = _unnamed_to(viewer, company.pk)
    joinings = events_of(Membership).filter(company=company)
    names = {event.pgh_obj_id: str(event.user) for event in joinings.select_related("user") if event.user}
    record = [_event(entry, unnamed) for entry in history_of(company, COMPANY_FIELDS)]
    told = {(event.at, str(event.action)) for event in record}  # who registers a company is its first owner
    people = [
        replace(_event(entry, unnamed), about=names.get(entry.row_id, ""))
        for entry in entries_of(joinings, ("role",))
        if (entry.at, str(entry.action)) not in told
    ]
    return newest_first([*record, *people])


def block_history(block: Block, *, viewer: Visitor) -> list[Event]:
    """The terms of a block and the shares of its members, newest first; three queries."""
    unnamed = _unnamed_to(viewer, block.booking.company_id)
    terms = [_event(entry, unnamed) for entry in history_of(block, BLOCK_FIELDS)]
    shares = events_of(Booking).filter(block_id=block.pk)
    names = {event.pgh_obj_id: str(event.company) for event in shares.select_related("company")}
    told = [
        replace(_event(entry, unnamed), about=names.get(entry.row_id, "")) for entry in entries_of(shares, ("state",))
    ]
    return newest_first([*terms, *told])


def booth_history(booth: Booth) -> list[Event]:
    """The booth and who claimed it, newest first, for the organizer's eyes; three queries."""
    itself = [_event(entry, frozenset()) for entry in history_of(booth, BOOTH_FIELDS)]
    claims = SpaceClaim.objects.filter(booth=booth)
    bookings = Booking.objects.select_related("company", "edition").in_bulk(claims.values_list("holder_id", flat=True))
    events = [*itself, *(event for claim in claims for event in _claim_events(claim, bookings.get(claim.holder_id)))]
    return newest_first(events)


def published_figure_history(figure: PublishedFigure) -> list[Event]:
    """What was stated when, newest first; one query."""
    return [_event(entry, frozenset()) for entry in history_of(figure, FIGURE_FIELDS)]


def _unnamed_to(viewer: Visitor, company_id: int) -> frozenset[int]:
    """The organizer's people, whom exhibitors know as "the organizer" unless they are colleagues too."""
    if is_admin(viewer) or is_organizer(viewer):
        return frozenset()
    staff = User.objects.filter(Q(appointments__isnull=False) | Q(is_superuser=True))
    return frozenset(staff.exclude(memberships__company_id=company_id).values_list("pk", flat=True))


def _event(entry: Entry, unnamed: frozenset[int]) -> Event:
    return Event(at=entry.at, who=_who(entry, unnamed), action=entry.action, changes=entry.changes)


def _who(entry: Entry, unnamed: frozenset[int]) -> Sentence:
    if entry.actor_id is None:
        return _("the system")
    return _("the organizer") if entry.actor_id in unnamed else entry.actor_name


def _place(claim: SpaceClaim) -> str:
    where = f"{claim.allotment.hall.name}/{claim.booth.number}" if claim.booth else str(claim.allotment.sector)
    return f"{where} ({area_words(claim.area_sqm)} m²)"


def _claim_events(claim: SpaceClaim, booking: Booking | None) -> Iterable[Event]:
    about = f"{booking.company} ({booking.reference})" if booking else ""
    yield Event(at=claim.claimed_at, who="", action=pgettext_lazy("space", "claimed"), about=about)
    if claim.released_at is not None:
        yield Event(at=claim.released_at, who="", action=_("given back"), about=about)
