from celery import shared_task

from ciie.web import health


@shared_task(name="ciie.web.record_heartbeat")
def record_heartbeat() -> None:
    health.record_heartbeat()
