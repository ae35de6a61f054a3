"""Periodic tasks that fold movements into the totals and take daily snapshots."""

from celery import shared_task

from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from exhibitors.bookings.totals import operations
from exhibitors.bookings.totals.queries import days_to_snapshot


@shared_task(name="exhibitors.take_daily_snapshot")
def take_daily_snapshot() -> None:
    """Record every past day that is missing, so that a night without a worker leaves no gap."""
    at = now()
    for edition_id, days in days_to_snapshot(at).items():
        operations.take_snapshots(edition_id, days, actor=SYSTEM, at=at)


@shared_task(name="exhibitors.fold_movements")
def fold_movements(limit: int = 20_000) -> None:
    """Fold until no movements are left except those locked by another worker."""
    while operations.fold_movements(actor=SYSTEM, at=now(), limit=limit):
        pass
