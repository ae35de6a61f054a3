"""The task that deletes unconfirmed registrations."""

from celery import shared_task

from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from exhibitors.promotion.roadshows import operations as roadshows


@shared_task(name="exhibitors.forget_unconfirmed_registrations")
def forget_unconfirmed_registrations() -> None:
    roadshows.forget_unconfirmed_registrations(actor=SYSTEM, at=now())
