"""The task that watches published figures."""

from celery import shared_task

from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from exhibitors.promotion.bulletins import operations as bulletins


@shared_task(name="exhibitors.warn_of_fallen_figures")
def warn_of_fallen_figures() -> None:
    bulletins.warn_of_fallen_figures(actor=SYSTEM, at=now())
