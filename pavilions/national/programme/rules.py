"""The rights to plan the programme and to run the forum."""

from ciie.kernel.authority import permit
from pavilions.floor.staff.rules import is_admin, is_director, is_organizer
from pavilions.national.national_pavilions.rules import manages_pavilion

permit("pavilions.plan_programme", is_admin | is_director)
permit("pavilions.plan_event", is_admin | is_director | manages_pavilion)
permit("pavilions.run_forum", is_admin | is_director)
permit("pavilions.review_topics", is_admin | is_organizer)
