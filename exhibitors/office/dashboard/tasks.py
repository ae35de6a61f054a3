"""The task of the daily mail to organizers. A run that is missed is made up for on the next day."""

from celery import shared_task

from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from exhibitors.office.dashboard.operations import send_digests
from pavilions.floor.editions.queries import current_edition


@shared_task(name="exhibitors.send_digests")
def send_daily_digests() -> None:
    """Send the mails about the current edition."""
    if edition := current_edition():
        send_digests(edition.pk, actor=SYSTEM, at=now())
