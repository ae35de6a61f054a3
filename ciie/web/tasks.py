from celery import shared_task

from ciie.web.parts import show_life


@shared_task(name="ciie.web.record_heartbeat")
def record_heartbeat() -> None:
    """Record that a worker is alive."""
    show_life()
