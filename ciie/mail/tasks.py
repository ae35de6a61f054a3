from celery import current_app, shared_task

from ciie.kernel.clock import real_now
from ciie.mail import delivery
from ciie.mail.transport import server_is_left_alone


@shared_task(name="ciie.mail.deliver_due")
def deliver_due() -> None:
    """Send letters that are due in real time, not by the domain's clock, because mail servers use real time.

    If some are left after a while, the task is sent again.
    """
    delivery.deliver_due(at=real_now())
    if delivery.letters_due(real_now()).exists() and not server_is_left_alone(at=real_now()):
        current_app.send_task("ciie.mail.deliver_due")
