"""Permissions on bookings."""

from ciie.kernel.actors import Visitor
from ciie.kernel.authority import allowed, permit, predicate
from exhibitors.bookings.models import Booking, SpaceRequest
from exhibitors.companies.mandates.rules import may_bind
from exhibitors.companies.models import Company
from exhibitors.companies.rules import is_editor, is_member
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.staff.models import Appointment
from pavilions.floor.staff.rules import appointments_of, is_admin, is_director, is_finance, is_organizer
from pavilions.states import OrganizerRole, Section


@predicate
def is_contact(actor: Visitor, booking: Booking | None) -> bool:
    """Return whether the actor is the booking's contact and still an editor or owner of its company.

    This gives no right to sign.
    """
    return booking is not None and booking.contact_id == actor.pk and is_editor(actor, booking)


@predicate
def reviews_booking(actor: Visitor, booking: Booking | None) -> bool:
    """Return whether the actor is a reviewer whose sections and sectors cover the booking's claims and requests."""
    reviewing = [a for a in appointments_of(actor) if a.role == OrganizerRole.REVIEWER]
    if booking is None or not reviewing:
        return bool(reviewing)
    sectors = [{sector.pk for sector in each.sectors.all()} for each in reviewing if covers_business(each)]
    return any(not each or sectors_of_booking(booking) <= each for each in sectors)


@predicate
def reviews_allotment(actor: Visitor, allotment: Allotment | None) -> bool:
    """Return whether the actor is a reviewer whose sections and sectors cover this allotment."""
    reviewing = [a for a in appointments_of(actor) if a.role == OrganizerRole.REVIEWER]
    if allotment is None:
        return bool(reviewing)
    for appointment in reviewing:
        sectors = {sector.pk for sector in appointment.sectors.all()}
        is_of_section = not appointment.sections or allotment.section in appointment.sections
        if is_of_section and (not sectors or allotment.sector_id in sectors):
            return True
    return False


def covers_business(appointment: Appointment) -> bool:
    return not appointment.sections or Section.BUSINESS in appointment.sections


def sectors_of_booking(booking: Booking) -> set[int]:
    claimed = SpaceClaim.objects.live().filter(holder_id=booking.pk).values_list("allotment__sector_id", flat=True)
    wanted = SpaceRequest.objects.filter(booking_id=booking.pk).values_list("sector_id", flat=True)
    return {sector for sector in claimed.union(wanted) if sector is not None}


def may_submit(actor: Visitor, subject: Company | Booking, *, goes_by_offer: bool) -> bool:
    """Return whether a person who may change a booking of this company may also submit it.

    Where no offer follows, approval makes the booking binding, so submitting requires the right to sign for the
    company.
    """
    return goes_by_offer or allowed("exhibitors.bind_company", actor, subject)


permit("exhibitors.see_booking", is_admin | is_organizer | is_member)
permit("exhibitors.change_booking", is_admin | is_editor | is_director)
permit("exhibitors.bind_company", may_bind | is_admin | is_director)
permit("exhibitors.decide_booking", is_admin | is_director | reviews_booking)
permit("exhibitors.give_booths_of", is_admin | is_director | reviews_allotment)
permit("exhibitors.confirm_booking", is_admin | is_director | is_finance)
permit("exhibitors.cancel_booking", is_admin | is_director | may_bind)
permit("exhibitors.cancel_late", is_admin | is_director)
