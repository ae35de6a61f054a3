"""Import the tasks of every package, since Celery looks for them here."""

import pavilions.national.national_pavilions.tasks
import pavilions.plans.simulation.tasks
import pavilions.plans.venue.tasks  # noqa: F401
