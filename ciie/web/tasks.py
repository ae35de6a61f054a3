import time

from celery import shared_task
from django.core.cache import cache

from ciie.web.monitoring import HEARTBEAT_KEY


@shared_task(name="ciie.web.record_heartbeat")
def record_heartbeat() -> None:
    """Show that a worker is alive; `readyz` believes it for `HEARTBEAT_MAX_AGE`."""
    cache.set(HEARTBEAT_KEY, time.time(), timeout=None)
