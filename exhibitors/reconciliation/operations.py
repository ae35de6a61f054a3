"""Carrying out the proofs of `exhibitors.reconciliation.queries` and keeping what they found."""

from datetime import datetime

import structlog
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.errors import NotFound
from exhibitors.reconciliation.models import ReconciliationRun
from exhibitors.reconciliation.queries import PROOFS, Outcome, outcome_of
from pavilions.floor.models.edition import Edition
from pavilions.states import EditionStatus

KEPT_DIFFERENCES = 200

log = structlog.get_logger(__name__)


@operation("exhibitors.totals.reconciled")
def reconcile_totals(edition_id: int, *, actor: Actor, at: datetime) -> list[Outcome]:
    """Carry out every proof for the edition, log each difference as an error, keep the results and return them.

    Nothing is corrected: a difference is a defect to be understood first. Of each proof the first 200 differences are
    kept.
    """
    require("exhibitors.see_totals", actor)
    edition = Edition.objects.filter(pk=edition_id).first()
    if edition is None:
        raise NotFound(_("Edition not found."), code="not_found")
    outcomes = [outcome_of(key, edition.pk) for key in PROOFS]
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
            edition=edition,
            is_archived=edition.status == EditionStatus.ARCHIVED,
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
