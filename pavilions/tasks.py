"""The tasks of every package; Celery looks for them here."""

import pavilions.national_pavilions.tasks
import pavilions.simulation.tasks
import pavilions.venue.tasks  # noqa: F401
