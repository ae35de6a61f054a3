from celery import shared_task
from django.conf import settings
from django.core.cache import cache

from ciie.web.monitoring import HEARTBEAT_KEY


@shared_task(name="ciie.web.record_heartbeat")
def record_heartbeat() -> None:
    """Show that a worker is alive; `readyz` believes it for `HEARTBEAT_MAX_AGE`, by the clock of the cache."""
    cache.set(HEARTBEAT_KEY, value=True, timeout=settings.HEARTBEAT_MAX_AGE.total_seconds())
