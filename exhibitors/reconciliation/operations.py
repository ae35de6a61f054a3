"""Carrying out the proofs of `exhibitors.reconciliation.queries` and keeping what they found."""

from datetime import datetime

import structlog

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from exhibitors.reconciliation.models import ReconciliationRun
from exhibitors.reconciliation.queries import PROOFS, Outcome, outcome_of

KEPT_DIFFERENCES = 200

log = structlog.get_logger(__name__)


@operation("exhibitors.totals.reconciled")
def reconcile_totals(*, actor: Actor, at: datetime) -> list[Outcome]:
    """Carry out every proof, log each difference as an error, keep the results and return them.

    Nothing is corrected: a difference is a defect to be understood first. Of each proof the first 200 differences are
    kept.
    """
    require("exhibitors.see_totals", actor)
    outcomes = [outcome_of(key) for key in PROOFS]
    for outcome in outcomes:
        for difference in outcome.differences:
            log.error(
                "totals.differ",
                proof=outcome.proof,
                what=difference.what,
                kept=str(difference.kept),
                counted=str(difference.counted),
            )
    ReconciliationRun.objects.bulk_create(
        ReconciliationRun(
            proof=outcome.proof,
            ran_at=at,
            ran_by=person_of(actor),
            compared=outcome.compared,
            differing=len(outcome.differences),
            differences=[
                [each.what, str(each.kept), str(each.counted)] for each in outcome.differences[:KEPT_DIFFERENCES]
            ],
        )
        for outcome in outcomes
    )
    return outcomes
