"""Permissions to ask exhibitors questions and to answer them."""

from ciie.kernel.authority import permit
from exhibitors.companies.rules import is_editor
from pavilions.floor.staff.rules import is_admin, is_director

permit("exhibitors.ask_exhibitors", is_admin | is_director)
permit("exhibitors.answer_questions", is_admin | is_editor)
