"""Facts that bookings supply about buyers, on which prices depend."""

from exhibitors.pricing.queries.buyers import Fact, tell_fact
from exhibitors.states import BOOKED_STATES

STATES = ", ".join(f"'{state}'" for state in BOOKED_STATES)

tell_fact(
    Fact.HAS_BOOKED,
    f"""EXISTS (
        SELECT FROM exhibitors_booking AS booked
        WHERE booked.company_id = company.id AND booked.edition_id = before.id AND booked.state IN ({STATES})
    )""",  # the states are our own constants
)
