"""The nightly proof of the running totals."""

from datetime import datetime

import structlog

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from exhibitors.queries.reconciliation import Difference, differences

log = structlog.get_logger(__name__)


@operation("exhibitors.totals.reconciled")
def reconcile_totals(*, actor: Actor, at: datetime) -> list[Difference]:
    """Compare the totals with the live claims; log each difference as an error and return them all.

    Nothing is put right: a difference is a defect to be understood first.
    """
    found = differences()
    for difference in found:
        log.error(
            "totals.differ",
            place=difference.place,
            company=difference.company_id,
            state=difference.state,
            kept_sqm=str(difference.kept_sqm),
            claimed_sqm=str(difference.claimed_sqm),
        )
    return found
