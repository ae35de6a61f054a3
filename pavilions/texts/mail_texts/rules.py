"""The right to write the texts of mails."""

from ciie.kernel.authority import permit
from pavilions.floor.staff.rules import is_admin, is_director

permit("mail.write_texts", is_admin | is_director)
