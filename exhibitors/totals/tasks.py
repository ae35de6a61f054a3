"""The daily snapshots."""

from celery import shared_task

from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from exhibitors.totals import operations as snapshots
from exhibitors.totals.queries.missing_days import days_to_snapshot


@shared_task(name="exhibitors.take_daily_snapshot")
def take_daily_snapshot() -> None:
    """Write every day that is over and not yet written, so that a night without a worker leaves no gap."""
    at = now()
    for edition_id, days in days_to_snapshot(at).items():
        snapshots.take_snapshots(edition_id, days, actor=SYSTEM, at=at)
