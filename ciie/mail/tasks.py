from celery import current_app, shared_task

from ciie.kernel.clock import real_now
from ciie.mail import delivery
from ciie.mail.transport import server_is_left_alone


@shared_task(name="ciie.mail.deliver_due")
def deliver_due() -> None:
    """Real time, not the domain's clock: mail servers live in the present. What is left after a while rings again."""
    delivery.deliver_due(at=real_now())
    if delivery.letters_due(real_now()).exists() and not server_is_left_alone(at=real_now()):
        current_app.send_task("ciie.mail.deliver_due")
