"""Carrying out the proofs of `exhibitors.office.reconciliation.queries` and keeping their results."""

import secrets
from datetime import UTC, datetime, timedelta

import structlog
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.days import day_of
from ciie.kernel.errors import NotFound
from ciie.kernel.locking import lock_topic
from exhibitors.office.reconciliation.merkle import root_of
from exhibitors.office.reconciliation.models import FIRST, DayDigest, ReconciliationRun, digest_of_day
from exhibitors.office.reconciliation.proofs.days import DAY, Facts
from exhibitors.office.reconciliation.proofs.proof import Outcome
from exhibitors.office.reconciliation.queries import PROOFS, outcome_of
from pavilions.floor.models.edition import Edition
from pavilions.states import EditionStatus

KEPT_DIFFERENCES = 200
SETTLED_AFTER = timedelta(hours=1)
"""The time from the end of a day to its sealing. By then, whatever began on that day has been committed."""
SALT_BYTES = 16

log = structlog.get_logger(__name__)


@operation("exhibitors.totals.reconciled")
def reconcile_totals(edition_id: int, *, actor: Actor, at: datetime) -> list[Outcome]:
    """Carry out every proof for the edition, log each difference as an error, keep the results and return them.

    Nothing is corrected: a difference is a defect that has to be understood first. The first 200 differences of each
    proof are kept. Days that have ended since the last run are sealed by one digest.
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
    _seal_days(edition, at=at)
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
                [each.what, str(each.kept), str(each.counted), each.leads_to]
                for each in outcome.differences[:KEPT_DIFFERENCES]
            ],
        )
        for outcome in outcomes
    )
    return outcomes


def _seal_days(edition: Edition, *, at: datetime) -> None:
    """Write one digest for everything done since the last sealed day, unless no day has ended."""
    lock_topic(f"digests of edition {edition.pk}")
    day = day_of(at - SETTLED_AFTER, UTC) - DAY
    last = DayDigest.objects.filter(edition=edition).order_by("day").last()
    if last is not None and last.day >= day:
        return
    salt, previous = secrets.token_hex(SALT_BYTES), last.digest if last else FIRST
    root, facts = root_of(Facts(edition.pk, after=last.day if last else None, last=day).until(day, salt))
    digest = digest_of_day(edition.pk, day, facts, root.hex(), salt, previous)
    DayDigest.objects.create(
        edition=edition, day=day, facts=facts, root=root.hex(), salt=salt, previous=previous, digest=digest, made_at=at
    )
    log.info("days.sealed", edition=edition.number, day=day.isoformat(), facts=facts, digest=digest)
