"""The nightly reconciliation."""

from celery import shared_task

from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from exhibitors.reconciliation import operations as reconciliation


@shared_task(name="exhibitors.reconcile_totals")
def reconcile_totals() -> None:
    reconciliation.reconcile_totals(actor=SYSTEM, at=now())
