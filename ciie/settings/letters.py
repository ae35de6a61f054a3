"""What the apps add to letters as they are sent; see `ciie.mail.composing`."""

ENCLOSURES = {
    "booking_approved": "exhibitors.bookings.documents.enclosures.approved_booking",
    "booking_placed": "exhibitors.bookings.documents.enclosures.placed_booking",
    "block_accepted": "exhibitors.bookings.documents.enclosures.share_of_block",
    "block_letter": "exhibitors.bookings.documents.enclosures.approved_booking",
    "block_returned": "exhibitors.bookings.documents.enclosures.returned_block",
    "booking_submitted": "exhibitors.bookings.documents.enclosures.booking",
    "hold_ending": "exhibitors.bookings.documents.enclosures.booking",
    "booking_returned": "exhibitors.bookings.documents.enclosures.booking",
    "booking_lapsing": "exhibitors.bookings.documents.enclosures.booking",
    "plan_changed": "exhibitors.bookings.documents.enclosures.changed_plan",
    "pavilion_plan_changed": "pavilions.publishing.documents.changed_plan",
}
