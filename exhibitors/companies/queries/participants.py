"""Which companies take part in an edition."""

from ciie.kernel.statements import row_of

# Lists of exhibitors of earlier editions say of companies that they took part, without a booking.
TAKES_PART = """
SELECT EXISTS (
    SELECT FROM exhibitors_booking
    WHERE company_id = %(company)s AND edition_id = %(edition)s AND state IN ('approved', 'confirmed')
) OR EXISTS (
    SELECT FROM exhibitors_coexhibitor AS guest
    JOIN exhibitors_booking AS booking ON booking.holder_id = guest.booking_id
    WHERE guest.company_id = %(company)s AND guest.kind = 'co_exhibitor'
        AND booking.edition_id = %(edition)s AND booking.state IN ('approved', 'confirmed')
) OR EXISTS (
    SELECT FROM exhibitors_participation WHERE company_id = %(company)s AND edition_id = %(edition)s
)
"""


def takes_part(company_id: int, edition_id: int) -> bool:
    """With space of its own, with staff on another's stand, or by the list of exhibitors of an earlier edition."""
    found = row_of(TAKES_PART, {"company": company_id, "edition": edition_id})
    return bool(found and found[0])
