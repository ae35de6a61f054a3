"""Who may answer offers, and who may make, extend and withdraw them."""

from ciie.kernel.actors import Visitor
from ciie.kernel.authority import permit, predicate
from exhibitors.bookings.models import Booking
from exhibitors.companies.rules import is_member, is_owner
from pavilions.staff.rules import is_admin, is_director, is_finance


@predicate
def is_contact(actor: Visitor, booking: Booking | None) -> bool:
    """The person who acts for the booking, while still a member of its company."""
    return booking is not None and booking.contact_id == actor.pk and is_member(actor, booking)


permit("exhibitors.answer_offer", is_owner | is_contact)
permit("exhibitors.set_sales", is_admin | is_director | is_finance)
permit("exhibitors.run_offers", is_admin | is_director | is_finance)
