"""The count of parked tasks for `/metrics`."""

from ciie.background.models import FatalTask
from ciie.web.monitoring import COUNTS


def parked_tasks() -> dict[str, int]:
    """Return the number of parked tasks, including those that are due for another attempt after their hour."""
    return {"parked": FatalTask.objects.filter(parked_until__isnull=False).count()}


COUNTS["ciie_parked_tasks", "Tasks that killed the process that ran them three times in a row."] = parked_tasks
