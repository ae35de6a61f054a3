"""Who may keep letters back and release batches."""

from ciie.kernel.authority import permit
from ciie.mail.batches import MAY_RUN
from pavilions.staff.rules import is_admin, is_director, is_finance

permit(MAY_RUN, is_admin | is_director | is_finance)
