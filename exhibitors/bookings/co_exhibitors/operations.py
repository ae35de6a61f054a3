"""Operations on companies on another exhibitor's stand, each of which has a catalogue entry but no m² of its own."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.locking import lock_one, require_seen
from ciie.kernel.validity import require_valid
from ciie.kernel.wording import area_words
from exhibitors.bookings.blocks.queries import share_sqm
from exhibitors.bookings.co_exhibitors.models import CoExhibitor
from exhibitors.bookings.co_exhibitors.queries import company_cost, most_of_a_kind
from exhibitors.bookings.co_exhibitors.signals import stand_changed
from exhibitors.bookings.co_exhibitors.states import CoExhibitorKind
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.bookings import lock_booking
from exhibitors.bookings.operations.price_changes import following_price, require_price
from exhibitors.companies.models import Company
from exhibitors.companies.names import normalise_company_name
from exhibitors.states import AWAITING_DECISION, BOOKED_STATES, BookingState

SHOWING = {BookingState.DRAFT, *AWAITING_DECISION, *BOOKED_STATES}


@dataclass(frozen=True)
class StandEntry:
    """A company on a stand: a registered one, or the name and country (ISO 3166 alpha-2) of an unregistered one."""

    kind: CoExhibitorKind
    company_id: int | None = None
    name: str = ""
    country: str = ""
    website: str = ""
    text_en: str = ""
    text_zh: str = ""
    products: str = ""


@operation("exhibitors.co_exhibitor.entered")
def enter_co_exhibitor(
    booking_id: int, entry: StandEntry, *, cost: str | None = None, actor: Actor, at: datetime
) -> CoExhibitor:
    """Add a company to a booking's stand. The rate card of the booking determines the charge.

    `cost` is the charge that the reader was shown. Raise `DomainError` (`too_many_co_exhibitors` with the figures,
    `co_exhibitor_once_per_booking`, `co_exhibitor_is_another` or `cost_changed`).
    """
    payer, booking = _lock_stand(booking_id)
    require("exhibitors.name_co_exhibitors", actor, booking)
    _require_stand(booking)
    _require_room(booking, entry.kind)
    row = CoExhibitor(
        booking=booking,
        exhibitor_id=booking.company_id,
        entered_at=at,
        entered_by=person_of(actor),
    )
    _write(row, entry, booking)
    require_price(company_cost(payer, entering=entry.kind, at=at), cost)
    with following_price(payer, actor=actor, at=at):
        row.save()
    stand_changed.send(CoExhibitor, booking=payer, actor=actor, at=at)
    return row


@operation("exhibitors.co_exhibitor.changed")
def change_co_exhibitor(
    co_exhibitor_id: int,
    entry: StandEntry,
    *,
    cost: str | None = None,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> CoExhibitor:
    """Change the catalogue entry or its company. `cost` is what the reader was shown for a change of kind."""
    payer, booking = _lock_stand(_booking_of(co_exhibitor_id))
    require("exhibitors.name_co_exhibitors", actor, booking)
    row = lock_one(CoExhibitor.objects.all(), co_exhibitor_id, missing=_("Entry not found."))
    require_seen(row, seen)
    _require_stand(booking)
    if row.kind != entry.kind:
        _require_room(booking, entry.kind)
        require_price(company_cost(payer, entering=entry.kind, leaving=row.kind, at=at), cost)
    _write(row, entry, booking)
    with following_price(payer, actor=actor, at=at):
        row.save()
    stand_changed.send(CoExhibitor, booking=payer, actor=actor, at=at)
    return row


@operation("exhibitors.co_exhibitor.removed")
def remove_co_exhibitor(
    co_exhibitor_id: int, *, cost: str | None = None, seen: int | None = None, actor: Actor, at: datetime
) -> None:
    """Remove a company from the stand. Its history is kept. `cost` is the change in price that the reader was shown."""
    payer, booking = _lock_stand(_booking_of(co_exhibitor_id))
    require("exhibitors.name_co_exhibitors", actor, booking)
    row = lock_one(CoExhibitor.objects.all(), co_exhibitor_id, missing=_("Entry not found."))
    require_seen(row, seen)
    require_price(company_cost(payer, leaving=row.kind, at=at), cost)
    with following_price(payer, actor=actor, at=at):
        row.delete()
    stand_changed.send(CoExhibitor, booking=payer, actor=actor, at=at)


def _lock_stand(booking_id: int) -> tuple[Booking, Booking]:
    """Lock and return the booking that is charged, which for a share is its block's, and then the stand's own."""
    agency = Booking.objects.filter(pk=booking_id).values_list("block_id", flat=True).first()
    payer = None if agency is None else lock_booking(agency)
    booking = lock_booking(booking_id)
    return payer or booking, booking


def _booking_of(co_exhibitor_id: int) -> int:
    found = CoExhibitor.objects.filter(pk=co_exhibitor_id).values_list("booking_id", flat=True).first()
    if found is None:
        raise NotFound(_("Entry not found."), code="not_found")
    return found


def _require_stand(booking: Booking) -> None:
    if booking.state not in SHOWING:
        raise DomainError(
            _("Companies cannot be added to a booking that is %(state)s.") % {"state": booking.get_state_display()},
            code="illegal_move",
            details={"state": booking.state},
        )


def _require_room(booking: Booking, kind: CoExhibitorKind) -> None:
    area = share_sqm(booking.pk)
    most, present = most_of_a_kind(area), booking.co_exhibitors.filter(kind=kind).count()
    if present >= most:
        raise DomainError(
            _("A stand of %(area)s m² can have at most %(most)d companies of this kind. Added so far: %(present)d.")
            % {"area": area_words(area), "most": most, "present": present},
            code="too_many_co_exhibitors",
            field="kind",
            details={"area_sqm": str(area), "most": most, "present": present},
        )


def _write(row: CoExhibitor, entry: StandEntry, booking: Booking) -> None:
    row.kind, row.website, row.products = entry.kind, entry.website.strip(), entry.products.strip()
    row.text_en, row.text_zh = entry.text_en.strip(), entry.text_zh.strip()
    _identify(row, entry)
    left_blank = ["country"] if row.company_id else []
    require_valid(row, exclude=["booking", "exhibitor", "entered_by", "entered_at", *left_blank])
    field, exhibitor = "company" if row.company_id else "name", booking.company
    same_name = (row.normalized_name, row.country) == (exhibitor.normalized_name, exhibitor.country)
    if same_name or row.company_id == exhibitor.pk:
        raise DomainError(_("The exhibitor is already on its own stand."), code="co_exhibitor_is_another", field=field)
    others = CoExhibitor.objects.filter(booking_id=row.booking_id).exclude(pk=row.pk)
    if others.filter(normalized_name=row.normalized_name, country=row.country).exists():
        raise DomainError(
            _("%(name)s is already on this stand.") % {"name": row.name},
            code="co_exhibitor_once_per_booking",
            field=field,
        )


def _identify(row: CoExhibitor, entry: StandEntry) -> None:
    if entry.company_id is None:
        row.company, row.name, row.country = None, entry.name.strip(), entry.country
        row.normalized_name = normalise_company_name(row.name)
        if row.name and not row.normalized_name:
            raise Invalid(
                _("A company needs a name with at least one letter or digit."),
                code="co_exhibitor_has_name",
                field="name",
            )
        return
    company = Company.objects.filter(pk=entry.company_id).first()
    if company is None:
        raise NotFound(_("Company not found."), code="not_found", field="company")
    row.company, row.name, row.country = company, company.name, company.country
    row.normalized_name = company.normalized_name
