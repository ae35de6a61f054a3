"""The tasks that carry out bulk decisions."""

from datetime import timedelta

from celery import shared_task

from ciie.kernel.clock import now
from exhibitors.office.bulk_decisions.models import BulkDecision
from exhibitors.office.bulk_decisions.operations import TASK, decide_next
from exhibitors.office.bulk_decisions.queries.progress import left_over, open_items

LOST_AFTER = timedelta(minutes=2)


@shared_task(name=TASK)
def carry_out_bulk_decision(decision_id: int) -> None:
    """Decide each booking in a transaction of its own.

    If this runs twice, or concurrently, nothing is decided twice.
    """
    decision = BulkDecision.objects.select_related("started_by").get(pk=decision_id)
    for item in open_items(decision_id):
        decide_next(item, actor=decision.started_by, at=now())


@shared_task(name="exhibitors.resume_bulk_decisions")
def resume_bulk_decisions() -> None:
    """Carry out what its own task did not, because the broker was away when it began or its worker was lost."""
    for decision_id in left_over(before=now() - LOST_AFTER):
        carry_out_bulk_decision(decision_id)
