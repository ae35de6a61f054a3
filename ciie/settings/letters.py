"""What the apps add to letters as they are sent; see `ciie.mail.composing`."""

ENCLOSURES = {
    "booking_approved": "exhibitors.documents.enclosures.approved_booking",
    "booking_placed": "exhibitors.documents.enclosures.placed_booking",
    "block_accepted": "exhibitors.documents.enclosures.share_of_block",
    "block_letter": "exhibitors.documents.enclosures.approved_booking",
    "block_returned": "exhibitors.documents.enclosures.returned_block",
    "booking_submitted": "exhibitors.documents.enclosures.booking",
    "hold_ending": "exhibitors.documents.enclosures.booking",
    "booking_returned": "exhibitors.documents.enclosures.booking",
    "booking_lapsing": "exhibitors.documents.enclosures.booking",
    "plan_changed": "exhibitors.documents.enclosures.changed_plan",
    "pavilion_plan_changed": "pavilions.documents.plan_changes.changed_plan",
}
