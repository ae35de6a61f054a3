"""Who may hold letters back, release batches, and decide about letters that did not arrive."""

from ciie.kernel.authority import permit
from ciie.mail.batches import MAY_RUN
from ciie.mail.queue import MAY_SETTLE
from pavilions.floor.staff.rules import is_admin, is_director, is_finance

permit(MAY_RUN, is_admin | is_director | is_finance)
permit(MAY_SETTLE, is_admin | is_director | is_finance)
