"""What the apps add to letters as they are sent; see `ciie.mail.composing`."""

ENCLOSURES = {
    "booking_approved": "exhibitors.bookings.documents.mail_context.approved_booking",
    "booking_placed": "exhibitors.bookings.documents.mail_context.placed_booking",
    "block_accepted": "exhibitors.bookings.documents.mail_context.share_of_block",
    "block_letter": "exhibitors.bookings.documents.mail_context.approved_booking",
    "block_returned": "exhibitors.bookings.documents.mail_context.returned_block",
    "booking_submitted": "exhibitors.bookings.documents.mail_context.booking",
    "hold_ending": "exhibitors.bookings.documents.mail_context.booking",
    "booking_returned": "exhibitors.bookings.documents.mail_context.booking",
    "booking_lapsing": "exhibitors.bookings.documents.mail_context.booking",
    "plan_changed": "exhibitors.bookings.documents.mail_context.changed_plan",
    "pavilion_plan_changed": "pavilions.publishing.documents.changed_plan",
}
