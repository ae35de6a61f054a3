"""The right to write the pages of the site."""

from ciie.kernel.authority import permit
from pavilions.floor.staff.rules import is_admin, is_director

permit("pavilions.write_site_pages", is_admin | is_director)
