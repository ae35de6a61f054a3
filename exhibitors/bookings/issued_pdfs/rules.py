"""Who keeps PDFs of issued documents: the product itself, when somebody asks for one."""

from ciie.kernel.authority import permit
from pavilions.floor.staff.rules import is_admin

permit("exhibitors.keep_issued_pdf", is_admin)
