from celery import shared_task
from django.utils import timezone

from ciie.mail import delivery


@shared_task(name="ciie.mail.deliver_due")
def deliver_due() -> None:
    """Real time, not the domain's clock: mail servers live in the present."""
    delivery.deliver_due(at=timezone.now())
