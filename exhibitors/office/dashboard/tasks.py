"""The task of the daily mail to organizers. A run that is missed is made up for on the next day."""

from celery import shared_task

from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from exhibitors.office.dashboard.operations import send_digests
from pavilions.floor.editions.queries import present_editions


@shared_task(name="exhibitors.send_digests")
def send_daily_digests() -> None:
    """Send a mail about each edition that is not archived to those who have work there."""
    at = now()
    for edition in present_editions(at):
        send_digests(edition.pk, actor=SYSTEM, at=at)
