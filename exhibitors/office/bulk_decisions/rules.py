"""Who may begin a bulk decision. Permission for each booking is checked again when its turn comes."""

from ciie.kernel.authority import permit
from exhibitors.office.bulk_decisions.states import BulkKind
from pavilions.floor.staff.rules import is_admin, is_director, is_finance, is_organizer

MAY_START = {
    BulkKind.APPROVE: "exhibitors.approve_in_bulk",
    BulkKind.OFFER: "exhibitors.offer_in_bulk",
    BulkKind.END: "exhibitors.end_claims",
    BulkKind.PLACE: "exhibitors.approve_in_bulk",
    BulkKind.PLACE_AND_APPROVE: "exhibitors.approve_in_bulk",
}

permit("exhibitors.approve_in_bulk", is_admin | is_organizer)
permit("exhibitors.offer_in_bulk", is_admin | is_director | is_finance)
