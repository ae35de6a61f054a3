from celery import current_app, shared_task
from django.utils import timezone

from ciie.mail import delivery


@shared_task(name="ciie.mail.deliver_due")
def deliver_due() -> None:
    """Real time, not the domain's clock: mail servers live in the present. What is left after a while rings again."""
    delivery.deliver_due(at=timezone.now())
    if delivery.letters_due(timezone.now()).exists():
        current_app.send_task("ciie.mail.deliver_due")
