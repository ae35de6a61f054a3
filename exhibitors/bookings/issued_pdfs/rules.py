"""The permission to store PDFs of issued documents. The product itself does so when somebody requests one."""

from ciie.kernel.authority import permit
from pavilions.floor.staff.rules import is_admin

permit("exhibitors.keep_issued_pdf", is_admin)
