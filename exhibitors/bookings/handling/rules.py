"""Permissions to write notes and comments on bookings."""

from ciie.kernel.authority import permit
from exhibitors.bookings.rules import reviews_booking
from exhibitors.companies.rules import is_editor
from pavilions.floor.staff.rules import is_admin, is_director, is_finance, is_organizer

permit("exhibitors.note_on_booking", is_admin | is_organizer)
permit("exhibitors.comment_as_organizer", is_admin | is_director | is_finance | reviews_booking)
permit("exhibitors.comment_as_exhibitor", is_admin | is_editor)
